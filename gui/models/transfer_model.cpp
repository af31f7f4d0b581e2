// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/transfer_model.h"
#include "tandem/matrix.h"

namespace tandem::gui {

int reachedCheckpoints(const RunRecord& record) {
  int reached = 0;
  while (reached < record.checkpoints && record.evaluations[reached] > 0) ++reached;
  return reached;
}

std::vector<TransferCounts> transferAt(const RunRecord& record, int checkpoint, bool sinceBefore) {
  if (!sinceBefore) return transferMatrix(record.transfer, record.tasks, checkpoint);
  std::vector<TransferCounts> counts(static_cast<std::size_t>(record.tasks) * static_cast<std::size_t>(record.tasks));
  for (const TransferRow& row : record.transfer) {
    if (row.checkpoint == checkpoint) counts[row.donor * record.tasks + row.receiver] = row.counts;
  }
  return counts;
}

std::vector<TransferEvent> transferEvents(const RunRecord& record) {
  std::vector<TransferEvent> events;
  for (const TransferRow& row : record.transfer) {
    if (row.donor == row.receiver || (row.counts.made == 0 && row.counts.survived == 0)) continue;
    const int checkpoint = static_cast<int>(row.checkpoint);
    events.push_back({checkpoint, static_cast<int>(row.donor), static_cast<int>(row.receiver),
                      record.evaluations[checkpoint], row.counts});
  }
  return events;
}

void TransferModel::setEvents(std::vector<TransferEvent> events) {
  beginResetModel();
  events_ = std::move(events);
  endResetModel();
}

int TransferModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : isize(events_);
}
int TransferModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : 6;
}

QVariant TransferModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const TransferEvent& e = events_[index.row()];
  if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
  // Plain numbers for sorting, grouped ones for reading.
  if (role != Qt::DisplayRole && role != Qt::UserRole) return {};
  const auto number = [role](std::int64_t v) {
    return role == Qt::UserRole ? QVariant(static_cast<qlonglong>(v)) : QVariant(QStringLiteral("%L1").arg(v));
  };
  switch (index.column()) {
    case 0:
      return number(e.checkpoint + 1);
    case 1:
      return number(e.evaluations);
    case 2:
      if (role == Qt::UserRole) return e.donor * 100000 + e.receiver;
      return QStringLiteral("T%1 \u2192 T%2").arg(e.donor + 1).arg(e.receiver + 1);
    case 3:
      return number(e.counts.made);
    case 4:
      return number(e.counts.survived);
    default:
      return number(e.counts.improved);
  }
}

QVariant TransferModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::ToolTipRole) {
    const QString tips[] = {{},
                            tr("Of all tasks, at the checkpoint"),
                            tr("Donor \u2192 receiver"),
                            tr("Offspring that carry knowledge of the donor, since the previous checkpoint"),
                            tr("Of these, in the population at the next generation"),
                            tr("Of these, better than the best of the receiver so far")};
    return tips[section];
  }
  if (role != Qt::DisplayRole) return {};
  const QString names[] = {tr("Checkpoint"), tr("Evaluations"), tr("Transfer"),
                           tr("Made"),       tr("Survived"),    tr("Improved")};
  return names[section];
}

}  // namespace tandem::gui
