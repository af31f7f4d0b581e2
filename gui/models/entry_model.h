// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "tandem/experiment/spec.h"

namespace tandem::gui {

/// What an experiment is made of: chosen algorithms (with an alias that can be typed) or problems, with parameters.
class EntryModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  EntryModel(bool aliases, QObject* parent = nullptr) : QAbstractTableModel(parent), aliases_(aliases) {}
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

  /// Problems use name and params only.
  [[nodiscard]] const std::vector<AlgorithmEntry>& entries() const { return entries_; }
  void setEntries(std::vector<AlgorithmEntry> entries);
  void add(const QStringList& names);
  void duplicate(int row);
  void setParams(int row, const ParamValues& params);
  void remove(std::vector<int> rows);

 signals:
  void changed();

 private:
  bool aliases_;
  std::vector<AlgorithmEntry> entries_;
};

/// "rmp=0.5, muC=3"
QString paramText(const ParamValues& params);

}  // namespace tandem::gui
