// SPDX-License-Identifier: Apache-2.0
// Base vectors lent by other tasks, rewards and probabilities (tandem/operators_lending.h).
#include "tandem/operators_lending.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "several_tasks.h"
#include "tandem/operators.h"

namespace tandem {
namespace {

test::ToyProblem::Function constant(double value) {
  return [value](std::span<const double>, std::span<double> f, std::span<double>) { f[0] = value; };
}

/// A population of task t, all at one point, evaluated.
Population at(RunContext& ctx, int t, double x) {
  Population pop = ctx.makePopulation(20, t);
  for (int i = 0; i < pop.size(); ++i) std::ranges::fill(pop.x(i), x);
  ctx.evaluate(pop, Purpose::Initial);
  return pop;
}

/// (v - 1)^2 of one variable in [-5, 5], all individuals at v = 5: 16. Task 1 lends v = -1, which is 4 here; task 2
/// v = -4, which is 25.
struct ThreeTasks final : test::ToyProblem {
  explicit ThreeTasks(double offset) {
    add(1, [offset](std::span<const double> x, std::span<double> f, std::span<double>) {
      f[0] = (x[0] - 1.0) * (x[0] - 1.0) + offset;
    });
    add(1, constant(8.0 + offset)).add(1, constant(9.0 + offset));
  }
};

/// With F = 0 and CR = 1 a child is its base vector. Progress from 16 to 4 is 3/4; of the overall best, from 8 to 4,
/// 1/2.
TEST(BaseLending, RewardsTheLenderOfProgress) {
  test::SeveralTasks().run(ThreeTasks(0.0), [](RunContext& ctx) {
    std::vector<Population> pops = {at(ctx, 0, 1.0), at(ctx, 1, 0.4), at(ctx, 2, 0.1)};
    Population off = pops[0].like(20);
    op::BaseLending lending(3, 20, {.f = 0.0, .cr = 1.0, .alpha = 0.4, .rmp0 = 0.5}, 0.1);
    EXPECT_DOUBLE_EQ(lending.probability(0, 0), 0.5);
    EXPECT_DOUBLE_EQ(lending.probability(0, 1), 0.25);
    lending.generation(ctx, pops, 0, off);
    int lent[3] = {};
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(off.task(i), 0);
      const int donor = off.donor(i) == kNative ? 0 : off.donor(i);
      ++lent[donor];
      const double x[] = {1.0, 0.4, 0.1};
      EXPECT_NEAR(off.x(i)[0], x[donor], 1e-15);
      EXPECT_NEAR(pops[0].obj(i), donor == 1 ? 4.0 : 16.0, 1e-13) << "only better ones replace";
    }
    ASSERT_TRUE(lent[0] > 0 && lent[1] > 0 && lent[2] > 0);
    EXPECT_NEAR(lending.rewards()[0], 0.4 * 0.5 + 0.6 * 0.75 * lent[1] / 20, 1e-13);
    EXPECT_NEAR(lending.rewards()[1], 0.4 * 0.5 + 0.6 * 0.75, 1e-13);
    EXPECT_EQ(lending.rewards()[2], 0.0);
    EXPECT_DOUBLE_EQ(lending.probability(0, 1), 0.35);
    EXPECT_DOUBLE_EQ(lending.probability(0, 2), 0.15);
    EXPECT_DOUBLE_EQ(lending.probability(0, 0), 0.5);  // less and more
    EXPECT_DOUBLE_EQ(lending.probability(1, 0), 0.25) << "of the main task alone";
  });
}

// The same below 0: from -84 to -96 is 12/84, of the overall best from -92 to -96 4/92.
TEST(BaseLending, CountsProgressOfNegativeObjectives) {
  test::SeveralTasks().run(ThreeTasks(-100.0), [](RunContext& ctx) {
    std::vector<Population> pops = {at(ctx, 0, 1.0), at(ctx, 1, 0.4), at(ctx, 2, 0.1)};
    Population off = pops[0].like(20);
    op::BaseLending lending(3, 20, {.f = 0.0, .cr = 1.0, .alpha = 0.4, .rmp0 = 0.5}, 0.1);
    lending.generation(ctx, pops, 0, off);
    EXPECT_NEAR(lending.rewards()[1], 0.4 * 4.0 / 92.0 + 0.6 * 12.0 / 84.0, 1e-13);
  });
}

TEST(BaseLending, StaysInTheBoxAndBetweenZeroAndOne) {
  test::ToyProblem problem;
  problem.add(6, test::sphere).add(3, test::rastrigin).add(1, test::sphere);
  test::SeveralTasks().run(problem, [](RunContext& ctx) {
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops[0].like(20);
    op::BaseLending lending(3, 20, {.f = 2.0, .cr = 0.9, .rmp0 = 0.6}, 0.3);
    for (int g = 0; g < 12; ++g) {
      for (int t = 0; t < 3; ++t) {
        const double best = pops[t].obj(op::bestIndex(pops[t]));
        lending.generation(ctx, pops, t, off);
        EXPECT_LE(pops[t].obj(op::bestIndex(pops[t])), best);
        for (int i = 0; i < 20; ++i) {
          EXPECT_EQ(off.task(i), t);
          EXPECT_TRUE(off.donor(i) != t && off.donor(i) >= kNative && off.donor(i) < 3);
          for (const double v : off.x(i)) EXPECT_TRUE(v >= 0.0 && v <= 1.0);
        }
        for (int k = 0; k < 3; ++k) {
          EXPECT_TRUE(lending.probability(t, k) >= 0.0 && lending.probability(t, k) <= 1.0);
          EXPECT_GE(lending.rewards()[k], 0.0);
        }
      }
    }
  });
}

TEST(BaseLending, OneTaskAndEqualIndividuals) {
  test::ToyProblem problem;
  problem.add(2, constant(0.0));
  test::SeveralTasks().run(problem, [](RunContext& ctx) {
    std::vector<Population> pops = {at(ctx, 0, 0.3)};
    Population off = pops[0].like(20);
    op::BaseLending lending(1, 20, {}, 0.1);
    lending.generation(ctx, pops, 0, off);
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(off.donor(i), kNative);
      EXPECT_EQ(off.x(i)[0], 0.3);
    }
    EXPECT_EQ(lending.probability(0, 0), 1.0);
    EXPECT_EQ(lending.rewards()[0], 0.0);
  });
}

}  // namespace
}  // namespace tandem
