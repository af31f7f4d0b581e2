// SPDX-License-Identifier: Apache-2.0
// Screenshots of every place, light and dark, and of what a window must bear: 50 algorithms x 40 problems with long
// names. Not a test: run by scripts/screenshots, which sets TANDEM_SCREENSHOTS to a folder, and
// TANDEM_SCREENSHOT_LANGUAGE for pictures in another language (light only; that stands in their names).
#include <QFile>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeWidget>

#include "gui/look/language.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/results/results_page.h"
#include "gui/window/main_window.h"
#include "gui_support.h"

namespace tandem::gui {
namespace {

using namespace test;

class Shots : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!qEnvironmentVariableIsSet("TANDEM_SCREENSHOTS")) GTEST_SKIP() << "TANDEM_SCREENSHOTS names no folder";
    QSettings().clear();
    look::speak(qEnvironmentVariable("TANDEM_SCREENSHOT_LANGUAGE", "en"));
    window = std::make_unique<MainWindow>();
    const QStringList size = qEnvironmentVariable("TANDEM_SCREENSHOT_SIZE", "1280x720").split('x');
    window->resize(size.value(0).toInt(), size.value(1).toInt());
    window->QWidget::show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
  }
  void TearDown() override { look::speak("en"); }
  /// Both looks, once everything is drawn.
  void both(const char* name) {
    const QString language = look::spokenLanguage() == "en" ? QString() : '-' + look::spokenLanguage().left(2);
    for (const bool dark : {false, true}) {
      if (dark && !language.isEmpty()) continue;
      window->appearance().choose(dark ? look::Appearance::Scheme::Dark : look::Appearance::Scheme::Light);
      passTime(1200);
      const QString file = qEnvironmentVariable("TANDEM_SCREENSHOTS") + '/' + name + language +
                           (dark ? QStringLiteral("-dark.png") : QStringLiteral(".png"));
      EXPECT_TRUE(window->grab().save(file, "PNG", 0)) << file.toStdString();
    }
    window->appearance().choose(look::Appearance::Scheme::Light);
  }
  QTemporaryDir dir;
  std::unique_ptr<MainWindow> window;
};

TEST_F(Shots, DISABLED_Welcome) {
  window->greet();
  waitFor([&] { return find<QTreeWidget>(*window, "welcomeSuites").topLevelItemCount() > 0; });
  both("welcome");
}

TEST_F(Shots, DISABLED_Explore) {
  window->show(0);
  auto& start = find<QPushButton>(*window, "exploreStart");
  click(start);
  waitFor([&] { return start.isEnabled(); }, 120000);
  both("explore");
}

TEST_F(Shots, DISABLED_Experiment) {
  window->show(1);
  both("experiment-empty");
  ExperimentSpec spec;
  for (const char* a : {"MFEA", "MFEA-II", "MTEA-AD", "GA", "DE"}) spec.algorithms.push_back({a, {}, {}});
  spec.algorithms.push_back({"MFEA", "MFEA, rmp 0.5", {{"rmp", "0.5"}}});
  for (const char* p : {"CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS", "CEC17-MTSO3-CI-LS", "CEC17-MTSO4-PI-HS"}) {
    spec.problems.push_back({p, {}});
  }
  spec.repetitions = 10;
  spec.budget = 20000;
  spec.instance = Instance::Synthetic;
  ExperimentPage& page = window->experiment();
  page.setSpec(spec);
  const QString file = dir.filePath("experiment.h5");
  find<QLineEdit>(page, "output").setText(file);
  click(find<QPushButton>(page, "start"));
  waitFor([&] { return page.runner().running(); }, 5000);
  waitFor([&] { return !page.runner().running(); }, 300000);
  both("experiment");
  window->show(2);
  auto& table = find<QTableView>(*window, "resultsTable");
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 8; }));
  auto& test = find<QComboBox>(*window, "test");
  pick(test, test.itemText(1));  // rank-sum
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 9; }));
  clickCell(table, 0, 0);
  clickCell(table, 0, 4, Qt::ShiftModifier);
  table.horizontalScrollBar()->setValue(0);
  both("results");
  window->show(3);
  auto& tree = find<QTreeWidget>(*window, "dataTree");
  tree.setCurrentItem(tree.topLevelItem(0)->child(0)->child(1));
  both("data");
}

TEST_F(Shots, DISABLED_EmptyPlaces) {
  window->show(2);
  both("results-empty");
  window->show(3);
  both("data-empty");
}

TEST_F(Shots, DISABLED_ManyAndLongNames) {
  const Catalogue& catalogue = window->session().catalogue();
  ExperimentSpec spec;
  for (int i = 0; i < 50; ++i) {
    spec.algorithms.push_back({"GA", "Genetic algorithm with a long name, variant " + std::to_string(i + 1), {}});
  }
  for (const ProblemInfo& p : catalogue.problems.all()) {
    if ((p.labels & SingleObjective) != 0 && spec.problems.size() < 40) spec.problems.push_back({p.name, {}});
  }
  spec.repetitions = 3;
  spec.budget = 400;
  spec.population = 10;
  spec.checkpoints = 4;
  spec.instance = Instance::Synthetic;
  window->show(1);
  ExperimentPage& page = window->experiment();
  page.setSpec(spec);
  find<QLineEdit>(page, "output").setText(dir.filePath("many.h5"));
  click(find<QPushButton>(page, "start"));
  waitFor([&] { return page.runner().running(); }, 20000);
  waitFor([&] { return !page.runner().running(); }, 300000);
  both("experiment-many");
  window->show(2);
  auto& table = find<QTableView>(*window, "resultsTable");
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() >= 40; }, 120000));
  clickCell(table, 0, 0);
  clickCell(table, 0, 4, Qt::ShiftModifier);
  table.horizontalScrollBar()->setValue(0);
  both("results-many");
  window->show(3);
  both("data-many");
}

}  // namespace
}  // namespace tandem::gui
