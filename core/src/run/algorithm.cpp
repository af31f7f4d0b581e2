// SPDX-License-Identifier: Apache-2.0
#include "tandem/algorithm.h"

namespace tandem {

Algorithm::~Algorithm() = default;

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
