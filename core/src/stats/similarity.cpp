// SPDX-License-Identifier: Apache-2.0
#include "tandem/similarity.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tandem/stats.h"

namespace tandem {

namespace {
constexpr int kMostPoints = 10'000;  // standard error of a correlation near 0: 0.01
constexpr int kLeastPoints = 1'000;
constexpr int kMostValues = 2'000'000;  // of one task's sample
constexpr int kMaxTasks = 100;

/// Pearson correlation; 0 if one of the two is constant, since then nothing can be said.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double meanA = stats::mean(a);
  const double meanB = stats::mean(b);
  double ab = 0.0;
  double aa = 0.0;
  double bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
  }
  return aa > 0.0 && bb > 0.0 ? ab / std::sqrt(aa * bb) : 0.0;
}

std::vector<double> ranksOnTask(const Problem& problem, int t, ConstMatView unified, Workspace& workspace) {
  const TaskInfo& task = problem.tasks()[t];
  Matrix real(unified.rows, task.dim);
  for (int i = 0; i < unified.rows; ++i) {
    for (int j = 0; j < task.dim; ++j) {
      const auto at = static_cast<std::size_t>(j);
      real(i, j) = task.lower[at] + unified(i, j) * (task.upper[at] - task.lower[at]);
    }
  }
  Matrix objectives(unified.rows, 1);
  Matrix constraints(unified.rows, task.constraints);
  const std::unique_ptr<ProblemState> state = problem.makeState();
  EvalContext context{.workspace = workspace, .noiseKey = hashText("similarity"), .state = state.get()};
  problem.evaluate(t, real, objectives, constraints, context);
  return stats::midRanks(objectives.values());
}
}  // namespace

Similarity taskSimilarity(const Problem& problem) {
  Similarity result;
  const int tasks = problem.taskCount();
  int width = 0;
  for (const TaskInfo& task : problem.tasks()) {
    width = std::max(width, task.dim);
    if (task.objectives != 1) result.whyNot = "defined for single-objective tasks only";
  }
  if (tasks < 2) result.whyNot = "there is one task only";
  if (tasks > kMaxTasks) result.whyNot = "too many tasks to compare them all";
  if (problem.costly()) result.whyNot = "its evaluations are costly";
  if (!result.whyNot.empty()) return result;

  result.points = std::clamp(kMostValues / width, kLeastPoints, kMostPoints);
  Matrix unified(result.points, width);
  Rng(hashText("similarity sample")).fillUniform(unified.values());
  Workspace workspace;
  std::vector<std::vector<double>> ranks;
  for (int t = 0; t < tasks; ++t) ranks.push_back(ranksOnTask(problem, t, unified, workspace));
  result.correlation = Matrix(tasks, tasks, 1.0);
  for (int a = 0; a < tasks; ++a) {
    for (int b = 0; b < a; ++b) {
      const double rho = correlation(ranks[a], ranks[b]);
      result.correlation(a, b) = rho;
      result.correlation(b, a) = rho;
    }
  }
  return result;
}

}  // namespace tandem
