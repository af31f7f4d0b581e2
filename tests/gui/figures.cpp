// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <set>

#include "gui/rendering/figure_look.h"
#include "gui/rendering/renderer.h"
#include "gui_data.h"
#include "tandem/error.h"
#include "tandem/figures/convergence.h"
#include "tandem/figures/data_text.h"
#include "tandem/figures/live.h"

namespace tandem::figures {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
constexpr double kInf = std::numeric_limits<double>::infinity();

QByteArray content(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ProblemRuns twoAlgorithms() {
  ProblemRuns runs = testdata::problem(2);
  testdata::add(runs, "MFEA", testdata::cell(5, 2, 10, [](int r, int t, int k) {
                  return (t + 1) * std::pow(10.0, 3.0 - 0.5 * k) * (1.0 + r);
                }));
  testdata::add(runs, "GA", testdata::cell(5, 2, 10, [](int r, int t, int k) {
                  return (t + 2) * std::pow(10.0, 3.0 - 0.3 * k) * (1.0 + r);
                }));
  return runs;
}

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
      d.taskEvaluations[d.at(r, 0, k)] = 900 * (k + 1);
      d.taskEvaluations[d.at(r, 1, k)] = 100 * (k + 1);
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

TEST(Save, WritesEachFormat) {
  const QTemporaryDir dir;
  const Figure f = convergenceFigure(twoAlgorithms(), Catalogue{});
  save(f, dir.filePath("a.svg"));
  save(f, dir.filePath("a.pdf"));
  save(f, dir.filePath("a.png"), Theme::light(), 1.0);
  const QByteArray svg = content(dir.filePath("a.svg"));
  EXPECT_TRUE(svg.contains("<svg"));
  for (const char* text : {"MFEA", "GA", "evaluations of this task", "Task 2", "Median of 5 runs"}) {
    EXPECT_TRUE(svg.contains(text)) << text;
  }
  EXPECT_TRUE(content(dir.filePath("a.pdf")).startsWith("%PDF-"));
  const QImage image(dir.filePath("a.png"));
  EXPECT_EQ(image.size(), naturalSize(f).toSize());
  // Both series colours are really painted.
  std::set<QRgb> colours;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
  }
  for (const int style : {0, 1}) EXPECT_EQ(colours.count(Theme::light().series(style).rgb()), 1U) << style;
}

TEST(Save, RefusesUnknownEndingsAndUnwritableFiles) {
  EXPECT_THROW(save({}, "a.gif"), InputError);
  EXPECT_THROW(save({}, "/nonexistent-folder/a.svg"), InputError);
}

TEST(Theme, FortySeriesDifferInDashAndColourAndNeighboursInMarker) {
  const Theme theme = Theme::light();
  std::set<std::string> looks;
  for (int s = 0; s < 40; ++s) {
    const QPen pen = theme.pen(s, 2.0, false);
    std::string look = pen.color().name().toStdString();
    for (const double d : pen.dashPattern()) look += ' ' + std::to_string(d);
    looks.insert(look);
    EXPECT_NE(theme.marker(s, 6).shape(), theme.marker(s + 1, 6).shape());
    EXPECT_NE(theme.pen(s, 2, false).dashPattern(), theme.pen(s + 1, 2, false).dashPattern());
  }
  EXPECT_EQ(looks.size(), 40U);
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

/// A chart of runs.
Figure bubbles(std::vector<double> x, std::vector<double> y) {
  Figure figure;
  Line line{.x = std::move(x), .y = std::move(y), .line = false};
  for (int i = 0; i < static_cast<int>(line.x.size()); ++i) line.ids.push_back(i);
  figure.panels.emplace_back().lines.push_back(std::move(line));
  return figure;
}

TEST(ChartsOfRuns, ZeroHasAPlaceWhereTheOthersSpanDecades) {
  EXPECT_EQ(scaleWithZero(bubbles({1, 2, 3}, {0.0, 1e-3, 10.0})), ValueScale::SymmetricLog);
  EXPECT_EQ(scaleWithZero(bubbles({1, 2, 3}, {0.0, 1.0, 10.0})), ValueScale::AsMade) << "no decades";
  EXPECT_EQ(scaleWithZero(bubbles({1, 2, 3}, {1e-5, 1.0, 10.0})), ValueScale::AsMade) << "logarithmic as it is made";
  EXPECT_EQ(scaleWithZero(bubbles({1, 2, 3}, {-1.0, 1e-3, 10.0})), ValueScale::AsMade);
  EXPECT_EQ(scaleWithZero(bubbles({1, 2}, {0.0, 0.0})), ValueScale::AsMade);
}

TEST(ChartsOfRuns, TheAxisAcrossTakesAnotherScaleToo) {
  const Figure figure = bubbles({0.0, 1.0, 100.0}, {1.0, 2.0, 3.0});
  EXPECT_TRUE(scalableAcross(figure, ValueScale::Log));
  EXPECT_FALSE(scalableAcross(bubbles({0.0}, {1.0}), ValueScale::Log)) << "nothing would be left";
  const Figure logarithmic = shown(figure, {.across = ValueScale::Log});
  EXPECT_TRUE(logarithmic.panels[0].x.log);
  EXPECT_THAT(logarithmic.panels[0].lines[0].x, ElementsAre(1.0, 100.0)) << "zero has no place there";
  EXPECT_THAT(logarithmic.panels[0].lines[0].y, ElementsAre(2.0, 3.0));
  EXPECT_THAT(logarithmic.panels[0].lines[0].ids, ElementsAre(1, 2));
  EXPECT_FALSE(shown(figure, {.across = ValueScale::Linear}).panels[0].x.log);
  Figure curves = figure;
  curves.panels[0].lines[0].ids.clear();
  EXPECT_FALSE(scalableAcross(curves, ValueScale::Linear)) << "curves over evaluations stay as they are";
}

TEST(HeatMaps, ASingleCellFillsItsPlace) {
  Figure figure;
  Panel& panel = figure.panels.emplace_back();
  panel.x.categories = panel.y.categories = {"T1"};
  panel.heatMaps.push_back({.rows = 1, .cols = 1, .values = {1.0}, .min = 0.0, .max = 2.0});
  const QTemporaryDir dir;
  const QString path = dir.filePath("one.png");
  save(figure, path, Theme::light(), 1.0, QSizeF(300, 300));
  const QImage image(path);
  ASSERT_FALSE(image.isNull());
  const Plan plan = planOf(figure, Theme::light(), QSizeF(300, 300));
  const QRectF place = plan.panels.at(0).rect;
  const QSizeF whole = plan.size;
  const auto at = [&](double u, double v) {
    return image.pixelColor(static_cast<int>((place.left() + u * place.width()) * image.width() / whole.width()),
                            static_cast<int>((place.top() + v * place.height()) * image.height() / whole.height()));
  };
  EXPECT_EQ(at(0.1, 0.1), at(0.9, 0.9));
  EXPECT_EQ(at(0.1, 0.9), at(0.9, 0.1));
  EXPECT_NE(at(0.1, 0.1), QColor(Qt::white));
}

}  // namespace
}  // namespace tandem::figures
