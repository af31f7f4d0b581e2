// SPDX-License-Identifier: Apache-2.0
// The place Results offers what `tandem table` can do: the finer choices, and ordering the columns by hand.
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

#include "gui/forms/param_form.h"
#include "gui/models/results_model.h"
#include "gui/pages/common/notice.h"
#include "gui/work/session.h"
#include "gui_results_fixture.h"
#include "tandem/store/result_file.h"

namespace tandem::gui {
namespace {

using namespace test;

class ResultsChoices : public test::Results {
 protected:
  void openUnfolded() {
    openAndWait();
    auto& fold = find<QToolButton>(window, "moreOptions");
    if (!fold.isChecked()) QTest::keyClick(&fold, Qt::Key_Space);
    ASSERT_TRUE(find<QWidget>(window, "alpha").isVisible());
  }
  const Table& shown() { return *qobject_cast<ResultsModel*>(table().model())->table(); }
  QString caption() { return find<QLabel>(window, "caption").text(); }
  void enter(const char* name, const QString& text) {
    auto& box = find<QAbstractSpinBox>(window, name);
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, text);
    QTest::keyClick(&box, Qt::Key_Return);
  }
  void check(const char* name) {
    auto& box = find<QCheckBox>(window, name);
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Space);
  }
  // What the command line says of the same comparison.
  std::string commandLine(const std::string& options) {
    const QString out = dir.filePath("cli.csv");
    QFile::remove(out);
    const std::string command =
        std::string(TANDEM_PROGRAM) + " table " + file.toStdString() + ' ' + options + " -o " + out.toStdString();
    EXPECT_EQ(std::system((command + " 2>/dev/null").c_str()), 0) << command;
    return readAll(out);
  }
  std::string exported() {
    const QString out = dir.filePath("window.csv");
    QFile::remove(out);
    answerFileDialog(out);
    click(find<QPushButton>(window, "exportTable"));
    EXPECT_TRUE(waitFor([&] { return QFile::exists(out); }));
    return readAll(out);
  }
};

TEST_F(ResultsChoices, WhatDoesNotGoTogetherCannotBeChosen) {
  openUnfolded();
  const auto enabled = [&](const char* name) { return find<QWidget>(window, name).isEnabled(); };
  for (const char* name : {"alpha", "effect", "overall", "blocks", "rope"}) EXPECT_FALSE(enabled(name)) << name;
  pick(find<QComboBox>(window, "test"), "Wilcoxon rank-sum");
  for (const char* name : {"alpha", "effect", "overall"}) EXPECT_TRUE(enabled(name)) << name;
  for (const char* name : {"blocks", "rope"}) EXPECT_FALSE(enabled(name)) << name;
  pick(find<QComboBox>(window, "test"), "Friedman");
  EXPECT_TRUE(enabled("blocks"));
  EXPECT_FALSE(enabled("effect"));
  pick(find<QComboBox>(window, "test"), "Bayesian signed-rank");
  EXPECT_TRUE(enabled("rope"));
  pick(find<QComboBox>(window, "show"), "Best");
  EXPECT_FALSE(enabled("intervals"));
}

TEST_F(ResultsChoices, LevelEffectIntervalsAndOverallAreThoseOfTheCommandLine) {
  openUnfolded();
  pick(find<QComboBox>(window, "show"), "Median");
  pick(find<QComboBox>(window, "test"), "Wilcoxon rank-sum");
  enter("alpha", "0.2");
  pick(find<QComboBox>(window, "effect"), "A12");
  check("intervals");
  check("overall");
  ASSERT_TRUE(waitFor([&] { return shown().request.overall && shown().request.intervals; }));
  EXPECT_EQ(shown().request.alpha, 0.2);
  EXPECT_TRUE(text(0, 1).contains("A12 ")) << text(0, 1).toStdString();
  EXPECT_TRUE(text(0, 1).contains('['));
  EXPECT_FALSE(text(0, 0).contains("A12"));  // the base
  EXPECT_EQ(rowName(7), "A12, 3 problems");
  EXPECT_EQ(exported(), commandLine("--show median --test rank-sum --base MFEA --alpha 0.2 --effect a12 --interval "
                                    "--overall --number %.4e"));
}

TEST_F(ResultsChoices, BlocksAndBayesAreThoseOfTheCommandLine) {
  openUnfolded();
  pick(find<QComboBox>(window, "show"), "Mean");
  pick(find<QComboBox>(window, "test"), "Friedman");
  ASSERT_TRUE(waitFor([&] { return table().model()->rowCount() == 8 && shown().blocks == 3; }));
  pick(find<QComboBox>(window, "blocks"), "Tasks");
  ASSERT_TRUE(waitFor([&] { return shown().blocks == 6; }));
  EXPECT_EQ(exported(), commandLine("--test friedman --base MFEA --blocks task"));
  pick(find<QComboBox>(window, "test"), "Bayesian signed-rank");
  enter("rope", "0.1");
  ASSERT_TRUE(waitFor([&] { return shown().request.test == TableTest::Bayes && shown().request.rope == 0.1; }));
  EXPECT_EQ(rowName(6), "P(better)");
  EXPECT_EQ(exported(), commandLine("--test bayes --base MFEA --rope 0.1"));
}

TEST_F(ResultsChoices, ValuesAreReadOnceAndPowerIsAskedFor) {
  openUnfolded();
  pick(find<QComboBox>(window, "show"), "Median (quartiles)");
  ASSERT_TRUE(waitFor([&] { return shown().request.show == TableShow::MedianIqr; }));
  // Nothing more can be read from the file: what needs no other value is computed all the same.
  ASSERT_TRUE(QFile(file).open(QIODevice::WriteOnly | QIODevice::Truncate));
  pick(find<QComboBox>(window, "test"), "Wilcoxon rank-sum");
  ASSERT_TRUE(waitFor([&] { return table().model()->rowCount() == 7; })) << caption().toStdString();
  enter("power", "0.75");
  ASSERT_TRUE(waitFor([&] { return shown().power.effect == 0.75; }));
  EXPECT_TRUE(caption().contains("0.75")) << caption().toStdString();
}

TEST_F(ResultsChoices, AnEarlierShareOfTheBudgetAndASubsetAreCompared) {
  openUnfolded();
  pick(find<QComboBox>(window, "show"), "Mean");
  auto& checkpoint = find<QSpinBox>(window, "checkpoint");
  EXPECT_EQ(checkpoint.text(), "at the end");
  checkpoint.setFocus();
  for (int i = 0; i < 5; ++i) QTest::keyClick(&checkpoint, Qt::Key_Up);
  EXPECT_EQ(checkpoint.text(), "5 of 20 (25 %)");
  ASSERT_TRUE(waitFor([&] { return shown().request.checkpoint == 5; }));
  const ResultFile results(file.toStdString());
  double sum = 0.0;
  const CellData cell = results.cell(0, 0);
  for (int r = 0; r < 5; ++r) sum += cell.objective[cell.at(r, 0, 4)];
  EXPECT_NEAR(shown().rows[0].cells[0].mean, sum / 5, 1e-9 * sum);
  type(find<QLineEdit>(window, "onlyAlgorithms"), "G*, DE");
  QTest::keyClick(&find<QLineEdit>(window, "onlyAlgorithms"), Qt::Key_Return);
  ASSERT_TRUE(waitFor([&] { return table().model()->columnCount() == 2; }));
  type(find<QLineEdit>(window, "onlyProblems"), "nothing-is-called-so");
  QTest::keyClick(&find<QLineEdit>(window, "onlyProblems"), Qt::Key_Return);
  ASSERT_TRUE(waitFor([&] { return caption().contains("nothing-is-called-so"); })) << caption().toStdString();
  click(find<QPushButton>(window, "resetOptions"));
  ASSERT_TRUE(waitFor([&] { return table().model()->columnCount() == 3; }));
  EXPECT_EQ(checkpoint.text(), "at the end");
}

TEST_F(ResultsChoices, ParametersOfTheMetricAreAsked) {
  openUnfolded();
  pick(find<QComboBox>(window, "show"), "Mean");
  pick(find<QComboBox>(window, "metric"), "ERT");
  auto& target = find<QLineEdit>(window, "target");
  ASSERT_TRUE(waitFor([&] { return target.isVisible(); }, 2000));
  type(target, "1e3");
  ASSERT_TRUE(waitFor([&] { return QString::fromStdString(shown().metric) == "ERT:target=1e3"; })) << shown().metric;
  EXPECT_EQ(exported(), commandLine("-m ERT:target=1e3"));
  type(target, "many");
  EXPECT_TRUE(page().findChild<Notice*>()->text().contains("many"));
}

TEST_F(ResultsChoices, ColumnsAreDraggedAndExportedInThatOrder) {
  openAndWait();
  clickCell(table(), 2, 2);
  const QString value = text(2, 2);
  QHeaderView* header = table().horizontalHeader();
  const auto middle = [&](int column) {
    return QPoint(header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2);
  };
  const QString last = columnName(2);
  const QPoint from = middle(2);
  const QPoint to(header->sectionViewportPosition(0) + 6, from.y());
  QTest::mousePress(header->viewport(), Qt::LeftButton, {}, from);
  QTest::mouseMove(header->viewport(), from - QPoint(30, 0));
  // Moves with the button held, as a hand makes them.
  for (int step = 1; step <= 8; ++step) {
    const QPoint at = from + (to - from) * step / 8;
    QMouseEvent move(QEvent::MouseMove, at, header->viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(header->viewport(), &move);
  }
  QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, to);
  ASSERT_TRUE(waitFor([&] { return columnName(0) == last; }, 3000));
  EXPECT_EQ(find<QComboBox>(window, "columnOrder").currentText(), "By hand");
  EXPECT_EQ(text(2, 0), value);
  for (int c = 0; c < 3; ++c) EXPECT_EQ(header->logicalIndex(c), c);
  const QModelIndexList selected = table().selectionModel()->selectedIndexes();
  ASSERT_EQ(selected.size(), 1);
  EXPECT_EQ(selected.front().column(), 0);
  // The order stays when the table is made again, and is the one exported.
  pick(find<QComboBox>(window, "show"), "Median");
  ASSERT_TRUE(waitFor([&] { return shown().request.show == TableShow::Median; }));
  EXPECT_EQ(columnName(0), last);
  const std::string csv = exported();
  EXPECT_LT(csv.find(",DE,"), csv.find(",MFEA,"));
  // With keys; the dialog was the active window.
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  clickCell(table(), 2, 0);
  QTest::keyClick(&table(), Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
  ASSERT_TRUE(waitFor([&] { return columnName(1) == last; }, 3000));
  pick(find<QComboBox>(window, "columnOrder"), "As in the files");
  EXPECT_EQ(columnName(0), "MFEA");
}

TEST_F(ResultsChoices, EqualBudgetsAreThoseOfTheCommandLine) {
  openUnfolded();
  pick(find<QComboBox>(window, "show"), "Mean");
  enter("budgetTolerance", "5");
  EXPECT_TRUE(waitFor([&] { return shown().request.budgetTolerance == 0.05; }));
  check("equalBudgets");
  ASSERT_TRUE(waitFor([&] { return shown().request.equalBudgets; }));
  EXPECT_FALSE(find<QWidget>(window, "checkpoint").isEnabled()) << "each run is cut at a place of its own";
  EXPECT_EQ(exported(), commandLine("--equal-budgets --budget-tolerance 5"));
}

TEST_F(ResultsChoices, HowItIsShownIsRememberedAcrossARestart) {
  openAndWait();
  pick(find<QComboBox>(window, "show"), "Median");
  pick(find<QComboBox>(window, "highlight"), "Best and worst");
  type(*find<QComboBox>(window, "numberFormat").lineEdit(), "%.2e");
  EXPECT_TRUE(window.close());
  MainWindow next;
  EXPECT_EQ(find<QComboBox>(next, "show").currentText(), "Median");
  EXPECT_EQ(find<QComboBox>(next, "highlight").currentText(), "Best and worst");
  EXPECT_EQ(find<QComboBox>(next, "numberFormat").currentText(), "%.2e");
}

TEST_F(ResultsChoices, RowsByName) {
  openAndWait();
  pick(find<QComboBox>(window, "rowOrder"), "By name");
  for (int r = 1; r < 6; ++r) EXPECT_LT(rowName(r - 1), rowName(r));
  clickHeader(1);
  EXPECT_EQ(find<QComboBox>(window, "rowOrder").currentText(), "By a column");
  for (int r = 1; r < 6; ++r) EXPECT_LE(number(r - 1, 1), number(r, 1));
}

TEST_F(ResultsChoices, AMetricOfAPlugInIsListedOnceItIsReloaded) {
  openAndWait();
  auto& metric = find<QComboBox>(window, "metric");
  ASSERT_LT(metric.findText("Plugin-Runs"), 0);
  ASSERT_TRUE(QFile::copy(TANDEM_TEST_PLUGINS "/metric.so", dir.filePath("metric.so")));
  Session::setPluginFolders({dir.path()});
  QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
  pick(metric, "Plugin-Runs");
  EXPECT_TRUE(waitFor([&] { return text(0, 0).startsWith("5.0000e+00"); })) << text(0, 0).toStdString();
  // Gone again: what was chosen cannot be kept.
  Session::setPluginFolders({});
  QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
  EXPECT_LT(metric.findText("Plugin-Runs"), 0);
  EXPECT_EQ(metric.currentText(), "Objective or IGD");
  EXPECT_TRUE(waitFor([&] { return !text(0, 0).startsWith("5.0000e+00"); }));
}

TEST_F(ResultsChoices, AllFieldsStandInOneColumn) {
  openUnfolded();
  const auto left = [&](const char* name) { return find<QWidget>(window, name).mapTo(&window, QPoint()).x(); };
  for (const char* name : {"show", "numberFormat", "rowOrder", "alpha", "effect", "power", "onlyProblems", "overall"}) {
    EXPECT_EQ(left(name), left("metric")) << name;
  }
  EXPECT_EQ(left("files"), left("openResults"));
  // Parameters of a metric stand in it, too.
  pick(find<QComboBox>(window, "metric"), "ERT");
  passTime(50);
  const auto* parameter = page().findChild<ParamForm*>()->findChild<QLineEdit*>();
  ASSERT_NE(parameter, nullptr);
  EXPECT_EQ(parameter->mapTo(&window, QPoint()).x(), left("metric"));
}

TEST_F(ResultsChoices, ALongNoteLeavesTheTableItsRoom) {
  openAndWait();
  find<QLabel>(window, "caption").setText(QStringLiteral("One of very many sentences about it. ").repeated(60));
  passTime(50);
  EXPECT_GE(table().height(), 160);
  EXPECT_LT(find<QWidget>(window, "captionArea").height(), 6 * table().fontMetrics().lineSpacing() + 8);
}

}  // namespace
}  // namespace tandem::gui
