// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/copy_table.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QTableView>
#include <set>

namespace tandem::gui {

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

}  // namespace tandem::gui
