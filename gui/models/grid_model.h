// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "gui/app/experiment_runner.h"

namespace tandem::gui {

/// Problems down, algorithms across: runs done of all, failures with their message.
class GridModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void setPlan(const Plan& plan);
  /// What happened, or what a file already has (resume).
  void take(const std::vector<RunEvent>& events);
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] int done() const { return done_; }
  [[nodiscard]] int failed() const { return failed_; }
  [[nodiscard]] int planned() const { return planned_; }
  [[nodiscard]] QString messages(const QModelIndex& index) const;

 private:
  struct Cell {
    int done = 0, failed = 0, active = 0;
    QStringList messages;
  };
  QStringList problems_, algorithms_;
  int repetitions_ = 0, done_ = 0, failed_ = 0, planned_ = 0;
  std::vector<Cell> cells_;
};

}  // namespace tandem::gui
