// SPDX-License-Identifier: Apache-2.0
// Constraint-handling algorithms on hand-made problems whose constrained optimum is known.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <numbers>
#include <string>

#include "tandem/catalogue.h"
#include "tandem/engine/run.h"
#include "toy_problems.h"

namespace tandem {
namespace {

constexpr int kCheckpoints = 20;

RunRecord solve(const std::string& name, const Problem& problem, std::int64_t budget, int population) {
  const std::unique_ptr<Algorithm> algorithm = builtinCatalogue().algorithms.find(name).make();
  RunRequest request;
  request.problem = &problem;
  request.problemKey = "constrained toy";
  request.budget = budget;
  request.population = population;
  request.checkpoints = kCheckpoints;
  RunRecord record = executeRun(*algorithm, request);
  EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
  return record;
}

class ConstraintHandler : public testing::TestWithParam<const char*> {};

/// Two tasks whose optimum lies on the constraint: min sum x^2 subject to sum x >= D, optimum D at (1, ..., 1); and
/// min x1 + x2 in the unit disc, optimum -sqrt(2).
TEST_P(ConstraintHandler, FindsTheOptimumOnTheConstraint) {
  test::ToyProblem problem;
  problem.add(
      6,
      [](std::span<const double> x, std::span<double> f, std::span<double> g) {
        f[0] = 0.0;
        g[0] = static_cast<double>(x.size());
        for (const double v : x) {
          f[0] += v * v;
          g[0] -= v;
        }
      },
      -5.0, 5.0, 1, 1);
  problem.add(
      3,
      [](std::span<const double> x, std::span<double> f, std::span<double> g) {
        f[0] = x[0] + x[1] + x[2] * x[2];
        g[0] = x[0] * x[0] + x[1] * x[1] - 1.0;
      },
      -5.0, 5.0, 1, 1);
  const RunRecord r = solve(GetParam(), problem, 60000, 40);
  const int last = kCheckpoints - 1;
  EXPECT_EQ(r.cv[last], 0.0);
  EXPECT_EQ(r.cv[kCheckpoints + last], 0.0);
  EXPECT_NEAR(r.objective[last], 6.0, 0.02);
  EXPECT_NEAR(r.objective[kCheckpoints + last], -std::numbers::sqrt2, 0.02);
  // The best never gets worse, feasibility coming first.
  for (int t = 0; t < 2; ++t) {
    for (int k = t * kCheckpoints + 1; k < (t + 1) * kCheckpoints; ++k) {
      EXPECT_FALSE(better(r.objective[k - 1], r.cv[k - 1], r.objective[k], r.cv[k])) << "checkpoint " << k;
    }
  }
}

/// An infeasible valley leads away from the feasible region, a hundredth of the box: min (x1 - 4)^2 + x2^2 + x3^2
/// subject to x1 <= -4 and |x2| <= 1/2, optimum 64.
TEST_P(ConstraintHandler, LeavesTheInfeasibleValley) {
  test::ToyProblem problem;
  problem.add(
      3,
      [](std::span<const double> x, std::span<double> f, std::span<double> g) {
        f[0] = (x[0] - 4.0) * (x[0] - 4.0) + x[1] * x[1] + x[2] * x[2];
        g[0] = x[0] + 4.0;
        g[1] = std::abs(x[1]) - 0.5;
      },
      -5.0, 5.0, 1, 2);
  const RunRecord r = solve(GetParam(), problem, 40000, 40);
  EXPECT_EQ(r.cv.back(), 0.0);
  EXPECT_NEAR(r.objective.back(), 64.0, 0.5);
}

/// Nothing is feasible: the least violation, 2 at x = 0, is what counts.
TEST_P(ConstraintHandler, ViolatesLeastWhereNothingIsFeasible) {
  test::ToyProblem problem;
  problem.add(
      3,
      [](std::span<const double> x, std::span<double> f, std::span<double> g) {
        f[0] = x[0];
        g[0] = 2.0;
        for (const double v : x) g[0] += v * v;
      },
      -5.0, 5.0, 1, 1);
  const RunRecord r = solve(GetParam(), problem, 40000, 40);
  EXPECT_GE(r.cv.back(), 2.0);
  EXPECT_LE(r.cv.back(), 2.1);
}

INSTANTIATE_TEST_SUITE_P(All, ConstraintHandler,
                         testing::Values("rank-jDE", "SaDE", "LSHADE44", "MTV-DE", "CAL-SHADE", "VMCH", "DeCODE",
                                         "CORCO", "CCEF-ECHT"),
                         [](const auto& parameter) {
                           std::string name = parameter.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace tandem
