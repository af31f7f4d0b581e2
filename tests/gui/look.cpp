// SPDX-License-Identifier: Apache-2.0
// How the program looks: contrast of every text, rows, icons, light and dark, the size the window fits into, its title.
#include "gui/look/appearance.h"

#include <gmock/gmock.h>

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QProgressBar>
#include <QScrollBar>
#include <QSettings>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOption>
#include <QTableWidget>
#include <QToolTip>

#include "gui/look/colours.h"
#include "gui/look/icons.h"
#include "gui/pages/common/notice.h"
#include "gui_experiment_support.h"

namespace tandem::gui {
namespace {

using namespace test;
using Scheme = look::Appearance::Scheme;

constexpr double kReadable = 4.5;  // WCAG 2.1, 1.4.3

TEST(Look, ContrastIsThatOfTheDefinition) {
  EXPECT_NEAR(look::contrast(Qt::black, Qt::white), 21.0, 1e-12);
  EXPECT_NEAR(look::contrast(Qt::white, Qt::white), 1.0, 1e-12);
  // As WebAIM's checker gives it, to two digits.
  EXPECT_NEAR(look::contrast(QColor("#777777"), Qt::white), 4.48, 0.005);
  EXPECT_NEAR(look::contrast(QColor("#0000ff"), Qt::white), 8.59, 0.005);
}

TEST(Look, EveryTextIsReadableOnEveryGround) {
  for (const bool dark : {false, true}) {
    const look::Colours& c = look::colours(dark);
    const auto check = [&](const char* what, const QColor& text, const QColor& ground) {
      EXPECT_GE(look::contrast(text, ground), kReadable)
          << what << ' ' << text.name().toStdString() << " on " << ground.name().toStdString()
          << (dark ? ", dark" : ", light");
    };
    for (const QColor& ground : {c.page, c.card, c.stripe, c.selection}) {
      check("text", c.text, ground);
      check("secondary", c.secondary, ground);
    }
    for (const QColor& ground : {c.page, c.card, c.stripe}) {
      check("accent", c.accent, ground);
      check("wrong", c.wrong, ground);
    }
    for (const QColor& ground : {c.page, c.card, c.stripe}) {
      EXPECT_GE(look::contrast(c.edge, ground), 3.0) << "edge, " << (dark ? "dark" : "light");  // WCAG 2.1, 1.4.11
    }
    check("on accent", c.onAccent, c.accent);
    for (const look::Tone& tone :
         {c.information, c.success, c.warning, c.error, c.done, c.running, c.waiting, c.failed}) {
      check("tone", tone.text, tone.ground);
    }
    const QPalette p = look::paletteOf(c);
    check("tooltip", p.color(QPalette::ToolTipText), p.color(QPalette::ToolTipBase));
    check("field", p.color(QPalette::Text), p.color(QPalette::Base));
    check("placeholder", p.color(QPalette::PlaceholderText), p.color(QPalette::Base));
    check("button", p.color(QPalette::ButtonText), p.color(QPalette::Button));
    check("highlight", p.color(QPalette::HighlightedText), p.color(QPalette::Highlight));
  }
}

TEST(Look, ErrorWarningAndSuccessDifferInColourAndIcon) {
  Notice notice;
  QSet<QRgb> grounds;
  QList<QImage> signs;
  for (const auto tone : {Notice::Tone::Error, Notice::Tone::Warning, Notice::Tone::Success}) {
    notice.tell({.sentence = "A sentence.", .tone = tone});
    notice.resize(600, 40);
    const QImage image = notice.grab().toImage();
    grounds << image.pixel(300, 4);
    const QImage sign = find<QLabel>(notice, "noticeSign").pixmap().toImage();
    ASSERT_FALSE(sign.isNull());
    EXPECT_FALSE(signs.contains(sign));
    signs << sign;
  }
  EXPECT_EQ(grounds.size(), 3);
}

TEST(Look, IconsAreDrawnInTheColoursOfTheMoment) {
  MainWindow window;
  const QDir icons(":/icons");
  EXPECT_GT(icons.entryList({"*.svg"}).size(), 15);
  const auto darkest = [](const QIcon& icon) {
    const QImage image = icon.pixmap(48).toImage();
    int found = -1;  // lightness of the most opaque point; -1: nothing is drawn
    int alpha = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        const QColor c = image.pixelColor(x, y);
        if (c.alpha() > alpha) {
          alpha = c.alpha();
          found = c.lightness();
        }
      }
    }
    return found;
  };
  std::vector<QIcon> all;
  for (const QString& file : icons.entryList({"*.svg"})) all.push_back(look::icon(file.chopped(4)));
  window.appearance().choose(Scheme::Light);
  for (const QIcon& icon : all) {
    EXPECT_GE(darkest(icon), 0) << "draws nothing";
    EXPECT_LT(darkest(icon), 80);
  }
  window.appearance().choose(Scheme::Dark);
  for (const QIcon& icon : all) EXPECT_GT(darkest(icon), 180);
  window.appearance().choose(Scheme::Light);
  EXPECT_THROW((void)look::icon("no-such-icon"), Error);
}

/// By the View menu.
void chooseInView(MainWindow& window, Qt::Key letter) {
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  QTest::keyClick(&window, Qt::Key_V, Qt::AltModifier);
  ASSERT_TRUE(waitFor([] { return QApplication::activePopupWidget() != nullptr; }, 2000));
  QTest::keyClick(QApplication::activePopupWidget(), letter);
}

TEST(Look, FollowsTheSystemUntilLightOrDarkIsChosen) {
  MainWindow window;
  showAt(window, 1);
  EXPECT_EQ(window.appearance().scheme(), Scheme::System);
  window.appearance().systemWants(true);
  EXPECT_TRUE(look::dark());
  EXPECT_GT(look::contrast(QToolTip::palette().color(QPalette::ToolTipText),
                           QToolTip::palette().color(QPalette::ToolTipBase)),
            kReadable);
  window.appearance().systemWants(false);
  EXPECT_FALSE(look::dark());
  chooseInView(window, Qt::Key_D);
  EXPECT_TRUE(look::dark());
  window.appearance().systemWants(true);
  chooseInView(window, Qt::Key_L);
  EXPECT_FALSE(look::dark());
  {
    MainWindow next;
    EXPECT_EQ(next.appearance().scheme(), Scheme::Light) << "remembered, whatever the desktop wants";
  }
  chooseInView(window, Qt::Key_C);
  EXPECT_TRUE(look::dark());
  window.appearance().systemWants(false);
  // Remembered.
  chooseInView(window, Qt::Key_D);
  {
    MainWindow next;
    EXPECT_EQ(next.appearance().scheme(), Scheme::Dark);
    EXPECT_TRUE(look::dark());
  }
  // As the previous version kept it.
  QSettings().clear();
  QSettings().setValue("dark", true);
  {
    MainWindow next;
    EXPECT_EQ(next.appearance().scheme(), Scheme::Dark);
  }
  window.appearance().choose(Scheme::Light);
}

TEST(Look, ThePlatformsStyleIsDrawnUntilFusionIsChosen) {
  MainWindow window;
  showAt(window, 1);
  EXPECT_FALSE(window.appearance().fusion());
  chooseInView(window, Qt::Key_F);
  EXPECT_TRUE(window.appearance().fusion());
  EXPECT_TRUE(window.findChild<QAction*>("styleFusion")->isChecked());
  MainWindow next;
  EXPECT_TRUE(next.appearance().fusion());
  next.appearance().setFusion(false);
}

TEST_F(Experiment, RowsAreHighEnoughToBeHit) {
  choose("Algorithms", "MFEA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  for (auto* table : page().findChildren<QTableView*>()) {
    if (table->model() == nullptr || table->model()->rowCount() == 0) continue;
    EXPECT_GE(table->rowHeight(0), 24) << table->objectName().toStdString();
    EXPECT_LE(table->rowHeight(0), 28) << table->objectName().toStdString();
  }
}

TEST_F(Experiment, FieldsAndBoxesAreSeenInTheDark) {
  window.appearance().setFusion(true);
  window.appearance().choose(Scheme::Dark);
  passTime(50);
  auto& field = at<QLineEdit>("seed");
  auto& spin = at<QSpinBox>("repetitions");
  auto& box = at<QCheckBox>("decisions");
  const auto seen = [](QWidget& w, const QPoint& at) {
    const QColor drawn = w.grab().toImage().pixelColor(at);
    return look::contrast(drawn, look::colours().card);
  };
  EXPECT_GT(seen(field, {field.width() / 2, 0}), 2.5);
  EXPECT_GT(seen(spin, {10, 0}), 2.5);
  QStyleOptionButton option;
  option.initFrom(&box);
  const QRect mark = box.style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, &box);
  EXPECT_GT(seen(box, {mark.left() + mark.width() / 2, mark.top()}), 2.5);
  window.appearance().choose(Scheme::Light);
  window.appearance().setFusion(false);
}

TEST_F(Experiment, AWrongNumberLeavesItsFieldAsHighAsItWas) {
  auto& field = at<QLineEdit>("seed");
  const int high = field.height();
  type(field, "7x");
  passTime(50);
  EXPECT_FALSE(field.styleSheet().isEmpty());
  EXPECT_EQ(field.height(), high);
  type(field, "7");
  passTime(50);
  EXPECT_EQ(field.height(), high);
}

TEST_F(Experiment, WhatItCostsStandsBelowTheSettings) {
  window.resize(1280, 1000);
  passTime(50);
  auto& file = at<QLineEdit>("output");
  auto& cost = at<QLabel>("cost");
  const int gap = cost.mapTo(&window, QPoint()).y() - file.mapTo(&window, QPoint(0, file.height())).y();
  EXPECT_GT(gap, 0);
  EXPECT_LT(gap, 90);
}

TEST_F(Experiment, LabelsStandAtTheHeightOfTheirFields) {
  for (int place = 0; place < 3; ++place) {
    window.show(place);
    passTime(100);
    int seen = 0;
    for (const QLabel* label : window.centralWidget()->findChildren<QLabel*>()) {
      const QWidget* field = label->buddy();
      if (field == nullptr || !label->isVisible() || !field->isVisible()) continue;
      ++seen;
      const int above = field->mapToGlobal(field->rect().center()).y() - label->mapToGlobal(label->rect().center()).y();
      EXPECT_EQ(above, 0) << place << ": " << label->text().toStdString();
    }
    EXPECT_GT(seen, 4) << place;
  }
}

TEST_F(Experiment, EveryPlaceFitsIntoASmallScreen) {
  // 1280 x 720; what a screen of twice the resolution leaves of 2560 x 1440 is the same.
  for (const char* place : {"Explore", "Experiment", "Results", "Data"}) {
    go(window, place);
    passTime(50);
    EXPECT_LE(window.minimumSizeHint().width(), 1280) << place;
    EXPECT_LE(window.minimumSizeHint().height(), 720) << place;
    EXPECT_EQ(window.size(), QSize(1280, 720)) << place;
  }
  go(window, "Experiment");
  for (const char* name : {"start", "pause", "stop", "runBar", "document"}) {
    auto& widget = at<QWidget>(name);
    EXPECT_TRUE(window.rect().contains(QRect(widget.mapTo(&window, QPoint()), widget.size()))) << name;
  }
}

TEST_F(Experiment, TheTitleNamesTheDocument) {
  const auto title = [&] { return window.windowTitle().toStdString(); };
  EXPECT_EQ(title(), "New experiment[*] - Tandem");
  EXPECT_FALSE(window.isWindowModified());
  choose("Algorithms", "MFEA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  EXPECT_TRUE(window.isWindowModified());
  EXPECT_EQ(at<QLabel>("documentState").text(), "not saved");
  saveSpecification(dir.filePath("study.toml"));
  ASSERT_TRUE(waitFor([&] { return !window.isWindowModified(); }, 2000));
  EXPECT_EQ(title(), "study.toml[*] - Tandem");
  EXPECT_EQ(at<QLabel>("document").text(), "study.toml");
  EXPECT_EQ(at<QLabel>("documentState").text(), "");
  choose("Algorithms", "GA");
  EXPECT_TRUE(window.isWindowModified());
  EXPECT_EQ(at<QLabel>("documentState").text(), "edited");
  smallSettings(dir.filePath("study.h5"));
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_EQ(at<QProgressBar>("runBar").value(), 6);
  EXPECT_EQ(at<QProgressBar>("runBar").maximum(), 6);
  go(window, "Results");
  ASSERT_TRUE(waitFor([&] { return window.windowTitle().startsWith("study.h5"); }, 5000)) << title();
  EXPECT_EQ(title(), "study.h5[*] - Tandem");
  EXPECT_FALSE(window.isWindowModified());
}

TEST(Look, NamesOfLowRowsAreNotCut) {
  const MainWindow window;  // puts the style in place
  QTableWidget table(3, 1);
  QStyleOptionHeader option;
  option.initFrom(table.verticalHeader());
  option.orientation = Qt::Vertical;
  const int low = table.fontMetrics().height() + 4;  // as in the grid of an experiment of many problems
  option.rect = QRect(0, 0, 150, low);
  const QRect label = table.style()->subElementRect(QStyle::SE_HeaderLabel, &option, table.verticalHeader());
  EXPECT_GE(label.height(), table.fontMetrics().height());
  EXPECT_GT(label.left(), 0);
  EXPECT_LT(label.right(), option.rect.right());
}

TEST(Look, LongNamesOfColumnsAreShortenedInTheMiddle) {
  const MainWindow window;  // puts the style in place
  const QTableWidget table(1, 1);
  const QString name = "An algorithm with a long name, variant 17";
  const auto drawn = [&](const QString& text) {
    QStyleOptionHeader option;
    option.initFrom(table.horizontalHeader());
    option.rect = QRect(0, 0, 150, 24);
    option.text = text;
    option.textAlignment = Qt::AlignCenter;
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    table.style()->drawControl(QStyle::CE_HeaderLabel, &option, &painter, table.horizontalHeader());
    return image;
  };
  EXPECT_EQ(drawn(name), drawn(table.fontMetrics().elidedText(name, Qt::ElideMiddle, 150)));
  EXPECT_NE(drawn(name), drawn(name + '8')) << "the end is seen";
}

}  // namespace
}  // namespace tandem::gui
