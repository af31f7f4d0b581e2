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
#include <QTemporaryDir>
#include <QToolButton>
#include <functional>

#include "gui/forms/param_form.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/results/figure_view.h"
#include "gui/pages/results/results_page.h"
#include "gui/window/main_window.h"
#include "gui_support.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

using test::find;
using test::shot;
using test::waitFor;

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
  window.appearance().choose(look::Appearance::Scheme::Dark);
  shot(window, "explore-dark");
  window.appearance().choose(look::Appearance::Scheme::Light);
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

TEST(ParamForm, AFileIsChosenByMouseOrKeys) {
  ParamForm form;
  form.setParams({{.name = "file", .type = ParamType::Text, .value = "", .options = {}, .doc = "describes the problem"},
                  {.name = "command", .type = ParamType::Text, .value = "", .options = {}, .doc = "d"}});
  form.QWidget::show();
  auto& line = *form.findChild<QLineEdit*>("file");
  EXPECT_TRUE(form.findChild<QLineEdit*>("command")->actions().isEmpty()) << "any text, not a file";
  QTemporaryDir folder;
  const QString path = folder.filePath("mine.toml");
  QFile(path).open(QIODevice::WriteOnly);
  test::answerFileDialog(path);
  test::click(*line.findChild<QToolButton*>());
  EXPECT_EQ(form.values(), (ParamValues{{"file", path.toStdString()}}));
  test::answerFileDialog("");
  line.setFocus();
  QTest::keyClick(&line, Qt::Key_Space, Qt::ControlModifier);
  EXPECT_EQ(line.text(), path) << "a dialog that is cancelled changes nothing";
}

}  // namespace
}  // namespace tandem::gui
