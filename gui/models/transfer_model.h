// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "tandem/result.h"

namespace tandem::gui {

/// What was transferred between two checkpoints from a donor to a receiver.
struct TransferEvent {
  int checkpoint = 0, donor = 0, receiver = 0;  ///< from 0
  std::int64_t evaluations = 0;                 ///< of all tasks, at the checkpoint
  TransferCounts counts;                        ///< since the previous checkpoint
};

/// Checkpoints that a run has reached.
int reachedCheckpoints(const RunRecord& record);
/// Counts [donor * tasks + receiver] at a checkpoint: since the start, or since the previous checkpoint.
std::vector<TransferCounts> transferAt(const RunRecord& record, int checkpoint, bool sinceBefore);
/// Every donor-receiver pair with offspring, checkpoint by checkpoint.
std::vector<TransferEvent> transferEvents(const RunRecord& record);

class TransferModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void setEvents(std::vector<TransferEvent> events);
  [[nodiscard]] const TransferEvent& eventAt(int row) const { return events_[row]; }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<TransferEvent> events_;
};

}  // namespace tandem::gui
