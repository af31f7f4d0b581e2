// SPDX-License-Identifier: Apache-2.0
// The Help menu: the manual, the keys, the report of versions.
#include <gmock/gmock.h>

#include <QClipboard>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTreeWidget>

#include "gui/window/about_dialogs.h"
#include "gui/window/manual.h"
#include "gui_support.h"
#include "tandem/version.h"

namespace tandem::gui {
namespace {

using namespace test;

class Help : public ::testing::Test {
 protected:
  void SetUp() override { showAt(window, 1); }
  void fromMenu(Qt::Key letter) {
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_H, Qt::AltModifier);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(menu, nullptr);
    QTest::keyClick(menu, letter);
  }
  MainWindow window;
};

TEST_F(Help, TheManualHasContentsSearchAndLinks) {
  QTest::keyClick(&window, Qt::Key_F1);
  auto* manual = window.findChild<Manual*>();
  ASSERT_NE(manual, nullptr);
  ASSERT_TRUE(waitFor([&] { return manual->isVisible(); }, 2000));
  auto& contents = find<QTreeWidget>(*manual, "manualContents");
  auto& page = find<QTextBrowser>(*manual, "manualPage");
  ASSERT_GT(contents.topLevelItemCount(), 20);
  EXPECT_EQ(contents.topLevelItem(0)->text(0), "The desktop program");
  EXPECT_TRUE(page.toPlainText().contains("Four places are in the rail"));
  EXPECT_FALSE(page.toPlainText().contains("SPDX")) << "comments of the sources are no text";
  // Words anywhere: the page and its section are found, Enter opens it there, and the word is marked.
  type(find<QLineEdit>(*manual, "manualSearch"), "IOHanalyzer", true);
  int shown = 0;
  for (int i = 0; i < contents.topLevelItemCount(); ++i) shown += contents.topLevelItem(i)->isHidden() ? 0 : 1;
  EXPECT_GT(shown, 0);
  EXPECT_LT(shown, contents.topLevelItemCount());
  EXPECT_TRUE(page.toPlainText().contains("IOHanalyzer"));
  EXPECT_FALSE(page.extraSelections().isEmpty());
  // A click opens a section.
  type(find<QLineEdit>(*manual, "manualSearch"), "");
  QTreeWidgetItem* gui = contents.topLevelItem(0);
  gui->setExpanded(true);
  QTreeWidgetItem* section = nullptr;
  for (int i = 0; i < gui->childCount(); ++i) {
    if (gui->child(i)->text(0) == "Data") section = gui->child(i);
  }
  ASSERT_NE(section, nullptr);
  contents.scrollToItem(section);
  QTest::mouseClick(contents.viewport(), Qt::LeftButton, {}, contents.visualItemRect(section).center());
  EXPECT_GT(page.verticalScrollBar()->value(), 500);
  // Pictures are no wider than the page.
  EXPECT_EQ(page.horizontalScrollBar()->maximum(), 0);
  // A link leads to its page, which is marked in the contents.
  QTextCursor link;
  for (QTextBlock block = page.document()->begin(); block.isValid(); block = block.next()) {
    for (auto part = block.begin(); !part.atEnd(); ++part) {
      if (part.fragment().charFormat().anchorHref() != "metrics.md") continue;
      link = QTextCursor(block);
      link.setPosition(part.fragment().position() + 2);
    }
  }
  ASSERT_FALSE(link.isNull());
  page.setTextCursor(link);
  page.ensureCursorVisible();
  QTest::mouseClick(page.viewport(), Qt::LeftButton, {}, page.cursorRect(link).center());
  EXPECT_EQ(page.source().fileName(), "metrics.md");
  EXPECT_EQ(contents.currentItem()->text(0), "Metrics");
  // Again: the same window.
  QTest::keyClick(&window, Qt::Key_F1);
  EXPECT_EQ(window.findChildren<Manual*>().size(), 1);
}

TEST_F(Help, KeysAreThoseOfTheActions) {
  const auto keys = keysOf(window);
  const auto has = [&](const QString& text, const QString& key) {
    return std::ranges::any_of(keys, [&](const KeyOf& k) { return k.text == text && k.keys == key; });
  };
  EXPECT_TRUE(has("Start", "F5"));
  EXPECT_TRUE(has("Manual", "F1"));
  EXPECT_TRUE(has("Data", "Ctrl+4"));
  EXPECT_TRUE(has("Rename", "F2"));
  EXPECT_TRUE(has("Reload plug-ins", "Ctrl+R"));
  const auto rename = std::ranges::find(keys, "Rename", &KeyOf::text);
  EXPECT_EQ(rename->place, "Experiment") << "a key of one place is told apart from those of the window";
  // Every action with a key, whoever adds one.
  for (const auto* action : window.findChildren<QAction*>()) {
    if (action->shortcut().isEmpty() || action->text().isEmpty()) continue;
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    EXPECT_TRUE(std::ranges::any_of(keys, [&](const KeyOf& k) { return k.keys == key; }))
        << action->text().toStdString() << ' ' << key.toStdString();
  }
  fromMenu(Qt::Key_K);
  auto* dialog = window.findChild<QDialog*>("keysDialog");
  ASSERT_NE(dialog, nullptr);
  auto& tree = find<QTreeWidget>(*dialog, "keysTree");
  type(find<QLineEdit>(*dialog, "keysSearch"), "F5");
  int shown = 0;
  for (int i = 0; i < tree.topLevelItemCount(); ++i) shown += tree.topLevelItem(i)->isHidden() ? 0 : 1;
  EXPECT_EQ(shown, 1) << "F5 and Shift+F5 are of the menu Run";
  press(*dialog, QDialogButtonBox::Close);
}

TEST_F(Help, VersionsAreCopied) {
  QApplication::clipboard()->clear();
  fromMenu(Qt::Key_V);
  auto* dialog = window.findChild<QDialog*>("versionsDialog");
  ASSERT_NE(dialog, nullptr);
  click(find<QPushButton>(*dialog, "versionsCopy"));
  const std::string text = QApplication::clipboard()->text().toStdString();
  for (const std::string& part :
       {"Tandem " + versionText(), std::string("HDF5 1."), std::string("oneTBB 20"), std::string("Eigen 3."),
        std::string("g++ "), std::string("Qt ") + qVersion(), std::string("Plug-ins: none"), std::string("System: ")}) {
    EXPECT_THAT(text, testing::HasSubstr(part));
  }
  EXPECT_THAT(text, testing::ContainsRegex("style [A-Za-z]+"));
  press(*dialog, QDialogButtonBox::Close);
}

}  // namespace
}  // namespace tandem::gui
