// SPDX-License-Identifier: Apache-2.0
// Choice of a donor by two measures of similarity (tandem/operators_bi_objective_transfer.h).
#include "tandem/operators_bi_objective_transfer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "several_tasks.h"
#include "tandem/operators.h"

namespace tandem {
namespace {

constexpr int kSize = 20;

/// Spread evenly around a centre in one variable, evaluated.
Population around(RunContext& ctx, int t, double centre, double halfWidth) {
  Population pop = ctx.makePopulation(kSize, t);
  for (int i = 0; i < kSize; ++i) pop.x(i)[0] = centre + halfWidth * (2.0 * i / (kSize - 1) - 1.0);
  ctx.evaluate(pop, Purpose::Initial);
  return pop;
}

/// Squared distance from an optimum in the unified space; the tasks' variable is the unified one.
struct OneVariable final : test::ToyProblem {
  explicit OneVariable(const std::vector<double>& optima) {
    for (const double optimum : optima) {
      add(
          1,
          [optimum](std::span<const double> x, std::span<double> f, std::span<double>) {
            f[0] = (x[0] - optimum) * (x[0] - optimum);
          },
          0.0, 1.0);
    }
  }
};

/// Task 0 at 0.5 with a spread of 0.1. Donor 1: close in domain, different in shape. 2: the same in shape, far in
/// domain. 3: worse than either in both. Never 3, and each of the others half of the time.
TEST(BiObjectiveSimilarity, ChoosesAmongTheDonorsThatAreNotDominated) {
  test::SeveralTasks().run(OneVariable({0.5, 0.52, 0.8, 0.95}), [](RunContext& ctx) {
    std::vector<Population> pops = {around(ctx, 0, 0.5, 0.1), around(ctx, 1, 0.52, 0.02), around(ctx, 2, 0.8, 0.1),
                                    around(ctx, 3, 0.95, 0.01)};
    op::BiObjectiveSimilarity similarity(ctx, pops);
    similarity.measureShapes(ctx, pops);
    int chosen[4] = {};
    for (int i = 0; i < 400; ++i) {
      const auto choice = similarity.choose(ctx, 0);
      ASSERT_TRUE(choice.donor == 1 || choice.donor == 2) << choice.donor;
      EXPECT_EQ(choice.byDomain, choice.donor == 1);
      ++chosen[choice.donor];
    }
    EXPECT_NEAR(chosen[1], 200, 60);
    EXPECT_EQ(ctx.evaluations(), 4 * kSize + 4 * 3) << "each task's best on every other task";
  });
}

/// Equal shapes (two tasks have nothing to choose) leave the one donor, whose two ranks are equal: by distribution.
TEST(BiObjectiveSimilarity, TwoTasksHaveOneDonor) {
  test::SeveralTasks().run(OneVariable({0.3, 0.6}), [](RunContext& ctx) {
    std::vector<Population> pops = {around(ctx, 0, 0.3, 0.1), around(ctx, 1, 0.6, 0.1)};
    op::BiObjectiveSimilarity similarity(ctx, pops);
    similarity.measureShapes(ctx, pops);
    EXPECT_EQ(similarity.choose(ctx, 0).donor, 1);
    EXPECT_EQ(similarity.choose(ctx, 1).donor, 0);
    EXPECT_FALSE(similarity.choose(ctx, 0).byDomain);
  });
}

TEST(BiObjectiveSimilarity, OneTaskHasNone) {
  test::SeveralTasks().run(OneVariable({0.3}), [](RunContext& ctx) {
    std::vector<Population> pops = {around(ctx, 0, 0.3, 0.1)};
    op::BiObjectiveSimilarity similarity(ctx, pops);
    similarity.probe(ctx, pops);
    EXPECT_EQ(similarity.choose(ctx, 0).donor, -1);
  });
}

/// The best of task 1 lies at task 0's optimum, which task 0 has not found: it replaces the worst there, and only
/// there.
TEST(BiObjectiveSimilarity, AProbeThatBeatsTheBestReplacesTheWorst) {
  test::SeveralTasks().run(OneVariable({0.9, 0.9}), [](RunContext& ctx) {
    std::vector<Population> pops = {around(ctx, 0, 0.2, 0.1), around(ctx, 1, 0.9, 0.05)};
    const int worst = op::worstIndex(pops[0]);
    const int best = op::bestIndex(pops[1]);
    const double lent = pops[1].x(best)[0];
    const Population before = pops[1];
    op::BiObjectiveSimilarity similarity(ctx, pops);
    similarity.probe(ctx, pops);
    EXPECT_EQ(pops[0].x(worst)[0], lent);
    EXPECT_EQ(pops[0].donor(worst), 1);
    EXPECT_EQ(op::bestIndex(pops[0]), worst);
    for (int i = 0; i < kSize; ++i) EXPECT_EQ(pops[1].x(i)[0], before.x(i)[0]) << "nothing better came from task 0";
  });
}

}  // namespace
}  // namespace tandem
