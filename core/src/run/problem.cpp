// SPDX-License-Identifier: Apache-2.0
#include "tandem/problem.h"

#include "base/paths.h"
#include "run/problem_check.h"
#include "tandem/catalogue.h"

namespace tandem {

Problem::~Problem() = default;
ProblemState::~ProblemState() = default;
BatchProgress::~BatchProgress() = default;

bool ProblemState::load(int /*task*/, std::span<const double> /*saved*/) {
  return false;
}

std::string ProblemState::remark() const {
  return {};
}

std::unique_ptr<ProblemState> Problem::makeState() const {
  return nullptr;
}
ProblemBuilder::~ProblemBuilder() = default;

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

std::string defaultDataDir() {
  const std::string dir = environment("TANDEM_DATA_DIR");
  return dir.empty() ? userDataDir() : dir;
}

BuiltProblem buildProblem(const Catalogue& catalogue, const std::string& name, const ParamValues& params,
                          const BuildRequest& request) {
  const ProblemChoice choice = chooseProblem(catalogue, name, params);
  BuiltProblem built = configureProblem(*choice.info, choice.params).builder->build(request);
  checkTasks(*built.problem, choice.info->name);
  return built;
}

}  // namespace tandem
