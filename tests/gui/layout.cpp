// SPDX-License-Identifier: Apache-2.0
// Every kind of figure with few and many algorithms, short, long and non-ASCII names, at three sizes: no text is cut
// and none lies over another. The texts are those that reach the page.
#include <gmock/gmock.h>

#include "drawn_texts.h"
#include "figure_data.h"
#include "gui/rendering/layout.h"
#include "gui/rendering/renderer.h"
#include "gui/rendering/surface.h"
#include "tandem/error.h"
#include "tandem/figures/distribution.h"
#include "tandem/figures/kinds.h"
#include "tandem/figures/landscape.h"
#include "tandem/figures/transfer.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

using test::faultsOf;
using test::TextPage;

enum class Alphabet { Short, Middle, Long, NonAscii };

std::string nameOf(int i, Alphabet alphabet) {
  const std::string n = std::to_string(i);
  switch (alphabet) {
    case Alphabet::Short:
      return "jy_" + n;
    case Alphabet::Middle:
      return "Algorithm, variation_" + std::string(5 - n.size(), 'g') + n;  // 26 letters
    case Alphabet::Long: {
      const std::string start =
          "A name that says everything about the algorithm, its operators, its parameters and the ";
      return start + std::string(150 - start.size() - n.size(), 'x') + n;
    }
    default:
      return "进化算法_Größe " + n + " Эволюция";
  }
}

/// A problem with everything that any kind might want to show.
ProblemRuns problemOf(int algorithms, Alphabet alphabet, int tasks, const std::string& name) {
  ProblemRuns runs = testdata::problem(tasks, name);
  for (int t = 0; t < tasks; ++t) {
    runs.problem.tasks[t].dim = 4;
    runs.problem.references[t].hasOptimum = true;
  }
  for (int a = 0; a < algorithms; ++a) {
    CellData d = testdata::cell(3, tasks, 4, [&](int r, int t, int k) {
      return (1.0 + (a * 7 + t * 3) % 11 + 0.1 * r) * std::pow(10.0, 5.0 - (2.0 + 0.3 * (a % 5)) * k);
    });
    d.ledger.assign(std::int64_t{d.repetitions} * d.tasks * kLedgerPurposes, 20 + a);
    d.traceInfo = {{"F", TracePer::Task, 0.0, 1.0, "factor"}};
    d.traces = {std::vector<double>(d.objective.size(), 0.5 + 0.001 * a)};
    testdata::add(runs, nameOf(a, alphabet), std::move(d));
  }
  return runs;
}

/// Two objectives, with fronts.
ProblemRuns frontsOf(int algorithms, Alphabet alphabet, int objectives) {
  ProblemRuns runs = testdata::problem(1, "Fronts");
  runs.problem.labels = MultiObjective | MultiTask;
  runs.problem.tasks[0].objectives = objectives;
  const auto front = [&](double shift) {
    Matrix m(20, objectives);
    for (int i = 0; i < 20; ++i) {
      for (int j = 0; j < objectives; ++j) m(i, j) = shift + (j == 0 ? i : j == 1 ? 19 - i : (i * 7) % 20) / 19.0;
    }
    return m;
  };
  runs.problem.references[0].front = front(0.0);
  for (int a = 0; a < algorithms; ++a) {
    CellData d = testdata::cell(1, 1, 1, [](int, int, int) { return 1.0; });
    d.fronts = {{front(0.01 * a), {}}};
    testdata::add(runs, nameOf(a, alphabet), std::move(d));
  }
  return runs;
}

std::vector<std::string> faultsOfFigure(const Figure& figure, const Theme& theme, const QSizeF& wish) {
  QCustomPlot plot;
  const QSize size = naturalSize(figure, theme, wish).toSize();
  plot.resize(size);
  paint(plot, figure, theme, size.width(), size.height());
  TextPage page(size);
  QCPPainter painter;
  painter.begin(&page);
  painter.setMode(QCPPainter::pmVectorized);
  painter.setMode(QCPPainter::pmNoCaching);
  plot.toPainter(&painter, size.width(), size.height());
  painter.end();
  EXPECT_FALSE(page.texts.empty());
  return faultsOf(page, size);
}

/// A column of a paper, a page, and what the figure asks for; the column at 8 points.
void expectReadable(const Figure& figure, const std::string& what) {
  Theme paper;
  paper.baseSize = 8.0;
  for (const auto& [theme, wish] :
       {std::pair(paper, QSizeF(336, 0)), {Theme::light(), QSizeF(720, 0)}, {Theme::light(), QSizeF()}}) {
    const std::vector<std::string> faults = faultsOfFigure(figure, theme, wish);
    EXPECT_EQ(faults.size(), 0U) << what << ", width " << wish.width() << ": " << faults.front();
    if (wish.width() > 0.0 && figure.panels.size() < 3) {
      EXPECT_EQ(naturalSize(figure, theme, wish).width(), wish.width()) << what << ": the width asked for is kept";
    }
  }
}

class Layout : public ::testing::TestWithParam<std::tuple<int, Alphabet>> {};

TEST_P(Layout, NoTextIsCutOrLiesOverAnother) {
  const auto [algorithms, alphabet] = GetParam();
  const std::string many = std::to_string(algorithms) + " algorithms";
  const Catalogue catalogue;
  const std::vector<ProblemRuns> all = {problemOf(algorithms, alphabet, 2, "A_problem with a long name, q(y)=5"),
                                        problemOf(algorithms, alphabet, 2, "B")};
  int drawn = 0;
  for (const FigureKind& kind : figureKinds()) {
    SCOPED_TRACE(kind.name);
    if (kind.objectives == FigureKind::For::Multi || kind.name == "transfer") continue;  // below
    FigureRequest request{.kind = kind.name};
    if (kind.name == "verdict") request.base = nameOf(0, alphabet);
    std::vector<ProblemRuns> some = all;
    // These draw a panel, or a simulation, per algorithm: a few will do.
    const bool panelEach = kind.name == "verdict" || kind.name == "attainment" || kind.name == "power";
    if (panelEach && algorithms > 12) continue;
    if (kind.name == "attainment" && algorithms > 2) some.resize(1);
    if (kind.name == "attainment" && algorithms > 2) request.task = 0;
    if (kind.name == "ecdf-difference" && algorithms > 12) continue;  // its bootstrap takes long
    expectReadable(makeFigure(some, catalogue, request), kind.name + ", " + many);
    ++drawn;
  }
  EXPECT_GE(drawn, algorithms <= 12 ? 13 : 8);
  for (const int objectives : {2, 3, 5}) {
    expectReadable(
        makeFigure({frontsOf(algorithms, alphabet, objectives)}, catalogue, {.kind = "pareto", .repetition = 0}),
        "pareto of " + std::to_string(objectives) + " objectives, " + many);
  }
}

INSTANTIATE_TEST_SUITE_P(Many, Layout,
                         ::testing::Combine(::testing::Values(2, 12, 48, 129),
                                            ::testing::Values(Alphabet::Short, Alphabet::Middle, Alphabet::Long,
                                                              Alphabet::NonAscii)));

// The page must notice what is wrong, or the test above means nothing.
TEST(TextPage, FindsCutAndOverlappingTexts) {
  TextPage page(QSize(100, 50));
  QPainter painter(&page);
  painter.drawText(QPointF(10, 20), "one");
  painter.drawText(QPointF(12, 22), "two");
  painter.drawText(QPointF(60, 40), "much too long for the page");
  painter.setClipRect(QRect(0, 0, 100, 5));
  painter.drawText(QPointF(60, 6), "c");
  painter.end();
  const std::vector<std::string> faults = faultsOf(page, QSizeF(100, 50));
  EXPECT_THAT(faults,
              testing::UnorderedElementsAre("cut: much too long for the page", "cut: c", "overlap: 'one' and 'two'"));
}

TEST(LayoutOf, ManyTasksAndProblems) {
  std::vector<ProblemRuns> all;
  for (int p = 0; p < 60; ++p) all.push_back(problemOf(5, Alphabet::Short, 3, "A suite, problem_" + std::to_string(p)));
  for (const char* kind : {"rank-heatmap", "verdict"}) {
    expectReadable(makeFigure(all, Catalogue{},
                              {.kind = kind, .base = std::string(kind) == "verdict" ? nameOf(0, Alphabet::Short) : ""}),
                   kind);
  }
  // 50 tasks: donors and receivers, and a ledger of 50 bars an algorithm.
  ProblemRuns many = problemOf(1, Alphabet::Short, 50, "Many");
  many.cells[0].transferReported = true;
  std::vector<TransferRow> rows;
  for (int d = 0; d < 50; ++d) rows.push_back({3, d, (d * 7) % 50, {100000 + d, 5, 1}});
  many.cells[0].transfer.assign(3, rows);
  expectReadable(transferFigure(many), "transfer of 50 tasks");
  expectReadable(makeFigure({many}, Catalogue{}, {.kind = "ledger"}), "ledger of 50 tasks");
  ProblemRuns four = problemOf(3, Alphabet::Short, 4, "Four");
  expectReadable(makeFigure({four}, Catalogue{}, {.kind = "ledger"}), "ledger of 4 tasks");
}

/// What is painted of a panel without texts.
QImage picture(Panel panel) {
  panel.x.visible = panel.y.visible = false;
  Figure figure;
  figure.legend = false;
  figure.panels.push_back(std::move(panel));
  QCustomPlot plot;
  plot.resize(400, 300);
  plot.setViewport(QRect(0, 0, 400, 300));
  paint(plot, figure, Theme::light(), 400, 300);
  return plot.toPixmap(400, 300).toImage();
}

/// Pixels that differ by more than the rounding of positions explains.
int differingPixels(const QImage& a, const QImage& b) {
  constexpr int kClear = 64;
  int count = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      const int most =
          std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
      count += most > kClear ? 1 : 0;
    }
  }
  return count;
}

/// Every kind of element with values at most as large as `unit`, and as far below.
Panel everything(double unit) {
  Panel panel;
  panel.x.categories = {"a", "b", "c", "d"};
  panel.boxes.push_back({.position = 0,
                         .low = -unit,
                         .q1 = -0.5 * unit,
                         .median = 0.1 * unit,
                         .q3 = 0.6 * unit,
                         .high = 0.9 * unit,
                         .outliers = {unit}});
  Violin violin = densityOf({-unit, -0.2 * unit, 0.3 * unit, unit}, false, 0.4);
  violin.position = 1;
  panel.violins.push_back(violin);
  panel.bars.push_back({.position = 2, .from = -0.5 * unit, .to = 0.5 * unit});
  panel.lines.push_back({.label = "line", .x = {0, 1, 2, 3}, .y = {unit, -unit, 0.5 * unit, -0.5 * unit}});
  panel.bands.push_back({.x = {0, 3}, .low = {-unit, -0.5 * unit}, .high = {0.0, unit}});
  return panel;
}

TEST(LayoutOf, HugeValuesAreDrawnWhereTheyLie) {
  // Squares of all of them overflow, and so do the ranges of the last.
  const QImage plain = picture(everything(1.5));
  ASSERT_GT(differingPixels(plain, picture({})), 1000) << "nothing is drawn";
  for (const double unit : {1.5e200, 1.5e249, 1.5e290, 1.5e307}) {
    EXPECT_EQ(differingPixels(picture(everything(unit)), plain), 0) << unit;
  }
  // The largest numbers: the median of two stays in the middle, the box reaches both.
  const Box box = summarise({-1.7e308, -1.7e308, 1.7e308, 1.7e308});
  EXPECT_EQ(box.low, -1.7e308);
  EXPECT_EQ(box.median, 0.0);
  EXPECT_EQ(box.high, 1.7e308);
  const Violin violin = densityOf({-1.7e308, 1.7e308}, false, 0.4);
  EXPECT_EQ(violin.median, 0.0);
  for (const double y : violin.y) EXPECT_TRUE(std::isfinite(y)) << y;
  EXPECT_EQ(violin.y.front(), -violin.y.back());
  const std::vector<double> width = densityOf({-1.7e308, -1.2e308, 0.3e308, 0.9e308, 1.7e308}, false, 0.4).halfWidth;
  for (int i = 1; i + 1 < isize(width); ++i) {
    EXPECT_LT(std::abs(width[i - 1] - 2.0 * width[i] + width[i + 1]), 0.01) << "a notch at " << i;
  }
  // On logarithmic axes what counts is the number of decades.
  const auto decades = [](double power) {
    Panel panel;
    panel.y.log = true;
    panel.lines.push_back(
        {.x = {1, 2, 3, 4}, .y = {std::pow(10, -power), 1, std::pow(10, power / 2), std::pow(10, power)}});
    return panel;
  };
  EXPECT_EQ(differingPixels(picture(decades(250)), picture(decades(2.5))), 0);
  EXPECT_GT(differingPixels(picture(decades(300)), picture(Panel{.y = {.log = true}})), 200) << "nothing is drawn";
}

TEST(LayoutOf, AxesOfAnyNumbers) {
  for (const auto& [low, high] : std::vector<std::pair<double, double>>{{0, 1},
                                                                        {-3e-7, 5e-7},
                                                                        {1e12, 1e12 + 1},
                                                                        {1e-300, 1e300},
                                                                        {-1.7e308, 1.7e308},
                                                                        {123456, 123457},
                                                                        {5, 5},
                                                                        {1e-8, 3e5},
                                                                        {999999, 1000001}}) {
    for (const bool log : {false, true}) {
      if (log && low <= 0.0) continue;
      Figure figure;
      Panel panel;
      panel.x = {.label = "evaluations", .log = log};
      panel.y = {.label = "objective value", .log = log};
      panel.lines.push_back({.label = "a", .x = {low, high}, .y = {low, high}});
      figure.panels.assign(2, panel);
      expectReadable(figure, std::to_string(low) + " to " + std::to_string(high));
      const PanelPlan plan = planOf(figure, Theme::light()).panels[0];
      EXPECT_FALSE(plan.yTicks.major.empty()) << low << ' ' << high << ' ' << log;
      EXPECT_LE(plan.y.lower, low) << log;
      EXPECT_GE(plan.y.upper, high) << log;
    }
  }
}

}  // namespace
}  // namespace tandem::figures
