// SPDX-License-Identifier: Apache-2.0
// Ranked parents, trial vectors and competing strategies (tandem/operators_strategies.h).
#include "tandem/operators_strategies.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "in_run.h"

namespace tandem {
namespace {

TEST(RankedParents, AreDistinctAndFavourGoodRanks) {
  Workspace ws;
  Rng rng(1);
  Population pop(5, 1, 1);
  for (int i = 0; i < 5; ++i) pop.obj(i) = 5 - i;  // row 4 is the best
  pop.setTask(0);
  for (int i = 0; i < 5; ++i) pop.cv(i) = 0.0;
  Workspace::Frame frame(ws);
  const op::RankedParents parents(frame, pop);
  constexpr int kDraws = 40000;
  std::vector<int> base(5);
  for (int k = 0; k < kDraws; ++k) {
    int r[3];
    parents.draw(rng, 2, r);
    ASSERT_EQ((std::set<int>{2, r[0], r[1], r[2]}).size(), 4U);
    ++base[r[0]];
  }
  // Rank r is accepted with (4 - r) / 5; row 2 (rank 2) is barred: 4, 3, 1 and 0 of 8.
  EXPECT_NEAR(base[4], kDraws * 4 / 8.0, 300);
  EXPECT_NEAR(base[3], kDraws * 3 / 8.0, 300);
  EXPECT_NEAR(base[1], kDraws * 1 / 8.0, 300);
  EXPECT_EQ(base[0], 0);
}

TEST(SortByEpsilon, ForgivesSmallViolations) {
  Population pop(4, 1, 1);
  const double objective[] = {3.0, 1.0, 2.0, 0.0};
  const double cv[] = {0.0, 0.4, 0.5, 0.6};
  for (int i = 0; i < 4; ++i) {
    pop.obj(i) = objective[i];
    pop.cv(i) = cv[i];
  }
  std::vector<int> order(4);
  op::sortByEpsilon(pop, 0.5, order);
  EXPECT_EQ(order, (std::vector<int>{1, 2, 0, 3}));
  op::sortByEpsilon(pop, 0.0, order);
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3}));
}

TEST(TrialVectors, AreLinearCombinations) {
  const double x[] = {0.5};
  const double a[] = {0.1};
  const double b[] = {0.9};
  const double c[] = {0.3};
  double out[1];
  op::currentToRand1(x, 0.25, a, 0.5, b, c, out);
  EXPECT_DOUBLE_EQ(out[0], 0.5 + 0.25 * (0.1 - 0.5) + 0.5 * (0.9 - 0.3));
  op::randToBest1(x, 0.5, a, b, c, out);
  EXPECT_DOUBLE_EQ(out[0], 0.5 + 0.5 * (0.1 - 0.5) + 0.5 * (0.9 - 0.3));
}

TEST(StrategyCompetition, DrawsBySuccessesAndStartsAnew) {
  Rng rng(2);
  op::StrategyCompetition competition(4, 2.0, 1.0 / 20.0);
  for (int k = 0; k < 30; ++k) competition.note(3);  // 2, 2, 2, 32 of 38
  EXPECT_DOUBLE_EQ(competition.share(3), 32.0 / 38.0);
  competition.update();  // 2 / 38 is still enough
  EXPECT_DOUBLE_EQ(competition.share(3), 32.0 / 38.0);
  int drawn = 0;
  for (int k = 0; k < 10000; ++k) drawn += competition.draw(rng) == 3 ? 1 : 0;
  EXPECT_NEAR(drawn, 10000 * 32.0 / 38.0, 150);
  for (int k = 0; k < 3; ++k) competition.note(3);
  competition.update();  // 2 / 41 is not
  for (int k = 0; k < 4; ++k) EXPECT_DOUBLE_EQ(competition.share(k), 0.25);
}

/// All four strategies come into play, in the box, while the population shrinks and improves.
TEST(CompetingShade, BreedsInTheBoxAndShrinks) {
  test::inRun([](RunContext& ctx) {
    Population pop = ctx.makePopulation(20);
    for (int i = 0; i < pop.size(); ++i) ctx.rng().fillUniform(pop.x(i));
    ctx.evaluate(pop);
    op::CompetingShade search(pop, {.share = 0.2, .cells = 5, .archive = 1.0});
    Population off = pop.like(pop.size());
    std::set<int> strategies;
    const ColumnId strategy = off.findColumn("strategy");
    double first = 0.0;
    for (int i = 0; i < pop.size(); ++i) first += pop.obj(i);
    for (int size = 20; size >= 4; size -= 2) {
      search.breed(ctx, pop, off);
      ASSERT_EQ(off.size(), pop.size());
      ctx.evaluate(off);
      for (int i = 0; i < off.size(); ++i) {
        for (const double v : off.x(i)) EXPECT_TRUE(v >= 0.0 && v <= 1.0);
        EXPECT_EQ(off.donor(i), kNative);
        strategies.insert(static_cast<int>(off.value(strategy, i)));
      }
      op::surviveOneToOne(pop, off, [&](int i) { search.success(pop, off, i); });
      search.update(ctx, pop, size);
      EXPECT_LE(pop.size(), size);
      EXPECT_LE(search.archiveSize(), pop.size());
    }
    EXPECT_EQ(pop.size(), 4);
    EXPECT_EQ(strategies, (std::set<int>{0, 1, 2, 3}));
    double last = 0.0;
    for (int i = 0; i < pop.size(); ++i) last += pop.obj(i);
    EXPECT_LT(last / 4, first / 20);
  });
}

}  // namespace
}  // namespace tandem
