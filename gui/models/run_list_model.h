// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <memory>
#include <vector>

#include "tandem/figures/collection.h"

namespace tandem::gui {

/// Readable name of a quantity of runs: "Best objective, task 2" for "objective:2". Parameters have their own names.
[[nodiscard]] QString quantityName(const std::string& quantity);
/// The run's value as a text.
[[nodiscard]] QString quantityText(const figures::Quantity& quantity, int run);

/// Runs of a collection, one per row: algorithm, problem, number, and quantities. Rows are sorted here, as there may be
/// many.
class RunListModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  using Runs = std::shared_ptr<const figures::RunCollection>;
  /// `quantities` without those that always have a column.
  void show(Runs runs, std::vector<int> rows, std::vector<figures::Quantity> quantities);
  /// Index into the collection.
  [[nodiscard]] int runAt(int row) const { return rows_[row]; }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order) override;

 private:
  void arrange();
  Runs runs_;
  std::vector<int> rows_;
  std::vector<figures::Quantity> quantities_;
  int column_ = -1;
  Qt::SortOrder order_ = Qt::AscendingOrder;
};

}  // namespace tandem::gui
