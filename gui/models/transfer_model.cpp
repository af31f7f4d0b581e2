// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/transfer_model.h"

namespace tandem::gui {

int reachedCheckpoints(const RunRecord& record) {
  int reached = 0;
  while (reached < record.checkpoints && record.evaluations[static_cast<std::size_t>(reached)] > 0) ++reached;
  return reached;
}

std::vector<TransferCounts> transferAt(const RunRecord& record, int checkpoint, bool sinceBefore) {
  const std::size_t pairs = static_cast<std::size_t>(record.tasks) * static_cast<std::size_t>(record.tasks);
  const auto at = [&](int k) { return record.transfer.begin() + static_cast<std::ptrdiff_t>(pairs) * k; };
  std::vector<TransferCounts> counts(at(checkpoint), at(checkpoint + 1));
  if (!sinceBefore || checkpoint == 0) return counts;
  for (std::size_t i = 0; i < pairs; ++i) {
    const TransferCounts& before = *(at(checkpoint - 1) + static_cast<std::ptrdiff_t>(i));
    counts[i].made -= before.made;
    counts[i].survived -= before.survived;
    counts[i].improved -= before.improved;
  }
  return counts;
}

std::vector<TransferEvent> transferEvents(const RunRecord& record) {
  std::vector<TransferEvent> events;
  const int tasks = record.tasks;
  for (int k = 0; k < reachedCheckpoints(record); ++k) {
    const std::vector<TransferCounts> counts = transferAt(record, k, true);
    for (int d = 0; d < tasks; ++d) {
      for (int r = 0; r < tasks; ++r) {
        const TransferCounts& c = counts[static_cast<std::size_t>(d * tasks + r)];
        if (d == r || (c.made == 0 && c.survived == 0)) continue;
        events.push_back({k, d, r, record.evaluations[static_cast<std::size_t>(k)], c});
      }
    }
  }
  return events;
}

void TransferModel::setEvents(std::vector<TransferEvent> events) {
  beginResetModel();
  events_ = std::move(events);
  endResetModel();
}

int TransferModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(events_.size());
}
int TransferModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : 6;
}

QVariant TransferModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const TransferEvent& e = events_[static_cast<std::size_t>(index.row())];
  if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
  // Numbers as they are for sorting, grouped for reading.
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
                            tr("Offspring that carry knowledge of the donor, since the checkpoint before"),
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
