// SPDX-License-Identifier: Apache-2.0
// Figures of algorithms against a base: differences of runtime distributions, power, verdicts over time, attainment.
#include <gmock/gmock.h>

#include <cstdio>

#include "figure_data.h"
#include "tandem/error.h"
#include "tandem/figures/comparison.h"
#include "tandem/figures/kinds.h"
#include "tandem/figures/verdict.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"

namespace tandem::figures {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Runs whose error falls at each checkpoint by a factor that differs from run to run; `speed` multiplies it.
CellData falling(Rng& rng, int repetitions, double speed) {
  std::vector<double> rate;
  for (int r = 0; r < repetitions; ++r) rate.push_back(speed * std::exp(0.3 * rng.normal()));
  return testdata::cell(repetitions, 1, 20, [&](int r, int, int k) { return 10.0 * std::exp(-rate[r] * (k + 1)); });
}

ProblemRuns pair(Rng& rng, int repetitions, double speedA, double speedB, const std::string& name = "Toy") {
  ProblemRuns runs = testdata::problem(1, name);
  runs.problem.references[0].hasOptimum = true;
  testdata::add(runs, "A", falling(rng, repetitions, speedA));
  testdata::add(runs, "B", falling(rng, repetitions, speedB));
  return runs;
}

TEST(EcdfDifference, IsTheDifferenceOfTheTwoDistributions) {
  Rng rng(1);
  const std::vector<ProblemRuns> all{pair(rng, 10, 0.5, 0.8, "P"), pair(rng, 10, 0.5, 0.8, "Q")};
  const Figure f = ecdfDifferenceFigure(all, {.base = "a", .resamples = 200});
  const Line& line = f.panels[0].lines[1];
  EXPECT_EQ(line.label, "B");
  const Runtimes times = runtimesOf(all, {});
  const auto share = [&](std::size_t a, double x) {
    double reached = 0.0;
    double count = 0.0;
    for (const RunTimes& run : times.runs[a]) {
      for (const double t : run.times) reached += t <= x ? 1.0 : 0.0;
      count += static_cast<double>(run.times.size());
    }
    return reached / count;
  };
  for (std::size_t g = 0; g < line.x.size(); g += 17) {
    EXPECT_NEAR(line.y[g], share(1, line.x[g]) - share(0, line.x[g]), 1e-12);
  }
  EXPECT_GT(*std::max_element(line.y.begin(), line.y.end()), 0.1) << "B is faster";
  // The other way round, it is the negative.
  const Line back = ecdfDifferenceFigure(all, {.base = "B", .resamples = 10}).panels[0].lines[1];
  for (std::size_t g = 0; g < line.x.size(); g += 17) EXPECT_NEAR(line.y[g], -back.y[g], 1e-12);
}

TEST(EcdfDifference, BandsHoldTheCurveAndTheOuterOneTheInner) {
  Rng rng(2);
  const Figure f = ecdfDifferenceFigure({pair(rng, 15, 0.5, 0.6)}, {.resamples = 500});
  const Panel& panel = f.panels[0];
  const Band& band = panel.bands[0];
  const Line& line = panel.lines[1];
  const Line& above = panel.lines[2];
  const Line& below = panel.lines[3];
  int outside = 0;
  for (std::size_t g = 0; g < line.x.size(); ++g) {
    EXPECT_LE(band.low[g], line.y[g] + 0.02);
    EXPECT_GE(band.high[g], line.y[g] - 0.02);
    outside += above.y[g] < band.high[g] - 1e-9 || below.y[g] > band.low[g] + 1e-9 ? 1 : 0;
  }
  EXPECT_LE(outside, isize(line.x) / 20);
  EXPECT_THAT(f.note, HasSubstr("95 % bootstrap band"));
}

// Identical algorithms: how often does the outer band claim a difference somewhere?
TEST(EcdfDifference, NullOfTheBandForTheWholeCurve) {
  Rng rng(3);
  constexpr int kExperiments = 200;
  int claimed = 0;
  for (int e = 0; e < kExperiments; ++e) {
    const Figure f = ecdfDifferenceFigure({pair(rng, 25, 0.5, 0.5)}, {.resamples = 150});
    const Line& above = f.panels[0].lines[2];
    const Line& below = f.panels[0].lines[3];
    bool any = false;
    // As drawn: where next to nothing varies, the band has next to no width.
    for (std::size_t g = 0; g < above.x.size(); ++g) any = any || above.y[g] < -0.005 || below.y[g] > 0.005;
    claimed += any ? 1 : 0;
  }
  std::printf("identical algorithms, 25 runs: the band for the whole curve leaves zero out in %.3f of %d experiments\n",
              static_cast<double>(claimed) / kExperiments, kExperiments);
  EXPECT_LE(claimed, kExperiments * 12 / 100);
}

TEST(EcdfDifference, FailedRunsReachNothingAndOneProblemLessIsSaid) {
  Rng rng(4);
  ProblemRuns runs = pair(rng, 10, 0.5, 0.5);
  for (int r = 0; r < 10; ++r) runs.cells[1].status[r] = RunStatus::Failed;
  const Figure f = ecdfDifferenceFigure({runs}, {.resamples = 50});
  for (const double y : f.panels[0].lines[1].y) EXPECT_LE(y, 0.0);
  EXPECT_THAT(f.note, HasSubstr("10 failed runs reached no target"));
  ProblemRuns other = testdata::problem(1, "Other");
  testdata::add(other, "C", falling(rng, 5, 0.5));
  EXPECT_THROW((void)ecdfDifferenceFigure({runs, other}, {.resamples = 10}), InputError);  // A and C never meet
}

TEST(EcdfDifference, NeedsTwoAlgorithmsAndABaseThatIsThere) {
  Rng rng(5);
  ProblemRuns one = testdata::problem(1);
  testdata::add(one, "A", falling(rng, 5, 0.5));
  EXPECT_THROW((void)ecdfDifferenceFigure({one}), InputError);
  EXPECT_THROW((void)ecdfDifferenceFigure({pair(rng, 5, 0.5, 0.5)}, {.base = "GA"}), InputError);
}

TEST(PowerFigure, RisesWithTheRunsAndNamesTheEffects) {
  Rng rng(6);
  const Figure f = powerFigure({pair(rng, 12, 0.5, 0.7)}, Catalogue{});
  ASSERT_EQ(f.panels.size(), 1u);
  const Panel& p = f.panels[0];
  ASSERT_EQ(p.lines.size(), 4u);  // three sizes, and B as it was seen
  EXPECT_EQ(p.lines[3].label, "B");
  for (std::size_t i = 0; i < 3; ++i) EXPECT_GT(p.lines[i].y.back(), p.lines[i].y.front());
  EXPECT_GT(p.lines[2].y[5], p.lines[0].y[5]);
  EXPECT_THAT(f.note, HasSubstr("no evidence"));
}

TEST(Verdict, SignsWhereTheTwinIsBetterOrWorse) {
  ProblemRuns runs = testdata::problem(2);
  // Helps at first and harms at the end on task 1; nothing ever on task 2.
  testdata::add(runs, "MFEA", testdata::cell(10, 2, 4, [](int r, int t, int k) {
                  return t == 0 ? (k < 2 ? 1.0 : 30.0) + 0.1 * r : 5.0;
                }));
  testdata::add(runs, "GA", testdata::cell(10, 2, 4, [](int r, int t, int) { return t == 0 ? 10.0 + 0.1 * r : 5.0; }));
  runs.records.resize(2);
  runs.records[0].name = "MFEA";
  runs.records[0].twin = "GA";
  runs.records[1].name = "GA";
  const Figure f = verdictFigure({runs}, Catalogue{});
  ASSERT_EQ(f.panels.size(), 1u);
  EXPECT_EQ(f.panels[0].title, "MFEA against GA");
  const HeatMap& map = f.panels[0].heatMaps[0];
  EXPECT_THAT(map.values, ElementsAre(1.0, 1.0, 0.0, 0.0, 0.5, 0.5, 0.5, 0.5));
  EXPECT_THAT(map.texts, ElementsAre("+", "+", "-", "-", "", "", "", ""));
  // Against a base, every other algorithm has a panel.
  EXPECT_EQ(verdictFigure({runs}, Catalogue{}, {.base = "MFEA"}).panels[0].title, "GA against MFEA");
  runs.records.clear();
  EXPECT_THROW((void)verdictFigure({runs}, Catalogue{}), InputError);
}

TEST(Attainment, SharesGrowWithEvaluationsAndWithDistance) {
  Rng rng(7);
  ProblemRuns runs = pair(rng, 8, 0.5, 0.7);
  runs.cells[0].status[0] = RunStatus::Failed;
  const Figure f = attainmentFigure({runs});
  ASSERT_EQ(f.panels.size(), 2u);
  for (const Panel& p : f.panels) {
    const HeatMap& map = p.heatMaps[0];
    for (int i = 0; i < map.rows; ++i) {
      for (int j = 0; j < map.cols; ++j) {
        const auto at = static_cast<std::size_t>(i * map.cols + j);
        if (j > 0) {
          EXPECT_GE(map.values[at], map.values[at - 1]);
        }
        if (i > 0) {
          EXPECT_GE(map.values[at], map.values[at - static_cast<std::size_t>(map.cols)]);
        }
      }
    }
  }
  EXPECT_NEAR(f.panels[0].heatMaps[0].values.back(), 7.0 / 8.0, 1e-12) << "the failed run never does";
  EXPECT_DOUBLE_EQ(f.panels[1].heatMaps[0].values.back(), 1.0);
}

TEST(Attainment, AnOptimumThatRunsBeatIsNotCalledOne) {
  Rng rng(7);
  ProblemRuns runs = pair(rng, 8, 0.5, 0.7);
  Reference& reference = runs.problem.references.at(0);
  reference.hasOptimum = true;
  reference.optimum = -1e6;
  EXPECT_NE(attainmentFigure({runs}).note.find("to the optimum"), std::string::npos);
  double best = 1e300;
  for (const double v : runs.cells[0].objective) best = std::min(best, v);
  for (const double v : runs.cells[1].objective) best = std::min(best, v);
  reference.optimum = best + 0.25;
  const Figure beaten = attainmentFigure({runs});
  EXPECT_NE(beaten.note.find("to the best value known"), std::string::npos) << beaten.note;
  for (const Panel& p : beaten.panels) EXPECT_EQ(p.y.label, "log10 distance");
}

TEST(Kinds, NewOnesCanBeAskedFor) {
  Rng rng(8);
  ProblemRuns runs = pair(rng, 6, 0.5, 0.7);
  for (const char* kind : {"ecdf-difference", "power", "attainment"}) {
    EXPECT_FALSE(makeFigure({runs}, Catalogue{}, {.kind = kind}).panels.empty()) << kind;
  }
  EXPECT_FALSE(makeFigure({runs}, Catalogue{}, {.kind = "verdict", .base = "B"}).panels.empty());
}

}  // namespace
}  // namespace tandem::figures
