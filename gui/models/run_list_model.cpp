// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/run_list_model.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "tandem/numbers.h"

namespace tandem::gui {
namespace {

constexpr int kOwnColumns = 3;

constexpr std::pair<const char*, const char*> kNames[] = {
    {"algorithm", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Algorithm")},
    {"method", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Method")},
    {"problem", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Problem")},
    {"repetition", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Run")},
    {"value", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Metric")},
    {"objective", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Best objective")},
    {"violation", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Violation")},
    {"task-evaluations", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Evaluations")},
    {"evaluations", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Evaluations, all tasks")},
    {"seconds", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Seconds")},
    {"transfers", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Transferred offspring")},
    {"transfers-survived", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Transferred offspring that survived")},
    {"budget", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Budget")},
    {"population", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Population")},
    {"tasks", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Number of tasks")},
    {"dimensions", QT_TRANSLATE_NOOP("tandem::gui::RunListModel", "Dimensions")},
};

}  // namespace

QString quantityName(const std::string& quantity) {
  const std::size_t colon = quantity.find(':');
  const std::string what = quantity.substr(0, colon);
  for (const auto& [name, shown] : kNames) {
    if (what != name) continue;
    const QString text = RunListModel::tr(shown);
    return colon == std::string::npos
               ? text
               : RunListModel::tr("%1, task %2").arg(text, QString::fromStdString(quantity.substr(colon + 1)));
  }
  return QString::fromStdString(quantity);
}

QString quantityText(const figures::Quantity& q, int run) {
  const double v = q.values[run];
  if (std::isnan(v)) return QStringLiteral("n/a");
  return q.categories.empty() ? QString::number(v, 'g', 6) : QString::fromStdString(q.categories[nearest(v)]);
}

void RunListModel::show(Runs runs, std::vector<int> rows, std::vector<figures::Quantity> quantities) {
  beginResetModel();
  runs_ = std::move(runs);
  rows_ = std::move(rows);
  quantities_ = std::move(quantities);
  std::erase_if(quantities_,
                [](const auto& q) { return q.name == "algorithm" || q.name == "problem" || q.name == "repetition"; });
  if (column_ >= columnCount()) column_ = -1;
  arrange();
  endResetModel();
}

int RunListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : isize(rows_);
}

int RunListModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() || runs_ == nullptr ? 0 : kOwnColumns + isize(quantities_);
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const int run = rows_[index.row()];
  const int column = index.column();
  const bool number = column == 2 || (column >= kOwnColumns && quantities_[column - kOwnColumns].categories.empty());
  if (role == Qt::TextAlignmentRole && number) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  if (role == Qt::ToolTipRole) return QString::fromStdString(runs_->nameOf(run));
  const figures::CollectedRun& r = runs_->runs()[run];
  const figures::ProblemRuns& source = runs_->source()[r.problem];
  if (column == 0) return QString::fromStdString(source.algorithms[r.algorithm]);
  if (column == 1) return QString::fromStdString(source.problem.name);
  if (column == 2) return QString::number(r.repetition + 1);
  return quantityText(quantities_[column - kOwnColumns], run);
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  if (orientation == Qt::Vertical) return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
  constexpr const char* kOwn[kOwnColumns] = {"algorithm", "problem", "repetition"};
  return quantityName(section < kOwnColumns ? kOwn[section] : quantities_[section - kOwnColumns].name);
}

void RunListModel::sort(int column, Qt::SortOrder order) {
  column_ = column;
  order_ = order;
  emit layoutAboutToBeChanged();
  const QModelIndexList before = persistentIndexList();
  std::vector<int> runs;
  for (const QModelIndex& i : before) runs.push_back(rows_[i.row()]);
  arrange();
  std::vector<int> rowOf(runs_ == nullptr ? 0 : runs_->runs().size());
  for (int row = 0; row < isize(rows_); ++row) rowOf[rows_[row]] = row;
  QModelIndexList after;
  for (int i = 0; i < isize(runs); ++i) after << index(rowOf[runs[i]], before[i].column());
  changePersistentIndexList(before, after);
  emit layoutChanged();
}

// Equal runs stay in the order of the collection; those without a value come last.
void RunListModel::arrange() {
  std::ranges::sort(rows_);
  if (column_ < 0 || runs_ == nullptr) return;
  std::vector<double> keys(runs_->runs().size());
  if (column_ < kOwnColumns) {
    constexpr const char* kOwn[kOwnColumns] = {"algorithm", "problem", "repetition"};
    keys = runs_->quantity(kOwn[column_]).values;
  } else {
    keys = quantities_[column_ - kOwnColumns].values;
  }
  const bool down = order_ == Qt::DescendingOrder;
  std::ranges::stable_sort(rows_, [&keys, down](int a, int b) {
    if (std::isnan(keys[a]) || std::isnan(keys[b])) return !std::isnan(keys[a]) && std::isnan(keys[b]);
    return down ? keys[a] > keys[b] : keys[a] < keys[b];
  });
}

}  // namespace tandem::gui
