// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/comparison_table.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "gui/pages/common/copy_table.h"
#include "gui/pages/common/fit_columns.h"
#include "gui/pages/common/hint.h"
#include "gui/pages/results/runs_pane.h"
#include "gui/work/sentences.h"
#include "tandem/matrix.h"

namespace tandem::gui {

ComparisonTable::ComparisonTable()
    : view_(new QTableView),
      filter_(new QLineEdit),
      count_(new QLabel),
      caption_(new QLabel),
      captionArea_(new QScrollArea),
      hint_(new Hint(*view_)) {
  setUpTable();
  filter_->setObjectName("rowFilter");
  filter_->setAccessibleName(tr("Filter of the rows"));
  filter_->setPlaceholderText(tr("Filter rows (Ctrl+F): words of problem and task"));
  filter_->setClearButtonEnabled(true);
  count_->setObjectName("rowCount");
  count_->hide();
  caption_->setObjectName("caption");
  caption_->setAccessibleName(tr("What the table shows"));
  caption_->setWordWrap(true);
  caption_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layOut();
  connectAll();
}

void ComparisonTable::setUpTable() {
  view_->setModel(&model_);
  view_->setObjectName("resultsTable");
  view_->setAccessibleName(tr("Comparison: problems by algorithms"));
  view_->setAccessibleDescription(tr("Enter shows the runs of a cell; selected cells are drawn"));
  view_->setTabKeyNavigation(false);
  view_->setWordWrap(false);
  view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  // Rows of one height and columns sized from what is seen: nothing here grows with the table.
  view_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  view_->verticalHeader()->setDefaultSectionSize(view_->fontMetrics().height() + 8);
  view_->horizontalHeader()->setResizeContentsPrecision(0);
  view_->horizontalHeader()->setSectionsClickable(true);
  view_->horizontalHeader()->setSortIndicatorShown(true);
  view_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  view_->horizontalHeader()->setSectionsMovable(true);
  view_->horizontalHeader()->setTextElideMode(Qt::ElideMiddle);
  view_->verticalHeader()->setTextElideMode(Qt::ElideMiddle);
  // Bold names would be wider than their sections.
  view_->horizontalHeader()->setHighlightSections(false);
  view_->verticalHeader()->setHighlightSections(false);
  view_->horizontalHeader()->setMaximumSectionSize(520);
  const auto entry = [this](const QString& text, const QKeySequence& keys, auto action) {
    auto* a = new QAction(text, view_);
    a->setShortcut(keys);
    a->setShortcutContext(Qt::WidgetShortcut);
    connect(a, &QAction::triggered, this, action);
    view_->addAction(a);
  };
  entry(tr("&Copy"), QKeySequence::Copy, &ComparisonTable::copy);
  entry(tr("Select &all"), QKeySequence::SelectAll, &ComparisonTable::selectAll);
  entry(tr("Inspect &runs"), {}, &ComparisonTable::inspectCurrent);
  entry(tr("&Export table..."), {}, &ComparisonTable::exportWanted);
  view_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ComparisonTable::layOut() {
  auto* above = new QHBoxLayout;
  above->addWidget(filter_, 1);
  above->addWidget(count_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 2);
  layout->addLayout(above);
  layout->addWidget(view_, 1);
  // A long note shows its beginning, and the rest can be scrolled: the table needs the room more.
  captionArea_->setObjectName("captionArea");
  captionArea_->setFrameShape(QFrame::NoFrame);
  captionArea_->setFocusPolicy(Qt::NoFocus);
  captionArea_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  captionArea_->setWidgetResizable(true);
  captionArea_->setWidget(caption_);
  captionArea_->viewport()->setAutoFillBackground(false);
  caption_->setAutoFillBackground(false);
  captionArea_->viewport()->installEventFilter(this);
  layout->addWidget(captionArea_);
}

bool ComparisonTable::eventFilter(QObject* watched, QEvent* event) {
  const bool refits = event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest;
  if (watched == captionArea_->viewport() && refits) fitCaption();
  return QWidget::eventFilter(watched, event);
}

void ComparisonTable::fitCaption() {
  constexpr int kMostLines = 5;
  const bool any = !caption_->isHidden();
  captionArea_->setVisible(any);
  if (!any) return;
  const int needs = caption_->heightForWidth(captionArea_->viewport()->width());
  captionArea_->setFixedHeight(std::min(needs, kMostLines * caption_->fontMetrics().lineSpacing()));
}

void ComparisonTable::connectAll() {
  QHeaderView* header = view_->horizontalHeader();
  // Queued: the header is still busy when it signals.
  connect(header, &QHeaderView::sectionMoved, this, &ComparisonTable::columnsDragged, Qt::QueuedConnection);
  // A header sorts; it does not select its column.
  disconnect(header, SIGNAL(sectionPressed(int)), view_, nullptr);
  disconnect(header, SIGNAL(sectionEntered(int)), view_, nullptr);
  connect(header, &QHeaderView::sectionClicked, this, &ComparisonTable::headerClicked);
  connect(filter_, &QLineEdit::textChanged, this, [this] { arrange(arrangement_); });
  connect(filter_, &QLineEdit::returnPressed, view_, [this] { view_->setFocus(); });
  connect(view_, &QTableView::activated, this, &ComparisonTable::inspect);
  selection_.setSingleShot(true);
  selection_.setInterval(0);  // once for a drag over many cells
  connect(&selection_, &QTimer::timeout, this, &ComparisonTable::selected);
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { selection_.start(); });
}

void ComparisonTable::setTable(MadeTable made) {
  std::set<std::pair<int, int>> before;
  for (const QModelIndex& i : view_->selectionModel()->selectedIndexes()) {
    before.insert({model_.tableRow(i.row()), model_.tableColumn(i.column())});
  }
  const bool same = model_.table() && model_.table()->rows.size() == made.table->rows.size() &&
                    model_.table()->columns.size() == made.table->columns.size();
  files_ = std::move(made.files);
  shownNumber_ = made.style.number;
  model_.setTable(std::move(made.table), std::move(made.texts));
  fitColumns(*view_, same);
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
    view_->setCurrentIndex(model_.index(0, 0));
  }
  view_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
  describe();
  selection_.start();
  // It may have changed while the table was being made.
  if (number_ != shownNumber_) restyle();
}

void ComparisonTable::refuse(const QString& sentence) {
  model_.clear();
  files_.clear();
  caption_->setText(shortWords(sentence));
  caption_->hide();  // it takes the place of the table
  fitCaption();
  hint_->say(shortWords(sentence));
  count_->clear();
  count_->hide();
  selection_.start();
}

void ComparisonTable::sayBusy(int read, int cells) {
  const QString text =
      read < cells ? tr("Reading results: %L1 of %L2 cells").arg(read).arg(cells) : tr("Computing the comparison...");
  caption_->setText(text);
  if (!model_.table()) hint_->say(text);
}

void ComparisonTable::describe() {
  if (!model_.table()) return;
  QString text = windowWords(model_.table()->caption);
  for (const std::string& note : model_.table()->notes) text += '\n' + windowWords(note);
  caption_->setText(shortWords(text));
  caption_->setToolTip(caption_->text() == text ? QString() : text);
  caption_->show();
  fitCaption();
  hint_->say({});
  const auto all = static_cast<int>(model_.table()->rows.size());
  count_->setText(model_.bodyRows() == all ? tr("%1 rows").arg(all)
                                           : tr("%1 of %2 rows").arg(model_.bodyRows()).arg(all));
  count_->show();
}

void ComparisonTable::setStyle(const TableStyle& style) {
  number_ = style.number;
  model_.setHighlight(!style.markBest ? Highlight::None : style.markWorst ? Highlight::BestWorst : Highlight::Best);
  if (model_.table() && number_ != shownNumber_) restyle();
}

void ComparisonTable::restyle() {
  model_.setTexts(tableTexts(*model_.table(), {.number = number_}));
  shownNumber_ = number_;
  fitColumns(*view_, true);
}

void ComparisonTable::arrange(const Arrangement& wanted) {
  arrangement_ = wanted;
  TableOrder order = model_.order();
  order.columns = wanted.columns == ColumnOrder::ByHand ? TableOrder::Columns::AsMade
                                                        : static_cast<TableOrder::Columns>(wanted.columns);
  if (wanted.rows != order.rows) {
    order.rows = wanted.rows;
    order.descending = false;
    order.column = std::max(0, model_.tableColumn(view_->currentIndex().column()));
  }
  order.filter = filter_->text().toStdString();
  setOrder(order);
  describe();
}

void ComparisonTable::setOrder(const TableOrder& order) {
  model_.setOrder(order);
  if (arrangement_.columns == ColumnOrder::ByHand) model_.setColumns(byHand_);
  int arrow = -1;
  for (int c = 0; c < model_.columnCount() && order.rows == TableOrder::Rows::Value; ++c) {
    if (model_.tableColumn(c) == order.column) arrow = c;
  }
  view_->horizontalHeader()->setSortIndicator(arrow, order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

// A column: ascending, descending, as in the files.
void ComparisonTable::headerClicked(int section) {
  TableOrder order = model_.order();
  const int column = model_.tableColumn(section);
  const bool same = order.rows == TableOrder::Rows::Value && order.column == column;
  if (same && order.descending) {
    order.rows = TableOrder::Rows::AsMade;
  } else {
    order.descending = same;
    order.rows = TableOrder::Rows::Value;
    order.column = column;
  }
  arrangement_.rows = order.rows;
  setOrder(order);
  emit arranged(arrangement_);
}

// A header was dragged: the order of the columns becomes the model's, so that exports and figures follow it.
void ComparisonTable::columnsDragged() {
  QHeaderView* header = view_->horizontalHeader();
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
  arrangeByHand(std::move(labels));
  for (int c = 0; c < header->count(); ++c) header->resizeSection(c, widths[c]);
}

void ComparisonTable::arrangeByHand(std::vector<std::string> labels) {
  byHand_ = std::move(labels);
  arrange({.columns = ColumnOrder::ByHand, .rows = arrangement_.rows});
  emit arranged(arrangement_);
}

void ComparisonTable::moveColumn(int by) {
  const QModelIndex at = view_->currentIndex();
  const int to = at.column() + by;
  if (!model_.table() || !at.isValid() || to < 0 || to >= model_.columnCount()) return;
  std::vector<std::string> labels;
  for (int c = 0; c < model_.columnCount(); ++c) {
    labels.push_back(model_.table()->columns[model_.tableColumn(c)].label);
  }
  std::swap(labels[at.column()], labels[to]);
  arrangeByHand(std::move(labels));
  fitColumns(*view_, true);
}

Choice ComparisonTable::choice(const std::string& metric) const {
  Choice c;
  if (!model_.table()) return c;
  c.files = files_;
  c.metric = metric;
  // Joined as the table is, so that figures call algorithms what its columns call them.
  c.selection.problems = model_.table()->request.problems;
  c.selection.algorithms = model_.table()->request.algorithms;
  c.selection.allowMixed = model_.table()->request.allowMixed;
  if (model_.table()->request.test != TableTest::None) c.base = model_.table()->request.base;
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
  for (const QModelIndex& i : view_->selectionModel()->selectedIndexes()) {
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

bool ComparisonTable::inspect(const QModelIndex& index) {
  const int row = index.isValid() ? model_.tableRow(index.row()) : -1;
  if (row < 0) {
    emit said(tr("Select a cell of the table first."));
    return false;
  }
  const Table& table = *model_.table();
  const int column = model_.tableColumn(index.column());
  const TableRow& r = table.rows[row];
  const TableCell& cell = r.cells[column];
  if (!cell.present || cell.source >= isize(files_)) return false;
  const QString problem = model_.headerData(index.row(), Qt::Vertical, Qt::DisplayRole).toString();
  const QString algorithm = QString::fromStdString(table.columns[column].label);
  repetition_ = -1;
  inspected_ = {cell.source, cell.index, cell.algorithm};
  // The figures show the cell that is inspected.
  view_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
  emit inspected({.file = files_[cell.source],
                  .problem = cell.index,
                  .algorithm = cell.algorithm,
                  .task = r.task,
                  .title = tr("%1 on %2").arg(algorithm, problem),
                  .metric = QString::fromStdString(table.metric),
                  .values = cell.values});
  return true;
}

QModelIndex ComparisonTable::cellOf(const QString& problem, const QString& algorithm) const {
  for (int r = 0; r < model_.bodyRows(); ++r) {
    const TableRow& row = model_.table()->rows[model_.tableRow(r)];
    if (QString::fromStdString(row.problem) != problem) continue;
    for (int c = 0; c < model_.columnCount(); ++c) {
      const int column = model_.tableColumn(c);
      const bool same = QString::fromStdString(model_.table()->columns[column].label) == algorithm;
      if (same && row.cells[column].present) return model_.index(r, c);
    }
  }
  return {};
}

bool ComparisonTable::inspectCell(const QString& problem, const QString& algorithm) {
  if (!cellOf(problem, algorithm).isValid()) filter_->clear();  // its row may have been filtered out
  const QModelIndex index = cellOf(problem, algorithm);
  return index.isValid() && inspect(index);
}

void ComparisonTable::inspectCurrent() {
  inspect(view_->currentIndex());
}

void ComparisonTable::pickRun(int repetition) {
  repetition_ = repetition;
  selection_.start();
}

void ComparisonTable::setRowNameWidth(int most) {
  view_->verticalHeader()->setMaximumWidth(most);
}

void ComparisonTable::goToFilter() {
  filter_->setFocus();
  filter_->selectAll();
}

void ComparisonTable::copy() {
  copyTable(*view_);
}

void ComparisonTable::selectAll() {
  view_->selectAll();
}

}  // namespace tandem::gui
