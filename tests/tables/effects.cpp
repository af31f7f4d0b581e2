// SPDX-License-Identifier: Apache-2.0
// Effects with intervals, columns over all rows, Bayesian test, intervals of what is shown, equal budgets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tables_support.h"
#include "tandem/error.h"
#include "tandem/rng.h"
#include "tandem/stats.h"

namespace tandem {
namespace {

using made::Experiment;
using made::oneProblem;
using made::table;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

TableRequest against(const std::string& base, TableEffect effect) {
  TableRequest r;
  r.test = TableTest::RankSum;
  r.base = base;
  r.effect = effect;
  return r;
}

/// `problems` problems of `tasks` tasks; algorithm B is better than A by `shift` on all of them.
Experiment many(int problems, int tasks, int runs, double shift) {
  Experiment e;
  const int a = e.addAlgorithm("A");
  const int b = e.addAlgorithm("B");
  Rng rng(1);
  for (int p = 0; p < problems; ++p) {
    e.addProblem(made::problem(std::string("P").append(std::to_string(p)), tasks));
    std::vector<std::vector<double>> first;
    std::vector<std::vector<double>> second;
    for (int r = 0; r < runs; ++r) {
      first.emplace_back();
      second.emplace_back();
      for (int t = 0; t < tasks; ++t) {
        first.back().push_back(10.0 + rng.normal());
        second.back().push_back(10.0 - shift + rng.normal());
      }
    }
    e.cells[{p, a}] = made::cellOf(first);
    e.cells[{p, b}] = made::cellOf(second);
  }
  return e;
}

TEST(Effects, A12IsTheChanceToBeBetterWithItsInterval) {
  const Experiment e = oneProblem({{"A", {1, 2, 3, 4, 5, 6}}, {"B", {2.5, 3.5, 4.5, 5.5, 6.5, 7.5}}});
  const Table t = table({&e}, against("A", TableEffect::A12));
  const TableCell& b = t.rows[0].cells[1];
  EXPECT_LT(b.effect, 0.5) << "smaller is better, B is larger";
  EXPECT_LE(b.effectLow, b.effect);
  EXPECT_GE(b.effectHigh, b.effect);
  EXPECT_LT(b.effectLow, b.effectHigh);
  EXPECT_TRUE(std::isnan(t.rows[0].cells[0].effectLow));
  const std::string text = formatTable(t, TableFormat::Text);
  EXPECT_THAT(text, HasSubstr("; A12 0.28 [0."));
  EXPECT_THAT(text, HasSubstr("95 % bootstrap interval"));
  const std::string csv = formatTable(t, TableFormat::Csv);
  EXPECT_THAT(csv, HasSubstr("P,1,B,Obj,a12-low,"));
  // The same numbers whatever else stands in the table.
  const Experiment alone =
      oneProblem({{"A", {1, 2, 3, 4, 5, 6}}, {"C", {0, 0, 0}}, {"B", {2.5, 3.5, 4.5, 5.5, 6.5, 7.5}}});
  EXPECT_EQ(table({&alone}, against("A", TableEffect::A12)).rows[0].cells[2].effectLow, b.effectLow);
}

TEST(Effects, MedianDifferenceNeedsDefinedRuns) {
  Experiment e = oneProblem({{"A", {1, 2, 3, 4}}, {"B", {11, 12, 13, 14}}, {"C", {1, 2, 3, 4}}});
  made::fail(e.cells[{0, 2}], 1);
  const Table t = table({&e}, against("A", TableEffect::MedianDifference));
  EXPECT_EQ(t.rows[0].cells[1].difference, 10.0);
  EXPECT_GE(t.rows[0].cells[1].differenceLow, 7.0);
  EXPECT_LE(t.rows[0].cells[1].differenceHigh, 13.0);
  EXPECT_TRUE(std::isnan(t.rows[0].cells[2].difference)) << "a failed run has no value to subtract";
  EXPECT_THAT(formatTable(t, TableFormat::Text), HasSubstr("Delta 1.0000e+01 ["));
}

TEST(Effects, IntervalsOfMeanAndMedian) {
  const Experiment e = oneProblem({{"A", {1, 2, 3, 4, 5, 6, 7, 8}}, {"B", {5, 5, 5, 5, 5, 5, 5, 5}}});
  TableRequest r;
  r.intervals = true;
  for (const TableShow show : {TableShow::Mean, TableShow::Median, TableShow::MeanStd}) {
    r.show = show;
    const Table t = table({&e}, r);
    const TableCell& a = t.rows[0].cells[0];
    EXPECT_LT(a.low, 4.5);
    EXPECT_GT(a.high, 4.5);
    EXPECT_GT(a.low, 1.0);
    EXPECT_EQ(t.rows[0].cells[1].low, 5.0);
    EXPECT_EQ(t.rows[0].cells[1].high, 5.0);
    EXPECT_THAT(t.caption, HasSubstr("[95 % bootstrap interval]"));
  }
  r.show = TableShow::Best;
  EXPECT_THROW((void)table({&e}, r), InputError);
}

TEST(Effects, OverallTakesProblemsAsBlocks) {
  TableRequest r = against("A", TableEffect::None);
  r.overall = true;
  const Experiment e = many(8, 5, 10, 0.8);
  const Table t = table({&e}, r);
  const TableOverall& o = t.columns[1].overall;
  EXPECT_EQ(o.problems, 8);
  EXPECT_EQ(o.tasks, 40);
  // Eight problems, all better: exact signed-rank and sign flips both give 2 / 2^8.
  EXPECT_DOUBLE_EQ(o.problemP, 2.0 / 256.0);
  EXPECT_DOUBLE_EQ(o.taskP, 2.0 / 256.0);
  double sum = 0.0;
  for (const TableRow& row : t.rows) sum += row.cells[1].effect;
  EXPECT_NEAR(o.taskEffect, sum / 40.0, 1e-12);
  EXPECT_NEAR(o.problemEffect, sum / 40.0, 1e-12) << "every problem has as many tasks";
  EXPECT_GT(o.taskLow, 0.5);
  EXPECT_LT(o.taskLow, o.taskEffect);
  EXPECT_GT(o.taskHigh, o.taskEffect);
  EXPECT_EQ(t.columns[0].overall.problems, 0);
  const std::string text = formatTable(t, TableFormat::Text);
  EXPECT_THAT(text, HasSubstr("A12, 8 problems"));
  EXPECT_THAT(text, HasSubstr("A12, 40 tasks"));
  EXPECT_THAT(formatTable(t, TableFormat::Csv), HasSubstr("all,,B,Obj,a12-problems,"));
  const Experiment few = many(3, 2, 10, 0.8);
  const Table small = table({&few}, r);
  EXPECT_THAT(small.notes, Contains(HasSubstr("With 3 problems no p over all of them can be below 0.25")));
  EXPECT_THAT(formatTable(small, TableFormat::Text), Not(HasSubstr("[-, -]")));
  const Experiment one = many(1, 5, 10, 0.8);
  EXPECT_THAT(table({&one}, r).notes, Contains(HasSubstr("at least two")));
}

TEST(Effects, BayesOverProblems) {
  TableRequest r;
  r.test = TableTest::Bayes;
  r.base = "A";
  const Experiment better = many(10, 3, 10, 2.0);
  const Table t = table({&better}, r);
  EXPECT_GT(t.columns[1].overall.better, 0.99);
  EXPECT_EQ(t.rows[0].cells[1].sign, 0) << "no tests of single cells";
  EXPECT_THAT(t.caption, HasSubstr("Bayesian signed-rank"));
  EXPECT_THAT(formatTable(t, TableFormat::Text), HasSubstr("P(equivalent)"));
  EXPECT_THAT(formatTable(t, TableFormat::Csv), HasSubstr("all,,B,Obj,p-better,"));
  const Experiment same = many(10, 3, 40, 0.0);
  const TableOverall o = table({&same}, r).columns[1].overall;
  EXPECT_GT(o.equivalent, 0.9);
  EXPECT_NEAR(o.better + o.equivalent + o.worse, 1.0, 1e-12);
  r.rope = 0.7;
  EXPECT_THROW((void)table({&same}, r), InputError);
}

TEST(Effects, EffectsNeedPairs) {
  const Experiment e = many(3, 1, 5, 0.0);
  TableRequest r;
  r.effect = TableEffect::A12;
  EXPECT_THROW((void)table({&e}, r), InputError);
  r.test = TableTest::Friedman;
  EXPECT_THROW((void)table({&e}, r), InputError);
}

/// A toy that gives its first task `share` of 1000 evaluations; the best falls by one with each evaluation of the task.
CellData allocating(double share) {
  constexpr int kCheckpoints = 10;
  CellData c = made::cell(4, 2, kCheckpoints);
  for (int r = 0; r < 4; ++r) {
    for (int t = 0; t < 2; ++t) {
      const double part = t == 0 ? share : 1.0 - share;
      for (int k = 0; k < kCheckpoints; ++k) {
        const auto spent = static_cast<std::int64_t>(std::llround(part * 100.0 * (k + 1)));
        c.taskEvaluations[c.at(r, t, k)] = spent;
        c.objective[c.at(r, t, k)] = 1000.0 - static_cast<double>(spent) + r;
      }
      auto& log = c.improvements[2 * r + t];
      const std::int64_t all = c.taskEvaluations[c.at(r, t, kCheckpoints - 1)];
      for (std::int64_t e = 1; e <= all; ++e) log.push_back({e, e, 1000.0 - static_cast<double>(e) + r, 0.0});
    }
  }
  return c;
}

TEST(Effects, EqualBudgetsCutToTheFewestOfEachTask) {
  Experiment e;
  e.addProblem(made::problem("P", 2));
  e.cells[{0, e.addAlgorithm("Even")}] = allocating(0.5);
  e.cells[{0, e.addAlgorithm("Greedy")}] = allocating(0.9);
  TableRequest r;
  r.show = TableShow::Best;
  const Table whole = table({&e}, r);
  EXPECT_EQ(whole.rows[0].cells[0].best, 500.0);
  EXPECT_EQ(whole.rows[0].cells[1].best, 100.0);
  EXPECT_THAT(whole.notes, Contains(HasSubstr("Evaluations per task differ by more than 2 %")));
  r.equalBudgets = true;
  const Table cut = table({&e}, r);
  // Task 1: 500 by Even, task 2: 100 by Greedy. The toys are the same where they spend the same.
  for (int a = 0; a < 2; ++a) {
    EXPECT_EQ(cut.rows[0].cells[a].best, 500.0) << a;
    EXPECT_EQ(cut.rows[1].cells[a].best, 900.0) << a;
  }
  EXPECT_THAT(cut.notes, Contains(HasSubstr("P: 500, 100")));
  r.equalBudgets = false;
  r.budgetTolerance = 10.0;  // a thousand percent: nothing to note
  EXPECT_THAT(table({&e}, r).notes, Not(Contains(HasSubstr("differ by more"))));
  r.equalBudgets = true;
  r.checkpoint = 3;
  EXPECT_THROW((void)table({&e}, r), InputError);
  r.checkpoint = 0;
  for (auto& [key, cell] : e.cells) cell.taskEvaluations.assign(cell.taskEvaluations.size(), kUnknownCount);
  EXPECT_THROW((void)table({&e}, r), InputError);
}

TEST(Effects, EqualBudgetsOfPopulationsTakeTheCheckpointBefore) {
  Experiment e;
  ProblemRecord p = made::problem("P", 1, 2);
  p.references[0].front = made::matrix({{0, 0}});
  e.addProblem(p);
  for (const auto& [name, each] : {std::pair{"Slow", std::int64_t{100}}, std::pair{"Fast", std::int64_t{130}}}) {
    CellData c = made::cell(2, 1, 3);
    for (int r = 0; r < 2; ++r) {
      for (int k = 0; k < 3; ++k) c.taskEvaluations[c.at(r, 0, k)] = each * (k + 1);
    }
    for (int r = 0; r < 2; ++r) {
      for (int k = 0; k < 3; ++k) c.fronts.push_back(made::front({{3.0 - k, 0.0}}));
    }
    e.cells[{0, e.addAlgorithm(name)}] = c;
  }
  TableRequest r;
  r.metric = "IGD";
  r.equalBudgets = true;
  const Table t = table({&e}, r);
  EXPECT_EQ(t.rows[0].cells[0].mean, 1.0) << "300 of 300: its last population";
  EXPECT_EQ(t.rows[0].cells[1].mean, 2.0) << "390 is too late, 260 is the last one before 300";
}

TEST(TablePower, SaysHowManyRunsSeeADifferenceOfTheSizeAskedFor) {
  std::vector<double> a;
  std::vector<double> b;
  for (int i = 0; i < 30; ++i) {
    a.push_back(i);
    b.push_back(i + 0.5);
  }
  const Experiment e = made::oneProblem({{"A", a}, {"B", b}});
  TableRequest r{.test = TableTest::RankSum, .power = 0.64};
  const Table t = made::table({&e}, r);
  EXPECT_NEAR(t.power.needed, 67, 6);  // Noether's formula
  EXPECT_EQ(t.power.neededCorrected, 0);
  EXPECT_EQ(t.power.unable, 0);
  ASSERT_EQ(t.power.runs.size(), t.power.power.size());
  EXPECT_THAT(t.notes, testing::Contains(testing::AllOf(testing::HasSubstr("A12 = 0.64"),
                                                        testing::HasSubstr("A power of 0.8 needs"))));
  // The other direction gives the same where there are no ties.
  r.power = 0.36;
  EXPECT_NEAR(made::table({&e}, r).power.needed, 67, 6);
  // Ten comparisons ask for more.
  const Experiment four = made::oneProblem({{"A", a}, {"B", b}, {"C", b}, {"D", b}, {"E", b}});
  r.correction = TableCorrection::Holm;
  const Table corrected = made::table({&four}, r);
  EXPECT_GT(corrected.power.neededCorrected, corrected.power.needed + 10);
  // When all runs of the base ended alike, nothing is left to be better by.
  const Experiment tied = made::oneProblem({{"A", std::vector<double>(30, 1.0)}, {"B", b}});
  const Table none = made::table({&tied}, {.test = TableTest::RankSum, .power = 0.64});
  EXPECT_THAT(none.notes, testing::Contains(testing::HasSubstr("cannot occur on any row")));
  r.test = TableTest::Friedman;
  EXPECT_THROW((void)made::table({&e}, r), InputError);
  EXPECT_THROW((void)made::table({&e}, {.test = TableTest::RankSum, .power = 0.5}), InputError);
  EXPECT_THROW((void)made::table({&e}, {.test = TableTest::RankSum, .power = 1.0}), InputError);
}

TEST(TableQuartiles, AreShownBesideTheMedianAndRankUndefinedRunsWorst) {
  Experiment e = made::oneProblem({{"A", {1, 2, 3, 4, 5}}, {"B", {1, 2, 3, 4, 5}}});
  made::fail(e.cells[{0, 1}], 0);
  const Table t = made::table({&e}, {.show = TableShow::MedianIqr});
  EXPECT_EQ(t.rows[0].cells[0].median, 3);
  EXPECT_EQ(t.rows[0].cells[0].q1, 2);
  EXPECT_EQ(t.rows[0].cells[0].q3, 4);
  EXPECT_EQ(t.rows[0].cells[1].median, 4);  // of 2, 3, 4, 5 and a run that is worse than all
  EXPECT_EQ(t.rows[0].cells[1].q3, 5);
  EXPECT_TRUE(t.rows[0].cells[0].isBest);
  const std::string text = formatTable(t, TableFormat::Text, {.number = "%g"});
  EXPECT_THAT(text, testing::HasSubstr("3 (2)"));
  const std::string csv = formatTable(t, TableFormat::Csv);
  EXPECT_THAT(csv, testing::HasSubstr("P,1,A,Obj,median,3,none,,\nP,1,A,Obj,iqr,2,none,,\n"));
}

TEST(TableNotes, MeansThatAFewRunsMakeAreNamed) {
  const std::vector<double> outlier{1e-14, 2e-14, 3e-14, 4e-14, 5e-14, 6e-14, 7e-14, 100};
  const std::vector<double> even{1, 2, 3, 4, 5, 6, 7, 8};
  const auto about = testing::Contains(testing::HasSubstr("lies outside the quartiles"));
  const Experiment e = made::oneProblem({{"A", even}, {"B", outlier}});
  EXPECT_THAT(made::table({&e}).notes, testing::Contains(testing::HasSubstr("In 1 cell the mean lies outside the "
                                                                            "quartiles of its runs (B on P)")));
  EXPECT_THAT(made::table({&e}, {.show = TableShow::Median}).notes, testing::Not(about));
  // Rates are means of zeros and ones; equal values have no quartiles to lie outside of.
  const Experiment rates = made::oneProblem({{"A", {0, 1, 1, 1, 1, 1, 1, 1, 1}}, {"B", std::vector<double>(9, 0.1)}});
  EXPECT_THAT(made::table({&rates}).notes, testing::Not(about));
}

}  // namespace
}  // namespace tandem
