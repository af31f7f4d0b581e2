// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "tandem/result.h"

/// Small hand-made results for tests of metrics and tables.
namespace tandem::made {

inline ProblemRecord problem(const std::string& name, int tasks, int objectives = 1) {
  ProblemRecord p;
  p.name = name;
  p.labels = (tasks > 1 ? MultiTask : SingleTask) | (objectives > 1 ? MultiObjective : SingleObjective) | Unconstrained;
  for (int t = 0; t < tasks; ++t) {
    TaskInfo info;
    info.name = std::string("T").append(std::to_string(t + 1));
    info.dim = 2;
    info.objectives = objectives;
    info.lower = {0, 0};
    info.upper = {1, 1};
    p.tasks.push_back(info);
  }
  p.references.resize(tasks);
  p.budget = 1000;
  p.population = 10;
  p.instance = Instance::Synthetic;
  return p;
}

/// All runs finished and feasible, objective 0 everywhere, evaluations spread evenly over checkpoints and tasks.
inline CellData cell(int repetitions, int tasks, int checkpoints, std::int64_t budget = 1000) {
  CellData c;
  c.repetitions = repetitions;
  c.tasks = tasks;
  c.checkpoints = checkpoints;
  const auto n = static_cast<std::size_t>(repetitions);
  const auto cells = n * static_cast<std::size_t>(tasks) * static_cast<std::size_t>(checkpoints);
  c.status.assign(n, RunStatus::Finished);
  c.seconds.assign(n, 1.0);
  c.message.assign(n, "");
  c.objective.assign(cells, 0.0);
  c.cv.assign(cells, 0.0);
  for (int r = 0; r < repetitions; ++r) {
    for (int k = 1; k <= checkpoints; ++k) c.evaluations.push_back(budget * k / checkpoints);
    for (int t = 0; t < tasks; ++t) {
      for (int k = 1; k <= checkpoints; ++k) c.taskEvaluations.push_back(budget * k / checkpoints / tasks);
    }
  }
  c.improvements.resize(n * static_cast<std::size_t>(tasks));
  return c;
}

/// values[rep][task] become the objectives of every checkpoint.
inline CellData cellOf(const std::vector<std::vector<double>>& values, int checkpoints = 1) {
  CellData c = cell(isize(values), static_cast<int>(values.at(0).size()), checkpoints);
  for (int r = 0; r < c.repetitions; ++r) {
    for (int t = 0; t < c.tasks; ++t) {
      for (int k = 0; k < checkpoints; ++k) {
        c.objective[c.at(r, t, k)] = values[r][t];
      }
    }
  }
  return c;
}

inline void fail(CellData& c, int rep, RunStatus status = RunStatus::Failed) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  c.status[rep] = status;
  for (int t = 0; t < c.tasks; ++t) {
    for (int k = 0; k < c.checkpoints; ++k) c.objective[c.at(rep, t, k)] = c.cv[c.at(rep, t, k)] = nan;
  }
}

inline Matrix matrix(const std::vector<std::vector<double>>& rows) {
  Matrix m(isize(rows), rows.empty() ? 0 : isize(rows[0]));
  for (int i = 0; i < m.rows(); ++i) {
    for (int j = 0; j < m.cols(); ++j) m(i, j) = rows[i][j];
  }
  return m;
}

/// All feasible.
inline FrontRecord front(const std::vector<std::vector<double>>& rows) {
  FrontRecord f;
  f.objectives = matrix(rows);
  f.cv.assign(rows.size(), 0.0);
  return f;
}

}  // namespace tandem::made
