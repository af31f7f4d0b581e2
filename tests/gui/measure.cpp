// SPDX-License-Identifier: Apache-2.0
// Prints how the window responds with large tables and while workers are busy. Not a test: run it by hand
// (docs/performance.md), with --gtest_also_run_disabled_tests --gtest_filter='*Responsiveness*'.
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <cstdio>
#include <ctime>

#include "gui/models/results_model.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/results/results_page.h"
#include "gui/pages/results/run_chart.h"
#include "gui/window/main_window.h"
#include "gui_support.h"
#include "large_results.h"

namespace tandem::gui {
namespace {

using namespace test;

/// The longest time for which the event loop did not get round to a timer of 1 ms.
class Probe : public QObject {
 public:
  Probe() {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(1);
    connect(&timer_, &QTimer::timeout, this, [this] {
      longest_ = std::max(longest_, clock_.nsecsElapsed());
      // What the window itself did meanwhile: the rest of a gap is spent waiting for a core.
      const qint64 now = threadTime();
      work_ = std::max(work_, now - before_);
      before_ = now;
      over_ += clock_.elapsed() > 50 ? 1 : 0;
      ++turns_;
      clock_.restart();
    });
    clock_.start();
    timer_.start();
  }
  void print(const char* what) {
    std::printf("%-46s longest gap %6.1f ms (own work %5.1f ms), over 50 ms: %d of %d turns\n", what,
                static_cast<double>(longest_) / 1e6, static_cast<double>(work_) / 1e6, over_, turns_);
    longest_ = work_ = 0;
    over_ = turns_ = 0;
  }

 private:
  QTimer timer_;
  QElapsedTimer clock_;
  /// Nanoseconds of processor time of this thread.
  static qint64 threadTime() {
    timespec time{};
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
  }
  qint64 longest_ = 0, work_ = 0, before_ = threadTime();
  int over_ = 0, turns_ = 0;
};

TEST(Responsiveness, DISABLED_LargeTable) {
  const QTemporaryDir dir;
  const QString path = dir.filePath("large.h5");
  QElapsedTimer clock;
  tandem::test::writeLarge(path.toStdString(), 100, 50, 30);  // 200 x 50 cells
  MainWindow window;
  test::showAt(window, 2);
  auto& table = find<QTableView>(window, "resultsTable");
  Probe probe;
  const auto took = [&](const char* what) {
    std::printf("%-46s %8.1f ms\n", what, static_cast<double>(clock.nsecsElapsed()) / 1e6);
  };
  clock.start();
  window.openAny({path});
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 200; }, 120000));
  took("open, read and compute 200 x 50 x 30");
  probe.print("  meanwhile");
  passTime(1500);
  probe.print("  first figure");
  clock.restart();
  pick(find<QComboBox>(window, "test"), "Wilcoxon rank-sum");
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 201; }, 120000));
  took("rank-sum test of all cells (read again)");
  probe.print("  meanwhile");
  passTime(1500);
  probe.print("  figure again");
  QHeaderView* header = table.horizontalHeader();
  for (int i = 0; i < 3; ++i) {
    clock.restart();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(header->sectionViewportPosition(1) + 8, 6));
    table.viewport()->repaint();
    took("sort by a column and paint");
  }
  double worst = 0.0;
  clock.restart();
  for (int i = 0; i < 20; ++i) {
    QElapsedTimer one;
    one.start();
    QTest::keyClick(&table, Qt::Key_PageDown);
    table.viewport()->repaint();
    worst = std::max(worst, static_cast<double>(one.nsecsElapsed()) / 1e6);
  }
  std::printf("%-46s %8.1f ms at most of 20\n", "scroll one page and paint", worst);
  clock.restart();
  pick(find<QComboBox>(window, "columnOrder"), "By mean rank");
  table.viewport()->repaint();
  took("columns by mean rank and paint");
  clock.restart();
  find<QComboBox>(window, "numberFormat").lineEdit()->setText("%.2e");
  table.viewport()->repaint();
  took("another number format and paint");
  probe.print("  sorting, scrolling, formatting");
  shot(window, "results-large");
}

TEST(Responsiveness, DISABLED_LargeCollection) {
  const QTemporaryDir dir;
  const QString path = dir.filePath("large.h5");
  tandem::test::writeLarge(path.toStdString(), 20, 25, 20);  // 10,000 runs
  MainWindow window;
  test::showAt(window, 2);
  auto& tabs = find<QTabWidget>(window, "resultTabs");
  auto& message = find<QLabel>(window, "collectionMessage");
  auto& chart = find<RunChart>(window, "collectionChart");
  window.openAny({path});
  ASSERT_TRUE(waitFor([&] { return find<QTableView>(window, "resultsTable").model()->rowCount() == 40; }, 120000));
  passTime(1500);
  Probe probe;
  QElapsedTimer clock;
  const auto took = [&](const char* what) {
    std::printf("%-46s %8.1f ms\n", what, static_cast<double>(clock.nsecsElapsed()) / 1e6);
  };
  clock.start();
  tabs.setCurrentIndex(1);
  ASSERT_TRUE(waitFor([&] { return message.text().contains("of 10"); }, 120000)) << message.text().toStdString();
  took("collect 10,000 runs and draw them");
  probe.print("  meanwhile");
  const auto timed = [&](const char* what, const std::function<void()>& act) {
    clock.restart();
    act();
    chart.repaint();
    took(what);
  };
  timed("another quantity", [&] { find<QComboBox>(window, "collectionX").setCurrentIndex(2); });
  const QRect all = chart.plan().panels.at(0).rect.toRect();
  timed("brush half of them", [&] {
    QTest::mousePress(&chart, Qt::LeftButton, {}, all.topLeft());
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, QPoint(all.center().x(), all.bottom()));
  });
  EXPECT_TRUE(message.text().contains("selected"));
  timed("move over them", [&] { QTest::mouseMove(&chart, all.center()); });
  timed("sort the list", [&] { find<QTableView>(window, "collectionRuns").sortByColumn(3, Qt::AscendingOrder); });
  timed("box plot", [&] { find<QComboBox>(window, "collectionKind").setCurrentIndex(1); });
  probe.print("  working with them");
  find<QComboBox>(window, "collectionKind").setCurrentIndex(0);
  shot(window, "results-runs-large");
}

TEST(Responsiveness, DISABLED_BusyWorkers) {
  const QTemporaryDir dir;
  MainWindow window;
  test::showAt(window, 1);
  ExperimentPage& page = window.experiment();
  ExperimentSpec spec;
  for (const char* a : {"MFEA", "GA", "DE"}) spec.algorithms.push_back({a, {}, {}});
  for (const char* p : {"CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS"}) spec.problems.push_back({p, {}});
  spec.repetitions = 400;
  spec.instance = Instance::Synthetic;
  page.setSpec(spec);
  find<QLineEdit>(page, "output").setText(dir.filePath("busy.h5"));
  find<QSpinBox>(page, "threads").setValue(2);
  Probe probe;
  click(find<QPushButton>(page, "start"));
  ASSERT_TRUE(page.runner().running());
  probe.print("start of 2,400 runs");
  passTime(20000);
  probe.print("20 s of running, 2 workers");
  page.runner().stop();
  waitFor([&] { return !page.runner().running(); });
}

TEST(Responsiveness, DISABLED_LargeGrid) {
  const QTemporaryDir dir;
  MainWindow window;
  test::showAt(window, 1);
  ExperimentPage& page = window.experiment();
  ExperimentSpec spec;
  for (int i = 0; i < 50; ++i) spec.algorithms.push_back({"GA", "Genetic algorithm, variant " + std::to_string(i), {}});
  for (const ProblemInfo& p : window.session().catalogue().problems.all()) {
    if ((p.labels & SingleObjective) != 0 && spec.problems.size() < 40) spec.problems.push_back({p.name, {}});
  }
  spec.repetitions = 3;
  spec.budget = 400;
  spec.population = 10;
  spec.checkpoints = 4;
  spec.instance = Instance::Synthetic;
  Probe probe;
  page.setSpec(spec);
  passTime(1500);
  probe.print("50 x 40 put into the form, cost counted");
  find<QLineEdit>(page, "output").setText(dir.filePath("grid.h5"));
  auto& grid = find<QTableView>(page, "grid");
  click(find<QPushButton>(page, "start"));
  ASSERT_TRUE(waitFor([&] { return grid.model()->rowCount() == 40; }, 60000));
  probe.print("planned, grid of 50 x 40 built");
  ASSERT_TRUE(waitFor([&] { return !page.runner().running(); }, 300000));
  probe.print("6,000 runs");
  double worst = 0.0;
  for (int i = 0; i < 30; ++i) {
    QElapsedTimer one;
    one.start();
    QTest::keyClick(&grid, i % 2 == 0 ? Qt::Key_PageDown : Qt::Key_Right);
    grid.viewport()->repaint();
    worst = std::max(worst, static_cast<double>(one.nsecsElapsed()) / 1e6);
  }
  std::printf("%-46s %8.1f ms at most of 30\n", "scroll the grid and paint", worst);
  probe.print("  meanwhile");
}

}  // namespace
}  // namespace tandem::gui
