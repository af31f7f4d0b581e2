// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/entry_model.h"

#include <algorithm>

namespace tandem::gui {

QString paramText(const ParamValues& params) {
  QStringList items;
  for (const auto& [name, value] : params) items << QString::fromStdString(name + "=" + value);
  return items.join(", ");
}

int EntryModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}
int EntryModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : aliases_ ? 3 : 2;
}

QVariant EntryModel::data(const QModelIndex& index, int role) const {
  const AlgorithmEntry& e = entries_[static_cast<std::size_t>(index.row())];
  const int column = aliases_ ? index.column() : index.column() * 2;
  if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::EditRole) {
    if (column == 0) return QString::fromStdString(e.name);
    if (column == 1) return QString::fromStdString(e.alias);
    const QString params = paramText(e.params);
    return role == Qt::DisplayRole && params.isEmpty() ? tr("defaults") : params;
  }
  return {};
}

QVariant EntryModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  const int column = aliases_ ? section : section * 2;
  return column == 0 ? (aliases_ ? tr("Algorithm") : tr("Problem")) : column == 1 ? tr("Called") : tr("Parameters");
}

Qt::ItemFlags EntryModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags f = QAbstractTableModel::flags(index);
  if (aliases_ && index.column() == 1) f |= Qt::ItemIsEditable;
  return f;
}

bool EntryModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !aliases_ || index.column() != 1) return false;
  entries_[static_cast<std::size_t>(index.row())].alias = value.toString().trimmed().toStdString();
  emit dataChanged(index, index);
  emit changed();
  return true;
}

void EntryModel::setEntries(std::vector<AlgorithmEntry> entries) {
  beginResetModel();
  entries_ = std::move(entries);
  endResetModel();
  emit changed();
}

void EntryModel::add(const QStringList& names) {
  auto next = entries_;
  for (const QString& name : names) {
    const std::string text = name.toStdString();
    const bool there =
        std::any_of(next.begin(), next.end(), [&](const auto& e) { return e.name == text && e.params.empty(); });
    if (!there) next.push_back({.name = text, .alias = {}, .params = {}});
  }
  setEntries(std::move(next));
}

void EntryModel::duplicate(int row) {
  auto next = entries_;
  AlgorithmEntry copy = next[static_cast<std::size_t>(row)];
  if (aliases_) copy.alias = (copy.alias.empty() ? copy.name : copy.alias) + " 2";
  next.insert(next.begin() + row + 1, std::move(copy));
  setEntries(std::move(next));
}

void EntryModel::setParams(int row, const ParamValues& params) {
  entries_[static_cast<std::size_t>(row)].params = params;
  emit dataChanged(index(row, 0), index(row, columnCount() - 1));
  emit changed();
}

void EntryModel::remove(std::vector<int> rows) {
  std::sort(rows.rbegin(), rows.rend());
  auto next = entries_;
  for (const int row : rows) next.erase(next.begin() + row);
  setEntries(std::move(next));
}

}  // namespace tandem::gui
