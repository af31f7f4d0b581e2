// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/convergence.h"

#include <gmock/gmock.h>

#include "figure_data.h"
#include "tandem/error.h"
#include "tandem/figures/data_text.h"
#include "tandem/figures/live.h"

namespace tandem::figures {
namespace {

using testdata::twoAlgorithms;
using testing::ElementsAre;
using testing::HasSubstr;
constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(Quantile, InterpolatesAndNeverTurnsInfinityIntoNan) {
  EXPECT_DOUBLE_EQ(orderQuantile({1, 2, 3, 4}, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(orderQuantile({1, 2, 3, 4}, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(orderQuantile({7}, 0.75), 7);
  EXPECT_EQ(orderQuantile({1, kInf}, 0.5), kInf);
  EXPECT_EQ(orderQuantile({-kInf, kInf}, 0.5), -kInf);
  EXPECT_EQ(orderQuantile({1, kInf, kInf}, 0.0), 1.0);
  EXPECT_EQ(orderQuantile({kInf, kInf}, 0.25), kInf);
  EXPECT_TRUE(std::isnan(orderQuantile({}, 0.5)));
}

TEST(MedianCurve, HoldsValuesBetweenTheCheckpointsOfEachRun) {
  // Run 1 improves at 10 and 30, run 2 at 20 and 40, run 3 at 20 only.
  const Curve c = medianCurve({{10, 30}, {20, 40}, {20}}, {{9, 3}, {8, 2}, {7}}, false);
  EXPECT_EQ(c.runs, 3);
  EXPECT_THAT(c.x, ElementsAre(20, 30, 40));
  EXPECT_THAT(c.median, ElementsAre(8, 7, 3));
  EXPECT_THAT(c.low, ElementsAre(7.5, 5, 2.5));
}

TEST(MedianCurve, RunsWithoutAFeasibleSolutionCountAsWorst) {
  const double nan = std::nan("");
  const Curve c = medianCurve({{10, 20}, {10, 20}, {10, 20}}, {{nan, 1}, {nan, 2}, {5, 3}}, false);
  EXPECT_TRUE(std::isnan(c.median[0]));  // two of three not feasible: no median to be drawn
  EXPECT_DOUBLE_EQ(c.median[1], 2);
}

TEST(MeanCurve, HasTheNormalConfidenceIntervalOfMToP) {
  const Summary s = meanOf({1, 2, 3, 4}, 0.05);
  EXPECT_DOUBLE_EQ(s.middle, 2.5);
  EXPECT_NEAR(s.high - s.middle, 1.959963984540054 * std::sqrt(5.0 / 3.0 / 4.0), 1e-12);
  EXPECT_NEAR(s.middle - s.low, s.high - s.middle, 1e-12);
  const Curve c = meanCurve({{10, 30}, {20, 40}, {20}}, {{9, 3}, {8, 2}, {7}}, 0.05);
  EXPECT_THAT(c.median, ElementsAre(8, 6, 4));
  EXPECT_TRUE(std::isnan(meanOf({1, std::nan("")}, 0.05).middle));
}

TEST(DataOfAFigure, HasEveryNumber) {
  const Figure f = convergenceFigure(twoAlgorithms(), Catalogue{}, {.task = 0});
  const std::string csv = figureCsv(f);
  EXPECT_THAT(csv, HasSubstr("panel,title,element,series,x,y,low,high,q1,q3,value,text\n"));
  EXPECT_THAT(csv, HasSubstr("1,Task 1,line,MFEA,500,3000,,,,,,\n"));
  EXPECT_THAT(csv, HasSubstr("1,Task 1,band,GA,500,,4000,8000,,,,\n"));
  EXPECT_THAT(figureJson(f), HasSubstr("\"series\": \"MFEA\""));
}

TEST(Convergence, CountsTheEvaluationsReallySpentOnATask) {
  ProblemRuns runs = testdata::problem(2);
  CellData d = testdata::cell(2, 2, 3, [](int, int, int k) { return 10.0 - k; });
  for (int r = 0; r < 2; ++r) {
    for (int k = 0; k < 3; ++k) {
      const std::int64_t step = k + 1;
      d.taskEvaluations[d.at(r, 0, k)] = 900 * step;
      d.taskEvaluations[d.at(r, 1, k)] = 100 * step;
    }
  }
  testdata::add(runs, "Greedy", d);
  const Figure f = convergenceFigure(runs, Catalogue{});
  ASSERT_EQ(f.panels.size(), 2U);
  EXPECT_THAT(f.panels[0].lines[0].x, ElementsAre(900, 1800, 2700));
  EXPECT_THAT(f.panels[1].lines[0].x, ElementsAre(100, 200, 300));
  const Figure total = convergenceFigure(runs, Catalogue{}, {.task = 1, .totalEvaluations = true});
  ASSERT_EQ(total.panels.size(), 1U);
  EXPECT_THAT(total.panels[0].lines[0].x, ElementsAre(1000, 2000, 3000));
}

TEST(Convergence, DrawsEveryImprovementOfTheLogUpToTheEndOfTheRun) {
  ProblemRuns runs = testdata::problem(1);
  CellData d = testdata::cell(1, 1, 2, [](int, int, int k) { return k == 0 ? 30.0 : 9.0; });
  d.evaluations = {200, 2000};
  d.taskEvaluations = {200, 2000};
  d.improvements = {{{1, 1, 90.0, 0.0}, {150, 150, 30.0, 0.0}, {900, 900, 15.0, 0.0}, {1900, 1900, 9.0, 0.0}}};
  testdata::add(runs, "Logged", d);
  d.improvements.clear();
  testdata::add(runs, "Checkpoints", d);
  const Figure f = convergenceFigure(runs, Catalogue{});
  EXPECT_THAT(f.panels[0].lines[0].x, ElementsAre(1, 150, 900, 1900, 2000));
  EXPECT_THAT(f.panels[0].lines[0].y, ElementsAre(90, 30, 15, 9, 9));
  EXPECT_THAT(f.panels[0].lines[1].x, ElementsAre(200, 2000));
  for (const Line& line : f.panels[0].lines) EXPECT_TRUE(line.steps);
}

TEST(Convergence, LeavesOutFailedRunsAndSaysHowManyThereAre) {
  ProblemRuns runs = twoAlgorithms();
  runs.cells[0].status[4] = RunStatus::Failed;
  const Figure f = convergenceFigure(runs, Catalogue{});
  EXPECT_THAT(f.note, HasSubstr("4 to 5 runs"));
  EXPECT_THAT(f.note, HasSubstr("synthetic"));
  EXPECT_DOUBLE_EQ(f.panels[0].lines[0].y[0], 2500.0);  // median of 1, 2, 3, 4 thousand
  EXPECT_TRUE(f.panels[0].y.log);
}

TEST(Convergence, RefusesATaskThatIsNotThere) {
  EXPECT_THROW(convergenceFigure(twoAlgorithms(), Catalogue{}, {.task = 2}), InputError);
}

TEST(LiveCurves, ARunThatReachesZeroDoesNotFlattenWhatLedToIt) {
  const auto scale = [](std::vector<double> y) {
    return curvesFigure({{.x = std::vector<double>(y.size(), 1.0), .y = std::move(y)}}, "IGD").panels.at(0).y.log;
  };
  EXPECT_TRUE(scale({1e4, 1.0, 0.0}));
  EXPECT_TRUE(scale({std::nan(""), 3.0}));
  EXPECT_FALSE(scale({0.0, 0.0})) << "nothing could be drawn";
  EXPECT_FALSE(scale({1e4, -1.0}));
  EXPECT_TRUE(scale({})) << "nothing is known yet";
  const auto step = [](double objective, double cv) {
    Improvement i;
    i.evaluations = 1;
    i.objective = objective;
    i.cv = cv;
    return i;
  };
  EXPECT_TRUE(improvementsFigure({{step(1e4, 0.0), step(0.0, 0.0)}}).panels.at(0).y.log);
  EXPECT_FALSE(improvementsFigure({{step(-2.0, 0.0)}}).panels.at(0).y.log);
  EXPECT_TRUE(improvementsFigure({{step(-2.0, 1.0), step(1.0, 0.0)}}).panels.at(0).y.log) << "only what is feasible";
}

}  // namespace
}  // namespace tandem::figures
