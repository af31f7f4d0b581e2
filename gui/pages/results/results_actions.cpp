// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the cells of the place Results: inspected, copied, exported.
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>

#include "gui/pages/common/copy_table.h"
#include "gui/pages/common/job_strip.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/results/comparison_form.h"
#include "gui/pages/results/files_panel.h"
#include "gui/pages/results/results_page.h"
#include "gui/pages/results/runs_pane.h"
#include "gui/work/export_files.h"

namespace tandem::gui {

void ResultsPage::inspect(const QModelIndex& index) {
  const int row = index.isValid() ? model_.tableRow(index.row()) : -1;
  if (row < 0) {
    emit session_.said(tr("Select a cell of the table first."));
    return;
  }
  const Table& table = *model_.table();
  const int column = model_.tableColumn(index.column());
  const TableRow& r = table.rows[row];
  const TableCell& cell = r.cells[column];
  if (!cell.present || cell.source >= isize(sources_)) return;
  const QString problem = model_.headerData(index.row(), Qt::Vertical, Qt::DisplayRole).toString();
  const QString algorithm = QString::fromStdString(table.columns[column].label);
  repetition_ = -1;
  inspected_ = {cell.source, cell.index, cell.algorithm};
  runs_->show({.file = sources_[cell.source],
               .problem = cell.index,
               .algorithm = cell.algorithm,
               .task = r.task,
               .title = tr("%1 on %2").arg(algorithm, problem),
               .metric = QString::fromStdString(table.metric),
               .values = cell.values});
  // The figures show the cell that is inspected.
  table_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
  if (!runsDock_->isVisible()) {
    runsDock_->show();
    resizeDocks({runsDock_}, {width() / 3}, Qt::Horizontal);
  }
  runsDock_->raise();
}

void ResultsPage::openRun(const QString& problem, const QString& algorithm, int repetition) {
  const auto found = [&] {
    for (int r = 0; model_.table() && r < model_.bodyRows(); ++r) {
      const TableRow& row = model_.table()->rows[model_.tableRow(r)];
      if (QString::fromStdString(row.problem) != problem) continue;
      for (int c = 0; c < model_.columnCount(); ++c) {
        const int column = model_.tableColumn(c);
        const bool same = QString::fromStdString(model_.table()->columns[column].label) == algorithm;
        if (same && row.cells[column].present) return model_.index(r, c);
      }
    }
    return QModelIndex();
  };
  if (!found().isValid()) filter_->clear();  // its row may have been filtered out
  const QModelIndex index = found();
  if (!index.isValid()) return;
  inspect(index);
  runs_->pick(repetition);
}

void ResultsPage::copyCells() {
  copyTable(*table_);
}

// Of the file that is marked in the list, else the first.
void ResultsPage::exportFile() {
  const QString file = files_->marked();
  if (file.isEmpty()) {
    notice_->tell(tr("No file is open; open a result file first."));
    return;
  }
  exportResults(*this, *jobs_, session_, file);
}

void ResultsPage::exportTable() {
  if (!model_.table()) {
    notice_->tell(tr("There is no table to export; open a result file first."));
    return;
  }
  gui::exportTable(*this, *jobs_, session_, model_.shown(), form_->style());
}

}  // namespace tandem::gui
