// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <set>

#include "figure_data.h"
#include "gui/rendering/figure_look.h"
#include "gui/rendering/renderer.h"
#include "tandem/error.h"
#include "tandem/figures/convergence.h"
#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

QByteArray content(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TEST(Save, WritesEachFormat) {
  const QTemporaryDir dir;
  const Figure f = convergenceFigure(testdata::twoAlgorithms(), Catalogue{});
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

TEST(Save, DrawsEveryKind) {
  const QTemporaryDir dir;
  const ProblemRuns runs = testdata::fastAndSlow();
  int drawn = 0;
  for (const FigureKind& kind : figureKinds()) {
    Figure figure;
    try {
      figure = makeFigure({runs}, Catalogue{}, {.kind = kind.name, .base = kind.name == "verdict" ? "Fast" : ""});
    } catch (const InputError&) {
      continue;  // it needs populations, traces or a single algorithm
    }
    const QString path = dir.filePath(QString::fromStdString(kind.name + ".svg"));
    EXPECT_NO_THROW(save(figure, path)) << kind.name;
    EXPECT_TRUE(content(path).contains("</svg>")) << kind.name;
    ++drawn;
  }
  EXPECT_GE(drawn, 10);
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
