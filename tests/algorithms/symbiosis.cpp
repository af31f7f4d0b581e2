// SPDX-License-Identifier: Apache-2.0
// Transfer rates from the ranks of what was passed on (tandem/operators_symbiosis.h).
#include "tandem/operators_symbiosis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "in_run.h"

namespace tandem {
namespace {

/// Eight offspring of task 0, all native; all variables of row i are 0.1 i.
Population offspring(int task, double shift = 0.0) {
  Population pop(8, 2, 1);
  pop.setTask(task);
  pop.setDonor(kNative);
  for (int i = 0; i < 8; ++i) pop.x(i)[0] = pop.x(i)[1] = 0.1 * i + shift;
  return pop;
}

TEST(Symbiosis, StartsUndecidedAndPrefersTheFirst) {
  const op::Symbiosis symbiosis(3, {});
  for (int t = 0; t < 3; ++t) {
    for (int k = 0; k < 3; ++k) EXPECT_DOUBLE_EQ(symbiosis.rate(t, k), 0.5);
  }
  EXPECT_EQ(symbiosis.donor(0), 1);
  EXPECT_EQ(symbiosis.donor(1), 0);
  EXPECT_EQ(symbiosis.donor(2), 0);
  EXPECT_EQ(op::Symbiosis(1, {}).donor(0), 0) << "there is no other task";
}

// With 8 offspring, benefit 1/4 and harm 1/2: rank 1 benefits, ranks from 5 on do harm; old owners are beneficial at
// rank 1, harmed from 5 on.
TEST(Symbiosis, TellsOutcomesApart) {
  struct Outcome {
    int row, rank;
    double rate;  // helped / all, of three each at first
  };
  const Outcome outcomes[] = {
      {0, 1, 4.0 / 7.0},  // good stays good
      {3, 1, 4.0 / 7.0},  // commensalism
      {7, 1, 4.0 / 7.0},  // parasitism
      {7, 2, 3.0 / 7.0},  // neutral, old owner harmed
      {7, 8, 3.0 / 7.0},  // competition
      {4, 5, 3.0 / 7.0},  // the first harmed owner
      {3, 4, 3.0 / 7.0},  // neutralism
      {3, 5, 3.0 / 6.0},  // a harmful newcomer in a middling place: none of them
      {0, 2, 3.0 / 6.0},  // a middling newcomer in the best place: none of them
  };
  for (const Outcome& outcome : outcomes) {
    op::Symbiosis symbiosis(3, {});
    Population pop = offspring(0);
    pop.setOrigin(outcome.row, 0, 2);
    std::vector<int> order;
    for (int i = 0; i < 8; ++i) {
      if (i != outcome.row) order.push_back(i);
    }
    order.insert(order.begin() + (outcome.rank - 1), outcome.row);
    symbiosis.note(pop, order, 0);
    EXPECT_DOUBLE_EQ(symbiosis.rate(0, 2), outcome.rate) << "row " << outcome.row << ", rank " << outcome.rank;
    EXPECT_DOUBLE_EQ(symbiosis.rate(0, 1), 0.5) << "not taken from";
    EXPECT_DOUBLE_EQ(symbiosis.rate(2, 0), 0.5) << "the other way round";
    EXPECT_EQ(symbiosis.donor(0), outcome.rate > 0.5 ? 2 : 1);
  }
}

TEST(Symbiosis, NativeOffspringCountForNothing) {
  op::Symbiosis symbiosis(2, {});
  const std::vector<int> order = {7, 6, 5, 4, 3, 2, 1, 0};
  symbiosis.note(offspring(0), order, 0);
  EXPECT_DOUBLE_EQ(symbiosis.rate(0, 1), 0.5);
}

/// Half of the receiver's rows become different rows of the donor, in half of the calls.
TEST(Symbiosis, HandsOverByItsRate) {
  test::inRun([](RunContext& ctx) {
    const op::Symbiosis symbiosis(2, {});
    int handedOver = 0;
    constexpr int kCalls = 2000;
    for (int k = 0; k < kCalls; ++k) {
      std::vector<Population> pops = {offspring(0), offspring(1, 0.05)};
      symbiosis.handOver(ctx, pops, 0);
      std::vector<int> taken(8);
      int count = 0;
      for (int i = 0; i < 8; ++i) {
        EXPECT_EQ(pops[0].task(i), 0);
        EXPECT_EQ(pops[1].donor(i), kNative);
        EXPECT_DOUBLE_EQ(pops[1].x(i)[0], 0.1 * i + 0.05) << "the donor keeps its own";
        if (pops[0].donor(i) == kNative) {
          EXPECT_DOUBLE_EQ(pops[0].x(i)[0], 0.1 * i);
          continue;
        }
        ASSERT_EQ(pops[0].donor(i), 1);
        ++count;
        int source = 0;
        while (source < 8 && pops[1].x(source)[0] != pops[0].x(i)[0]) ++source;
        ASSERT_LT(source, 8);
        EXPECT_EQ(pops[0].x(i)[1], pops[1].x(source)[1]);
        EXPECT_EQ(taken[source]++, 0) << "taken twice";
      }
      EXPECT_TRUE(count == 0 || count == 4) << count;
      handedOver += count > 0 ? 1 : 0;
    }
    EXPECT_NEAR(handedOver, 0.5 * kCalls, 120);  // 5 standard deviations
  });
}

/// An odd population has one more offspring than members: the last has no old owner of its own.
TEST(Symbiosis, OffspringBeyondTheOwnersStay) {
  op::Symbiosis symbiosis(2, {});
  Population pop = offspring(0);
  pop.setOrigin(4, 0, 1);  // of eight owners the first to be harmed, of ten not
  const std::vector<int> order = {0, 1, 2, 3, 5, 6, 7, 4};
  symbiosis.note(pop, order, 0, 7);  // harmed from rank 3.5 on: competition
  EXPECT_DOUBLE_EQ(symbiosis.rate(0, 1), 3.0 / 7.0);
  symbiosis.note(pop, order, 0, 100);  // no more owners than offspring
  EXPECT_DOUBLE_EQ(symbiosis.rate(0, 1), 3.0 / 8.0);
  op::Symbiosis harmless(2, {.benefit = 0.25, .harm = 0.0});
  Population last = offspring(0);
  last.setOrigin(7, 0, 1);
  const std::vector<int> asMade = {0, 1, 2, 3, 4, 5, 6, 7};
  harmless.note(last, asMade, 0, 7);  // the eighth counts as the seventh owner, which nothing harms
  EXPECT_DOUBLE_EQ(harmless.rate(0, 1), 0.5);
  harmless.note(last, asMade, 0);  // as the eighth of eight it ranks within, and is neutral
  EXPECT_DOUBLE_EQ(harmless.rate(0, 1), 3.0 / 7.0);
  test::inRun([](RunContext& ctx) {
    int handedOver = 0;
    for (int k = 0; k < 200; ++k) {
      std::vector<Population> pops = {offspring(0), offspring(1, 0.05)};
      op::Symbiosis(2, {}).handOver(ctx, pops, 0, 7);
      int count = 0;
      for (int i = 0; i < 8; ++i) {
        if (pops[0].donor(i) != 1) continue;
        ++count;
        EXPECT_LT(i, 7) << "has no owner to give way";
        EXPECT_LT(pops[0].x(i)[0], 0.05 + 0.65) << "the donor's eighth";
      }
      EXPECT_TRUE(count == 0 || count == 3) << count;
      handedOver += count;
    }
    EXPECT_GT(handedOver, 0);
  });
}

TEST(Symbiosis, SurvivesOneTaskAndASmallDonor) {
  test::inRun([](RunContext& ctx) {
    std::vector<Population> alone = {offspring(0)};
    op::Symbiosis(1, {}).handOver(ctx, alone, 0);
    for (int i = 0; i < 8; ++i) EXPECT_EQ(alone[0].donor(i), kNative);

    std::vector<Population> pops = {offspring(0), offspring(1, 0.05)};
    pops[1].resize(2);
    int most = 0;
    for (int k = 0; k < 50; ++k) {
      pops[0].setDonor(kNative);
      op::Symbiosis(2, {}).handOver(ctx, pops, 0);
      int count = 0;
      for (int i = 0; i < 8; ++i) count += pops[0].donor(i) == 1 ? 1 : 0;
      most = std::max(most, count);
    }
    EXPECT_EQ(most, 2) << "no more than there are";
  });
}

}  // namespace
}  // namespace tandem
