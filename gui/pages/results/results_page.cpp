// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/results_page.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <set>

#include "gui/pages/common/fit_columns.h"
#include "gui/pages/common/hint.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/results/collection_view.h"
#include "gui/pages/results/comparison_form.h"
#include "gui/pages/results/figure_pane.h"
#include "gui/pages/results/files_panel.h"
#include "gui/pages/results/runs_pane.h"
#include "gui/work/sentences.h"
#include "tandem/matrix.h"

namespace tandem::gui {
void ResultsPage::filesChanged() {
  form_->fit(files_->shown());
  refresh();
}

void ResultsPage::refresh() {
  const OpenFiles files = files_->shown();
  if (files.empty()) {
    job_->drop();
    files_->setLeftOut({});
    refused(session_.files().empty() ? tr("Open a result file, or run an experiment. Files can also be dropped here.")
                                     : tr("All open files are hidden. Tick one in the list on the left to show it."));
    return;
  }
  job_->make({.files = files, .first = files_->first(), .request = form_->request(), .style = form_->style()});
}

void ResultsPage::sayBusy(int read, int cells) {
  caption_->setText(read < cells ? tr("Reading results: %L1 of %L2 cells").arg(read).arg(cells)
                                 : tr("Computing the comparison..."));
}

void ResultsPage::took(MadeTable made) {
  std::set<std::pair<int, int>> before;
  for (const QModelIndex& i : table_->selectionModel()->selectedIndexes()) {
    before.insert({model_.tableRow(i.row()), model_.tableColumn(i.column())});
  }
  const bool same = model_.table() && model_.table()->rows.size() == made.table->rows.size() &&
                    model_.table()->columns.size() == made.table->columns.size();
  sources_ = std::move(made.files);
  model_.setTable(std::move(made.table), std::move(made.texts));
  fitColumns(*table_, same);
  // The same cells stay selected; at first the first one is, so that there is a figure to look at.
  QItemSelection selection;
  for (int r = 0; same && r < model_.bodyRows(); ++r) {
    for (int c = 0; c < model_.columnCount(); ++c) {
      if (before.contains({model_.tableRow(r), model_.tableColumn(c)})) {
        selection.select(model_.index(r, c), model_.index(r, c));
      }
    }
  }
  if (selection.isEmpty() && model_.bodyRows() > 0) {
    const int last = std::min(model_.columnCount(), 6) - 1;
    selection.select(model_.index(0, 0), model_.index(0, last));
    table_->setCurrentIndex(model_.index(0, 0));
  }
  table_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
  caption();
  selectionTimer_.start();
  number_ = made.style.number;
  setStyle();  // it may have changed while the table was being made
}

void ResultsPage::refused(const QString& sentence) {
  model_.clear();
  sources_.clear();
  caption_->setText(shortWords(sentence));
  caption_->hide();  // it stands where the table would be
  hint_->say(shortWords(sentence));
  filtered_->clear();
  selectionTimer_.start();
}

void ResultsPage::caption() {
  if (!model_.table()) return;
  QString text = windowWords(model_.table()->caption);
  for (const std::string& note : model_.table()->notes) text += '\n' + windowWords(note);
  caption_->setText(shortWords(text));
  caption_->setToolTip(caption_->text() == text ? QString() : text);
  caption_->show();
  hint_->say({});
  const auto all = static_cast<int>(model_.table()->rows.size());
  filtered_->setText(model_.bodyRows() == all ? tr("%1 rows").arg(all)
                                              : tr("%1 of %2 rows").arg(model_.bodyRows()).arg(all));
}

void ResultsPage::setStyle() {
  const TableStyle style = form_->style();
  model_.setHighlight(!style.markBest ? Highlight::None : style.markWorst ? Highlight::BestWorst : Highlight::Best);
  if (style.number != number_) restyle();
}

void ResultsPage::restyle() {
  number_ = form_->style().number;
  if (!model_.table()) return;
  model_.setTexts(tableTexts(*model_.table(), form_->style()));
  fitColumns(*table_, true);
}

void ResultsPage::reorder() {
  TableOrder order = model_.order();
  const auto [columns, rows] = form_->arrangement();
  const bool byHand = columns == ColumnOrder::ByHand;
  order.columns = byHand ? TableOrder::Columns::AsMade : static_cast<TableOrder::Columns>(columns);
  if (rows != order.rows) {
    order.rows = rows;
    order.descending = false;
    order.column = std::max(0, model_.tableColumn(table_->currentIndex().column()));
  }
  order.filter = filter_->text().toStdString();
  model_.setOrder(order);
  if (byHand) model_.setColumns(byHand_);
  headerClicked(-1);
  caption();
}

// A header was dragged: the order of the columns becomes the model's, so that exports and figures follow it.
void ResultsPage::columnsDragged() {
  QHeaderView* header = table_->horizontalHeader();
  std::vector<std::string> labels;
  std::vector<int> widths;
  for (int v = 0; v < header->count() && model_.table(); ++v) {
    const int logical = header->logicalIndex(v);
    const int column = model_.tableColumn(logical);
    if (column < 0) return;
    labels.push_back(model_.table()->columns[column].label);
    widths.push_back(header->sectionSize(logical));
  }
  {
    const QSignalBlocker quiet(header);
    for (int v = 0; v < header->count(); ++v) header->moveSection(header->visualIndex(v), v);
  }
  arrangeColumns(std::move(labels));
  for (int c = 0; c < header->count(); ++c) header->resizeSection(c, widths[c]);
}

void ResultsPage::arrangeColumns(std::vector<std::string> labels) {
  byHand_ = std::move(labels);
  form_->setArrangement({.columns = ColumnOrder::ByHand, .rows = form_->arrangement().rows});
  reorder();
}

void ResultsPage::moveColumn(int by) {
  const QModelIndex at = table_->currentIndex();
  const int to = at.column() + by;
  if (!model_.table() || !at.isValid() || to < 0 || to >= model_.columnCount()) return;
  std::vector<std::string> labels;
  for (int c = 0; c < model_.columnCount(); ++c) {
    labels.push_back(model_.table()->columns[model_.tableColumn(c)].label);
  }
  std::swap(labels[at.column()], labels[to]);
  arrangeColumns(std::move(labels));
  fitColumns(*table_, true);
}

// A column: ascending, descending, as in the files; -1 only sets the arrow.
void ResultsPage::headerClicked(int section) {
  TableOrder order = model_.order();
  if (section >= 0) {
    const int column = model_.tableColumn(section);
    const bool same = order.rows == TableOrder::Rows::Value && order.column == column;
    if (same && order.descending) {
      order.rows = TableOrder::Rows::AsMade;
    } else {
      order.descending = same;
      order.rows = TableOrder::Rows::Value;
      order.column = column;
    }
    model_.setOrder(order);
    const ColumnOrder columns = form_->arrangement().columns;
    if (columns == ColumnOrder::ByHand) model_.setColumns(byHand_);
    form_->setArrangement({.columns = columns, .rows = order.rows});
  }
  int arrow = -1;
  for (int c = 0; c < model_.columnCount() && order.rows == TableOrder::Rows::Value; ++c) {
    if (model_.tableColumn(c) == order.column) arrow = c;
  }
  table_->horizontalHeader()->setSortIndicator(arrow, order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void ResultsPage::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  figures_.layOut();
  table_->verticalHeader()->setMaximumWidth(std::max(160, width() / 4));
}

Choice ResultsPage::choice() const {
  Choice c;
  if (!model_.table()) return c;
  c.files = sources_;
  // Joined as the table is, so that figures call algorithms what its columns call them.
  c.selection.problems = model_.table()->request.problems;
  c.selection.algorithms = model_.table()->request.algorithms;
  c.selection.allowMixed = model_.table()->request.allowMixed;
  c.metric = form_->metric();
  if (form_->tested()) c.base = model_.table()->request.base;
  const auto pickOf = [](const TableCell& cell) {
    return figures::Selection::Pick{cell.source, cell.index, cell.algorithm};
  };
  // Of the cell that is inspected, not of whatever is selected later.
  const auto inspected = [&] {
    return std::find(c.selection.picks.begin(), c.selection.picks.end(), inspected_) != c.selection.picks.end();
  };
  std::set<int> tasks;
  std::set<std::pair<int, int>> problems;
  std::set<int> algorithms;
  for (const QModelIndex& i : table_->selectionModel()->selectedIndexes()) {
    const int row = model_.tableRow(i.row());
    if (row < 0) continue;
    const TableRow& r = model_.table()->rows[row];
    const int column = model_.tableColumn(i.column());
    const TableCell& cell = r.cells[column];
    if (!cell.present) continue;
    c.selection.picks.push_back(pickOf(cell));
    tasks.insert(r.task);
    problems.insert({cell.source, cell.index});
    algorithms.insert(column);
  }
  if (tasks.size() == 1 && *tasks.begin() > 0) c.task = *tasks.begin() - 1;
  c.problems = isize(problems);
  c.algorithms = isize(algorithms);
  for (const TableRow& row : model_.table()->rows) {
    for (const TableCell& cell : row.cells) {
      if (!cell.present || row.task > 1) continue;
      c.all.push_back(pickOf(cell));
    }
  }
  if (inspected()) c.repetition = repetition_;
  return c;
}

void ResultsPage::selectionChanged() {
  const Choice c = choice();
  figures_.follow(c);
  collection_->follow(c);
}

void ResultsPage::keepLayout(QSettings& settings) const {
  tabs_->setCurrentIndex(0);  // figures that are put aside come back
  figures_.keep(settings);
}

void ResultsPage::restoreLayout(const QSettings& settings) {
  if (!figures_.restore(settings)) return;
  runsDock_->hide();  // there is no cell to list the runs of
}

void ResultsPage::addFigure(const QString& kind) {
  figures_.add(kind).follow(choice());
}

}  // namespace tandem::gui
