// SPDX-License-Identifier: Apache-2.0
// What a reader does with a figure, by user events.
#include <gmock/gmock.h>

#include <QClipboard>
#include <QFile>
#include <QImage>
#include <QMenu>
#include <QScrollArea>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolTip>
#include <QWheelEvent>

#include "gui/pages/results/figure_view.h"
#include "gui/rendering/figure_look.h"
#include "gui_support.h"

namespace tandem::gui {
namespace {

using figures::Figure;
using figures::Line;
using figures::Panel;
using namespace test;

Figure twoPanels() {
  Figure f;
  f.title = "Two tasks";
  for (int p = 0; p < 2; ++p) {
    Panel panel;
    panel.title = "Task " + std::to_string(p + 1);
    panel.x.label = "evaluations";
    panel.y.label = "value";
    panel.lines = {Line{.label = "GA", .x = {0, 50, 100}, .y = {10, 5.0 + p, 1}, .style = 0},
                   Line{.label = "DE", .x = {0, 50, 100}, .y = {-20, 8, 0}, .style = 1}};
    panel.bands = {{.x = {0, 50, 100}, .low = {-21, 7, -1}, .high = {-19, 9, 1}, .style = 1}};
    f.panels.push_back(panel);
  }
  return f;
}

class FigureWork : public ::testing::Test {
 protected:
  void SetUp() override {
    view.setFigure(twoPanels());
    view.resize(900, 460);
    view.show();
    view.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&view));
  }
  /// Where the values stand on the screen.
  QPoint at(int panel, double x, double y) {
    const figures::PanelPlan& p = view.plan().panels.at(panel);
    return {qRound(p.rect.left() + (x - p.x.lower) / p.x.size() * p.rect.width()),
            qRound(p.rect.bottom() - (y - p.y.lower) / p.y.size() * p.rect.height())};
  }
  QCPRange x(int panel) { return view.plan().panels.at(panel).x; }
  QCPRange y(int panel) { return view.plan().panels.at(panel).y; }
  QPoint entry(const char* label) {
    for (const figures::KeySample& s : view.plan().samples) {
      if (s.line->label == label) return s.box.center().toPoint();
    }
    ADD_FAILURE() << "no entry " << label;
    return {};
  }
  void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button, Qt::KeyboardModifiers keys = {}) {
    QTest::mousePress(&view, button, keys, from);
    QMouseEvent move(QEvent::MouseMove, to, view.mapToGlobal(to), Qt::NoButton, button, keys);
    QApplication::sendEvent(&view, &move);
    QTest::mouseRelease(&view, button, keys, to);
  }
  void wheel(const QPoint& at, int steps, Qt::KeyboardModifiers keys = {}) {
    QWheelEvent turn(at, view.mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &turn);
  }
  /// Triggers an entry of the context menu, or of one of its submenus.
  void choose(const QString& text) {
    QMenu menu;
    view.fillMenu(menu);
    for (QAction* action : menu.findChildren<QAction*>()) {
      if (action->text().remove('&').section('\t', 0, 0) == text) return action->trigger();
    }
    ADD_FAILURE() << "no entry " << text.toStdString();
  }
  FigureView view;
};

TEST_F(FigureWork, TellsTheValueUnderTheCursor) {
  const QPoint point = at(1, 50, 6);
  QMouseEvent move(QEvent::MouseMove, point, view.mapToGlobal(point), Qt::NoButton, Qt::NoButton, {});
  QApplication::sendEvent(&view, &move);
  EXPECT_EQ(QToolTip::text(), "GA\nevaluations: 50\nvalue: 6");
  const auto band = figures::valueAt(view.plan(), at(0, 50, 8));
  ASSERT_TRUE(band);
  EXPECT_EQ(band->text, "DE\nevaluations: 50\nvalue: 8 [7, 9]");
  EXPECT_FALSE(figures::valueAt(view.plan(), at(0, 75, -15)));
}

TEST_F(FigureWork, ZoomsByDragAndWheelMovesAndResets) {
  const QCPRange before = x(0), beforeY = y(0);
  drag(at(0, 20, 8), at(0, 60, -5), Qt::LeftButton);
  EXPECT_NEAR(x(0).lower, 20, 0.5);
  EXPECT_NEAR(x(0).upper, 60, 0.5);
  EXPECT_NEAR(y(0).upper, 8, 0.5);
  EXPECT_NEAR(x(1).lower, 20, 0.5) << "panels share the x axis";
  EXPECT_EQ(y(1).lower, beforeY.lower);
  const double width = x(0).size();
  drag(at(0, 30, 0), at(0, 40, 0), Qt::MiddleButton);
  EXPECT_NEAR(x(0).lower, 10, 0.7);
  EXPECT_NEAR(x(0).size(), width, 0.1);
  wheel(at(0, 30, 0), 1, Qt::ControlModifier);  // the x axis alone
  EXPECT_NEAR(x(0).size(), 0.8 * width, 0.1);
  QTest::keyClick(&view, Qt::Key_Home);
  EXPECT_EQ(x(0).lower, before.lower);
  EXPECT_EQ(x(1).upper, before.upper);
  EXPECT_EQ(y(0).lower, beforeY.lower);
}

// More panels than there is room for: they are scrolled, and their axes stand where their texts are.
TEST_F(FigureWork, PanelsThatAreScrolledStandAtTheirTexts) {
  QScrollArea area;
  area.setWidgetResizable(true);
  auto* many = new FigureView;
  area.setWidget(many);
  area.resize(700, 240);
  area.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&area));
  Figure figure = twoPanels();
  for (int p = 0; p < 7; ++p) figure.panels.push_back(figure.panels.front());
  many->setFigure(figure);
  passTime(50);
  EXPECT_GT(many->height(), area.height());
  many->replot();
  ASSERT_EQ(many->axisRectCount(), 9);
  for (int p = 0; p < 9; ++p) {
    const QRectF wanted = many->plan().panels.at(p).rect;
    const QRectF drawn = many->axisRect(p)->rect();
    for (const double off : {drawn.left() - wanted.left(), drawn.top() - wanted.top(), drawn.right() - wanted.right(),
                             drawn.bottom() - wanted.bottom()}) {
      EXPECT_LT(std::abs(off), 2.0) << p;
    }
  }
}

TEST_F(FigureWork, AClickOnTheLegendHidesASeries) {
  QTest::mouseClick(&view, Qt::LeftButton, {}, entry("DE"));
  EXPECT_GT(y(0).lower, -5.0) << "the axis no longer has to reach the hidden series";
  EXPECT_FALSE(figures::valueAt(view.plan(), at(0, 50, 8)));
  QTest::mouseClick(&view, Qt::LeftButton, {}, entry("DE"));
  EXPECT_LT(y(0).lower, -20.0);
  choose("GA");
  EXPECT_TRUE(view.look().hidden.contains("GA"));
}

TEST_F(FigureWork, TheMenuSharesAxesAndHidesTheLegend) {
  choose("Panels share the y axis");
  drag(at(0, 20, 8), at(0, 60, -5), Qt::LeftButton);
  EXPECT_NEAR(y(1).upper, 8, 0.5);
  QTest::keyClick(&view, Qt::Key_Home);
  choose("Panels share the x axis");
  const QCPRange before = x(1);
  drag(at(0, 20, 8), at(0, 60, -5), Qt::LeftButton);
  EXPECT_NEAR(x(0).lower, 20, 0.5);
  EXPECT_EQ(x(1).lower, before.lower);
  ASSERT_FALSE(view.plan().samples.empty());
  choose("Legend");
  EXPECT_TRUE(view.plan().samples.empty());
}

TEST_F(FigureWork, ValuesHaveOtherScales) {
  choose("Normalised to 0..1");
  EXPECT_NEAR(y(0).lower, -0.04, 1e-9);
  EXPECT_NEAR(y(0).upper, 1.04, 1e-9);
  choose("Symmetric logarithmic");
  // The least size is 1; -21 lies more than a decade below.
  EXPECT_LT(y(0).lower, -2.3);
  const auto value = figures::valueAt(view.plan(), at(0, 0, figures::symmetricLog(-20, 1)));
  ASSERT_TRUE(value);
  EXPECT_THAT(value->text.toStdString(), testing::HasSubstr("value: -20 [-21, -19]"));
  choose("Logarithmic");
  EXPECT_GT(y(0).lower, 0.0);
  choose("As it suits");
  EXPECT_LT(y(0).lower, -20.0);
  choose("Logarithmic");
  QTest::keyClick(&view, Qt::Key_Home);
  EXPECT_LT(y(0).lower, -20.0) << "the view as it was at first";
}

TEST_F(FigureWork, PicturesAndDataAreCopied) {
  QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QApplication::clipboard()->image().size(), QSize(1800, 920));
  choose("Copy data");
  EXPECT_THAT(QApplication::clipboard()->text().toStdString(), testing::HasSubstr("2,Task 2,line,GA,50,6,"));
}

TEST_F(FigureWork, ADoubleClickGivesAWindowThatSharesTheLook) {
  choose("DE");
  QTest::mouseDClick(&view, Qt::LeftButton, {}, at(0, 50, 0));
  auto* dialog = view.findChild<QDialog*>("figureWindow");
  ASSERT_NE(dialog, nullptr);
  ASSERT_TRUE(waitFor([&] { return dialog->isVisible(); }));
  auto& large = *dialog->findChild<FigureView*>();
  EXPECT_TRUE(large.look().hidden.contains("DE"));
  QTest::keyClick(dialog, Qt::Key_Escape);
  EXPECT_TRUE(waitFor([&] { return view.findChild<QDialog*>("figureWindow") == nullptr; }));
}

TEST_F(FigureWork, SettingsChangeTitleFontAndLimits) {
  inDialog("figureSettings", [](QWidget& dialog) {
    type(find<QLineEdit>(dialog, "figureTitle"), "Mine");
    type(find<QDoubleSpinBox>(dialog, "figureFontSize"), "12", true);
    type(find<QLineEdit>(dialog, "yLow"), "-2");
    type(find<QLineEdit>(dialog, "yHigh"), "12");
    press(dialog, QDialogButtonBox::Ok);
  });
  choose("Settings...");
  EXPECT_EQ(view.plan().figure->title, "Mine");
  EXPECT_EQ(view.look().fontSize, 12.0);
  EXPECT_EQ(y(0).lower, -2.0);
  EXPECT_EQ(y(1).upper, 12.0);
}

TEST_F(FigureWork, ExportHasSizeFontAndResolution) {
  const QTemporaryDir dir;
  answerFileDialog(dir.filePath("f.png"));
  inDialog("exportDialog", [](QWidget& dialog) {
    type(find<QDoubleSpinBox>(dialog, "exportWidth"), "180");
    type(find<QDoubleSpinBox>(dialog, "exportHeight"), "120");
    type(find<QSpinBox>(dialog, "exportDpi"), "300");
    press(dialog, QDialogButtonBox::Save);
  });
  choose("Export figure...");
  const QImage image(dir.filePath("f.png"));
  EXPECT_NEAR(image.width(), 180 / 25.4 * 300, 4);
  EXPECT_NEAR(image.height(), 120 / 25.4 * 300, 4);
  EXPECT_EQ(QSettings().value("export/width").toDouble(), 180.0);
  // The next time it offers what was chosen.
  inDialog("exportDialog", [](QWidget& dialog) {
    EXPECT_EQ(find<QDoubleSpinBox>(dialog, "exportWidth").value(), 180.0);
    EXPECT_EQ(find<QDoubleSpinBox>(dialog, "exportHeight").value(), 120.0);
    EXPECT_EQ(find<QSpinBox>(dialog, "exportDpi").value(), 300);
    QTest::keyClick(&dialog, Qt::Key_Escape);
  });
  choose("Export figure...");
  QSettings().remove("export/width");
  QSettings().remove("export/height");
  QSettings().remove("export/dpi");
}

TEST_F(FigureWork, NumbersAreExportedAsTheyAreCopied) {
  const QTemporaryDir dir;
  choose("Copy data");
  const QByteArray copied = QApplication::clipboard()->text().toUtf8();
  ASSERT_TRUE(copied.startsWith("panel,title,element,series,x,y,")) << copied.toStdString();
  for (const char* name : {"f.csv", "f.json"}) {
    answerFileDialog(dir.filePath(name));
    choose("Export numbers...");
    QFile file(dir.filePath(name));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << name;
    const QByteArray written = file.readAll();
    if (QString(name).endsWith("csv")) {
      EXPECT_EQ(written, copied);
    } else {
      EXPECT_TRUE(written.contains("\"element\": \"line\"")) << written.toStdString();
    }
  }
}

TEST_F(FigureWork, WhatWasScrolledFitsAgainWhereThereIsRoom) {
  QScrollArea area;
  area.setWidgetResizable(true);
  auto* one = new FigureView;
  area.setWidget(one);
  area.resize(700, 170);
  area.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&area));
  Figure figure = twoPanels();
  figure.panels.resize(1);
  one->setFigure(figure);
  ASSERT_TRUE(waitFor([&] { return one->height() > 340; })) << "a single panel that is scrolled gets a good height";
  area.resize(700, 330);  // less than it has now, and enough
  EXPECT_TRUE(waitFor([&] { return one->height() == area.viewport()->height(); }, 2000)) << one->height();
}

}  // namespace
}  // namespace tandem::gui
