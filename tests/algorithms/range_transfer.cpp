// SPDX-License-Identifier: Apache-2.0
// Range-scaled transfer and the table of advantages (KR-MTEA, MTEA-HKTS).
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tandem/operators_range_transfer.h"

namespace tandem {
namespace {

Matrix make(int rows, int cols, const std::vector<double>& values) {
  Matrix m(rows, cols);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < cols; ++j) m(i, j) = values[i * cols + j];
  }
  return m;
}

const Matrix kSource = make(4, 3, {.1, .5, .30, .2, .9, .35, .4, .7, .45, .3, .6, .40});
const Matrix kTarget = make(4, 2, {.2, .6, .25, .9, .35, .7, .5, .65});

void expectNear(const Matrix& actual, const std::vector<double>& expected) {
  for (int i = 0; i < actual.rows(); ++i) {
    for (int j = 0; j < actual.cols(); ++j) EXPECT_NEAR(actual(i, j), expected[i * actual.cols() + j], 1e-12);
  }
}

// Constants by NumPy, S and T the matrices above:
// def kl(m, v, n, u): return .5*np.log2(v/u) + (u + (m-n)**2)/(2*v) - .5
// d[i][j] = kl(S[:,j].mean(), S[:,j].var(ddof=1)*(np.ptp(T[:,i])/np.ptp(S[:,j]))**2,
//              T[:,i].mean(), T[:,i].var(ddof=1))
//   -> [[0.1586, 3.7201, 0.0648], [6.4094, 0.0319, 3.4094]]
// x = (S[:,j] - m)*ptp(T[:,i])/ptp(S[:,j]) + m, shifted by T[:,i].mean() - m where the intervals call for it
TEST(RangeTransfer, MatchesAndMapsAsNumPy) {
  Workspace ws;
  op::RangeTransfer transfer(3, op::Form::Paper);
  transfer.match(ws, kSource, kTarget, false);
  EXPECT_EQ(std::vector<int>(transfer.order().begin(), transfer.order().end()), (std::vector<int>{2, 1}));
  Matrix out(4, 2);
  transfer.map(ws, kSource, kTarget, true, out);
  expectNear(out, {.225, .54375, .325, .84375, .525, .69375, .425, .61875});

  transfer.match(ws, kSource, kTarget, true);  // column 1 may not serve itself, and one column serves both
  EXPECT_EQ(std::vector<int>(transfer.order().begin(), transfer.order().end()), (std::vector<int>{2, 2}));
  transfer.map(ws, kSource, kTarget, true, out);
  expectNear(out, {.225, .5625, .325, .6625, .525, .8625, .425, .7625});
}

TEST(RangeTransfer, UnstretchedIsShiftedByTheMeans) {
  Workspace ws;
  Rng rng(3);
  op::RangeTransfer transfer(3, op::Form::Paper);
  transfer.matchRandomly(rng, 3, 2);
  Matrix out(2, 2);
  transfer.map(ws, kSource, kTarget, false, out);
  const double mean[3] = {.25, .675, .375};
  const double to[2] = {.325, .7125};
  for (int n = 0; n < 2; ++n) {
    for (int i = 0; i < 2; ++i) {
      const int j = transfer.order()[i];
      EXPECT_NEAR(out(n, i), std::clamp(kSource(n, j) - mean[j] + to[i], 0.0, 1.0), 1e-12);
    }
  }
}

TEST(RangeTransfer, SurvivesConvergedPopulations) {
  Workspace ws;
  const Matrix point(4, 3, 0.25);
  for (const op::Form form : {op::Form::Paper, op::Form::Platform}) {
    op::RangeTransfer transfer(3, form);
    for (const bool avoid : {false, true}) {
      for (const bool reverse : {false, true}) {
        const ConstMatView from = reverse ? kSource.view() : point.view();
        const ConstMatView to = reverse ? point.view() : kSource.view();
        transfer.match(ws, from, to, avoid);
        Matrix out(4, 3);
        transfer.map(ws, from, to, true, out);
        for (const double v : out.values()) EXPECT_TRUE(v >= 0.0 && v <= 1.0);
      }
    }
  }
}

TEST(RangeTransfer, OneVariableServesItself) {
  Workspace ws;
  op::RangeTransfer transfer(1, op::Form::Paper);
  transfer.match(ws, kSource.view().leftCols(1), kSource.view().leftCols(1), true);
  EXPECT_EQ(transfer.order()[0], 0);
}

TEST(KnowledgeReuse, LearnsFromAdvantage) {
  Rng rng(1);
  op::KnowledgeReuse reuse;
  reuse.start(2, 0.4);
  reuse.setShare(0, 1, 0.5, 0.1);   // 0.1 + 0.5 * 0.4 = 0.3
  reuse.setShare(0, 0, 0.25, 0.1);  // 0.2
  reuse.learn(rng, 0, 1);
  // 0.1 + 0.3 (0.4 - 0.1) + 0.7 (0.3 - 0.2) / (0.3 + 0.2) 0.6
  EXPECT_NEAR(reuse.probability(0, 1), 0.274, 1e-12);
  EXPECT_EQ(reuse.amount(0, 1, 100), 30);
  EXPECT_EQ(reuse.probability(0, 0), 0.0);
  for (int i = 0; i < 50; ++i) {  // its own share is larger: down to the lower bound
    reuse.setShare(0, 0, 1.0, 0.1);
    reuse.learn(rng, 0, 1);
  }
  EXPECT_NEAR(reuse.probability(0, 1), 0.1, 1e-12);
}

TEST(KnowledgeReuse, OneTaskDrawsItself) {
  Rng rng(1);
  op::KnowledgeReuse reuse;
  reuse.start(1, 0.5);
  EXPECT_EQ(reuse.chooseDonor(rng, 0), 0);
}

TEST(RankScore, SumsRanksOfTheNew) {
  Population pop(4, 1, 1);
  pop.born(0) = 12;
  pop.born(1) = 3;
  pop.born(2) = 11;
  pop.born(3) = 10;
  EXPECT_DOUBLE_EQ(op::rankScore(pop, 10), 0.6);  // (4 + 2) / (4 + 3 + 2 + 1)
  EXPECT_DOUBLE_EQ(op::rankScore(pop, 0), 1.0);
}

}  // namespace
}  // namespace tandem
