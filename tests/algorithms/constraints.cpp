// SPDX-License-Identifier: Apache-2.0
// Comparisons and repairs for constrained search, one by one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/engine/run.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"
#include "toy_problems.h"

namespace tandem {
namespace {

TEST(EpsilonRule, ForgivesSmallViolations) {
  EXPECT_TRUE(op::epsilonBetter(1.0, 0.5, 2.0, 0.0, 0.5));
  EXPECT_FALSE(op::epsilonBetter(1.0, 0.5, 2.0, 0.0, 0.4));
  EXPECT_TRUE(op::epsilonBetter(2.0, 0.0, 1.0, 0.5, 0.4));
  EXPECT_TRUE(op::epsilonBetter(9.0, 0.6, 1.0, 0.7, 0.5));
  EXPECT_FALSE(op::epsilonBetter(1.0, 0.2, 1.0, 0.1, 0.5)) << "strict";
}

TEST(EpsilonRule, LevelFallsToZero) {
  EXPECT_DOUBLE_EQ(op::epsilonLevel(8.0, 0.0, 3.0), 8.0);
  EXPECT_DOUBLE_EQ(op::epsilonLevel(8.0, 0.5, 3.0), 1.0);
  EXPECT_DOUBLE_EQ(op::epsilonLevel(8.0, 1.0, 3.0), 0.0);
  EXPECT_DOUBLE_EQ(op::epsilonLevel(8.0, 1.3, 3.0), 0.0);
  Population pop(10, 1, 1);
  for (int i = 0; i < 10; ++i) pop.cv(i) = 10 - i;
  EXPECT_DOUBLE_EQ(op::violationQuantile(pop, 0.2), 2.0);
  EXPECT_DOUBLE_EQ(op::violationQuantile(pop, 0.21), 3.0);
  EXPECT_DOUBLE_EQ(op::violationQuantile(pop, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(op::violationQuantile(pop, 1.0), 10.0);
}

TEST(StochasticRule, ComparesByObjectiveWithTheGivenProbability) {
  Rng rng(1);
  int byObjective = 0;
  for (int i = 0; i < 4000; ++i) byObjective += static_cast<int>(op::stochasticBetter(rng, 1.0, 5.0, 2.0, 3.0, 0.3));
  EXPECT_NEAR(byObjective / 4000.0, 0.3, 0.03);
  EXPECT_TRUE(op::stochasticBetter(rng, 1.0, 0.0, 2.0, 0.0, 0.0)) << "both feasible";
}

TEST(AdaptivePenalty, MatchesAHandComputedCase) {
  // Objectives 0, 10 (population), 5 (child); violations 0, 2, 1. Two thirds infeasible.
  Population pop(2, 1, 1);
  Population off(1, 1, 1);
  pop.obj(0) = 0.0;
  pop.cv(0) = 0.0;
  pop.obj(1) = 10.0;
  pop.cv(1) = 2.0;
  off.obj(0) = 5.0;
  off.cv(0) = 1.0;
  // Penalised: 0 for the feasible best; sqrt(2) + 2/3 + 1/3 for the other; sqrt(.5) + 1/3 + 1/6 for the child.
  EXPECT_FALSE(op::penaltyPrefersChild(pop, 0, off, 0));
  EXPECT_TRUE(op::penaltyPrefersChild(pop, 1, off, 0));
  // A feasible but bad objective: sqrt(1) = 1 against the infeasible child with sqrt(.25 + .25) + .5 > 1.
  pop.obj(0) = 10.0;
  pop.obj(1) = 0.0;
  EXPECT_FALSE(op::penaltyPrefersChild(pop, 0, off, 0));
  off.obj(0) = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(op::penaltyPrefersChild(pop, 1, off, 0));
}

TEST(SelectEpsilon, ReplacesUnlessWorse) {
  Population pop(3, 1, 1);
  Population off(3, 1, 1);
  for (int i = 0; i < 3; ++i) {
    pop.cv(i) = 0.0;
    pop.obj(i) = 1.0;
  }
  off.obj(0) = 1.0;
  off.cv(0) = 0.1;  // forgiven, equal: replaces
  off.obj(1) = 0.5;
  off.cv(1) = 0.9;  // not forgiven
  off.obj(2) = 1.5;
  off.cv(2) = 0.0;  // worse
  op::selectEpsilon(pop, off, 0.5);
  EXPECT_EQ(pop.cv(0), 0.1);
  EXPECT_EQ(pop.obj(1), 1.0);
  EXPECT_EQ(pop.obj(2), 1.0);
}

TEST(ReflectRandom, MirrorsOrGoesToOneBound) {
  Rng rng(2);
  int mirrored = 0;
  std::set<double> bounds;
  for (int i = 0; i < 400; ++i) {
    double x[] = {-0.25, 0.5, 1.75, -3.0};
    op::reflectRandom(rng, x);
    EXPECT_EQ(x[1], 0.5);
    for (const double v : x) {
      ASSERT_GE(v, 0.0);
      ASSERT_LE(v, 1.0);
    }
    if (x[0] == 0.25) {
      ++mirrored;
      EXPECT_EQ(x[3], 1.0);
    } else {
      bounds.insert(x[0]);
      EXPECT_EQ(x[0], x[3]);
    }
    EXPECT_TRUE(x[2] == 0.25 || x[2] == 0.0 || x[2] == 1.0);
  }
  EXPECT_NEAR(mirrored, 200, 50);
  EXPECT_EQ(bounds, (std::set<double>{0.0, 1.0}));
}

/// min sum x^2 subject to sum x >= D on [-5, 5]^D: the optimum, D at (1, ..., 1), lies on the constraint.
TEST(ConstrainedAlgorithms, FindAnOptimumOnTheConstraint) {
  const Catalogue catalogue = builtinCatalogue();
  for (const char* name : {"ECHT", "FROFI", "C2oDE"}) {
    SCOPED_TRACE(name);
    test::ToyProblem problem;
    const auto f = [](std::span<const double> x, std::span<double> objective, std::span<double> g) {
      objective[0] = 0.0;
      g[0] = static_cast<double>(x.size());
      for (const double v : x) {
        objective[0] += v * v;
        g[0] -= v;
      }
    };
    problem.add(6, f, -5.0, 5.0, 1, 1);
    problem.add(4, f, -5.0, 5.0, 1, 1);
    const std::unique_ptr<Algorithm> algorithm = catalogue.algorithms.find(name).make();
    RunRequest request;
    request.problem = &problem;
    request.problemKey = "constrained toy";
    request.budget = 40000;
    request.population = 30;
    request.checkpoints = 1;
    const RunRecord r = executeRun(*algorithm, request);
    ASSERT_EQ(r.status, RunStatus::Finished) << r.message;
    EXPECT_EQ(r.cv[0], 0.0);
    EXPECT_EQ(r.cv[1], 0.0);
    EXPECT_NEAR(r.objective[0], 6.0, 0.01);
    EXPECT_NEAR(r.objective[1], 4.0, 0.01);
  }
}

}  // namespace
}  // namespace tandem
