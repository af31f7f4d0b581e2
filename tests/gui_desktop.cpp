// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <functional>

#include "gui/app/main_window.h"
#include "gui/forms/param_form.h"
#include "gui/views/experiment_page.h"
#include "gui/views/figure_view.h"
#include "gui/views/results_page.h"
#include "gui_support.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

using test::find;
using test::shot;
using test::waitFor;

// Types the name into the search field, selects the row of exactly that name, clicks "Add selected".
void choose(QWidget& page, const QString& kind, const QString& name) {
  find<QLineEdit>(page, qPrintable("search" + kind)).setText(name);
  auto& view = find<QTableView>(page, qPrintable("catalogue" + kind));
  for (int row = 0; row < view.model()->rowCount(); ++row) {
    if (view.model()->index(row, 0).data().toString() != name) continue;
    view.selectRow(row);
    find<QPushButton>(page, qPrintable("add" + kind)).click();
    find<QLineEdit>(page, qPrintable("search" + kind)).clear();
    return;
  }
  FAIL() << name.toStdString() << " is not listed";
}

TEST(Desktop, ChooseRunReadTheTableSaveAndReopen) {
  const QTemporaryDir dir;
  MainWindow window;
  window.resize(1280, 720);
  window.show(1);
  window.QWidget::show();
  ExperimentPage& page = window.experiment();
  for (const char* a : {"MFEA", "GA", "DE"}) choose(page, "Algorithms", a);
  for (const char* p : {"CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS"}) choose(page, "Problems", p);
  find<QSpinBox>(page, "repetitions").setValue(3);
  find<QSpinBox>(page, "budget").setValue(4000);
  find<QLineEdit>(page, "output").setText(dir.filePath("run.h5"));
  find<QPushButton>(page, "start").click();
  ASSERT_TRUE(page.runner().running()) << find<QLabel>(page, "state").text().toStdString();
  ASSERT_TRUE(waitFor([&] { return !page.runner().running(); }));
  EXPECT_EQ(find<QLabel>(page, "state").text(), "Done: 18 runs, 0 failed.");
  auto& grid = find<QTableView>(page, "grid");
  ASSERT_EQ(grid.model()->rowCount(), 2);
  ASSERT_EQ(grid.model()->columnCount(), 3);
  EXPECT_EQ(grid.model()->index(1, 2).data().toString(), "3 / 3");
  auto& live = find<QTableWidget>(page, "liveTable");
  ASSERT_TRUE(waitFor([&] { return live.rowCount() == 4; }));  // two problems of two tasks
  EXPECT_FALSE(live.item(0, 0)->text().contains("NaN"));
  shot(window, "experiment");

  // The finished file is open in Results; the rank-sum test gives signs against the base.
  window.show(2);
  auto& results = *window.findChild<ResultsPage*>();
  auto& table = find<QTableView>(results, "resultsTable");
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 4; }));
  auto& test = find<QComboBox>(results, "test");
  test.setCurrentIndex(1);
  emit test.activated(1);
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 5; }));
  const QString cell = table.model()->index(0, 1).data().toString();
  ASSERT_FALSE(cell.isEmpty());
  EXPECT_TRUE(QString("+=\u2212").contains(cell.back())) << cell.toStdString();
  table.selectRow(0);
  ASSERT_TRUE(waitFor([&] { return results.findChild<FigureView*>()->isVisible(); }));
  shot(window, "results");
  window.show(3);
  shot(window, "data");

  // Saved, changed, reopened: the same specification.
  page.saveSpec(dir.filePath("spec.toml"));
  const std::string before = toToml(page.spec());
  page.setSpec({});
  EXPECT_NE(toToml(page.spec()), before);
  window.openFile(dir.filePath("spec.toml"));
  EXPECT_EQ(toToml(page.spec()), before);

  // Headless, from the command line the window offers: equal results.
  find<QLineEdit>(page, "output").setText(dir.filePath("headless.h5"));
  const QString line = page.commandLine();
  ASSERT_TRUE(line.startsWith("tandem run "));
  const std::string command = std::string(TANDEM_PROGRAM) + line.mid(6).toStdString() + " 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const ResultFile ours(dir.filePath("run.h5").toStdString()), theirs(dir.filePath("headless.h5").toStdString());
  for (int p = 0; p < 2; ++p) {
    for (int a = 0; a < 3; ++a) EXPECT_EQ(ours.cell(p, a).objective, theirs.cell(p, a).objective);
  }
}

TEST(Desktop, StoppedExperimentsKeepTheirRunsAndRefusalsAreShown) {
  const QTemporaryDir dir;
  MainWindow window;
  ExperimentPage& page = window.experiment();
  find<QPushButton>(page, "start").click();
  EXPECT_FALSE(find<QLabel>(page, "state").text().isEmpty());  // nothing chosen
  choose(page, "Algorithms", "GA");
  choose(page, "Problems", "CEC17-MTSO1-CI-HS");
  find<QSpinBox>(page, "repetitions").setValue(5000);
  find<QSpinBox>(page, "budget").setValue(20000);
  find<QLineEdit>(page, "output").setText(dir.filePath("long.h5"));
  find<QPushButton>(page, "start").click();
  ASSERT_TRUE(waitFor([&] {
    return find<QTableView>(page, "grid").model()->index(0, 0).data().toString().section(' ', 0, 0).toInt() > 0;
  }));
  page.runner().stop();
  ASSERT_TRUE(waitFor([&] { return !page.runner().running(); }));
  EXPECT_TRUE(find<QLabel>(page, "state").text().startsWith("Stopped"));
  const ResultFile file(dir.filePath("long.h5").toStdString());
  EXPECT_FALSE(file.missing().empty());
  const auto missing = file.missing().size();
  EXPECT_LT(missing, 5000U);
  // Resumed, the grid starts with what is there.
  page.start(true);
  EXPECT_EQ(find<QTableView>(page, "grid").model()->index(0, 0).data().toString(),
            QString("%1 / 5000").arg(5000 - missing));
  page.runner().stop();
  ASSERT_TRUE(waitFor([&] { return !page.runner().running(); }));
}

TEST(Desktop, ExploreRunsOneAlgorithmToTheEnd) {
  MainWindow window;
  window.resize(1280, 720);
  window.show(0);
  window.QWidget::show();
  find<QLineEdit>(window, "exploreBudget").setText("20000");
  find<QPushButton>(window, "exploreStart").click();
  auto& log = find<QPlainTextEdit>(window, "exploreLog");
  ASSERT_TRUE(waitFor([&] { return log.toPlainText().contains("Finished in"); })) << log.toPlainText().toStdString();
  EXPECT_TRUE(log.toPlainText().contains("task 2:"));
  EXPECT_TRUE(find<QPushButton>(window, "exploreStart").isEnabled());
  shot(window, "explore");
  window.setDark(true);
  shot(window, "explore-dark");
  window.setDark(false);
}

TEST(ParamForm, GivesWhatDiffersAndMarksWhatIsWrong) {
  ParamForm form;
  form.setParams(
      {{.name = "rmp", .type = ParamType::Real, .value = "0.3", .min = 0, .max = 1, .options = {}, .doc = "d"},
       {.name = "n", .type = ParamType::Integer, .value = "5", .min = 1, .max = 9, .options = {}, .doc = "d"},
       {.name = "on", .type = ParamType::Boolean, .value = "true", .options = {}, .doc = "d"}});
  EXPECT_TRUE(form.values().empty());
  form.findChild<QLineEdit*>("rmp")->setText("0.5");
  EXPECT_EQ(form.values(), (ParamValues{{"rmp", "0.5"}}));
  EXPECT_TRUE(form.problem().isEmpty());
  form.findChild<QLineEdit*>("rmp")->setText("1.5");
  EXPECT_TRUE(form.problem().contains("rmp")) << "out of range";
  form.findChild<QLineEdit*>("rmp")->setText("0.3");
  form.findChild<QLineEdit*>("n")->setText("2.5");
  EXPECT_TRUE(form.problem().contains("whole number"));
  form.reset();
  EXPECT_TRUE(form.problem().isEmpty());
}

}  // namespace
}  // namespace tandem::gui
