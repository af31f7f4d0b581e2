// SPDX-License-Identifier: Apache-2.0
// Weighted sums of objective and violation, and the rules that choose the weights (tandem/operators_tradeoff.h).
#include "tandem/operators_tradeoff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "in_run.h"

namespace tandem {
namespace {

using op::Tradeoff;

Population valued(std::initializer_list<double> objectives, std::initializer_list<double> violations) {
  Population pop(static_cast<int>(objectives.size()), 2, 1);
  int i = 0;
  for (const double v : objectives) pop.obj(i++) = v;
  i = 0;
  for (const double v : violations) pop.cv(i++) = v;
  return pop;
}

// obj=np.array([3.,1.,7.,4.]); cv=np.array([0.,2.,.5,1.]); (obj-obj.min())/obj.std(ddof=1);
// (cv-cv.min())/cv.std(ddof=1); .3*o+.7*v
TEST(TradeoffScale, DividesByTheDeviation) {
  Workspace ws;
  Workspace::Frame frame(ws);
  const Tradeoff tradeoff(frame, valued({3, 1, 7, 4}, {0, 2, 0.5, 1}), Tradeoff::Scale::Deviation);
  const double objectives[] = {0.8, 0.0, 2.4, 1.2};
  const double violations[] = {0.0, 2.34216018, 0.58554004, 1.17108009};
  const double values[] = {0.24, 1.63951212, 1.12987803, 1.17975606};
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(tradeoff.objectives()[i], objectives[i], 1e-8);
    EXPECT_NEAR(tradeoff.violations()[i], violations[i], 1e-8);
    EXPECT_NEAR(tradeoff.value(i, 0.3), values[i], 1e-8);
  }
  EXPECT_EQ(tradeoff.best(0.3), 0);
  EXPECT_EQ(tradeoff.best(1.0), 1);
  int rows[] = {3, 2, 1, 0};
  tradeoff.selectBest(0.3, 2, rows);
  EXPECT_EQ(rows[0] + rows[1], 2);  // 0 and 2
  EXPECT_NE(rows[0], 1);
}

TEST(TradeoffScale, DividesByTheRangeOfBothPopulations) {
  Workspace ws;
  Workspace::Frame frame(ws);
  const Tradeoff tradeoff(frame, valued({3, 1}, {0, 0}), valued({5}, {0}), Tradeoff::Scale::Range);
  ASSERT_EQ(tradeoff.objectives().size(), 3U);
  EXPECT_DOUBLE_EQ(tradeoff.objectives()[0], 0.5);
  EXPECT_DOUBLE_EQ(tradeoff.objectives()[2], 1.0);
  EXPECT_DOUBLE_EQ(tradeoff.violations()[2], 0.0);
}

TEST(TradeoffScale, SurvivesAnyValues) {
  Workspace ws;
  const double inf = std::numeric_limits<double>::infinity();
  const double big = std::numeric_limits<double>::max();
  const double tiny = std::numeric_limits<double>::denorm_min();
  for (const auto scale : {Tradeoff::Scale::Deviation, Tradeoff::Scale::Range}) {
    Workspace::Frame frame(ws);
    for (const Population& pop : {valued({-big, big, inf}, {0, 1, inf}), valued({tiny, 0, 0}, {tiny, 0, 0}),
                                  valued({inf, inf, inf}, {inf, inf, inf}), valued({big, -big, 0}, {big, 0, 0})}) {
      const Tradeoff tradeoff(frame, pop, scale);
      for (const double weight : {0.0, 0.5, 1.0}) {
        for (int i = 0; i < 3; ++i) EXPECT_TRUE(std::isfinite(tradeoff.value(i, weight)));
      }
    }
  }
}

TEST(ViolateAlike, NeedsEqualViolationsOfAll) {
  EXPECT_TRUE(op::violateAlike(valued({1, 2, 3}, {0.5, 0.5, 0.5}), 1e-8));
  EXPECT_FALSE(op::violateAlike(valued({1, 2, 3}, {0.5, 0.5, 0.6}), 1e-8));
  EXPECT_FALSE(op::violateAlike(valued({1, 2, 3}, {0, 0, 0}), 1e-8)) << "feasible";
}

TEST(BiasedWeights, AreEvenlySpacedInRandomOrderAndFall) {
  Rng rng(3);
  const Population start = valued({0, 0, 0, 0}, {4, 3, 2, 1});
  op::BiasedWeights biased(start, 10, {});
  std::vector<double> weights(4);
  biased.draw(rng, start, 0.1, 0.75, weights);  // the middle of the sigmoid
  EXPECT_DOUBLE_EQ(biased.bound(), 0.5);
  std::vector<double> sorted = weights;
  std::ranges::sort(sorted);
  for (int k = 0; k < 4; ++k) EXPECT_DOUBLE_EQ(sorted[k], 0.125 * k);
  biased.draw(rng, start, 0.1, 0.9, weights);  // 1/(1+np.exp(30*(0.9-0.75)))
  EXPECT_NEAR(biased.bound(), 0.01098694263059317, 1e-15);
  // Once nobody violates less than epsilon, here 0, the violation decides for good.
  biased.draw(rng, start, 0.9, 0.1, weights);
  EXPECT_DOUBLE_EQ(biased.bound(), 1e-18);
  biased.draw(rng, start, 0.1, 0.1, weights);
  EXPECT_DOUBLE_EQ(biased.bound(), 1e-18);
}

TEST(CorrelationWeights, CountWhoWinsAtTheOthersGoal) {
  test::inRun([](RunContext& ctx) {
    Population pop = valued({1, 2}, {9, 8});
    pop.x(0)[0] = 0.2;  // deviation sqrt(0.02) and 0: mean 0.0707
    pop.x(1)[0] = 0.4;
    EXPECT_NEAR(op::meanDeviation(pop), std::sqrt(0.02) / 2, 1e-15);
    op::CorrelationWeights correlation(pop);
    EXPECT_DOUBLE_EQ(correlation.correlation(), 0.0);
    const Population apart = valued({5, 6}, {1, 2});     // each leads at its own goal
    const Population wins = valued({1.5, 6}, {1, 8.5});  // both win
    const Population onlyObjective = valued({1.5, 6}, {1, 2});
    correlation.learn(ctx, pop, wins);
    EXPECT_DOUBLE_EQ(correlation.correlation(), 1.0);
    correlation.learn(ctx, pop, apart);
    EXPECT_DOUBLE_EQ(correlation.correlation(), 0.5);
    // NOLINTNEXTLINE(readability-suspicious-call-argument): in this order
    correlation.learn(ctx, pop, onlyObjective);
    EXPECT_DOUBLE_EQ(correlation.correlation(), 1.0 / 3.0);
    correlation.learn(ctx, pop, wins);
    EXPECT_DOUBLE_EQ(correlation.correlation(), 0.5);
    EXPECT_DOUBLE_EQ(correlation.diversityLoss(), 0.0);
  });
}

// e=lambda x:1/(1+np.exp(-x)); e(-25*(.45-.5)), e(-25*(.45-.5-.1))
TEST(CorrelationWeights, FallTogetherAndGrowWithTheRatio) {
  test::inRun([](RunContext& ctx) {
    Population start = valued({1, 2}, {9, 8});
    start.x(0)[0] = 0.0;
    start.x(1)[0] = std::sqrt(0.08);  // deviation 0.2, mean 0.1
    op::CorrelationWeights correlation(start);
    const Population collapsed = valued({1, 2}, {9, 8});
    correlation.learn(ctx, collapsed, valued({1.5, 6}, {1, 8.5}));
    correlation.learn(ctx, collapsed, valued({5, 6}, {1, 2}));
    EXPECT_NEAR(correlation.diversityLoss(), 0.1, 1e-15);
    std::vector<double> weights(4);
    correlation.assign(ctx, valued({0, 4, 2, 3}, {4, 1, 2, 0}), 0.45, weights);
    const double low = 0.7772998611746911;
    const double step = (0.9770226300899744 - low) / 4;
    const double expected[] = {low, low + 2 * step, low + step, low + 3 * step};  // the feasible one last
    for (int i = 0; i < 4; ++i) EXPECT_NEAR(weights[i], expected[i], 1e-12);
  });
}

TEST(SelectTradeoff, FollowsEachRowsWeight) {
  test::inRun([](RunContext& ctx) {
    Population pop = valued({1, 1}, {1, 1});
    const Population off = valued({0, 0}, {2, 2});
    const double weights[] = {1.0, 0.0};
    op::selectTradeoff(ctx, pop, off, weights, Tradeoff::Scale::Range);
    EXPECT_EQ(pop.obj(0), 0.0);
    EXPECT_EQ(pop.obj(1), 1.0);
  });
}

}  // namespace
}  // namespace tandem
