// SPDX-License-Identifier: Apache-2.0
// Scenario-based self-learning transfer (tandem/operators_scenario.h), around an optimiser that only notes what it is
// asked for.
#include "tandem/operators_scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "several_tasks.h"

namespace tandem {
namespace {

constexpr int kSize = 12;

/// Copies what it is given; counts the calls of every kind.
class Notes final : public op::ScenarioBreeding {
 public:
  mutable int natives = 0, crossings = 0, steps = 0;
  mutable std::vector<int> counts;  // of rows, per call of towards
  mutable bool wrong = false;

  void native(RunContext&, const Population& pop, Population& off) const override {
    ++natives;
    off.resize(pop.size());
    for (int i = 0; i < pop.size(); ++i) off.copyRow(i, pop, i);
    off.setDonor(kNative);
  }
  void crossed(RunContext&, const Population& both, int t, int s, Population& off) const override {
    ++crossings;
    wrong = wrong || both.size() != 2 * kSize || s == t;
    off.resize(1);
    off.copyRow(0, both, kSize);  // the first of the source
    off.setOrigin(0, t, s);
  }
  void towards(RunContext&, const Population& pop, std::span<const int> rows, std::span<const double> step, int s,
               Population& off) const override {
    ++steps;
    counts.push_back(isize(rows));
    off.resize(isize(rows));
    for (int i = 0; i < isize(rows); ++i) {
      off.copyRow(i, pop, rows[i]);
      for (int j = 0; j < pop.dim(); ++j) off.x(i)[j] = std::clamp(pop.x(rows[i])[j] + step[j], 0.0, 1.0);
      off.setOrigin(i, pop.task(rows[i]), s);
    }
  }
  [[nodiscard]] bool oneToOne() const override { return false; }
};

struct TwoSpheres final : test::ToyProblem {
  TwoSpheres() { add(3, test::sphere).add(3, test::sphere); }
};

TEST(ScenarioTransfer, RandomActionsTakeTurns) {
  // As many generations at random as there are: every action about a quarter of the time, the steps few and growing.
  op::ScenarioTransfer transfer;
  const Notes notes;
  test::SeveralTasks setting;
  setting.population = kSize;
  setting.budget = 6000;
  setting.declare = [&](ParamVisitor& p) { transfer.params(p); };
  setting.run(TwoSpheres(), [&](RunContext& ctx) { transfer.run(ctx, notes); });
  EXPECT_FALSE(notes.wrong);
  EXPECT_GT(notes.natives, 20);
  EXPECT_GT(notes.crossings, 20);
  EXPECT_GT(notes.steps, 20);
  ASSERT_FALSE(notes.counts.empty());
  EXPECT_LE(*std::ranges::max_element(notes.counts), 10);
  EXPECT_TRUE(std::ranges::is_sorted(notes.counts)) << "a share of the progress";
}

TEST(ScenarioTransfer, KeepsTheBestWhateverIsChosen) {
  op::ScenarioTransfer transfer;
  const Notes notes;
  test::SeveralTasks setting;
  setting.population = kSize;
  setting.budget = 3000;
  setting.declare = [&](ParamVisitor& p) { transfer.params(p); };
  setting.run(TwoSpheres(), [&](RunContext& ctx) { transfer.run(ctx, notes); });
  ASSERT_GT(setting.seen.size(), 10U);
  for (std::size_t g = 1; g < setting.seen.size(); ++g) {
    for (int t = 0; t < 2; ++t) {
      const Population& now = setting.seen[g][t];
      const Population& old = setting.seen[g - 1][t];
      ASSERT_EQ(now.size(), kSize);
      EXPECT_LE(now.obj(op::bestIndex(now)), old.obj(op::bestIndex(old)));
    }
  }
}

}  // namespace
}  // namespace tandem
