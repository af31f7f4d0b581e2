// SPDX-License-Identifier: Apache-2.0
// Sorted populations, mating across tasks and survivors of multifactorial search with several objectives
// (tandem/operators_mo_mf.h).
#include "tandem/operators_mo_mf.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "several_tasks.h"

namespace tandem {
namespace {

/// n individuals of task t, row r at 0.4 + 0.02 r + shift in all variables.
Population ladder(int n, int t, double shift = 0.0) {
  Population pop(n, 4, 2);
  pop.setTask(t);
  for (int r = 0; r < n; ++r) std::ranges::fill(pop.x(r), 0.4 + 0.02 * r + shift);
  return pop;
}

struct TwoTasks final : test::ToyProblem {
  TwoTasks() { add(4, test::zdt1, 0.0, 1.0, 2).add(2, test::zdt1, 0.0, 1.0, 2); }
};

TEST(InitSorted, SortsEachTask) {
  test::SeveralTasks().run(TwoTasks(), [](RunContext& ctx) {
    const std::vector<Population> pops = op::initSorted(ctx);
    ASSERT_EQ(pops.size(), 2U);
    std::vector<int> order(20);
    std::vector<int> sorted(20);
    std::iota(sorted.begin(), sorted.end(), 0);
    for (int t = 0; t < 2; ++t) {
      ASSERT_EQ(pops[t].size(), 20);
      for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(pops[t].task(i), t);
        EXPECT_GT(pops[t].born(i), 0);
      }
      op::sortByCrowdedComparison(ctx, pops[t], order);
      EXPECT_EQ(order, sorted);
    }
    EXPECT_EQ(ctx.evaluations(), 40);
  });
}

/// Children stay close to their parents (indices of 1e8), so that they show who the parents were.
TEST(MateAcrossTasks, ChoosesTheBetterOfTwoRows) {
  test::SeveralTasks().run(TwoTasks(), [](RunContext& ctx) {
    const std::vector<Population> pops = {ladder(10, 0), ladder(10, 1)};
    Population off = pops[0].like(20);
    double mean = 0.0;
    for (int k = 0; k < 200; ++k) {
      op::mateAcrossTasks(ctx, pops, 0.5, {.muC = 1e8, .muM = 1e8}, off);
      ASSERT_EQ(off.size(), 20);
      for (int i = 0; i < 20; ++i) mean += off.x(i)[0] / (200 * 20);
    }
    // r=np.arange(10); .4+.02*np.minimum.outer(r,r).mean()
    EXPECT_NEAR(mean, 0.457, 0.004);
    op::initPerTask(ctx);
  });
}

TEST(MateAcrossTasks, MixesTasksWithProbabilityRmp) {
  test::SeveralTasks().run(TwoTasks(), [](RunContext& ctx) {
    std::vector<Population> pops = {ladder(10, 0), ladder(10, 1)};
    for (int r = 0; r < 10; ++r) {
      std::ranges::fill(pops[0].x(r), 0.1);
      std::ranges::fill(pops[1].x(r), 0.9);
    }
    Population off = pops[0].like(20);
    for (const double rmp : {0.0, 0.3, 1.0}) {
      int crossed = 0;
      int first = 0;
      for (int k = 0; k < 500; ++k) {
        op::mateAcrossTasks(ctx, pops, rmp, {.muC = 1e8, .muM = 1e8}, off);
        for (int i = 0; i < 20; ++i) {
          first += off.task(i) == 0 ? 1 : 0;
          if (off.donor(i) == kNative) {
            EXPECT_NEAR(off.x(i)[0], off.task(i) == 0 ? 0.1 : 0.9, 1e-5);
            continue;
          }
          EXPECT_EQ(off.donor(i), 1 - off.task(i));
          ++crossed;
        }
      }
      EXPECT_NEAR(crossed, 10000 * rmp / 2, 400) << "half of the pairs are from two tasks";
      EXPECT_NEAR(first, 5000, 400);
    }
    op::initPerTask(ctx);
  });
}

TEST(MateAcrossTasks, StaysInTheBoxWithAnOddNumber) {
  test::ToyProblem problem;
  problem.add(4, test::zdt1, 0.0, 1.0, 2).add(1, test::zdt1, 0.0, 1.0, 2).add(4, test::zdt1, 0.0, 1.0, 2);
  test::SeveralTasks().run(problem, [](RunContext& ctx) {
    const std::vector<Population> pops = {ladder(5, 0, -0.4), ladder(5, 1, 0.52), ladder(5, 2)};
    Population off = pops[0].like(16);
    for (int k = 0; k < 50; ++k) {
      op::mateAcrossTasks(ctx, pops, 0.5, {}, off);
      ASSERT_EQ(off.size(), 16);
      for (int i = 0; i < 16; ++i) {
        EXPECT_TRUE(off.donor(i) == kNative || (off.donor(i) >= 0 && off.donor(i) < 3 && off.donor(i) != off.task(i)));
        for (const double v : off.x(i)) EXPECT_TRUE(v >= 0.0 && v <= 1.0);
      }
    }
    op::initPerTask(ctx);
  });
}

TEST(SelectCrowdedPerTask, KeepsTheBestOfEachTask) {
  test::SeveralTasks().run(TwoTasks(), [](RunContext& ctx) {
    std::vector<Population> pops = {ladder(2, 0), ladder(2, 1)};
    Population off = pops[0].like(3);
    const auto set = [](Population& pop, int i, int task, double value) {
      pop.task(i) = task;
      pop.obj(i, 0) = pop.obj(i, 1) = value;
      pop.cv(i) = 0.0;
    };
    for (int t = 0; t < 2; ++t) {
      set(pops[t], 0, t, 2.0);
      set(pops[t], 1, t, 3.0);
    }
    set(off, 0, 1, 1.0);
    set(off, 1, 0, 2.5);
    set(off, 2, 1, 0.0);
    Population mine = off.like(3);
    op::selectCrowdedPerTask(ctx, pops, off, 2, mine);
    const double expected[2][2] = {{2.0, 2.5}, {0.0, 1.0}};
    for (int t = 0; t < 2; ++t) {
      ASSERT_EQ(pops[t].size(), 2);
      for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(pops[t].obj(i), expected[t][i]);
        EXPECT_EQ(pops[t].task(i), t);
      }
    }
    op::selectCrowdedPerTask(ctx, pops, off.like(0), 2, mine);  // no children
    EXPECT_EQ(pops[0].obj(1), 2.5);
    op::initPerTask(ctx);
  });
}

}  // namespace
}  // namespace tandem
