// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>

#include "gui/pages/explore/explore_page.h"
#include "gui/window/main_window.h"
#include "gui_support.h"

namespace tandem::gui {

/// The window at the place Explore.
class Explore : public testing::Test {
 protected:
  Explore() {
    window.resize(1280, 720);
    window.QWidget::show();
    test::go(window, "Explore");
  }
  [[nodiscard]] std::string log() {
    return test::find<QPlainTextEdit>(page(), "exploreLog").toPlainText().toStdString();
  }
  ExplorePage& page() { return *window.findChild<ExplorePage*>(); }
  void choose(const char* algorithm, const char* problem) {
    test::type(test::find<QComboBox>(page(), "exploreAlgorithm"), algorithm, true);
    test::type(test::find<QComboBox>(page(), "exploreProblem"), problem, true);
  }
  void startAndWait() {
    const auto ends = [this] {
      const QString text = QString::fromStdString(log());
      return text.count("Finished in") + text.count("Failed") + text.count("Stopped");
    };
    const auto before = ends();
    test::click(test::find<QPushButton>(page(), "exploreStart"));
    ASSERT_TRUE(test::waitFor([&] { return ends() > before; })) << log();
  }
  void tab(const char* label) {
    for (auto* tabs : page().findChildren<QTabWidget*>()) {
      for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i).remove('&') != QLatin1String(label)) continue;
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
        return;
      }
    }
    FAIL() << "no tab " << label;
  }
  MainWindow window;
};

}  // namespace tandem::gui
