// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/grid_model.h"

#include <QColor>

namespace tandem::gui {

void GridModel::setPlan(const Plan& plan) {
  beginResetModel();
  problems_.clear();
  algorithms_.clear();
  for (const ProblemRecord& p : plan.info.problems) problems_ << QString::fromStdString(p.name);
  for (const AlgorithmRecord& a : plan.info.algorithms) algorithms_ << QString::fromStdString(a.alias);
  repetitions_ = plan.info.repetitions;
  planned_ = static_cast<int>(plan.runs.size());
  done_ = failed_ = 0;
  cells_.assign(static_cast<std::size_t>(problems_.size() * algorithms_.size()), {});
  endResetModel();
}

void GridModel::take(const std::vector<RunEvent>& events) {
  for (const RunEvent& e : events) {
    const auto at = static_cast<std::size_t>(e.key.problem * algorithms_.size() + e.key.algorithm);
    if (at >= cells_.size()) continue;
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
    if (!e.message.isEmpty() && cell.messages.size() < 20) {
      cell.messages << tr("Repetition %1: %2").arg(e.key.repetition + 1).arg(e.message);
    }
  }
  if (!cells_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int GridModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(problems_.size());
}
int GridModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(algorithms_.size());
}

QVariant GridModel::data(const QModelIndex& index, int role) const {
  const Cell& cell = cells_[static_cast<std::size_t>(index.row() * algorithms_.size() + index.column())];
  if (role == Qt::DisplayRole) {
    QString text = QStringLiteral("%1 / %2").arg(cell.done).arg(repetitions_);
    if (cell.failed > 0) text += tr(", %1 failed").arg(cell.failed);
    return text;
  }
  if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignCenter);
  if (role == Qt::ToolTipRole) return cell.messages.isEmpty() ? QVariant() : cell.messages.join('\n');
  if (role == Qt::BackgroundRole) {
    if (cell.failed > 0) return QColor(213, 94, 0, 110);
    if (cell.done == repetitions_) return QColor(0, 158, 115, 80);
    if (cell.active > 0 || cell.done > 0) return QColor(0, 114, 178, 70);
  }
  return {};
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role != Qt::DisplayRole) return {};
  return orientation == Qt::Horizontal ? algorithms_[section] : problems_[section];
}

QString GridModel::messages(const QModelIndex& index) const {
  return cells_[static_cast<std::size_t>(index.row() * algorithms_.size() + index.column())].messages.join('\n');
}

}  // namespace tandem::gui
