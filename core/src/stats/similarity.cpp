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
}  // namespace

Matrix similaritySample(int dim) {
  Matrix unified(std::clamp(kMostValues / dim, kLeastPoints, kMostPoints), dim);
  Rng(hashText("similarity sample")).fillUniform(unified.values());
  return unified;
}

std::vector<double> valuesOver(const Problem& problem, int t, ConstMatView unified) {
  const TaskInfo& task = problem.tasks()[t];
  Matrix real(unified.rows, task.dim);
  for (int i = 0; i < unified.rows; ++i) {
    for (int j = 0; j < task.dim; ++j) {
      real(i, j) = task.lower[j] + unified(i, j) * (task.upper[j] - task.lower[j]);
    }
  }
  Matrix objectives(unified.rows, 1);
  Matrix constraints(unified.rows, task.constraints);
  Workspace workspace;
  const std::unique_ptr<ProblemState> state = problem.makeState();
  EvalContext context{.workspace = workspace, .noiseKey = hashText("similarity"), .state = state.get()};
  problem.evaluate(t, real, objectives, constraints, context);
  return {objectives.values().begin(), objectives.values().end()};
}

double rankCorrelation(std::span<const double> a, std::span<const double> b) {
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

  const Matrix unified = similaritySample(width);
  result.points = unified.rows();
  std::vector<std::vector<double>> ranks;
  for (int t = 0; t < tasks; ++t) ranks.push_back(stats::midRanks(valuesOver(problem, t, unified)));
  result.correlation = Matrix(tasks, tasks, 1.0);
  for (int a = 0; a < tasks; ++a) {
    for (int b = 0; b < a; ++b) {
      const double rho = rankCorrelation(ranks[a], ranks[b]);
      result.correlation(a, b) = rho;
      result.correlation(b, a) = rho;
    }
  }
  return result;
}

}  // namespace tandem
