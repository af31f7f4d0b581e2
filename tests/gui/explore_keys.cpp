// SPDX-License-Identifier: Apache-2.0
// Explore without a mouse.
#include <gmock/gmock.h>

#include <QAbstractButton>
#include <QLabel>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QTabBar>
#include <map>
#include <set>

#include "gui/pages/explore/explore_page.h"
#include "gui/window/main_window.h"
#include "gui_support.h"

namespace tandem::gui {
namespace {

using namespace test;
using testing::IsEmpty;

std::string nameOf(const QWidget& w) {
  return std::string(w.metaObject()->className()) + " " + w.objectName().toStdString();
}

/// What Tab should reach: everything in the page that can be used and is no part of another control.
std::set<QWidget*> usable(QWidget& page) {
  std::set<QWidget*> list;
  for (QWidget* w : page.findChildren<QWidget*>()) {
    if (w->isVisible() && w->isEnabled() && (w->focusPolicy() & Qt::TabFocus) != 0 && w->focusProxy() == nullptr)
      list.insert(w);
  }
  return list;
}

std::vector<QWidget*> walk(QWidget& page, QWidget& from) {
  std::vector<QWidget*> visited;
  from.setFocus();
  for (int steps = 0; steps < 200; ++steps) {
    QWidget* at = QApplication::focusWidget();
    if (at == nullptr || std::find(visited.begin(), visited.end(), at) != visited.end()) break;
    if (page.isAncestorOf(at)) visited.push_back(at);
    QTest::keyClick(at, Qt::Key_Tab);
  }
  return visited;
}

class ExploreKeys : public testing::Test {
 protected:
  ExploreKeys() {
    window.resize(1280, 720);
    window.QWidget::show();
    go(window, "Explore");
    window.activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
    EXPECT_TRUE(waitFor([&] { return find<QComboBox>(page(), "taskFigure").count() > 0; }));
  }
  ExplorePage& page() { return *window.findChild<ExplorePage*>(); }
  void expectAllReached() {
    const std::vector<QWidget*> visited = walk(page(), find<QComboBox>(page(), "filterTasks"));
    std::vector<std::string> missed;
    for (QWidget* w : usable(page())) {
      if (std::find(visited.begin(), visited.end(), w) == visited.end()) missed.push_back(nameOf(*w));
    }
    EXPECT_THAT(missed, IsEmpty());
    // Everything to choose comes before what is watched, and from top to bottom.
    const auto placeOf = [&](const char* name) {
      return std::find(visited.begin(), visited.end(), &find<QWidget>(page(), name)) - visited.begin();
    };
    const char* order[] = {
        "filterTasks",        "filterObjectives", "filterSpecial",     "exploreAlgorithm", "rmp",
        "exploreProblem",     "exploreInstance",  "exploreSeed",       "exploreBudget",    "explorePopulation",
        "exploreCheckpoints", "exploreStart",     "exportConvergence", "exportPopulation", "exportLower"};
    for (std::size_t i = 1; i < std::size(order); ++i) EXPECT_LT(placeOf(order[i - 1]), placeOf(order[i])) << order[i];
  }
  void expectMnemonicsUnique() {
    std::map<QString, std::vector<std::string>> used;
    const auto take = [&](const QString& text, const QWidget& of) {
      const QKeySequence keys = QKeySequence::mnemonic(text);
      if (!keys.isEmpty()) used[keys.toString()].push_back(nameOf(of) + " '" + text.toStdString() + "'");
    };
    for (const QAction* a : window.menuBar()->actions()) take(a->text(), *window.menuBar());
    for (const QWidget* w : page().findChildren<QWidget*>()) {
      if (!w->isVisible()) continue;
      if (const auto* label = qobject_cast<const QLabel*>(w); label != nullptr && label->buddy() != nullptr)
        take(label->text(), *w);
      if (const auto* button = qobject_cast<const QAbstractButton*>(w)) take(button->text(), *w);
      if (const auto* tabs = qobject_cast<const QTabBar*>(w)) {
        for (int i = 0; i < tabs->count(); ++i) take(tabs->tabText(i), *w);
      }
    }
    EXPECT_GT(used.size(), 15U);
    for (const auto& [keys, by] : used)
      EXPECT_EQ(by.size(), 1U) << keys.toStdString() << ": " << by[0] << ", " << by[1];
  }
  void alt(Qt::Key key) { QTest::keyClick(&window, key, Qt::AltModifier); }
  MainWindow window;
};

TEST_F(ExploreKeys, TabReachesEverythingInReadingOrder) {
  expectAllReached();
  expectMnemonicsUnique();
}

TEST_F(ExploreKeys, ARunIsMadeAndReadWithoutAMouse) {
  alt(Qt::Key_N);
  ASSERT_EQ(QApplication::focusWidget(), &find<QLineEdit>(page(), "exploreBudget"));
  QTest::keyClicks(QApplication::focusWidget(), "20000");
  alt(Qt::Key_S);
  auto& log = find<QPlainTextEdit>(page(), "exploreLog");
  ASSERT_TRUE(waitFor([&] { return log.toPlainText().contains("Finished in"); }));
  alt(Qt::Key_L);
  EXPECT_TRUE(log.isVisible());
  expectMnemonicsUnique();
  alt(Qt::Key_M);
  EXPECT_TRUE(find<QTableView>(page(), "transferEvents").isVisible());
  expectAllReached();
  expectMnemonicsUnique();
}

}  // namespace
}  // namespace tandem::gui
