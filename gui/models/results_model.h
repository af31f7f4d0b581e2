// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <memory>
#include <string>
#include <vector>

#include "tandem/tables/table_view.h"

namespace tandem::gui {

enum class Highlight { None, Best, BestWorst };

/// Those of TableOrder, and the one the reader dragged.
enum class ColumnOrder { AsMade, Name, Base, Rank, ByHand };

/// The layout that a reader wants.
struct Arrangement {
  ColumnOrder columns = ColumnOrder::AsMade;
  TableOrder::Rows rows = TableOrder::Rows::AsMade;
};

/// A comparison as a Qt table: rows and columns in the requested order, summary rows (counts of signs, mean ranks) at
/// the end. Texts are made once; showing a cell costs a lookup.
class ResultsModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit ResultsModel(QObject* parent = nullptr);
  void setTable(std::shared_ptr<const Table> table, TableTexts texts);
  void clear();
  /// New texts for the same table (number format).
  void setTexts(TableTexts texts);
  /// Selected cells stay selected. Undoes setColumns.
  void setOrder(const TableOrder& order);
  /// Columns in the order of these labels, until setOrder; unnamed ones follow.
  void setColumns(std::vector<std::string> labels);
  void setHighlight(Highlight highlight);

  [[nodiscard]] const TableOrder& order() const { return order_; }
  [[nodiscard]] const std::shared_ptr<const Table>& table() const { return table_; }
  /// The table as shown, for export.
  [[nodiscard]] Table shown() const;
  /// Row and column of the underlying table; -1 for a summary row.
  [[nodiscard]] int tableRow(int row) const;
  [[nodiscard]] int tableColumn(int column) const;
  [[nodiscard]] int bodyRows() const { return isize(rows_); }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  [[nodiscard]] static QString tip(const TableCell& cell);
  [[nodiscard]] QString effect(const TableCell& cell) const;
  [[nodiscard]] std::vector<int> orderedColumns(const Table& table) const;
  void reorder();
  std::shared_ptr<const Table> table_;
  TableTexts texts_;
  TableOrder order_;
  std::vector<std::string> byHand_;  // labels; empty: in the order of order_
  std::vector<int> rows_, columns_;
  Highlight highlight_ = Highlight::Best;
};

}  // namespace tandem::gui
