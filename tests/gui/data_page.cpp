// SPDX-License-Identifier: Apache-2.0
// The place Data, and exports of result files, by user events.
#include <gmock/gmock.h>

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QTreeWidget>
#include <fstream>

#include "gui/pages/common/notice.h"
#include "gui/pages/data/data_page.h"
#include "gui/window/main_window.h"
#include "gui_support.h"
#include "tandem/store/result_file.h"

namespace tandem::gui {
namespace {

using namespace test;

std::string bytesOf(const QString& path) {
  std::ifstream in(path.toStdString(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Data : public ::testing::Test {
 protected:
  void SetUp() override {
    makeResults(file, {"MFEA", "GA"});
    before = bytesOf(file);
    showAt(window, 3);
    open(file);
    ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 1; }));
    window.activateWindow();  // the dialog was the active window
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  }
  void TearDown() override { EXPECT_EQ(bytesOf(file), before) << "the original was changed"; }
  QTreeWidget& tree() { return find<QTreeWidget>(window, "dataTree"); }
  DataPage& page() { return *window.findChild<DataPage*>(); }
  Notice& notice() { return *page().findChild<Notice*>(); }
  void press(const char* button) { click(find<QPushButton>(page(), button)); }
  void open(const QString& path) {
    answerFileDialog(path);
    press("dataOpen");
  }
  QTreeWidgetItem* item(const QString& text, int nth = 0) {
    for (QTreeWidgetItemIterator it(&tree()); *it != nullptr; ++it) {
      if ((*it)->text(0).startsWith(text) && nth-- == 0) return *it;
    }
    return nullptr;
  }
  void clickItem(QTreeWidgetItem* what, Qt::KeyboardModifiers keys = {}) {
    ASSERT_NE(what, nullptr);
    tree().scrollToItem(what);
    QRect place = tree().visualItemRect(what);
    QTest::mouseClick(tree().viewport(), Qt::LeftButton, keys, QPoint(place.left() + 20, place.center().y()));
  }
  void saveAs(const QString& path) {
    answerFileDialog(path);
    press("saveArrangement");
    ASSERT_TRUE(waitFor([&] { return QFile::exists(path); }));
  }

  QTemporaryDir dir;
  QString file = dir.filePath("run.h5");
  std::string before;
  MainWindow window;
};

TEST_F(Data, AlgorithmsAreRenamedAndMovedIntoANewFile) {
  clickItem(item("GA"));
  QTest::keyClick(&tree(), Qt::Key_Up, Qt::ControlModifier);
  auto* group = item("GA")->parent();
  EXPECT_EQ(group->indexOfChild(item("GA")), 0);
  EXPECT_TRUE(tree().topLevelItem(0)->text(0).contains("changed"));
  tree().setFocus();
  QTest::keyClick(&tree(), Qt::Key_F2);
  auto* editor = tree().findChild<QLineEdit*>();
  ASSERT_NE(editor, nullptr);
  QTest::keyClicks(editor, "Genetic (ours)");
  QTest::keyClick(editor, Qt::Key_Enter);
  ASSERT_TRUE(waitFor(
      [&] { return item("Genetic (ours)") != nullptr && item("Genetic (ours)")->text(1).contains("was called GA"); }));
  clickItem(item("CEC17-MTSO1"));
  QTest::keyClick(&tree(), Qt::Key_Delete);
  EXPECT_EQ(item("CEC17-MTSO1"), nullptr);
  saveAs(dir.filePath("new.h5"));
  ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 2; }));
  const ResultFile made(dir.filePath("new.h5").toStdString());
  ASSERT_EQ(made.info().algorithms.size(), 2U);
  EXPECT_EQ(made.info().algorithms[0].alias, "Genetic (ours)");
  EXPECT_EQ(made.info().algorithms[1].alias, "MFEA");
  ASSERT_EQ(made.info().problems.size(), 1U);
  EXPECT_EQ(made.info().problems[0].name, "CEC17-MTSO2-CI-MS");
  const ResultFile original(file.toStdString());
  EXPECT_EQ(made.cell(0, 0).objective, original.cell(1, 1).objective);
  EXPECT_NE(item("CEC17-MTSO1"), nullptr) << "the changes are written: the original shows as it is";
  shot(window, "data");
}

TEST_F(Data, UndoShowsTheFileAsItIs) {
  clickItem(item("MFEA"));
  press("leaveOut");
  EXPECT_EQ(item("MFEA"), nullptr);
  clickItem(item("run.h5"));
  press("undoArrangement");
  EXPECT_NE(item("MFEA"), nullptr);
  EXPECT_FALSE(find<QPushButton>(page(), "saveArrangement").isEnabled());
}

TEST_F(Data, ProblemsOpenDownToTheRun) {
  tree().setCurrentItem(item("CEC17-MTSO1"));
  tree().setFocus();
  QTest::keyClick(&tree(), Qt::Key_Right);
  ASSERT_TRUE(waitFor([&] { return item("CEC17-MTSO1")->childCount() == 2; }));
  QTreeWidgetItem* algorithm = item("CEC17-MTSO1")->child(0);
  EXPECT_EQ(algorithm->text(0), "MFEA");
  EXPECT_EQ(algorithm->text(1), "5 finished");
  EXPECT_EQ(algorithm->childCount(), 5);
  EXPECT_EQ(algorithm->child(4)->text(1), "finished");
}

TEST_F(Data, SplittingAsksForTheFolderAndShowsTheNames) {
  ASSERT_TRUE(QDir(dir.path()).mkdir("parts"));
  const auto files = [this] { return QDir(dir.path()).entryList({"*.h5"}, QDir::Files); };
  QStringList names;
  clickItem(item("run.h5"));
  inDialog("splitDialog", [&](QWidget& dialog) {
    auto& list = find<QListWidget>(dialog, "splitNames");
    for (int i = 0; i < list.count(); ++i) names << list.item(i)->text();
    EXPECT_EQ(find<QLineEdit>(dialog, "splitFolder").text(), dir.path());
    QTest::keyClick(&dialog, Qt::Key_Escape);
  });
  press("splitProblem");
  EXPECT_EQ(names, (QStringList{"run-CEC17-MTSO1-CI-HS.h5", "run-CEC17-MTSO2-CI-MS.h5"}));
  passTime(200);
  EXPECT_EQ(files(), QStringList{"run.h5"}) << "written although it was cancelled";

  inDialog("splitDialog", [&](QWidget& dialog) {
    QPushButton* ok = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    type(find<QLineEdit>(dialog, "splitFolder"), dir.filePath("nowhere"));
    EXPECT_FALSE(ok->isEnabled());
    EXPECT_THAT(find<QLabel>(dialog, "splitWrong").text().toStdString(), testing::HasSubstr("nowhere"));
    type(find<QLineEdit>(dialog, "splitFolder"), dir.filePath("parts"));
    shot(dialog, "data-split");
    test::press(dialog, QDialogButtonBox::Ok);
  });
  press("splitProblem");
  ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 3; })) << notice().text().toStdString();
  EXPECT_EQ(files(), QStringList{"run.h5"});
  EXPECT_TRUE(QFile::exists(dir.filePath("parts/run-CEC17-MTSO1-CI-HS.h5")));
}

TEST_F(Data, SplitPartsMergeAgainAndWhatDiffersIsRefused) {
  clickItem(item("run.h5"));
  inDialog("splitDialog", [&](QWidget& dialog) { test::press(dialog, QDialogButtonBox::Ok); });
  press("splitAlgorithm");
  ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 3; }));
  clickItem(item("run-GA.h5"));
  clickItem(item("run-MFEA.h5"), Qt::ControlModifier);
  const QString merged = dir.filePath("merged.h5");
  answerFileDialog(merged);
  press("dataMerge");
  ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 4; }));
  EXPECT_EQ(ResultFile(merged.toStdString()).info().algorithms.size(), 2U);

  const QString other = dir.filePath("other.h5");
  makeResults(other, {"DE"}, {"CEC17-MTSO1-CI-HS"}, [](ExperimentSpec& s) { s.seed = 2; });
  open(other);
  ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 5; }));
  clickItem(item("run.h5"));
  clickItem(item("other.h5"), Qt::ControlModifier);
  answerFileDialog(dir.filePath("no.h5"));
  press("dataMerge");
  ASSERT_TRUE(waitFor([&] { return notice().isVisible(); }));
  EXPECT_TRUE(notice().text().contains("seed")) << notice().text().toStdString();
  EXPECT_FALSE(QFile::exists(dir.filePath("no.h5")));
  // A second split would overwrite: it is refused, and nothing is lost.
  clickItem(item("run.h5"));
  bool offered = true;
  inDialog("splitDialog", [&](QWidget& dialog) {
    offered = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled();
    EXPECT_THAT(find<QLabel>(dialog, "splitWrong").text().toStdString(), testing::HasSubstr("2 of these files exist"));
    QTest::keyClick(&dialog, Qt::Key_Escape);
  });
  press("splitAlgorithm");
  EXPECT_FALSE(offered);
}

TEST_F(Data, ResultFilesAreExportedInEveryForm) {
  for (const char* ending : {"csv", "ioh.csv", "json", "mat", "html"}) {
    const QString path = dir.filePath(QString("out.") + ending);
    clickItem(item("run.h5"));
    answerFileDialog(path);
    press("dataExport");
    ASSERT_TRUE(waitFor([&] { return QFile::exists(path) && !find<QWidget>(page(), "jobs").isVisible(); }, 60000))
        << ending << ": " << notice().text().toStdString();
  }
  EXPECT_THAT(bytesOf(dir.filePath("out.csv")), testing::StartsWith("problem,task,algorithm,repetition"));
  EXPECT_THAT(bytesOf(dir.filePath("out.ioh.csv")), testing::StartsWith("EvaluationCount,"));
  EXPECT_THAT(bytesOf(dir.filePath("out.html")), testing::HasSubstr("</html>"));
}

TEST_F(Data, EverythingIsReachedByTabInOrder) {
  clickItem(item("run.h5"));
  const QStringList reached = tabOrder(tree());
  qsizetype last = -1;
  for (const char* name : {"dataTree", "dataOpen", "dataClose", "dataImport", "dataExport", "splitAlgorithm",
                           "splitProblem", "splitRepetition", "dataTrim", "importOfficial"}) {
    const qsizetype at = reached.indexOf(name);
    EXPECT_GT(at, last) << name << " is not reached by Tab, or too early: " << reached.join(' ').toStdString();
    last = std::max(last, at);
  }
  // What needs a selected algorithm comes in when one is.
  EXPECT_FALSE(reached.contains("moveUp"));
  clickItem(item("GA"));
  const QStringList more = tabOrder(tree());
  for (const char* name : {"moveUp", "moveDown", "rename", "leaveOut"}) EXPECT_TRUE(more.contains(name)) << name;
}

TEST_F(Data, TrimKeepsFewerCheckpointsAndDigits) {
  clickItem(item("run.h5"));
  const QString out = dir.filePath("small.h5");
  inDialog("trimDialog", [&](QWidget& dialog) {
    auto& checkpoints = find<QSpinBox>(dialog, "trimCheckpoints");
    EXPECT_EQ(checkpoints.text(), "10 of 20");
    checkpoints.setFocus();
    checkpoints.selectAll();
    QTest::keyClicks(&checkpoints, "20");
    QPushButton* ok = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    EXPECT_FALSE(ok->isEnabled()) << "nothing to trim";
    EXPECT_FALSE(find<QSpinBox>(dialog, "trimDigits").isEnabled());
    pick(find<QComboBox>(dialog, "trimPrecision"), "Significant digits");
    auto& digits = find<QSpinBox>(dialog, "trimDigits");
    digits.selectAll();
    QTest::keyClicks(&digits, "3");
    answerFileDialog(out);
    test::press(dialog, QDialogButtonBox::Ok);
  });
  press("dataTrim");
  ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 2; })) << notice().text().toStdString();
  const ResultFile small(out.toStdString());
  EXPECT_EQ(small.info().precision, "3 digits");
  EXPECT_EQ(small.info().checkpoints, 20);
  const CellData exact = ResultFile(file.toStdString()).cell(0, 0);
  const CellData rounded = small.cell(0, 0);
  for (std::size_t i = 0; i < exact.objective.size(); ++i) {
    EXPECT_EQ(QString::number(exact.objective[i], 'e', 2), QString::number(rounded.objective[i], 'e', 2));
  }
  EXPECT_NE(exact.objective, rounded.objective);
  EXPECT_TRUE(item("small.h5")->text(1).contains("3 digits")) << item("small.h5")->text(1).toStdString();
  clickItem(item("run.h5"));
  const QString few = dir.filePath("few.h5");
  inDialog("trimDialog", [&](QWidget& dialog) {
    auto& checkpoints = find<QSpinBox>(dialog, "trimCheckpoints");
    checkpoints.setFocus();
    checkpoints.selectAll();
    QTest::keyClicks(&checkpoints, "5");
    const bool able = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled();
    EXPECT_TRUE(able);
    if (!able) {
      QTest::keyClick(&dialog, Qt::Key_Escape);
      return;
    }
    answerFileDialog(few);
    test::press(dialog, QDialogButtonBox::Ok);
  });
  press("dataTrim");
  ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 3; })) << notice().text().toStdString();
  EXPECT_EQ(ResultFile(few.toStdString()).info().checkpoints, 5);
}

TEST_F(Data, WhatMtopDoesNotRecordIsSaid) {
  clickItem(item("run.h5"));
  answerFileDialog(dir.filePath("mtop.mat"));
  press("dataExport");
  ASSERT_TRUE(waitFor([&] { return QFile::exists(dir.filePath("mtop.mat")); }, 60000));
  const QString out = dir.filePath("imported.h5");
  answerFileDialog(dir.filePath("mtop.mat"));
  QTimer::singleShot(0, &window, [&] {
    // The second question comes when the first is answered.
    auto* timer = new QTimer(&window);
    QObject::connect(timer, &QTimer::timeout, &window, [&, timer] {
      auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
      if (dialog == nullptr || dialog->acceptMode() != QFileDialog::AcceptSave) return;
      timer->deleteLater();
      answerFileDialog(out);
    });
    timer->start(20);
  });
  press("dataImport");
  ASSERT_TRUE(waitFor([&] { return tree().topLevelItemCount() == 2; }, 30000)) << notice().text().toStdString();
  const QString details = item("imported.h5")->text(1);
  EXPECT_TRUE(details.contains("imported from MToP")) << details.toStdString();
  EXPECT_TRUE(details.contains("seed not recorded")) << details.toStdString();
  clickItem(item("run.h5"));
  press("dataClose");
  window.show(2);
  auto& table = find<QTableView>(window, "resultsTable");
  ASSERT_TRUE(waitFor([&] {
    return table.model()->headerData(0, Qt::Vertical, Qt::ToolTipRole).toString().contains("data: unknown");
  }));
  clickCell(table, 0, 0);
  QTest::keyClick(&table, Qt::Key_Enter);
  auto& runs = find<QTableView>(window, "runs");
  ASSERT_TRUE(waitFor([&] { return runs.model()->rowCount() == 5; }));
  int said = 0;
  for (int c = 0; c < runs.model()->columnCount(); ++c) {
    const QString text = runs.model()->index(0, c).data().toString();
    EXPECT_NE(text, "-1") << c;
    said += text == "not recorded" ? 1 : 0;
  }
  EXPECT_EQ(said, 4) << "evaluations, those of the task, generations, not finite";
  auto& provenance = find<QTextBrowser>(window, "provenance");
  ASSERT_TRUE(waitFor([&] { return provenance.toPlainText().contains("Imported from"); }));
  EXPECT_FALSE(provenance.toPlainText().contains(QRegularExpression("Seed\\s+0")));
}

TEST_F(Data, WhatCannotBeReadIsSaidAboveTheTree) {
  std::ofstream(dir.filePath("cut.h5").toStdString(), std::ios::binary) << before.substr(0, before.size() / 3);
  open(dir.filePath("cut.h5"));
  ASSERT_TRUE(waitFor([&] { return notice().isVisible(); }));
  EXPECT_TRUE(notice().text().contains("cut.h5"));
  EXPECT_EQ(tree().topLevelItemCount(), 1);
}

TEST_F(Data, WhatIsNotWrittenIsNotLostWithoutAQuestion) {
  clickItem(item("MFEA"));
  press("leaveOut");
  clickItem(item("run.h5"));
  answerQuestion("Keep it open");
  press("dataClose");
  EXPECT_EQ(tree().topLevelItemCount(), 1);
  EXPECT_EQ(item("MFEA"), nullptr);
  answerQuestion("Keep it open");
  EXPECT_FALSE(window.close());
  EXPECT_TRUE(window.isVisible());
  answerQuestion("Discard changes");
  press("dataClose");
  EXPECT_EQ(tree().topLevelItemCount(), 0);
  EXPECT_TRUE(window.close()) << "nothing is left to lose";
}

}  // namespace
}  // namespace tandem::gui
