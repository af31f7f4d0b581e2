// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "gui/work/experiment_runner.h"

namespace tandem::gui {

/// Problems in rows, algorithms in columns: runs done out of all, failures with message.
class GridModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Role {
    Done = Qt::UserRole,  ///< runs done
    Share,                ///< of all repetitions, 0 to 1
    Failed,               ///< runs that failed
    Active                ///< runs in progress
  };
  using QAbstractTableModel::QAbstractTableModel;
  void setInfo(const ExperimentInfo& info);
  void clear() { setInfo({}); }
  /// Takes what happened, or what a file already has (resume).
  void take(const std::vector<RunEvent>& events);
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] int done() const { return done_; }
  [[nodiscard]] int failed() const { return failed_; }
  [[nodiscard]] int planned() const { return planned_; }
  [[nodiscard]] int repetitions() const { return repetitions_; }
  /// Messages of the failed runs of a cell, or warnings of others.
  [[nodiscard]] QString messages(const QModelIndex& index) const;

 private:
  struct Cell {
    int done = 0, failed = 0, active = 0;
    QStringList messages;
  };
  [[nodiscard]] const Cell& cell(const QModelIndex& index) const;
  [[nodiscard]] QString textOf(const Cell& cell) const;
  QStringList problems_, algorithms_;
  int repetitions_ = 0, done_ = 0, failed_ = 0, planned_ = 0;
  std::vector<Cell> cells_;
};

}  // namespace tandem::gui
