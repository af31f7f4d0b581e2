// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/results_page.h"

#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <set>

#include "gui/forms/param_form.h"
#include "gui/pages/common/fit_columns.h"
#include "gui/pages/common/hint.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/results/collection_view.h"
#include "gui/pages/results/figure_pane.h"
#include "gui/pages/results/files_panel.h"
#include "gui/pages/results/results_options.h"
#include "gui/pages/results/runs_pane.h"
#include "gui/work/sentences.h"
#include "tandem/matrix.h"

namespace tandem::gui {
namespace {

constexpr int kByHand = 4;  // among the orders of the columns

}  // namespace

TableRequest ResultsPage::request() const {
  TableRequest r;
  r.metric = metric_->currentData().toString().toStdString();
  r.show = static_cast<TableShow>(show_->currentIndex());
  r.test = static_cast<TableTest>(test_->currentIndex());
  r.correction = static_cast<TableCorrection>(correction_->currentIndex());
  const bool twin = base_->currentData().toString() == QLatin1String(kTwin);
  r.base = twin ? kTwin : base_->currentText().toStdString();
  options_->addTo(r);
  if (!r.metric.empty()) r.metric += metricParams();
  return r;
}

// ":name=value,..." with what differs from the defaults, as `tandem table -m` takes it.
std::string ResultsPage::metricParams() const {
  std::string text;
  for (const auto& [name, value] : metricForm_->values()) {
    text += (text.empty() ? ":" : ",") + name + '=' + value;
  }
  return text;
}

void ResultsPage::filesChanged() {
  listBases();
  listMetrics();
  refresh();
}

void ResultsPage::listBases() {
  const QString base = base_->currentText();
  base_->clear();
  QStringList names;
  bool twins = false;
  for (const auto& f : files_->shown()) {
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
}

namespace {

/// Whether the metric says something about the problem. What kind an imported problem is may not be known.
bool suits(const MetricInfo& metric, const ProblemRecord& problem, bool imported) {
  if ((metric.labels & (problem.multiObjective() ? MultiObjective : SingleObjective)) == 0) return false;
  const Labels special = metric.labels & (Competitive | Constrained);
  return imported || (special & problem.labels) == special;
}

}  // namespace

void ResultsPage::listMetrics() {
  const QString chosen = metric_->currentData().toString();
  const auto files = files_->shown();
  const auto fits = [&](const MetricInfo& metric) {
    return files.empty() || std::any_of(files.begin(), files.end(), [&](const auto& file) {
             const ExperimentInfo& info = file->info();
             return std::any_of(info.problems.begin(), info.problems.end(),
                                [&](const ProblemRecord& problem) { return suits(metric, problem, info.imported()); });
           });
  };
  metric_->clear();
  metric_->addItem(tr("Objective or IGD"), QString());
  metric_->setItemData(0, tr("The objective value; of problems with several objectives IGD"), Qt::ToolTipRole);
  for (const MetricInfo& m : session_.catalogue().metrics.all()) {
    if (!fits(m)) continue;
    metric_->addItem(QString::fromStdString(m.name), QString::fromStdString(m.name));
    metric_->setItemData(
        metric_->count() - 1,
        tr("%1\n%2 is better").arg(QString::fromStdString(m.doc), m.larger ? tr("larger") : tr("smaller")),
        Qt::ToolTipRole);
  }
  const int at = metric_->findData(chosen);
  metric_->setCurrentIndex(std::max(0, at));
  if (at < 0) showMetricParams();  // the one that was chosen says nothing about these files
}

void ResultsPage::metricChosen() {
  showMetricParams();
  refresh();
}

void ResultsPage::showMetricParams() {
  const QString name = metric_->currentData().toString();
  std::vector<ParamInfo> params;
  if (!name.isEmpty()) {
    params = describeParams(*session_.catalogue().metrics.find(name.toStdString()).make());
  }
  const QSignalBlocker quiet(metricForm_);
  metricForm_->setParams(params);
  metricForm_->setVisible(!params.empty());
}

TableStyle ResultsPage::style() const {
  return {.number = number_->currentText().toStdString(),
          .markBest = highlight_->currentIndex() > 0,
          .markWorst = highlight_->currentIndex() > 1};
}

void ResultsPage::refresh() {
  const OpenFiles files = files_->shown();
  const TableRequest wanted = request();
  const bool tested = wanted.test != TableTest::None;
  base_->setEnabled(tested);
  correction_->setEnabled(tested);
  int checkpoints = 0;
  for (const auto& f : files) checkpoints = std::max(checkpoints, f->info().checkpoints);
  options_->fit(wanted, checkpoints);
  if (files.empty()) {
    job_->drop();
    files_->setLeftOut({});
    refused(session_.files().empty() ? tr("Open a result file, or run an experiment. Files can also be dropped here.")
                                     : tr("All open files are hidden. Tick one in the list on the left to show it."));
    return;
  }
  job_->make({.files = files, .first = files_->first(), .request = request(), .style = style()});
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
  if (made.style.number != number_->currentText().toStdString()) restyle();  // changed while the table was being made
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

void ResultsPage::restyle() {
  QPalette colours;
  try {
    const TableStyle look = style();
    model_.setTexts(tableTexts(model_.table() ? *model_.table() : Table{}, look));
    fitColumns(*table_, true);
    QSettings().setValue("results/number", number_->currentText());
    number_->setToolTip(tr("One printf conversion of a number: %.4e, %.3f, %g"));
    notice_->takeBackAbout("format");
  } catch (const std::exception& e) {
    // What is shown stays as it is until the format makes sense.
    colours.setColor(QPalette::Text, QColor(0xc0, 0x30, 0x20));
    number_->setToolTip(sentenceOf(e));
    notice_->tell({.sentence = sentenceOf(e), .topic = "format"});
  }
  number_->lineEdit()->setPalette(colours);
}

void ResultsPage::reorder() {
  TableOrder order = model_.order();
  const int chosen = columns_->currentIndex();
  order.columns = chosen == kByHand ? TableOrder::Columns::AsMade : static_cast<TableOrder::Columns>(chosen);
  const auto rows = static_cast<TableOrder::Rows>(rows_->currentIndex());
  if (rows != order.rows) {
    order.rows = rows;
    order.descending = false;
    order.column = std::max(0, model_.tableColumn(table_->currentIndex().column()));
  }
  order.filter = filter_->text().toStdString();
  model_.setOrder(order);
  if (order.columns == TableOrder::Columns::AsMade && columns_->currentIndex() == kByHand) model_.setColumns(byHand_);
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
  {
    const QSignalBlocker quiet(columns_);
    columns_->setCurrentIndex(kByHand);
  }
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
    if (columns_->currentIndex() == kByHand) model_.setColumns(byHand_);
    const QSignalBlocker quiet(rows_);
    rows_->setCurrentIndex(static_cast<int>(order.rows));
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
  c.metric = metric_->currentData().toString().toStdString();
  if (test_->currentIndex() > 0) c.base = model_.table()->request.base;
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
