// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/grid_model.h"

#include "gui/work/sentences.h"
#include "tandem/matrix.h"
#include "tandem/tables/names.h"

#include <algorithm>

namespace tandem::gui {
namespace {
constexpr qsizetype kMostMessages = 20;  // of a cell
}

void GridModel::setInfo(const ExperimentInfo& info) {
  beginResetModel();
  problems_.clear();
  algorithms_.clear();
  for (const std::string& name : problemNames(info.problems)) problems_ << QString::fromStdString(name);
  for (const AlgorithmRecord& a : info.algorithms) algorithms_ << QString::fromStdString(a.alias);
  repetitions_ = info.repetitions;
  cells_.assign(problems_.size() * algorithms_.size(), {});
  planned_ = isize(cells_) * repetitions_;
  done_ = failed_ = 0;
  endResetModel();
}

void GridModel::take(const std::vector<RunEvent>& events) {
  int top = rowCount(), bottom = -1, left = columnCount(), right = -1;
  for (const RunEvent& e : events) {
    const auto at = static_cast<std::size_t>(e.key.problem * algorithms_.size() + e.key.algorithm);
    if (at >= cells_.size()) continue;
    top = std::min(top, e.key.problem);
    bottom = std::max(bottom, e.key.problem);
    left = std::min(left, e.key.algorithm);
    right = std::max(right, e.key.algorithm);
    Cell& cell = cells_[at];
    if (!e.finished) {
      ++cell.active;
      continue;
    }
    cell.active = std::max(0, cell.active - 1);
    ++cell.done;
    ++done_;
    if (e.status == RunStatus::Failed) {
      ++cell.failed;
      ++failed_;
    }
    if (e.message.isEmpty()) continue;
    if (cell.messages.size() < kMostMessages) {
      cell.messages << tr("Repetition %1: %2").arg(e.key.repetition + 1).arg(windowWords(e.message));
    } else if (cell.messages.size() == kMostMessages) {
      cell.messages << tr("There are more; Results, Runs lists them all.");
    }
  }
  if (bottom >= 0) emit dataChanged(index(top, left), index(bottom, right));
}

int GridModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : isize(problems_);
}
int GridModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : isize(algorithms_);
}

const GridModel::Cell& GridModel::cell(const QModelIndex& index) const {
  return cells_[index.row() * algorithms_.size() + index.column()];
}

QString GridModel::textOf(const Cell& cell) const {
  QString text = QStringLiteral("%1 / %2").arg(cell.done).arg(repetitions_);
  if (cell.failed > 0) text += tr(", %1 failed").arg(cell.failed);
  return text;
}

QVariant GridModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const Cell& c = cell(index);
  switch (role) {
    case Qt::DisplayRole:
      return textOf(c);
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignCenter);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
      QString tip = tr("%1 on %2: %3").arg(algorithms_[index.column()], problems_[index.row()], textOf(c));
      if (c.active > 0) tip += tr(", %1 under way").arg(c.active);
      if (!c.messages.isEmpty()) tip += '\n' + c.messages.front();
      return tip;
    }
    case Done:
      return c.done;
    case Share:
      return repetitions_ == 0 ? 0.0 : static_cast<double>(c.done) / repetitions_;
    case Failed:
      return c.failed;
    case Active:
      return c.active;
    default:
      return {};
  }
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  return orientation == Qt::Horizontal ? algorithms_[section] : problems_[section];
}

QString GridModel::messages(const QModelIndex& index) const {
  if (!index.isValid()) return {};
  const Cell& c = cell(index);
  if (c.messages.isEmpty()) return {};
  return tr("%1 on %2").arg(algorithms_[index.column()], problems_[index.row()]) + '\n' + c.messages.join('\n');
}

}  // namespace tandem::gui
