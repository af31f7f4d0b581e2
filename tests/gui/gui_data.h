// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <functional>
#include <string>

#include "tandem/figures/dataset.h"

namespace tandem::figures::testdata {

/// Synthetic runs: objective(repetition, task, checkpoint); every task gets an equal share of 1000 evaluations per
/// checkpoint.
inline CellData cell(int repetitions, int tasks, int checkpoints,
                     const std::function<double(int, int, int)>& objective) {
  CellData d;
  d.repetitions = repetitions;
  d.tasks = tasks;
  d.checkpoints = checkpoints;
  const auto n = static_cast<std::size_t>(repetitions * tasks * checkpoints);
  d.status.assign(repetitions, RunStatus::Finished);
  d.seconds.assign(repetitions, 1.0);
  d.message.assign(repetitions, "");
  d.evaluations.resize(repetitions * checkpoints);
  d.taskEvaluations.resize(n);
  d.objective.resize(n);
  d.cv.assign(n, 0.0);
  for (int r = 0; r < repetitions; ++r) {
    for (int k = 0; k < checkpoints; ++k) {
      d.evaluations[r * checkpoints + k] = 1000 * (k + 1);
      for (int t = 0; t < tasks; ++t) {
        d.taskEvaluations[d.at(r, t, k)] = 1000 * (k + 1) / tasks;
        d.objective[d.at(r, t, k)] = objective(r, t, k);
      }
    }
  }
  return d;
}

inline ProblemRuns problem(int tasks, const std::string& name = "Toy") {
  ProblemRuns runs;
  runs.problem.name = name;
  runs.problem.labels = SingleObjective | MultiTask;
  runs.problem.tasks.resize(tasks);
  runs.problem.references.resize(tasks);
  return runs;
}

inline void add(ProblemRuns& runs, const std::string& algorithm, CellData data) {
  runs.algorithms.push_back(algorithm);
  runs.cells.push_back(std::move(data));
}

}  // namespace tandem::figures::testdata
