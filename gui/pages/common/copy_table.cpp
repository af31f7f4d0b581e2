// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/copy_table.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QTableView>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <functional>
#include <set>

namespace tandem::gui {
namespace {

void makeViewCopyable(QAbstractItemView& view, const std::function<void()>& copy) {
  const auto entry = [&view](const QString& text, const QKeySequence& keys, const std::function<void()>& act) {
    auto* action = new QAction(text, &view);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(action, &QAction::triggered, &view, act);
    view.addAction(action);
  };
  entry(QObject::tr("&Copy"), QKeySequence::Copy, copy);
  entry(QObject::tr("Select &all"), QKeySequence::SelectAll, [&view] { view.selectAll(); });
  view.setContextMenuPolicy(Qt::ActionsContextMenu);
}

}  // namespace

void copyTable(const QTableView& view) {
  const QModelIndexList cells = view.selectionModel()->selectedIndexes();
  if (cells.isEmpty()) return;
  const QAbstractItemModel& model = *view.model();
  if (cells.size() == 1) return QApplication::clipboard()->setText(cells.front().data().toString());
  std::set<int> rows, columns;
  for (const QModelIndex& cell : cells) {
    rows.insert(cell.row());
    columns.insert(cell.column());
  }
  const bool rowNames = !view.verticalHeader()->isHidden();
  QStringList lines;
  QStringList line;
  if (rowNames) line << QString();
  for (const int c : columns) line << model.headerData(c, Qt::Horizontal).toString();
  lines << line.join('\t');
  for (const int r : rows) {
    line.clear();
    if (rowNames) line << model.headerData(r, Qt::Vertical).toString();
    for (const int c : columns) {
      const QModelIndex cell = model.index(r, c);
      line << (view.selectionModel()->isSelected(cell) ? cell.data().toString() : QString());
    }
    lines << line.join('\t');
  }
  QApplication::clipboard()->setText(lines.join('\n'));
}

void copyTree(QTreeWidget& tree) {
  const auto row = [&tree](const QTreeWidgetItem& item) {
    QStringList line;
    for (int c = 0; c < tree.columnCount(); ++c) line << item.text(c);
    return line.join('\t');
  };
  QStringList lines;
  for (QTreeWidgetItemIterator it(&tree, QTreeWidgetItemIterator::Selected); *it; ++it) {
    lines << row(**it);
  }
  if (lines.isEmpty()) return;
  if (lines.size() > 1) lines.prepend(row(*tree.headerItem()));
  QApplication::clipboard()->setText(lines.join('\n'));
}

void makeCopyable(QTableView& view) {
  makeViewCopyable(view, [&view] { copyTable(view); });
}

void makeCopyable(QTreeWidget& tree) {
  makeViewCopyable(tree, [&tree] { copyTree(tree); });
}

}  // namespace tandem::gui
