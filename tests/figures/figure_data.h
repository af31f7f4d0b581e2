// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
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
  const std::int64_t points = std::int64_t{repetitions} * checkpoints;
  d.status.assign(repetitions, RunStatus::Finished);
  d.seconds.assign(repetitions, 1.0);
  d.message.assign(repetitions, "");
  d.evaluations.resize(points);
  d.taskEvaluations.resize(points * tasks);
  d.objective.resize(points * tasks);
  d.cv.assign(points * tasks, 0.0);
  for (int r = 0; r < repetitions; ++r) {
    for (int k = 0; k < checkpoints; ++k) {
      const std::int64_t spent = std::int64_t{1000} * (k + 1);
      d.evaluations[std::int64_t{r} * checkpoints + k] = spent;
      for (int t = 0; t < tasks; ++t) {
        d.taskEvaluations[d.at(r, t, k)] = spent / tasks;
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

/// MFEA and GA on two tasks, five runs of ten checkpoints.
inline ProblemRuns twoAlgorithms() {
  ProblemRuns runs = problem(2);
  add(runs, "MFEA",
      cell(5, 2, 10, [](int r, int t, int k) { return (t + 1) * std::pow(10.0, 3.0 - 0.5 * k) * (1.0 + r); }));
  add(runs, "GA",
      cell(5, 2, 10, [](int r, int t, int k) { return (t + 2) * std::pow(10.0, 3.0 - 0.3 * k) * (1.0 + r); }));
  return runs;
}

/// Two algorithms, one twice as fast, one optimum at 0.
inline ProblemRuns fastAndSlow() {
  ProblemRuns runs = problem(2);
  for (int t = 0; t < 2; ++t) {
    runs.problem.references[t].hasOptimum = true;
    runs.problem.tasks[t].dim = 4;
  }
  add(runs, "Fast", cell(3, 2, 8, [](int, int, int k) { return k < 2 ? 1.0 : 0.0; }));
  add(runs, "Slow", cell(3, 2, 8, [](int, int, int k) { return k < 5 ? 1.0 : 0.0; }));
  return runs;
}

}  // namespace tandem::figures::testdata
