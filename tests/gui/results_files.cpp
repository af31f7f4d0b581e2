// SPDX-License-Identifier: Apache-2.0
// The open files in the place Results, what is left of them after a restart, and what figures and lists make of them.
#include <QCheckBox>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QToolButton>

#include "gui/models/results_model.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/results/figure_pane.h"
#include "gui/pages/results/figure_view.h"
#include "gui_results_fixture.h"

namespace tandem::gui {
namespace {

using namespace test;

class ResultsFiles : public test::Results {
 protected:
  QListWidget& files() { return find<QListWidget>(window, "files"); }
  Notice& notice() { return *page().findChild<Notice*>(); }
  FigurePane& figure() { return *page().findChild<FigurePane*>(); }
  void openMore(const QString& path) {
    const int before = files().count();
    answerFileDialog(path);
    click(find<QPushButton>(window, "openResults"));
    ASSERT_TRUE(waitFor([&] { return files().count() == before + 1; })) << notice().text().toStdString();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  }
  // The same algorithms and a problem, with half the budget.
  QString half() {
    makeResults(dir.filePath("half.h5"), {"MFEA", "GA"}, {"CEC17-MTSO1-CI-HS"},
                [](ExperimentSpec& s) { s.budget = 2000; });
    return dir.filePath("half.h5");
  }
  QStringList columns() {
    QStringList names;
    for (int c = 0; c < table().model()->columnCount(); ++c) names << columnName(c);
    return names;
  }
  void closeFile(int row) {
    const int before = files().count();
    files().setFocus();
    files().setCurrentRow(row);
    QTest::keyClick(&files(), Qt::Key_Delete);
    ASSERT_TRUE(waitFor([&] { return files().count() == before - 1; }));
  }
  bool rowsAre(int rows) {
    return waitFor([&] { return table().model()->rowCount() == rows; });
  }
};

TEST_F(ResultsFiles, WhatCannotBeComparedIsLeftOutNotTheWholeTable) {
  openAndWait();
  openMore(half());
  // The file opened last is shown; the one it cannot stand beside is named, in the window's words.
  ASSERT_TRUE(rowsAre(2)) << find<QLabel>(window, "caption").text().toStdString();
  ASSERT_TRUE(waitFor([&] { return notice().isVisible(); }));
  EXPECT_THAT(notice().text().toStdString(),
              testing::AllOf(testing::HasSubstr("run.h5 is left out"), testing::HasSubstr("budget"),
                             testing::Not(testing::HasSubstr("--"))));
  shot(window, "results-left-out");
  click(find<QToolButton>(notice(), "noticeAction"));  // the other one instead
  ASSERT_TRUE(rowsAre(6));
  EXPECT_THAT(notice().text().toStdString(), testing::HasSubstr("half.h5 is left out"));
  click(find<QToolButton>(notice(), "noticeAction2"));  // compare all the same
  ASSERT_TRUE(waitFor([&] { return table().model()->columnCount() == 5; }));
  EXPECT_FALSE(notice().isVisible()) << notice().text().toStdString();
}

TEST_F(ResultsFiles, FilesAreHiddenShownAndClosedInTheList) {
  openAndWait();
  openMore(half());
  ASSERT_TRUE(rowsAre(2));
  // Hidden with the keyboard: the other one has the table for itself and nothing is left out.
  files().setFocus();
  files().setCurrentRow(1);
  QTest::keyClick(&files(), Qt::Key_Space);
  ASSERT_TRUE(rowsAre(6));
  EXPECT_EQ(files().item(1)->checkState(), Qt::Unchecked);
  EXPECT_FALSE(notice().isVisible()) << notice().text().toStdString();
  files().setFocus();
  files().setCurrentRow(0);
  QTest::keyClick(&files(), Qt::Key_Space);
  ASSERT_TRUE(waitFor([&] { return table().model()->rowCount() == 0; }));
  EXPECT_TRUE(find<QLabel>(window, "caption").text().contains("hidden"));
  // The context menu shows only one of them.
  const auto fromMenu = [&](Qt::Key letter) {
    QTimer::singleShot(200, &window, [letter] {
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      ASSERT_NE(menu, nullptr);
      QTest::keyClick(menu, letter);
    });
    files().setCurrentRow(0);
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5), files().mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(files().viewport(), &event);
  };
  fromMenu(Qt::Key_O);
  ASSERT_TRUE(rowsAre(6));
  EXPECT_EQ(files().item(0)->checkState(), Qt::Checked);
  EXPECT_EQ(files().item(1)->checkState(), Qt::Unchecked);
  fromMenu(Qt::Key_A);
  EXPECT_EQ(files().item(1)->checkState(), Qt::Checked);
  closeFile(0);  // by Delete; it stays on disk
  EXPECT_TRUE(QFile::exists(file));
  // All at once, whichever is marked.
  openMore(file);
  fromMenu(Qt::Key_L);
  EXPECT_TRUE(waitFor([&] { return files().count() == 0; }));
}

TEST_F(ResultsFiles, TableAndFigureCallAnAlgorithmTheSame) {
  openAndWait();
  const QString twice = dir.filePath("twice.h5");
  ASSERT_TRUE(QFile::copy(file, twice));
  openMore(twice);
  ASSERT_TRUE(waitFor([&] { return table().model()->columnCount() == 6; }));
  clickCell(table(), 0, 0);
  clickCell(table(), 0, 5, Qt::ShiftModifier);
  const auto labels = [&] {
    QStringList names;
    for (const figures::Panel& panel : figure().view().figure().panels) {
      for (const figures::Line& line : panel.lines) {
        const QString name = QString::fromStdString(line.label);
        if (!name.isEmpty() && !names.contains(name)) names << name;
      }
    }
    names.sort();
    return names;
  };
  QStringList wanted = columns();
  wanted.sort();
  EXPECT_TRUE(waitFor([&] { return labels() == wanted; }))
      << labels().join(" | ").toStdString() << "\nnot " << wanted.join(" | ").toStdString();
}

TEST_F(ResultsFiles, OnlyMetricsThatSuitTheFilesAreOffered) {
  auto& metric = find<QComboBox>(window, "metric");
  EXPECT_GE(metric.findText("HV"), 0) << "without a file all are there";
  openAndWait();
  for (const char* name : {"HV", "IGD+", "Spread", "Obj-CMT", "CV"}) EXPECT_LT(metric.findText(name), 0) << name;
  for (const char* name : {"Obj", "ERT", "Obj-MTS", "Run-Time"}) EXPECT_GE(metric.findText(name), 0) << name;
  // The list follows the files; a choice that no longer suits gives way.
  pick(metric, "Obj-MTS");
  const QString many = dir.filePath("many.h5");
  makeResults(many, {"NSGA-II"}, {"CEC17-MTMO1-CI-HS"});
  openMore(many);
  EXPECT_GE(metric.findText("HV"), 0);
  EXPECT_EQ(metric.currentText(), "Obj-MTS");
  closeFile(0);
  EXPECT_LT(metric.findText("Obj-MTS"), 0);
  EXPECT_EQ(metric.currentIndex(), 0);
  ASSERT_TRUE(rowsAre(2));
}

TEST_F(ResultsFiles, APickedRunIsForgottenWithItsListAndByOtherCells) {
  openAndWait();
  const auto thin = [&] {
    const auto& panels = figure().view().figure().panels;
    return std::any_of(panels.begin(), panels.end(), [](const figures::Panel& panel) {
      return std::any_of(panel.lines.begin(), panel.lines.end(),
                         [](const figures::Line& line) { return line.label.find(", run ") != std::string::npos; });
    });
  };
  clickCell(table(), 1, 0);
  QTest::keyClick(&table(), Qt::Key_Enter);
  auto& runs = find<QTableView>(window, "runs");
  ASSERT_TRUE(waitFor([&] { return runs.model()->rowCount() == 5; }));
  clickCell(runs, 0, 0);
  ASSERT_TRUE(waitFor(thin));
  clickCell(table(), 3, 1);
  EXPECT_TRUE(waitFor([&] { return figure().view().figure().title == "CEC17-MTSO2-CI-MS" && !thin(); }))
      << "the run of another cell";
  clickCell(table(), 1, 0);
  ASSERT_TRUE(waitFor(thin));
  auto& dock = find<QDockWidget>(window, "runsDock");
  click(*dock.findChild<QAbstractButton*>("qt_dockwidget_closebutton"));
  EXPECT_FALSE(dock.isVisible());
  EXPECT_TRUE(waitFor([&] { return !thin(); })) << "the list is closed, its run is still drawn";
}

TEST_F(ResultsFiles, FiguresAreThereAgainAfterARestart) {
  openAndWait();
  click(find<QPushButton>(window, "addFigure"));
  auto& second = find<QDockWidget>(window, "figure2");
  pick(find<QComboBox>(second, "figureKind"), "Violin plot");
  click(*second.findChild<QAbstractButton*>("qt_dockwidget_floatbutton"));
  ASSERT_TRUE(second.isFloating());
  second.setGeometry(300, 200, 500, 400);
  passTime(200);
  EXPECT_TRUE(window.close());
  MainWindow next;
  showAt(next, 2);
  auto* again = next.findChild<QDockWidget*>("figure2");
  ASSERT_NE(again, nullptr) << "the second figure is lost";
  EXPECT_TRUE(again->isFloating());
  EXPECT_TRUE(again->isVisible());
  EXPECT_EQ(again->size(), QSize(500, 400));
  EXPECT_EQ(find<QComboBox>(*again, "figureKind").currentText(), "Violin plot");
  EXPECT_TRUE(find<QDockWidget>(next, "figure1").isVisible());
}

TEST_F(ResultsFiles, WhatIsMendedIsNotComplainedOfAnyMore) {
  openAndWait();
  const QString broken = dir.filePath("broken.h5");
  std::ofstream(broken.toStdString()) << "not a result";
  answerFileDialog(broken);
  click(find<QPushButton>(window, "openResults"));
  ASSERT_TRUE(waitFor([&] { return notice().isVisible(); }));
  EXPECT_EQ(notice().tone(), Notice::Tone::Error);
  openMore(half());
  EXPECT_FALSE(notice().text().contains("broken.h5")) << "an answered complaint";
  // A file that changes on disk, and is read again or closed.
  ASSERT_TRUE(rowsAre(2));
  click(find<QToolButton>(notice(), "noticeClose"));
  ASSERT_TRUE(QFile::remove(dir.filePath("half.h5")));
  ASSERT_TRUE(waitFor([&] { return notice().isVisible() && notice().text().contains("removed"); }));
  closeFile(1);
  EXPECT_FALSE(notice().text().contains("removed")) << notice().text().toStdString();
}

}  // namespace
}  // namespace tandem::gui
