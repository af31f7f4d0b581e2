// SPDX-License-Identifier: Apache-2.0
// The machinery of adaptive differential evolution, piece by piece.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "tandem/operators_de.h"

namespace tandem {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(SuccessHistory, CellIsTheWeightedMeanOfTheSuccesses) {
  op::SuccessHistory memory(2);
  memory.note({.f = 0.5, .cr = 0.2}, 1.0);
  memory.note({.f = 1.0, .cr = 0.8}, 3.0);
  memory.update();
  EXPECT_DOUBLE_EQ(memory.f(0), 3.25 / 3.5);  // Lehmer
  EXPECT_DOUBLE_EQ(memory.cr(0), 0.65);       // arithmetic
  EXPECT_DOUBLE_EQ(memory.f(1), 0.5);
  EXPECT_DOUBLE_EQ(memory.cr(1), 0.5);
}

TEST(SuccessHistory, GenerationsWithoutGainChangeNothing) {
  op::SuccessHistory memory(2);
  memory.update();
  memory.note({.f = 0.9, .cr = 0.9}, 0.0);  // a tie: no weight
  memory.update();
  EXPECT_DOUBLE_EQ(memory.f(0), 0.5);
  memory.note({.f = 0.9, .cr = 0.1}, 2.0);
  memory.update();
  memory.note({.f = 0.7, .cr = 0.3}, 2.0);
  memory.update();
  EXPECT_DOUBLE_EQ(memory.f(0), 0.9);
  EXPECT_DOUBLE_EQ(memory.f(1), 0.7);
  memory.note({.f = 0.6, .cr = 0.3}, 2.0);
  memory.update();  // round and round
  EXPECT_DOUBLE_EQ(memory.f(0), 0.6);
}

TEST(SuccessHistory, LehmerMeanAndTerminalValueOfCr) {
  op::SuccessHistory memory(1, {.lehmerCr = true});
  memory.note({.f = 0.5, .cr = 0.2}, 1.0);
  memory.note({.f = 0.5, .cr = 0.8}, 1.0);
  memory.update();
  EXPECT_DOUBLE_EQ(memory.cr(0), 0.68);
  memory.note({.f = 0.5, .cr = 0.0}, 1.0);
  memory.update();
  EXPECT_LT(memory.cr(0), 0.0);
  memory.note({.f = 0.5, .cr = 0.8}, 1.0);
  memory.update();
  EXPECT_LT(memory.cr(0), 0.0) << "the terminal value stays";
  Rng rng(1);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(memory.draw(rng).cr, 0.0);
}

TEST(SuccessHistory, LastCellCanBeFixedAndOldValuesAveraged) {
  op::SuccessHistory memory(2, {.f = 0.3, .cr = 0.8, .averageOld = true, .fixedLast = 0.9});
  for (int generation = 0; generation < 5; ++generation) {
    memory.note({.f = 0.5, .cr = 0.4}, 1.0);
    memory.update();
    EXPECT_DOUBLE_EQ(memory.f(1), 0.9);
    EXPECT_DOUBLE_EQ(memory.cr(1), 0.9);
    if (generation == 0) {
      EXPECT_DOUBLE_EQ(memory.f(0), 0.4);
      EXPECT_DOUBLE_EQ(memory.cr(0), 0.6);
    }
  }
}

TEST(AdaptiveDe, DrawsStayInRangeAndCentreOnTheMemory) {
  Rng rng(3);
  std::vector<double> f(4001);
  std::vector<double> cr(4001);
  for (std::size_t i = 0; i < f.size(); ++i) {
    f[i] = op::drawF(rng, 0.5);
    cr[i] = op::drawCr(rng, 0.5);
    ASSERT_GT(f[i], 0.0);
    ASSERT_LE(f[i], 1.0);
    ASSERT_GE(cr[i], 0.0);
    ASSERT_LE(cr[i], 1.0);
  }
  std::ranges::sort(f);
  std::ranges::sort(cr);
  EXPECT_NEAR(f[2000], 0.5, 0.03);  // redrawing at 0 moves the median up a little
  EXPECT_NEAR(cr[2000], 0.5, 0.01);
}

TEST(AdaptiveDe, ImprovementPrefersViolation) {
  Population parents(3, 1, 1);
  Population children(3, 1, 1);
  const auto set = [](Population& pop, int i, double cv, double obj) {
    pop.cv(i) = cv;
    pop.obj(i) = obj;
  };
  set(parents, 0, 2.0, 5.0);
  set(children, 0, 0.5, 9.0);
  set(parents, 1, 0.0, 5.0);
  set(children, 1, 0.0, 4.0);
  set(parents, 2, kInfinity, kInfinity);
  set(children, 2, 0.0, 4.0);
  EXPECT_DOUBLE_EQ(op::improvement(parents, 0, children, 0), 1.5);
  EXPECT_DOUBLE_EQ(op::improvement(parents, 1, children, 1), 1.0);
  // NOLINTNEXTLINE(readability-suspicious-call-argument): the other way round
  EXPECT_DOUBLE_EQ(op::improvement(children, 1, parents, 1), 0.0);
  EXPECT_DOUBLE_EQ(op::improvement(parents, 2, children, 2), 0.0) << "not finite";
}

TEST(AdaptiveDe, CurrentToPbestTakesDistinctDonors) {
  // Powers of four: the digits of a combination tell which rows were used.
  Population pop(4, 1, 1);
  for (int i = 0; i < 4; ++i) pop.x(i)[0] = std::pow(16.0, i);
  op::Archive archive(pop, 4);
  Population old = pop.like(1);
  old.x(0)[0] = std::pow(16.0, 4);
  archive.add(old, 0);
  Rng rng(5);
  std::set<double> seen;
  for (int trial = 0; trial < 400; ++trial) {
    double out = 0.0;
    op::currentToPbest(rng, pop, &archive, 1, 3, 0.0, 1.0, {&out, 1});
    seen.insert(out - pop.x(1)[0]);
  }
  std::set<double> expected;
  for (const int r1 : {0, 2, 3}) {
    for (const int r2 : {0, 2, 3, 4}) {
      if (r1 != r2) expected.insert(std::pow(16.0, r1) - std::pow(16.0, r2));
    }
  }
  EXPECT_EQ(seen, expected);
  double out = 0.0;
  op::currentToPbest(rng, pop, nullptr, 1, 3, 0.5, 0.0, {&out, 1});
  EXPECT_DOUBLE_EQ(out, 0.5 * (pop.x(1)[0] + pop.x(3)[0]));
}

TEST(AdaptiveDe, ArchiveKeepsARandomSubset) {
  Workspace ws;
  Rng rng(9);
  Population pop(20, 1, 1);
  for (int i = 0; i < 20; ++i) pop.x(i)[0] = i;
  std::vector<int> kept(20, 0);
  for (int trial = 0; trial < 300; ++trial) {
    op::Archive archive(pop, 5);
    for (int i = 0; i < 20; ++i) archive.add(pop, i);
    archive.trim(rng, ws, 5);
    ASSERT_EQ(archive.size(), 5);
    for (int i = 0; i < 5; ++i) ++kept[static_cast<int>(archive.members().x(i)[0])];
  }
  for (const int count : kept) EXPECT_NEAR(count, 75, 45);
}

TEST(AdaptiveDe, SurvivalNotesStrictImprovementsOnly) {
  Population pop(3, 1, 1);
  const op::DeColumns columns = op::addDeColumns(pop);
  Population off = pop.like(3);
  const double parents[] = {3.0, 2.0, 1.0};
  const double children[] = {1.0, 2.0, 4.0};  // better, equal, worse
  for (int i = 0; i < 3; ++i) {
    pop.cv(i) = off.cv(i) = 0.0;
    pop.obj(i) = parents[i];
    off.obj(i) = children[i];
    pop.x(i)[0] = i;
    off.x(i)[0] = 10 + i;
    off.value(columns.f, i) = 0.2 + 0.2 * i;
    off.value(columns.cr, i) = 0.1 * i;
  }
  op::SuccessHistory memory(1);
  op::Archive archive(pop, 3);
  op::surviveWithHistory(pop, off, columns, memory, archive);
  EXPECT_EQ(pop.x(0)[0], 10.0);
  EXPECT_EQ(pop.x(1)[0], 11.0) << "ties go to the child";
  EXPECT_EQ(pop.x(2)[0], 2.0);
  ASSERT_EQ(archive.size(), 1);
  EXPECT_EQ(archive.members().x(0)[0], 0.0) << "the parent, not the child";
  EXPECT_DOUBLE_EQ(memory.f(0), 0.2);
  EXPECT_DOUBLE_EQ(memory.cr(0), 0.0);
}

TEST(AdaptiveDe, LinearReduction) {
  EXPECT_EQ(op::linearSize(0.0, 100, 4), 100);
  EXPECT_EQ(op::linearSize(0.5, 100, 4), 52);
  EXPECT_EQ(op::linearSize(1.2, 100, 4), 4);
  Workspace ws;
  Population pop(5, 1, 1);
  const double objective[] = {4.0, 1.0, 5.0, 2.0, 3.0};
  for (int i = 0; i < 5; ++i) {
    pop.obj(i) = objective[i];
    pop.cv(i) = i == 1 ? 1.0 : 0.0;
  }
  op::shrink(ws, pop, 2);
  ASSERT_EQ(pop.size(), 2);
  EXPECT_EQ(pop.obj(0), 2.0);
  EXPECT_EQ(pop.obj(1), 3.0);
  op::shrink(ws, pop, 4);
  EXPECT_EQ(pop.size(), 2);
}

}  // namespace
}  // namespace tandem
