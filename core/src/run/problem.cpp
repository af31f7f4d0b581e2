// SPDX-License-Identifier: Apache-2.0
#include "tandem/problem.h"

#include "base/paths.h"
#include "tandem/catalogue.h"
#include "tandem/result.h"

namespace tandem {

Problem::~Problem() = default;
ProblemState::~ProblemState() = default;

std::string ProblemState::remark() const {
  return {};
}

std::unique_ptr<ProblemState> Problem::makeState() const {
  return nullptr;
}
ProblemBuilder::~ProblemBuilder() = default;
Algorithm::~Algorithm() = default;

void Problem::evaluateTogether(std::span<const TaskBatch> batches, EvalContext& ctx) const {
  EvalContext own{ctx.workspace, ctx.noiseKey, ctx.firstEvaluation, 0.0, ctx.state};
  for (const TaskBatch& batch : batches) {
    evaluate(batch.task, batch.x, batch.objectives, batch.constraints, own);
    own.firstEvaluation += batch.x.rows;
  }
  ctx.waited += own.waited;
}

std::shared_ptr<const DeviceForm> Problem::deviceForm() const {
  return nullptr;
}

Reference Problem::reference(int /*task*/) const {
  return {};
}

const char* instanceName(Instance instance) {
  switch (instance) {
    case Instance::Official:
      return "official";
    case Instance::Synthetic:
      return "synthetic";
    case Instance::Unknown:
      return "unknown";
    case Instance::Auto:
      break;
  }
  return "auto";
}

const char* costPartName(CostPart part) {
  switch (part) {
    case CostPart::Algorithm:
      return "algorithm";
    case CostPart::Evaluation:
      return "evaluation";
    case CostPart::Waiting:
      return "waiting";
    case CostPart::Recording:
      return "recording";
    case CostPart::Model:
      break;
  }
  return "model";
}

std::string defaultDataDir() {
  const std::string dir = environment("TANDEM_DATA_DIR");
  return dir.empty() ? userDataDir() : dir;
}

BuiltProblem buildProblem(const Catalogue& catalogue, const std::string& name, const ParamValues& params,
                          const BuildRequest& request) {
  const ProblemInfo& info = catalogue.problems.find(name);
  const std::unique_ptr<ProblemBuilder> builder = info.make();
  setParams(*builder, params, info.name);
  return builder->build(request);
}

std::string whyUnsuitable(const AlgorithmInfo& algorithm, const Problem& problem, int populationSize) {
  int most = 1;
  for (const TaskInfo& task : problem.tasks()) most = task.objectives > most ? task.objectives : most;
  const bool multi = most > 1;
  if (multi && (algorithm.labels & MultiObjective) == 0) {
    return algorithm.name + " is a single-objective method and this problem has tasks with " + std::to_string(most) +
           " objectives.";
  }
  if (!multi && (algorithm.labels & SingleObjective) == 0) {
    return algorithm.name + " is a multi-objective method and this problem has single-objective tasks only.";
  }
  const int tasks = problem.taskCount();
  if (tasks < algorithm.minTasks || tasks > algorithm.maxTasks) {
    return algorithm.name + " cannot work on " + std::to_string(tasks) + (tasks == 1 ? " task" : " tasks") +
           (algorithm.whyTaskLimit.empty() ? "." : ": " + algorithm.whyTaskLimit);
  }
  if (populationSize < algorithm.minPopulation) {
    return algorithm.name + " needs at least " + std::to_string(algorithm.minPopulation) +
           " individuals per task, not " + std::to_string(populationSize) + "; raise the population size (-n).";
  }
  return {};
}

}  // namespace tandem
