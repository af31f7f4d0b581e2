// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/results_page.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <set>

#include "gui/app/export_files.h"
#include "gui/plots/kinds.h"
#include "gui/plots/renderer.h"
#include "gui/views/job_strip.h"
#include "gui/views/notice.h"
#include "gui/views/runs_pane.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

const char* const kTwin = "twin";

}  // namespace

void showTable(QTableWidget& widget, const Table& table) {
  const TableTexts texts = tableTexts(table);
  widget.clear();
  widget.setRowCount(static_cast<int>(table.rows.size()));
  widget.setColumnCount(static_cast<int>(table.columns.size()));
  QStringList columns, rows;
  for (const TableColumn& c : table.columns) columns << QString::fromStdString(c.label);
  for (const std::string& label : texts.rows) rows << QString::fromStdString(label);
  widget.setHorizontalHeaderLabels(columns);
  widget.setVerticalHeaderLabels(rows);
  for (int i = 0; i < widget.rowCount(); ++i) {
    for (int j = 0; j < widget.columnCount(); ++j) {
      const auto row = static_cast<std::size_t>(i);
      const auto column = static_cast<std::size_t>(j);
      const TableCell& c = table.rows[row].cells[column];
      auto* item = new QTableWidgetItem(QString::fromStdString(texts.cells[row][column]));
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      item->setToolTip(QObject::tr("%1 runs, %2 undefined (%3 failed, %4 missing)")
                           .arg(c.values.size())
                           .arg(c.undefined)
                           .arg(c.failed)
                           .arg(c.missing));
      QFont font = item->font();
      font.setBold(c.isBest);
      item->setFont(font);
      widget.setItem(i, j, item);
    }
  }
  widget.resizeColumnsToContents();
}

TableRequest ResultsPage::request() const {
  TableRequest r;
  r.metric = metric_->currentData().toString().toStdString();
  r.show = static_cast<TableShow>(show_->currentIndex());
  r.test = static_cast<TableTest>(test_->currentIndex());
  r.correction = static_cast<TableCorrection>(correction_->currentIndex());
  const bool twin = base_->currentData().toString() == QLatin1String(kTwin);
  r.base = twin ? kTwin : base_->currentText().toStdString();
  return r;
}

TableStyle ResultsPage::style() const {
  return {.number = number_->currentText().toStdString(),
          .markBest = highlight_->currentIndex() > 0,
          .markWorst = highlight_->currentIndex() > 1};
}

void ResultsPage::filesChanged() {
  files_->clear();
  for (const QString& path : session_.paths()) {
    auto* item = new QListWidgetItem(path, files_);
    item->setToolTip(path);
  }
  const QString base = base_->currentText();
  base_->clear();
  QStringList names;
  bool twins = false;
  for (const auto& f : session_.files()) {
    for (const auto& a : f->info().algorithms) {
      names << QString::fromStdString(a.alias);
      twins = twins || !a.twin.empty();
    }
  }
  names.removeDuplicates();
  base_->addItems(names);
  if (twins) {
    base_->addItem(tr("Each one's single-task twin"), QString(kTwin));
    base_->setItemData(base_->count() - 1, tr("+ transfer helped, \u2212 it harmed, = no evidence"), Qt::ToolTipRole);
  }
  base_->setCurrentIndex(std::max(0, base_->findText(base)));
  refresh();
}

void ResultsPage::refresh() {
  const int number = ++wanted_;
  const auto files = session_.files();
  const bool tested = test_->currentIndex() > 0;
  base_->setEnabled(tested);
  correction_->setEnabled(tested);
  if (files.empty()) {
    refused(tr("Open a result file, or run an experiment. Files can also be dropped here."));
    return;
  }
  const TableRequest wanted = request();
  const TableStyle look = style();
  const QStringList paths = session_.paths();
  const auto lock = session_.readLock();
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  using Made = std::pair<Table, TableTexts>;
  runAsync<Made>(
      this,
      [files, wanted, look, catalogue, lock] {
        const std::lock_guard held(*lock);
        std::vector<ResultSource> sources;
        for (const auto& f : files) sources.push_back(sourceOf(*f));
        Table table = makeTable(sources, wanted, *catalogue);
        TableTexts texts = tableTexts(table, look);
        return Made{std::move(table), std::move(texts)};
      },
      [this, number, paths](Made made) {
        if (number != wanted_) return;  // something newer was asked for
        sourcePaths_ = paths;
        took(std::move(made.first), std::move(made.second));
      },
      [this, number](const QString& sentence) {
        if (number == wanted_) refused(sentence);
      });
}

void ResultsPage::took(Table table, TableTexts texts) {
  std::set<std::pair<int, int>> before;
  for (const QModelIndex& i : table_->selectionModel()->selectedIndexes()) {
    before.insert({model_.tableRow(i.row()), model_.tableColumn(i.column())});
  }
  const bool same = model_.table() && model_.table()->rows.size() == table.rows.size() &&
                    model_.table()->columns.size() == table.columns.size();
  model_.setTable(std::make_shared<const Table>(std::move(table)), std::move(texts));
  sizeColumns(same);
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
}

void ResultsPage::refused(const QString& sentence) {
  model_.clear();
  sourcePaths_.clear();
  caption_->setText(sentence);
  filtered_->clear();
  selectionTimer_.start();
}

void ResultsPage::caption() {
  if (!model_.table()) return;
  QString text = QString::fromStdString(model_.table()->caption);
  for (const std::string& note : model_.table()->notes) text += '\n' + QString::fromStdString(note);
  caption_->setText(text);
  const auto all = static_cast<int>(model_.table()->rows.size());
  filtered_->setText(model_.bodyRows() == all ? tr("%1 rows").arg(all)
                                              : tr("%1 of %2 rows").arg(model_.bodyRows()).arg(all));
}

void ResultsPage::restyle() {
  QPalette colours;
  try {
    const TableStyle look = style();
    model_.setTexts(tableTexts(model_.table() ? *model_.table() : Table{}, look));
    sizeColumns(true);
    QSettings().setValue("results/number", number_->currentText());
    number_->setToolTip(tr("One printf conversion of a number: %.4e, %.3f, %g"));
    notice_->takeBack();
  } catch (const std::exception& e) {
    // What is shown stays as it is until the format makes sense.
    colours.setColor(QPalette::Text, QColor(0xc0, 0x30, 0x20));
    number_->setToolTip(QString::fromUtf8(e.what()));
    notice_->tell(QString::fromUtf8(e.what()));
  }
  number_->lineEdit()->setPalette(colours);
}

void ResultsPage::reorder() {
  TableOrder order = model_.order();
  order.columns = static_cast<TableOrder::Columns>(columns_->currentIndex());
  order.filter = filter_->text().toStdString();
  model_.setOrder(order);
  headerClicked(-1);
  caption();
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
  }
  int arrow = -1;
  for (int c = 0; c < model_.columnCount() && order.rows == TableOrder::Rows::Value; ++c) {
    if (model_.tableColumn(c) == order.column) arrow = c;
  }
  table_->horizontalHeader()->setSortIndicator(arrow, order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void ResultsPage::sizeColumns(bool growOnly) {
  const QFontMetrics metrics(table_->font());
  for (int c = 0; c < model_.columnCount(); ++c) {
    int width = growOnly ? table_->columnWidth(c) : 0;
    width = std::max(width,
                     metrics.horizontalAdvance(model_.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString()) + 30);
    for (int r = 0; r < std::min(model_.rowCount(), 12); ++r) {
      const QString text = model_.index(r, c).data().toString();
      width = std::max(width, metrics.horizontalAdvance(text) * 11 / 10 + 18);  // the best is bold
    }
    table_->setColumnWidth(c, std::min(width, 340));
  }
}

void ResultsPage::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  table_->verticalHeader()->setMaximumWidth(std::max(160, width() / 4));
}

Choice ResultsPage::choice() const {
  Choice c;
  if (!model_.table()) return c;
  for (const QString& path : sourcePaths_) c.selection.files.push_back(path.toStdString());
  c.metric = metric_->currentData().toString().toStdString();
  c.repetition = repetition_;
  const auto pickOf = [](const TableCell& cell) {
    return figures::Selection::Pick{cell.source, cell.index, cell.algorithm};
  };
  std::set<int> tasks;
  std::set<std::pair<int, int>> problems;
  std::set<int> algorithms;
  for (const QModelIndex& i : table_->selectionModel()->selectedIndexes()) {
    const int row = model_.tableRow(i.row());
    if (row < 0) continue;
    const TableRow& r = model_.table()->rows[static_cast<std::size_t>(row)];
    const int column = model_.tableColumn(i.column());
    const TableCell& cell = r.cells[static_cast<std::size_t>(column)];
    if (!cell.present) continue;
    c.selection.picks.push_back(pickOf(cell));
    tasks.insert(r.task);
    problems.insert({cell.source, cell.index});
    algorithms.insert(column);
  }
  if (tasks.size() == 1 && *tasks.begin() > 0) c.task = *tasks.begin() - 1;
  c.problems = static_cast<int>(problems.size());
  c.algorithms = static_cast<int>(algorithms.size());
  for (const TableRow& row : model_.table()->rows) {
    for (const TableCell& cell : row.cells) {
      if (cell.present && row.task <= 1) c.all.push_back(pickOf(cell));
    }
  }
  return c;
}

void ResultsPage::selectionChanged() {
  const Choice c = choice();
  for (FigurePane* pane : findChildren<FigurePane*>()) pane->follow(c);
}

FigurePane* ResultsPage::addFigure(const QString& kind) {
  auto* pane = new FigurePane(session_, kind);
  auto* dock = new QDockWidget(this);
  dock->setObjectName(QStringLiteral("figure%1").arg(++figures_));
  dock->setAttribute(Qt::WA_DeleteOnClose);
  dock->setWidget(pane);
  const auto title = [dock](const QString& text) { dock->setWindowTitle(text); };
  connect(pane, &FigurePane::titled, dock, title);
  for (const auto& k : figures::figureKinds()) {
    if (QString::fromStdString(k.name) == pane->kind()) title(QString::fromStdString(k.title));
  }
  QDockWidget* other = nullptr;
  for (auto* d : findChildren<QDockWidget*>()) {
    if (d != dock && qobject_cast<FigurePane*>(d->widget()) != nullptr) other = d;
  }
  addDockWidget(Qt::BottomDockWidgetArea, dock);
  if (other != nullptr) {
    tabifyDockWidget(other, dock);
  } else {
    resizeDocks({dock}, {height() / 2}, Qt::Vertical);
  }
  dock->show();
  dock->raise();
  pane->follow(choice());
  return pane;
}

void ResultsPage::inspect(const QModelIndex& index) {
  const int row = index.isValid() ? model_.tableRow(index.row()) : -1;
  if (row < 0) {
    emit session_.said(tr("Select a cell of the table first."));
    return;
  }
  const Table& table = *model_.table();
  const int column = model_.tableColumn(index.column());
  const TableRow& r = table.rows[static_cast<std::size_t>(row)];
  const TableCell& cell = r.cells[static_cast<std::size_t>(column)];
  if (!cell.present || cell.source >= sourcePaths_.size()) return;
  const QString problem = model_.headerData(index.row(), Qt::Vertical, Qt::DisplayRole).toString();
  const QString algorithm = QString::fromStdString(table.columns[static_cast<std::size_t>(column)].label);
  repetition_ = -1;
  runs_->show({.file = sourcePaths_[cell.source].toStdString(),
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

void ResultsPage::copyCells() {
  QModelIndexList cells = table_->selectionModel()->selectedIndexes();
  std::sort(cells.begin(), cells.end(), [](const QModelIndex& a, const QModelIndex& b) {
    return a.row() != b.row() ? a.row() < b.row() : a.column() < b.column();
  });
  QString text;
  for (int i = 0; i < cells.size(); ++i) {
    if (i > 0) text += cells[i].row() == cells[i - 1].row() ? '\t' : '\n';
    text += cells[i].data().toString();
  }
  if (!text.isEmpty()) QApplication::clipboard()->setText(text);
}

void ResultsPage::openFiles() {
  const QStringList paths = QFileDialog::getOpenFileNames(this, tr("Open results"), {}, tr("Results (*.h5)"));
  if (!paths.isEmpty()) session_.openLater(paths);
}

// Of the file that is marked in the list, else the first.
void ResultsPage::exportFile() {
  const QStringList paths = session_.paths();
  if (paths.isEmpty()) {
    notice_->tell(tr("No file is open; open a result file first."));
    return;
  }
  exportResults(*this, *jobs_, session_, paths.value(std::max(0, files_->currentRow())));
}

void ResultsPage::exportTable() {
  if (!model_.table()) {
    notice_->tell(tr("There is no table to export; open a result file first."));
    return;
  }
  const QString path = QFileDialog::getSaveFileName(
      this, tr("Export table"), QStringLiteral("table.tex"),
      tr("LaTeX (*.tex);;CSV (*.csv);;Excel (*.xlsx);;Markdown (*.md);;JSON (*.json);;Text (*.txt)"));
  if (path.isEmpty()) return;
  const QString ending = QFileInfo(path).suffix().toLower();
  const TableStyle look = style();
  const auto shown = std::make_shared<const Table>(model_.shown());
  jobs_->add(
      tr("Export table"),
      [path, ending, look, shown](const Progress&) {
        if (ending == "xlsx") {
          writeXlsx(*shown, path.toStdString(), look);
          return JobStrip::Files{path.toStdString()};
        }
        const TableFormat format = ending == "tex"    ? TableFormat::Latex
                                   : ending == "csv"  ? TableFormat::Csv
                                   : ending == "md"   ? TableFormat::Markdown
                                   : ending == "json" ? TableFormat::Json
                                                      : TableFormat::Text;
        figures::writeFile(path, QByteArray::fromStdString(formatTable(*shown, format, look)));
        return JobStrip::Files{path.toStdString()};
      },
      [this, path](const JobStrip::Files&) { emit session_.said(tr("%1 is written").arg(path)); });
}

}  // namespace tandem::gui
