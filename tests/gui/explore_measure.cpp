// SPDX-License-Identifier: Apache-2.0
// Prints what the live views cost. Not a test: run it by hand (docs/performance.md), with
// --gtest_also_run_disabled_tests --gtest_filter='*LiveViews*'.
#include <sys/resource.h>

#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <cstdio>

#include "gui/pages/explore/explore_page.h"
#include "gui/window/main_window.h"
#include "gui_support.h"

namespace tandem::gui {
namespace {

using namespace test;

/// Seconds of processor time that this thread, the one of the window, has used.
double spent() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void measure(const char* what, ExploreRunner& runner, int milliseconds) {
  QEventLoop loop;  // as an application does: asleep until something happens
  int looks = 0;
  QObject::connect(&runner, &ExploreRunner::looked, &loop, [&looks] { ++looks; });
  QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
  QElapsedTimer wall;
  wall.start();
  const double before = spent();
  loop.exec();
  const double seconds = 1e-3 * static_cast<double>(wall.elapsed());
  std::printf("%-20s %5.1f %% of a core, %.1f redraws a second\n", what, 100.0 * (spent() - before) / seconds,
              looks / seconds);
}

void watch(const char* algorithm, const char* problem) {
  MainWindow window;
  window.resize(1280, 720);
  window.QWidget::show();
  go(window, "Explore");
  auto& page = *window.findChild<ExplorePage*>();
  type(find<QComboBox>(page, "exploreAlgorithm"), algorithm, true);
  type(find<QComboBox>(page, "exploreProblem"), problem, true);
  type(find<QLineEdit>(page, "tasks"), "10");
  type(find<QLineEdit>(page, "exploreBudget"), "900000000");
  click(find<QPushButton>(page, "exploreStart"));
  auto& progress = find<QLabel>(page, "exploreProgress");
  ASSERT_TRUE(waitFor([&] { return progress.text().contains("generation"); }));
  passTime(2000);
  std::printf("%s on %s, 10 tasks, 1280x720\n", algorithm, problem);
  for (auto* tabs : page.findChildren<QTabWidget*>()) {
    for (int i = 0; i < tabs->count(); ++i) {
      if (!tabs->isTabEnabled(i)) continue;
      QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
      measure(tabs->tabText(i).remove('&').toUtf8().constData(), page.runner(), 8000);
    }
  }
  page.runner().stop();
  ASSERT_TRUE(waitFor([&] { return !page.runner().running(); }));
}

TEST(Measure, DISABLED_LiveViewsOfTenTasks) {
  watch("MFEA", "WCCI20-MaTSO1");
}

}  // namespace
}  // namespace tandem::gui
