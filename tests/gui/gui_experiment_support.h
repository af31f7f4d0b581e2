// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gmock/gmock.h>

#include <QAbstractItemModel>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include "gui/models/grid_model.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/results/figure_pane.h"
#include "gui/window/main_window.h"
#include "gui_support.h"
#include "tandem/store/result_file.h"

namespace tandem::gui::test {

/// The window at the place Experiment, and what a user does there.
class Experiment : public testing::Test {
 protected:
  void SetUp() override {
    window.resize(1280, 720);
    window.show(1);
    window.QWidget::show();
    activate();
  }
  /// Shortcuts and cursors belong to the active window, which this must become again after a dialog.
  void activate() {
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  }

  QWidget& page() { return window.experiment(); }
  template <typename W>
  W& at(const char* name) {
    return find<W>(page(), name);
  }
  QTableView& chosen(const char* kind) { return at<QTableView>((std::string("chosen") + kind).c_str()); }
  QString cell(const char* kind, int row, int column) {
    return chosen(kind).model()->index(row, column).data().toString();
  }
  QStringList column(const char* kind, int column) {
    QStringList list;
    for (int row = 0; row < chosen(kind).model()->rowCount(); ++row) list << cell(kind, row, column);
    return list;
  }

  /// Opens the tab, types the name, clicks the row of exactly that name and "Add selected".
  void choose(const char* kind, const QString& name) {
    auto& tabs = at<QTabWidget>("catalogueTabs");
    const int tab = QLatin1String(kind) == QLatin1String("Algorithms") ? 0 : 1;
    QTest::mouseClick(tabs.tabBar(), Qt::LeftButton, {}, tabs.tabBar()->tabRect(tab).center());
    type(at<QLineEdit>((std::string("search") + kind).c_str()), name);
    auto& view = catalogue(kind);
    const QModelIndex entry = listed(view, name);
    ASSERT_TRUE(entry.isValid()) << name.toStdString() << " is not listed";
    clickItem(view, entry);
    click(at<QPushButton>((std::string("add") + kind).c_str()));
  }
  QTreeView& catalogue(const char* kind) { return at<QTreeView>((std::string("catalogue") + kind).c_str()); }
  /// The entry, or the family or suite, of exactly that name.
  static QModelIndex listed(const QTreeView& view, const QString& name) {
    const QAbstractItemModel& model = *view.model();
    const auto found = model.match(model.index(0, 0), Qt::DisplayRole, name, -1,
                                   Qt::MatchExactly | Qt::MatchCaseSensitive | Qt::MatchRecursive);
    // An entry may have the name of its suite.
    for (const QModelIndex& i : found) {
      if (model.rowCount(i) == 0) return i;
    }
    return found.value(0);
  }
  static QModelIndex family(const QTreeView& view, const QString& name) {
    for (int row = 0; row < view.model()->rowCount(); ++row) {
      if (view.model()->index(row, 0).data().toString() == name) return view.model()->index(row, 0);
    }
    return {};
  }
  static void clickItem(QTreeView& view, const QModelIndex& index, Qt::KeyboardModifiers keys = {}) {
    view.scrollTo(index);
    const QRect item = view.visualRect(index);
    ASSERT_FALSE(item.isEmpty()) << "it lies in a family that is not open";
    QTest::mouseClick(view.viewport(), Qt::LeftButton, keys, item.center());
  }
  /// The box before the name.
  static void clickTick(QTreeView& view, const QModelIndex& index) {
    view.scrollTo(index);
    QStyleOptionViewItem option;
    option.initFrom(&view);
    option.rect = view.visualRect(index);
    option.features = QStyleOptionViewItem::HasCheckIndicator | QStyleOptionViewItem::HasDisplay;
    const QRect box = view.style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, &view);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, box.center());
  }

  void spin(const char* name, int value) {
    auto& box = at<QSpinBox>(name);
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, QString::number(value));
    QTest::keyClick(&box, Qt::Key_Tab);
    ASSERT_EQ(box.value(), value) << name;
  }

  void smallSettings(const QString& file) {
    spin("repetitions", 3);
    type(at<QLineEdit>("budget"), "4000");
    pick(at<QComboBox>("instance"), "synthetic");
    type(at<QLineEdit>("output"), file);
  }
  bool waitForEnd() {
    return waitFor([&] { return !window.experiment().runner().running(); });
  }
  QString state() { return at<QLabel>("state").text(); }
  Notice& notice() { return *page().findChild<Notice*>(); }

  /// F2, the name, Enter.
  void rename(int row, int column, const QString& name) {
    activate();
    auto& view = chosen("Algorithms");
    clickCell(view, row, column);
    QTest::keyClick(&view, Qt::Key_F2);
    auto* editor = view.viewport()->findChild<QLineEdit*>();
    ASSERT_NE(editor, nullptr) << "F2 edits nothing";
    QTest::keyClicks(editor, name);
    QTest::keyClick(editor, Qt::Key_Return);
    // An editor dies later; the next one must not be taken for it.
    ASSERT_TRUE(waitFor([&] { return view.viewport()->findChild<QLineEdit*>() == nullptr; }, 2000));
  }

  /// By the menu, with the keyboard.
  void saveSpecification(const QString& path) {
    activate();
    answerFileDialog(path);
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([&] { return QFile::exists(path); }, 5000));
  }

  const QTemporaryDir dir;
  MainWindow window;
};

inline std::string readAll(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "";
}

}  // namespace tandem::gui::test
