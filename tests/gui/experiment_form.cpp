// SPDX-License-Identifier: Apache-2.0
// The form of Experiment as a whole: kept, replaced, restored, made to fit; its buttons and its table.
#include <QDir>
#include <QHeaderView>
#include <QListWidget>
#include <QScrollBar>
#include <QSettings>

#include "gui/pages/common/job_strip.h"
#include "gui_experiment_support.h"

namespace tandem::gui {
namespace {

using namespace test;

class ExperimentForm : public Experiment {
 protected:
  static void writeSpec(const QString& path) {
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("algorithms = [\"DE\"]\nproblems = [\"CEC17-MTSO3-CI-LS\"]\nrepetitions = 7\n");
  }
  void openByKeys(const QString& path) {
    activate();
    answerFileDialog(path);
    QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
  }
};

TEST_F(ExperimentForm, OpeningASpecificationAsksAndCanBeTakenBack) {
  writeSpec(dir.filePath("other.toml"));
  for (const char* a : {"MFEA", "GA"}) choose("Algorithms", a);
  choose("Problems", "CEC17-MTSO1-CI-HS");
  spin("repetitions", 4);
  // Cancelled: nothing is lost.
  bool asked = false;
  inDialog("replaceForm", [&](QWidget& dialog) {
    asked = true;
    QTest::keyClick(&dialog, Qt::Key_Escape);
  });
  openByKeys(dir.filePath("other.toml"));
  ASSERT_TRUE(waitFor([&] { return asked; }, 5000)) << "the form was replaced without a question";
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"MFEA", "GA"}));
  inDialog("replaceForm", [](QWidget& dialog) { click(find<QPushButton>(dialog, "replaceFormReplace")); });
  openByKeys(dir.filePath("other.toml"));
  ASSERT_TRUE(waitFor([&] { return column("Algorithms", 0) == QStringList{"DE"}; }, 5000));
  EXPECT_EQ(at<QSpinBox>("repetitions").value(), 7);
  EXPECT_EQ(notice().tone(), Notice::Tone::Information);
  // Undo, in the list as everywhere, brings the whole form back.
  activate();
  clickCell(chosen("Algorithms"), 0, 0);
  QTest::keyClick(&chosen("Algorithms"), Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"MFEA", "GA"}));
  EXPECT_EQ(column("Problems", 0), (QStringList{"CEC17-MTSO1-CI-HS"}));
  EXPECT_EQ(at<QSpinBox>("repetitions").value(), 4);
  EXPECT_FALSE(notice().isVisible());
  // What a file holds is replaced without a question; the button in the notice brings it back.
  saveSpecification(dir.filePath("mine.toml"));
  openByKeys(dir.filePath("other.toml"));
  ASSERT_TRUE(waitFor([&] { return column("Algorithms", 0) == QStringList{"DE"}; }, 5000));
  click(find<QToolButton>(notice(), "noticeAction"));
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"MFEA", "GA"}));
  EXPECT_EQ(at<QLabel>("document").text(), "mine.toml") << "the form of another file";
  // A new one, too.
  activate();
  QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
  EXPECT_EQ(chosen("Algorithms").model()->rowCount() + chosen("Problems").model()->rowCount(), 0);
  click(find<QToolButton>(notice(), "noticeAction"));
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"MFEA", "GA"}));
}

TEST_F(ExperimentForm, IsKeptAcrossACrashAndAClose) {
  for (const char* a : {"MFEA", "GA"}) choose("Algorithms", a);
  choose("Problems", "CEC17-MTSO2-CI-MS");
  spin("repetitions", 11);
  type(at<QLineEdit>("seed"), "not finished");
  type(at<QLineEdit>("output"), dir.filePath("kept.h5"));
  spin("threads", 3);
  pick(at<QComboBox>("parallel"), "evaluations");
  passTime(1200);
  {
    MainWindow after;  // the first one was never closed: as after a crash
    auto& page = after.experiment();
    EXPECT_EQ(find<QTableView>(page, "chosenAlgorithms").model()->rowCount(), 2);
    EXPECT_EQ(find<QTableView>(page, "chosenProblems").model()->index(0, 0).data().toString(), "CEC17-MTSO2-CI-MS");
    EXPECT_EQ(find<QSpinBox>(page, "repetitions").value(), 11);
    EXPECT_EQ(find<QSpinBox>(page, "threads").value(), 3);
    EXPECT_EQ(find<QComboBox>(page, "parallel").currentText(), "evaluations");
    EXPECT_EQ(find<QLineEdit>(page, "output").text(), dir.filePath("kept.h5"));
  }
  type(at<QLineEdit>("seed"), "5");
  EXPECT_TRUE(window.close());  // at once: the last change counts
  MainWindow next;
  EXPECT_EQ(find<QLineEdit>(next.experiment(), "seed").text(), "5");
}

TEST_F(ExperimentForm, WhatDoesNotFitIsListedAndLeftOut) {
  for (const char* a : {"MFEA", "GA", "NSGA-II"}) choose("Algorithms", a);
  for (const char* p : {"CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS", "CEC17-MTMO1-CI-HS"}) choose("Problems", p);
  auto& button = at<QPushButton>("leaveOut");
  EXPECT_FALSE(button.isVisible());
  ASSERT_TRUE(waitFor([&] { return button.isVisible(); })) << at<QLabel>("cost").text().toStdString();
  QStringList listed, parts, others;
  inDialog("fitDialog", [&](QWidget& dialog) {
    auto& list = find<QListWidget>(dialog, "fitLeftOut");
    for (int i = 0; i < list.count(); ++i) listed << list.item(i)->text();
    auto& box = find<QComboBox>(dialog, "fitParts");
    for (int i = 0; i < box.count(); ++i) parts << box.itemText(i);
    shot(dialog, "experiment-fit");
    // What is left out belongs to the part chosen.
    pick(box, box.itemText(1));
    for (int i = 0; i < list.count(); ++i) others << list.item(i)->text();
    pick(box, box.itemText(0));
    press(dialog, QDialogButtonBox::Ok);
  });
  click(button);
  ASSERT_TRUE(waitFor([&] { return column("Algorithms", 0).size() == 2; }));
  EXPECT_EQ(parts, (QStringList{"2 of 3 algorithms on 2 of 3 problems", "1 of 3 algorithms on 1 of 3 problems"}));
  ASSERT_EQ(others.size(), 4);
  EXPECT_THAT(others[0].toStdString(), testing::StartsWith("MFEA: MFEA is a single-objective method"));
  ASSERT_EQ(listed.size(), 2);
  EXPECT_THAT(listed[0].toStdString(), testing::StartsWith("NSGA-II: NSGA-II is a multi-objective method"));
  EXPECT_THAT(listed[1].toStdString(), testing::StartsWith("CEC17-MTMO1-CI-HS: MFEA is a single-objective method"));
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"MFEA", "GA"}));
  EXPECT_EQ(column("Problems", 0), (QStringList{"CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS"}));
  ASSERT_TRUE(waitFor([&] { return at<QLabel>("cost").text().contains("120 runs"); }));
  EXPECT_FALSE(button.isVisible());
}

TEST_F(ExperimentForm, EditIsNoDeadEndWhereThereAreNoParameters) {
  choose("Problems", "CEC17-MTSO1-CI-HS");
  choose("Problems", "Func-Sphere");
  clickCell(chosen("Problems"), 0, 0);
  inDialog("paramDialog", [&](QWidget& dialog) {
    type(find<QLineEdit>(dialog, "entryBudget"), "many");
    EXPECT_FALSE(dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled());
    EXPECT_TRUE(find<QLabel>(dialog, "entryBudgetWrong").isVisible());
    type(find<QLineEdit>(dialog, "entryBudget"), "6000");
    type(find<QLineEdit>(dialog, "entryPopulation"), "30");
    press(dialog, QDialogButtonBox::Ok);
  });
  click(at<QToolButton>("editProblems"));
  EXPECT_EQ(cell("Problems", 0, 1), "6,000 evaluations, population 30");
  EXPECT_EQ(cell("Problems", 1, 1), "defaults");
}

TEST_F(ExperimentForm, EvaluationsAndPopulationOfEachProblemAndAlgorithmAreRun) {
  choose("Algorithms", "MFEA");
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  choose("Problems", "CEC17-MTSO2-CI-MS");
  smallSettings(dir.filePath("own.h5"));
  // For both problems at once, then for one of them; what is left alone stays.
  clickCell(chosen("Problems"), 0, 0);
  clickCell(chosen("Problems"), 1, 0, Qt::ShiftModifier);
  inDialog("paramDialog", [&](QWidget& dialog) {
    type(find<QLineEdit>(dialog, "entryBudget"), "6000");
    press(dialog, QDialogButtonBox::Ok);
  });
  click(at<QToolButton>("editProblems"));
  clickCell(chosen("Problems"), 1, 0);
  inDialog("paramDialog", [&](QWidget& dialog) {
    EXPECT_EQ(find<QLineEdit>(dialog, "entryBudget").text(), "6,000");
    type(find<QLineEdit>(dialog, "entryPopulation"), "20");
    press(dialog, QDialogButtonBox::Ok);
  });
  click(at<QToolButton>("editProblems"));
  QString several;
  clickCell(chosen("Problems"), 0, 0);
  clickCell(chosen("Problems"), 1, 0, Qt::ShiftModifier);
  inDialog("paramDialog", [&](QWidget& dialog) {
    several = find<QLineEdit>(dialog, "entryPopulation").placeholderText();
    press(dialog, QDialogButtonBox::Ok);
  });
  click(at<QToolButton>("editProblems"));
  EXPECT_EQ(several, "(several)");
  EXPECT_EQ(column("Problems", 1), (QStringList{"6,000 evaluations", "6,000 evaluations, population 20"}));
  // An algorithm's own takes precedence.
  clickCell(chosen("Algorithms"), 1, 0);
  inDialog("paramDialog", [&](QWidget& dialog) {
    type(find<QLineEdit>(dialog, "entryBudget"), "2000");
    press(dialog, QDialogButtonBox::Ok);
  });
  click(at<QToolButton>("editAlgorithms"));
  EXPECT_EQ(cell("Algorithms", 1, 2), "2,000 evaluations");
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  const ExperimentSpec ran = parseSpec(ResultFile(dir.filePath("own.h5").toStdString()).info().specification, "own");
  EXPECT_EQ(ran.problems[0].budget, 6000);
  EXPECT_EQ(ran.problems[0].population, 0);
  EXPECT_EQ(ran.problems[1].population, 20);
  EXPECT_EQ(ran.algorithms[0].budget, 0);
  EXPECT_EQ(ran.algorithms[1].budget, 2000);
  // Defaults takes them back.
  clickCell(chosen("Algorithms"), 1, 0);
  inDialog("paramDialog", [&](QWidget& dialog) {
    press(dialog, QDialogButtonBox::Reset);
    press(dialog, QDialogButtonBox::Ok);
  });
  click(at<QToolButton>("editAlgorithms"));
  EXPECT_EQ(cell("Algorithms", 1, 2), "defaults");
}

TEST_F(ExperimentForm, StartPauseAndStopStandStillWhateverIsSaid) {
  const auto places = [&] {
    QList<QPoint> all;
    for (const char* name : {"start", "pause", "stop"}) all << at<QPushButton>(name).mapTo(&window, QPoint());
    return all;
  };
  passTime(50);
  const QList<QPoint> before = places();
  click(at<QPushButton>("start"));  // a notice above, a sentence of several lines
  passTime(50);
  ASSERT_TRUE(notice().isVisible());
  EXPECT_EQ(places(), before);
  at<QLabel>("state").setText("One sentence that is long enough for several lines of this column, and then some more.");
  at<QLabel>("cost").setText(at<QLabel>("state").text());
  passTime(50);
  EXPECT_EQ(places(), before);
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("run.h5"));
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_EQ(places(), before);
}

TEST_F(ExperimentForm, NoCellOfTheLiveTableIsElided) {
  for (const char* a : {"MFEA", "GA"}) choose("Algorithms", a);
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("run.h5"));
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  auto& live = at<QTableView>("liveTable");
  ASSERT_TRUE(waitFor([&] { return live.model()->rowCount() == 2; }));
  int bold = 0;
  for (int r = 0; r < 2; ++r) {
    for (int c = 0; c < 2; ++c) {
      const QModelIndex index = live.model()->index(r, c);
      bold += index.data(Qt::FontRole).value<QFont>().bold() ? 1 : 0;
      EXPECT_GE(live.columnWidth(c), live.QAbstractItemView::sizeHintForIndex(index).width()) << r << ' ' << c;
    }
  }
  EXPECT_EQ(bold, 2);
}

TEST_F(ExperimentForm, TheRunMenuPausesAndStops) {
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("long.h5"));
  spin("repetitions", 5000);
  activate();
  QTest::keyClick(&window, Qt::Key_F5);
  ASSERT_TRUE(waitFor([&] { return window.experiment().runner().running(); }));
  const auto fromMenu = [&](Qt::Key letter) {
    activate();
    QTest::keyClick(&window, Qt::Key_R, Qt::AltModifier);
    ASSERT_TRUE(waitFor([] { return QApplication::activePopupWidget() != nullptr; }, 2000));
    QTest::keyClick(QApplication::activePopupWidget(), letter);
  };
  fromMenu(Qt::Key_P);
  EXPECT_TRUE(window.experiment().runner().paused());
  fromMenu(Qt::Key_C);
  EXPECT_FALSE(window.experiment().runner().paused());
  fromMenu(Qt::Key_T);
  ASSERT_TRUE(waitForEnd());
  EXPECT_TRUE(state().startsWith("Stopped")) << state().toStdString();
}

TEST_F(ExperimentForm, AFileNameOf230LettersFillsNoScreen) {
  const QString name = QString(230, 'n') + ".h5";
  (void)makeResults(dir.filePath(name), {"GA"}, {"CEC17-MTSO1-CI-HS"});
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath(name));
  const QSize before = window.minimumSizeHint();
  int width = 0;
  inDialog("existing", [&](QWidget& dialog) {
    width = dialog.width();
    QTest::keyClick(&dialog, Qt::Key_Escape);
  });
  click(at<QPushButton>("start"));
  EXPECT_LT(width, 800);
  window.openAny({dir.filePath(name)});
  ASSERT_TRUE(waitFor([&] { return find<QTableView>(window, "resultsTable").model()->rowCount() == 2; }));
  ASSERT_TRUE(QFile::remove(dir.filePath(name)));  // a notice names it
  passTime(500);
  EXPECT_LE(window.minimumSizeHint().width(), 1280) << "it was " << before.width();
  EXPECT_EQ(window.width(), 1280);
}

TEST_F(ExperimentForm, NothingMovesWhenANoticeComesAndGoes) {
  const auto places = [&] {
    QList<QRect> all;
    for (const char* name : {"searchAlgorithms", "catalogueAlgorithms", "addAlgorithms", "editAlgorithms",
                             "editProblems", "chosenProblems", "grid", "repetitions", "output"}) {
      const auto& widget = at<QWidget>(name);
      all << QRect(widget.mapTo(&window, QPoint()), widget.size());
    }
    return all;
  };
  passTime(50);
  const QList<QRect> before = places();
  click(at<QPushButton>("start"));
  passTime(50);
  ASSERT_TRUE(notice().isVisible());
  EXPECT_EQ(places(), before);
  // A sentence of one line lies over no button, and it stays at the bottom of a page of another size.
  const auto place = [&] { return QRect(notice().mapTo(&page(), QPoint()), notice().size()); };
  const auto& add = at<QWidget>("addAlgorithms");
  EXPECT_GE(place().top(), add.mapTo(&page(), QPoint(0, add.height())).y());
  window.resize(1400, 900);
  passTime(50);
  EXPECT_EQ(place().bottom(), page().height() - 1);
  EXPECT_LT(place().right(), at<QWidget>("repetitions").mapTo(&page(), QPoint()).x()) << "the settings are free";
  const QList<QRect> larger = places();
  click(find<QToolButton>(notice(), "noticeClose"));
  passTime(50);
  EXPECT_EQ(places(), larger);
}

}  // namespace
}  // namespace tandem::gui
