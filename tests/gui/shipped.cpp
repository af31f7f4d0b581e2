// SPDX-License-Identifier: Apache-2.0
// Results that come with the program, one click away in the place Results; copying from lists, by user events.
#include <gmock/gmock.h>

#include <QClipboard>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTreeWidget>
#include <fstream>

#include "gui_results_fixture.h"

namespace tandem::gui {
namespace {

using namespace test;
using testing::HasSubstr;

class Shipped : public Results {
 protected:
  void SetUp() override {
    Results::SetUp();
    folder.mkdir("shipped");
    qputenv("TANDEM_BASELINES_DIR", folder.filePath("shipped").toUtf8());
  }
  void TearDown() override { qunsetenv("TANDEM_BASELINES_DIR"); }
  void specify(const char* name, const char* about) {
    std::ofstream out(folder.filePath(QStringLiteral("shipped/%1.toml").arg(name)).toStdString());
    out << "# SPDX-License-Identifier: Apache-2.0\n# Baseline " << name << ": " << about << ". Made by hand.\n";
  }
  /// Opens the button's menu, and gives its entries.
  QList<QAction*> entries() {
    QMenu* menu = find<QPushButton>(window, "openShipped").menu();
    emit menu->aboutToShow();
    return menu->actions();
  }
  QDir folder{dir.path()};
};

TEST_F(Shipped, ResultsAreOneClickAway) {
  specify("TOY", "two tasks & more");
  specify("LATER", "not made yet");
  ASSERT_TRUE(QFile::copy(file, folder.filePath("shipped/TOY.h5")));
  showAt(window, 2);
  auto& button = find<QPushButton>(window, "openShipped");
  ASSERT_TRUE(button.isVisible());
  ASSERT_EQ(entries().size(), 2);
  EXPECT_EQ(entries()[0]->text().toStdString(), "TOY: two tasks && more");
  EXPECT_FALSE(entries()[1]->isEnabled());
  EXPECT_THAT(entries()[1]->text().toStdString(), HasSubstr("not made"));
  EXPECT_EQ(entries().size(), 2) << "opened again, each is there once";
  // By keys: the button's menu, its first entry.
  QTimer::singleShot(0, &button, [] {
    QWidget* popup = QApplication::activePopupWidget();
    ASSERT_NE(popup, nullptr);
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
  });
  button.setFocus();
  QTest::keyClick(&button, Qt::Key_Space);
  ASSERT_TRUE(waitFor([&] { return table().model()->rowCount() > 0; }));
  EXPECT_THAT(find<QListWidget>(window, "files").item(0)->toolTip().toStdString(), HasSubstr("shipped/TOY.h5"));
}

TEST_F(Shipped, WhereThereAreNoneItSaysWhatToDo) {
  showAt(window, 2);
  ASSERT_EQ(entries().size(), 1);
  EXPECT_FALSE(entries()[0]->isEnabled());
  EXPECT_THAT(entries()[0]->text().toStdString(), HasSubstr("TANDEM_BASELINES_DIR"));
}

TEST_F(Results, ListsAreCopiedWithTheNamesOfTheirColumns) {
  openAndWait();
  table().setCurrentIndex(table().model()->index(0, 0));
  table().setFocus();
  QTest::keyClick(&table(), Qt::Key_Return);
  auto& runs = find<QTableView>(window, "runs");
  ASSERT_TRUE(waitFor([&] { return runs.model()->rowCount() == 5; }));
  runs.setFocus();
  QTest::keyClick(&runs, Qt::Key_A, Qt::ControlModifier);
  EXPECT_EQ(find<QPlainTextEdit>(window, "runDetails").toPlainText(), "") << "several runs have no details to show";
  QTest::keyClick(&runs, Qt::Key_C, Qt::ControlModifier);
  QStringList lines = QApplication::clipboard()->text().split('\n');
  ASSERT_EQ(lines.size(), 6);
  EXPECT_TRUE(lines[0].startsWith("Run\tStatus\t")) << lines[0].toStdString();
  EXPECT_TRUE(lines[5].startsWith("5\tfinished\t")) << lines[5].toStdString();
  // The tree of the place Data.
  go(window, "Data");
  auto& tree = find<QTreeWidget>(window, "dataTree");
  tree.collapseAll();
  tree.topLevelItem(0)->setExpanded(true);
  tree.setFocus();
  tree.setCurrentItem(tree.topLevelItem(0));
  QTest::keyClick(&tree, Qt::Key_C, Qt::ControlModifier);
  const QString one = QApplication::clipboard()->text();
  EXPECT_TRUE(one.startsWith("run.h5\t5 repetitions")) << "one entry needs no names of columns";
  QTest::keyClick(&tree, Qt::Key_A, Qt::ControlModifier);
  QTest::keyClick(&tree, Qt::Key_C, Qt::ControlModifier);
  lines = QApplication::clipboard()->text().split('\n');
  EXPECT_EQ(lines[0], "File\tDetails");
  EXPECT_EQ(lines[1], one);
  EXPECT_EQ(lines.size(), 1 + tree.selectedItems().size());
  EXPECT_EQ(lines.size(), 4) << "the file, its algorithms and its problems";
}

}  // namespace
}  // namespace tandem::gui
