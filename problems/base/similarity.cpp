// SPDX-License-Identifier: Apache-2.0
#include "problems/similarity.h"

#include <algorithm>
#include <cmath>

#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem {

namespace {

/// First objective of the task at the unified points.
std::vector<double> values(const Problem& problem, int task, const Matrix& unified) {
  const TaskInfo& info = problem.tasks()[static_cast<std::size_t>(task)];
  Matrix x(unified.rows(), info.dim);
  for (int i = 0; i < x.rows(); ++i) {
    for (int j = 0; j < info.dim; ++j) {
      const auto k = static_cast<std::size_t>(j);
      x(i, j) = info.lower[k] + unified(i, j) * (info.upper[k] - info.lower[k]);
    }
  }
  Matrix objectives(x.rows(), info.objectives);
  Matrix constraints(x.rows(), info.constraints);
  Workspace workspace;
  EvalContext context{workspace};
  problem.evaluate(task, x, objectives, constraints, context);
  std::vector<double> first(static_cast<std::size_t>(x.rows()));
  for (int i = 0; i < x.rows(); ++i) first[static_cast<std::size_t>(i)] = objectives(i, 0);
  return first;
}

}  // namespace

double taskSimilarity(const Problem& problem, int a, int b, int samples) {
  if (std::min(a, b) < 0 || std::max(a, b) >= problem.taskCount() || samples < 2) {
    throw Error("taskSimilarity: no such task, or fewer than two samples.");
  }
  const auto dim = [&](int t) { return problem.tasks()[static_cast<std::size_t>(t)].dim; };
  Matrix unified(samples, std::max(dim(a), dim(b)));
  Rng(hashText("similarity")).fillUniform(unified.values());
  const std::vector<double> rankA = stats::midRanks(values(problem, a, unified));
  const std::vector<double> rankB = stats::midRanks(values(problem, b, unified));
  const double mean = 0.5 * (samples + 1.0);
  double product = 0.0;
  double squaresA = 0.0;
  double squaresB = 0.0;
  for (std::size_t i = 0; i < rankA.size(); ++i) {
    product += (rankA[i] - mean) * (rankB[i] - mean);
    squaresA += (rankA[i] - mean) * (rankA[i] - mean);
    squaresB += (rankB[i] - mean) * (rankB[i] - mean);
  }
  return squaresA > 0.0 && squaresB > 0.0 ? product / std::sqrt(squaresA * squaresB) : 0.0;
}

}  // namespace tandem
