// SPDX-License-Identifier: Apache-2.0
// What a table computes: statistics, tests, signs; what it counts and what it refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "sanitized.h"
#include "tables_support.h"
#include "tandem/error.h"
#include "tandem/rng.h"
#include "tandem/stats.h"

namespace tandem {
namespace {

using made::Experiment;
using made::oneProblem;
using made::table;
using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;

TableRequest tested(TableTest test, const std::string& base = "") {
  TableRequest r;
  r.test = test;
  r.base = base;
  return r;
}

void expectRefusal(const std::vector<const Experiment*>& experiments, const TableRequest& request,
                   const std::string& text) {
  try {
    (void)table(experiments, request);
    FAIL() << "not refused; expected: " << text;
  } catch (const InputError& e) {
    EXPECT_THAT(e.what(), HasSubstr(text));
  }
}

TEST(Tables, StatisticsOfACell) {
  const Experiment e = oneProblem({{"A", {4, 1, 3, 2}}, {"B", {1, 1, 1, 1}}});
  const Table t = table({&e});
  ASSERT_EQ(t.rows.size(), 1U);
  const TableCell& c = t.rows[0].cells[0];
  EXPECT_EQ(c.mean, 2.5);
  EXPECT_NEAR(c.sd, std::sqrt(5.0 / 3.0), 1e-15);
  EXPECT_EQ(c.median, 2.5);
  EXPECT_EQ(c.best, 1);
  EXPECT_EQ(c.worst, 4);
  EXPECT_FALSE(c.isBest);
  EXPECT_TRUE(t.rows[0].cells[1].isBest);
  EXPECT_THAT(t.caption, HasSubstr("Obj (smaller is better), synthetic data, n = 4 runs."));
  EXPECT_TRUE(t.notes.empty());
}

TEST(Tables, SignsComeFromTheRunsWhateverIsShown) {
  // A is clearly better than B in every run but has the larger standard deviation.
  std::vector<double> a;
  std::vector<double> b;
  for (int i = 0; i < 10; ++i) {
    a.push_back(i);
    b.push_back(100 + 0.01 * i);
  }
  const Experiment e = oneProblem({{"A", a}, {"B", b}});
  for (const TableShow show : {TableShow::Mean, TableShow::Std, TableShow::Worst, TableShow::Runs}) {
    TableRequest r = tested(TableTest::RankSum, "B");
    r.show = show;
    const Table t = table({&e}, r);
    EXPECT_EQ(t.rows[0].cells[0].sign, '+');
    EXPECT_EQ(t.rows[0].cells[0].p, stats::rankSum(a, b).p);
    EXPECT_EQ(t.rows[0].cells[0].effect, 1.0);
    EXPECT_EQ(t.rows[0].cells[1].sign, 0);
    EXPECT_TRUE(std::isnan(t.rows[0].cells[1].p));
    EXPECT_EQ(t.columns[0].wins, 1);
  }
  const Table reversed = table({&e}, tested(TableTest::SignedRank, "A"));
  EXPECT_EQ(reversed.rows[0].cells[1].sign, '-');
  EXPECT_EQ(reversed.columns[1].losses, 1);
}

TEST(Tables, SignsTurnRoundWhenLargerIsBetter) {
  const Experiment e = oneProblem({{"A", {1, 2, 3, 4, 5, 6, 7, 8}}, {"B", {11, 12, 13, 14, 15, 16, 17, 18}}});
  for (const TableTest test : {TableTest::RankSum, TableTest::SignedRank, TableTest::Friedman}) {
    TableRequest r = tested(test, "A");
    r.metric = "Obj-Neg";
    const Table t = table({&e}, r);
    EXPECT_TRUE(t.rows[0].cells[0].isBest);
    if (test == TableTest::Friedman) {
      EXPECT_THAT(t.columns[0].meanRank, 1.0);
    } else {
      EXPECT_EQ(t.rows[0].cells[1].sign, '-');
    }
  }
}

TEST(Tables, UndefinedRunsRankWorstInEitherDirectionAndAreCounted) {
  for (const std::string metric : {"Obj", "Obj-Neg"}) {
    const double sign = metric == "Obj" ? 1.0 : -1.0;
    Experiment e = oneProblem({{"A", std::vector<double>(8, 5.0 * sign)}, {"B", {6, 7, 8, 9, 10, 11, 12, 13}}});
    for (double& v : e.cells[{0, 1}].objective) v *= sign;
    for (int r = 0; r < 8; ++r) {
      if (r < 3) made::fail(e.cells[{0, 0}], r, r == 0 ? RunStatus::Missing : RunStatus::Failed);
      if (r >= 3 && r < 7) e.cells[{0, 0}].cv[r] = 1.0;
    }
    TableRequest request = tested(TableTest::RankSum, "B");
    request.metric = metric;
    const Table t = table({&e}, request);
    const TableCell& a = t.rows[0].cells[0];
    EXPECT_EQ(a.undefined, 7);
    EXPECT_EQ(a.failed, 2);
    EXPECT_EQ(a.missing, 1);
    EXPECT_TRUE(std::isnan(a.median));
    EXPECT_TRUE(std::isnan(a.worst));
    EXPECT_EQ(a.mean, 5.0);  // of the only run there is: better than B's, yet
    EXPECT_EQ(a.sign, '-');  // the seven missing ones count
    EXPECT_FALSE(a.isBest);
    EXPECT_TRUE(t.rows[0].cells[1].isBest);
    EXPECT_THAT(t.notes, Contains(HasSubstr("2 failed, 1 missing")));
    EXPECT_THAT(t.notes, Contains(HasSubstr("4 values are not defined")));
    request.test = TableTest::Friedman;
    EXPECT_EQ(table({&e}, request).columns[0].meanRank, 2.0);
  }
}

TEST(Tables, AllInfeasibleAndSingleRunsGetNoSilentNumber) {
  Experiment e = oneProblem({{"A", {1, 2}}, {"B", {3, 4}}});
  for (auto& [key, cell] : e.cells) cell.cv.assign(2, 1.0);
  const Table t = table({&e}, tested(TableTest::RankSum));
  for (const TableCell& c : t.rows[0].cells) EXPECT_THAT(c.mean, IsNan());
  EXPECT_EQ(t.rows[0].cells[1].sign, '=');
  EXPECT_THAT(formatTable(t, TableFormat::Text), HasSubstr("n/a [0/2]"));

  const Experiment one = oneProblem({{"A", {1}}, {"B", {3}}});
  const Table single = table({&one}, tested(TableTest::RankSum));
  EXPECT_EQ(single.rows[0].cells[1].sign, 0);
  EXPECT_THAT(single.notes, Contains(HasSubstr("With one repetition there is nothing to test")));
}

TEST(Tables, HolmCoversTheWholeTable) {
  Experiment e;
  for (int a = 0; a < 3; ++a) e.addAlgorithm(std::string(1, static_cast<char>('A' + a)));
  Rng rng(3);
  for (int p = 0; p < 4; ++p) {
    e.addProblem(made::problem(std::string(1, static_cast<char>('P' + p)), 2));
    for (int a = 0; a < 3; ++a) {
      std::vector<std::vector<double>> runs(12);
      for (auto& run : runs) run = {rng.uniform() + 0.13 * a, rng.uniform() + 0.08 * p * a};
      e.cells[{p, a}] = made::cellOf(runs);
    }
  }
  const Table raw = table({&e}, tested(TableTest::RankSum, "A"));
  TableRequest corrected = tested(TableTest::RankSum, "A");
  corrected.correction = TableCorrection::Holm;
  const Table holm = table({&e}, corrected);
  std::vector<double> p;
  std::vector<double> adjusted;
  for (std::size_t r = 0; r < raw.rows.size(); ++r) {
    for (std::size_t c = 1; c < 3; ++c) {
      p.push_back(raw.rows[r].cells[c].p);
      adjusted.push_back(holm.rows[r].cells[c].p);
    }
  }
  ASSERT_EQ(p.size(), 16U);
  EXPECT_EQ(adjusted, stats::holm(p));
  EXPECT_THAT(holm.caption, HasSubstr("Holm over 16 comparisons"));
  EXPECT_GT(raw.columns[2].losses, holm.columns[2].losses);  // this data set has borderline cells
}

TEST(Tables, FriedmanTakesProblemsAsBlocksNotTasksOrRuns) {
  Experiment e;
  for (const char* a : {"A", "B", "C"}) e.addAlgorithm(a);
  for (int p = 0; p < 5; ++p) {
    e.addProblem(made::problem(std::string(1, static_cast<char>('P' + p)), 3));
    for (int a = 0; a < 3; ++a) {
      e.cells[{p, a}] =
          made::cellOf({{1.0 + a, 1.0 + a, 9.0 - a}, {1.5 + a, 1.5 + a, 9.5 - a}});  // two tasks against one
    }
  }
  const Table t = table({&e}, tested(TableTest::Friedman, "A"));
  EXPECT_EQ(t.blocks, 5);
  EXPECT_EQ(t.columns[0].meanRank, 1.0);  // sums of ranks per problem: 5, 6, 7
  EXPECT_EQ(t.columns[2].meanRank, 3.0);
  EXPECT_NEAR(t.chiSquare, 10.0, 1e-12);  // complete agreement of 5 blocks: n (k - 1)
  EXPECT_NEAR(t.criticalDifference, stats::nemenyiCriticalDifference(3, 5, 0.05), 1e-15);
  EXPECT_EQ(t.columns[2].sign, '-');
  EXPECT_EQ(t.columns[1].sign, '=');
  TableRequest tasks = tested(TableTest::Friedman, "A");
  tasks.blocks = TableBlocks::Task;
  const Table perTask = table({&e}, tasks);
  EXPECT_EQ(perTask.blocks, 15);
  EXPECT_NEAR(perTask.columns[0].meanRank, (1 + 1 + 3) / 3.0, 1e-15);
  EXPECT_THAT(perTask.notes, Contains(HasSubstr("not independent")));
}

TEST(Tables, FriedmanRanksByOneStatisticAndSaysWhich) {
  // A has the better median everywhere, B the better mean.
  Experiment e;
  for (const char* a : {"A", "B"}) e.addAlgorithm(a);
  for (int p = 0; p < 6; ++p) {
    e.addProblem(made::problem(std::string(1, static_cast<char>('P' + p)), 1));
    e.cells[{p, 0}] = made::cellOf({{1}, {1}, {100}});
    e.cells[{p, 1}] = made::cellOf({{2}, {3}, {4}});
  }
  TableRequest request = tested(TableTest::Friedman, "A");
  const Table byMean = table({&e}, request);
  EXPECT_EQ(byMean.columns[0].meanRank, 2.0);
  EXPECT_THAT(byMean.caption, HasSubstr("ranked by the mean of the runs"));
  request.ranks = TableRanks::Median;
  const Table byMedian = table({&e}, request);
  EXPECT_EQ(byMedian.columns[0].meanRank, 1.0);
  EXPECT_THAT(byMedian.caption, HasSubstr("ranked by the median of the runs"));
}

TEST(Tables, RanksOfRuns) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  // Undefined runs first, then the mean of the others; the median takes them as the worst values.
  EXPECT_THAT(rankRuns({{1, nan, nan}, {5, 6, 7}, {5, 6, 7}}, TableRanks::Mean, false), ElementsAre(3, 1.5, 1.5));
  EXPECT_THAT(rankRuns({{1, nan, nan}, {5, 6, 7}, {1, 2, nan}}, TableRanks::Median, false), ElementsAre(3, 2, 1));
  EXPECT_THAT(rankRuns({{1, 2, 3}, {5, 6, 7}}, TableRanks::Mean, true), ElementsAre(2, 1));
  EXPECT_THAT(rankRuns({{1, 2, 3}, {5, 6, nan}}, TableRanks::Median, true), ElementsAre(2, 1));
  EXPECT_THAT(rankRuns({{nan}, {nan}, {1}}, TableRanks::Mean, false), ElementsAre(2.5, 2.5, 1));
}

TEST(Tables, ExtremeValues) {
  const Experiment e = oneProblem({{"A", {1e200, 1, 2}}, {"B", {1.7e308, 1.7e308, 1.7e308}}});
  TableRequest request;
  request.intervals = true;
  const Table t = table({&e}, request);
  const TableCell& a = t.rows[0].cells[0];
  EXPECT_NEAR(a.mean / (1e200 / 3.0), 1.0, 1e-12);
  EXPECT_NEAR(a.sd / (1e200 / std::sqrt(3.0)), 1.0, 1e-12);
  const TableCell& b = t.rows[0].cells[1];
  EXPECT_NEAR(b.mean / 1.7e308, 1.0, 1e-12);
  EXPECT_LT(b.sd, 1e-15 * 1.7e308);
  EXPECT_NEAR(b.low / 1.7e308, 1.0, 1e-12);
  EXPECT_NEAR(b.high / 1.7e308, 1.0, 1e-12);
}

TEST(Tables, ScoresAreOneValueAndNotTested) {
  const Experiment e = oneProblem({{"A", {1, 2, 3}}, {"B", {4, 5, 6}}});
  TableRequest r = tested(TableTest::RankSum);
  r.metric = "Obj-MTS";
  const Table t = table({&e}, r);
  EXPECT_EQ(t.rows[0].cells[0].values.size(), 1U);
  EXPECT_EQ(t.rows[0].task, 0);
  EXPECT_EQ(t.rows[0].cells[1].sign, 0);
  EXPECT_THAT(t.notes, Contains(HasSubstr("one value for all runs")));
  r.metric = "obj_mts:variant=mean";
  const Table runs = table({&e}, r);
  EXPECT_EQ(runs.rows[0].cells[0].values.size(), 3U);
  EXPECT_EQ(runs.metric, "Obj-MTS:variant=mean");
  EXPECT_THAT(runs.caption, HasSubstr("depends on the algorithms compared"));
}

TEST(Tables, SeveralFilesJoinOrAreRefused) {
  Experiment one = oneProblem({{"A", {1, 2, 3}}});
  Experiment two = oneProblem({{"A", {4, 5, 6}}, {"B", {7, 8, 9}}});
  one.name = "one.h5";
  two.name = "two.h5";
  const Table t = table({&one, &two});
  ASSERT_EQ(t.columns.size(), 3U);
  EXPECT_EQ(t.columns[0].label, "A @one");
  EXPECT_EQ(t.columns[1].label, "A @two");
  EXPECT_EQ(t.columns[2].label, "B");
  EXPECT_EQ(t.rows.size(), 1U);

  // The same algorithm on other problems continues its column.
  Experiment other = two;
  other.info.problems[0].name = "Q";
  const Table continued = table({&one, &other});
  ASSERT_EQ(continued.columns.size(), 2U);
  EXPECT_EQ(continued.rows.size(), 2U);
  EXPECT_TRUE(continued.rows[1].cells[0].present);
  EXPECT_FALSE(continued.rows[0].cells[1].present);
  EXPECT_THAT(formatTable(continued, TableFormat::Text), HasSubstr("-"));

  Experiment official = two;
  official.info.problems[0].instance = Instance::Official;
  expectRefusal({&one, &official}, {}, "the synthetic instance in one.h5 and the official one in two.h5");
  Experiment budget = two;
  budget.info.problems[0].budget = 2000;
  expectRefusal({&one, &budget}, {}, "1000 evaluations in one.h5 and 2000 in two.h5");
  TableRequest mixed;
  mixed.allowMixed = true;
  EXPECT_THAT(table({&one, &budget}, mixed).notes, Contains(HasSubstr("2000")));
  Experiment shape = two;
  shape.info.problems[0].tasks[0].dim = 7;
  expectRefusal({&one, &shape}, mixed, "other tasks");
  Experiment seed = two;
  seed.info.seed = 99;
  expectRefusal({&one, &seed}, tested(TableTest::SignedRank, "B"), "different seeds");
}

TEST(Tables, EvaluationsReallySpentAreWatched) {
  Experiment e = oneProblem({{"A", {1, 2, 3}}, {"B", {4, 5, 6}}});
  for (auto& n : e.cells[{0, 1}].evaluations) n = 1100;
  EXPECT_THAT(table({&e}).notes,
              ElementsAre("Evaluations really spent differ by more than 2 % on 1 problem (P: 1000 by A, 1100 by B)."));
  // Equal in sum, not per task.
  Experiment tasks;
  tasks.addProblem(made::problem("P", 2));
  for (const char* a : {"A", "B"}) tasks.addAlgorithm(a);
  tasks.cells[{0, 0}] = made::cellOf({{1, 1}, {2, 2}});
  tasks.cells[{0, 1}] = tasks.cells[{0, 0}];
  tasks.cells[{0, 1}].taskEvaluations = {900, 100, 900, 100};
  EXPECT_THAT(table({&tasks}).notes,
              ElementsAre("Evaluations per task differ by more than 2 % on 2 tasks (P T1: 500 by A, 900 by B)."));
}

// Samples of n values each with the given Mann-Whitney U of the first (0 to n^2), without ties.
std::pair<std::vector<double>, std::vector<double>> samplesWithU(int n, int u) {
  std::vector<double> b(static_cast<std::size_t>(n));
  std::vector<double> a;
  for (int i = 0; i < n; ++i) b[i] = i;
  for (int i = 0; i < n; ++i) {
    const int above = std::clamp(u - n * i, 0, n);  // how many of b this value exceeds
    a.push_back(above - 0.5 + 1e-3 * i);
  }
  return {a, b};
}

TEST(Tables, TwinVerdictOfTheReleasedRuns) {
  // Mann-Whitney statistics of the authors' released runs (MFEA against SOEA, 20 runs): transfer harms 4 tasks and
  // helps the other 14, also after Holm's correction. The runs are rebuilt as samples with the same statistic.
  const char* dir = std::getenv("TANDEM_REFERENCE_DIR");
  if (dir == nullptr || *dir == '\0') GTEST_SKIP() << "TANDEM_REFERENCE_DIR is not set: released runs not checked";
  std::ifstream in(std::string(dir) + "/published/r1_ranksum_fixture.csv");
  ASSERT_TRUE(in) << dir;
  std::string line;
  std::getline(in, line);
  std::map<std::string, std::vector<int>> u;  // problem -> U per task
  std::map<std::string, double> published;    // normal approximation of the file
  while (std::getline(in, line)) {
    std::vector<std::string> f;
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) f.push_back(field);
    u[f[0]].push_back(static_cast<int>(std::lround(400 * std::stod(f[4]))));
    published[f[0] + " " + f[1]] = std::stod(f[6]);
  }
  ASSERT_EQ(u.size(), 9U);
  Experiment e;
  e.addAlgorithm("MFEA", "SOEA");
  e.addAlgorithm("SOEA");
  for (const auto& [name, values] : u) {
    const int p = e.addProblem(made::problem(name, 2));
    std::vector<std::vector<double>> mfea(20);
    std::vector<std::vector<double>> soea(20);
    for (const int value : values) {
      const auto [a, b] = samplesWithU(20, value);
      ASSERT_EQ(stats::rankSum(a, b).statistic, value);
      for (std::size_t r = 0; r < 20; ++r) {
        mfea[r].push_back(a[r]);
        soea[r].push_back(b[r]);
      }
    }
    e.cells[{p, 0}] = made::cellOf(mfea);
    e.cells[{p, 1}] = made::cellOf(soea);
  }
  for (const TableCorrection correction : {TableCorrection::None, TableCorrection::Holm}) {
    TableRequest r = tested(TableTest::RankSum, "twin");
    r.correction = correction;
    const Table t = table({&e}, r);
    EXPECT_EQ(t.columns[0].losses, 4);
    EXPECT_EQ(t.columns[0].wins, 14);
    for (const TableRow& row : t.rows) {
      const bool harmed =
          (row.problem == "PI+LS") || (row.task == 1 && (row.problem == "PI+HS" || row.problem == "NI+LS"));
      EXPECT_EQ(row.cells[0].sign, harmed ? '-' : '+') << row.problem << row.task;
      EXPECT_EQ(row.cells[1].sign, 0);
      if (correction == TableCorrection::None && row.cells[0].p > 1e-3) {  // both p are two digits apart further out
        EXPECT_NEAR(row.cells[0].p, published[row.problem + " T" + std::to_string(row.task)], 2e-3);
      }
    }
    EXPECT_THAT(t.caption, HasSubstr("single-task twin (MFEA: SOEA)"));
  }
}

TEST(Tables, TwinsAreLookedForAndMissed) {
  Experiment e = oneProblem({{"MFEA", {1, 2, 3, 4}}, {"GA", {5, 6, 7, 8}}, {"MFDE", {1, 2, 3, 4}}});
  expectRefusal({&e}, tested(TableTest::RankSum, "twin"), "single-task twin");
  e.info.algorithms[0].twin = "GA";
  e.info.algorithms[2].twin = "DE";
  const Table t = table({&e}, tested(TableTest::RankSum, "twin"));
  EXPECT_EQ(t.rows[0].cells[0].sign, '+');
  EXPECT_EQ(t.rows[0].cells[2].sign, 0);
  EXPECT_THAT(t.notes, Contains(HasSubstr("MFDE is not compared: its single-task twin DE is not among")));
  expectRefusal({&e}, tested(TableTest::Friedman, "twin"), "one base for all");
}

TEST(Tables, TheSameProblemWithOtherParametersIsAnotherRow) {
  Experiment e = oneProblem({{"A", {1, 2, 3}}});
  e.addProblem(made::problem("P", 1));
  e.info.problems[1].params = {{"dim", "20"}};
  e.cells[{1, 0}] = made::cellOf({{4}, {5}, {6}});
  const Table t = table({&e});
  ASSERT_EQ(t.rows.size(), 2U);
  EXPECT_EQ(t.rows[0].problem, "P (defaults)");
  EXPECT_EQ(t.rows[1].problem, "P (dim=20)");
}

TEST(Tables, RefusesWhatCannotBe) {
  const Experiment e = oneProblem({{"MFEA", {1, 2, 3}}, {"GA", {4, 5, 6}}});
  expectRefusal({}, {}, "nothing to compare");
  TableRequest r;
  r.metric = "Obi";
  expectRefusal({&e}, r, "'Obi'");
  r.metric = "IGD";
  expectRefusal({&e}, r, "multi-objective problems");
  r.metric = "Obj-MTS:variant=median";
  expectRefusal({&e}, r, "variant");
  r.metric = "Obj:x";
  expectRefusal({&e}, r, "name=value");
  r = {};
  r.problems = {"Q*"};
  expectRefusal({&e}, r, "'Q*'");
  r = {};
  r.algorithms = {"MFAE"};
  expectRefusal({&e}, r, "MFEA");
  expectRefusal({&e}, tested(TableTest::RankSum, "GB"), "GA");
  r = tested(TableTest::RankSum);
  r.algorithms = {"GA"};
  expectRefusal({&e}, r, "at least two algorithms");
  r = {};
  r.checkpoint = 2;
  expectRefusal({&e}, r, "checkpoint 2");
  r = tested(TableTest::RankSum);
  r.alpha = 5;
  expectRefusal({&e}, r, "alpha");
}

TEST(Tables, FiftyAlgorithmsOnAHundredTasksTakeUnderASecond) {
  Experiment e;
  Rng rng(1);
  for (int a = 0; a < 50; ++a) e.addAlgorithm(std::string("A").append(std::to_string(a)));
  for (int p = 0; p < 50; ++p) {
    e.addProblem(made::problem(std::string("P").append(std::to_string(p)), 2));
    for (int a = 0; a < 50; ++a) {
      std::vector<std::vector<double>> runs(30);
      for (auto& run : runs) run = {rng.uniform(), rng.uniform()};
      e.cells[{p, a}] = made::cellOf(runs);
    }
  }
  TableRequest r = tested(TableTest::RankSum);
  r.correction = TableCorrection::Holm;
  const auto start = std::chrono::steady_clock::now();
  const Table t = table({&e}, r);
  const std::string csv = formatTable(t, TableFormat::Csv);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(t.rows.size(), 100U);
  EXPECT_LT(spent.count(), 1.0 * test::kSlowness);
  EXPECT_LE(t.columns[1].wins + t.columns[1].losses, 3);  // nothing to find here
}

TEST(DefaultMetric, IsTheSameForTablesAndFigures) {
  // A multi-objective problem whose second task has no known front: figures always took HV there, tables IGD.
  made::Experiment e;
  e.addProblem(made::problem("P", 2, 2));
  std::vector<Reference>& references = e.info.problems[0].references;
  references[0].front = made::matrix({{0.0, 1.0}, {1.0, 0.0}});
  CellData cell = made::cell(1, 2, 1);
  cell.fronts = {made::front({{0.2, 0.9}, {0.8, 0.3}}), made::front({{0.5, 0.5}, {0.1, 0.9}})};
  const int a = e.addAlgorithm("A");
  e.cells[{0, a}] = cell;
  EXPECT_EQ(made::table({&e}).metric, "HV");
  references[1].front = references[0].front;
  EXPECT_EQ(made::table({&e}).metric, "IGD");
  const ProblemRecord single = made::problem("Q", 1);
  const ProblemRecord* problem = &single;
  EXPECT_EQ(defaultMetric({&problem, 1}), "Obj");
  // One with a single objective beside it has no front, and needs none.
  const ProblemRecord* const both[] = {e.info.problems.data(), &single};
  EXPECT_EQ(defaultMetric(both), "IGD");
}

}  // namespace
}  // namespace tandem
