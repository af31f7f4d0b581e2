// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/entry_model.h"

#include <QColor>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>
#include <algorithm>
#include <map>
#include <set>

#include "gui/look/colours.h"
#include "tandem/matrix.h"
#include "tandem/registry.h"

namespace tandem::gui {
namespace {
constexpr std::size_t kMostSteps = 100;

void takeEdited(const AlgorithmEntry& edited, AlgorithmEntry& entry) {
  entry.params = edited.params;
  entry.budget = edited.budget;
  entry.population = edited.population;
}

/// "rmp=0.5; 50,000 evaluations, population 40"
QString settingsText(const AlgorithmEntry& e) {
  QStringList own;
  const QLocale english(QLocale::English, QLocale::UnitedStates);
  if (e.budget > 0) own << QObject::tr("%1 evaluations").arg(english.toString(static_cast<qlonglong>(e.budget)));
  if (e.population > 0) own << QObject::tr("population %1").arg(english.toString(e.population));
  QStringList all;
  if (!e.params.empty()) all << paramText(e.params);
  if (!own.isEmpty()) all << own.join(", ");
  return all.join("; ");
}
}  // namespace

QString paramText(const ParamValues& params) {
  QStringList items;
  for (const auto& [name, value] : params) items << QString::fromStdString(name + "=" + value);
  return items.join(", ");
}

int EntryModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : isize(entries_);
}
int EntryModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : aliases_ ? 3 : 2;
}

QVariant EntryModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto row = static_cast<std::size_t>(index.row());
  const AlgorithmEntry& e = entries_[row];
  const int column = aliases_ ? index.column() : index.column() * 2;
  const QString& wrong = wrong_[row];
  if (role == Qt::ForegroundRole) {
    if (!wrong.isEmpty()) return look::colours().wrong;
    // Defaults: the name that results will show, no parameters.
    const bool quiet = (column == 1 && e.alias.empty()) || (column == 2 && settingsText(e).isEmpty());
    return quiet ? QVariant(QGuiApplication::palette().color(QPalette::PlaceholderText)) : QVariant();
  }
  if (role == Qt::ToolTipRole && !wrong.isEmpty()) return wrong;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::EditRole) return {};
  if (column == 0) return QString::fromStdString(e.name);
  if (column == 1) return role == Qt::EditRole ? QString::fromStdString(e.alias) : shown_[row];
  const QString text = settingsText(e);
  return text.isEmpty() && role == Qt::DisplayRole ? tr("defaults") : text;
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
  const auto row = static_cast<std::size_t>(index.row());
  const std::string alias = value.toString().trimmed().toStdString();
  if (entries_[row].alias == alias) return false;
  auto next = entries_;
  next[row].alias = alias;
  replace(std::move(next));
  return true;
}

void EntryModel::look() {
  shown_.clear();
  wrong_.clear();
  // As in makePlan: an algorithm that occurs more than once is called by its name and parameters.
  std::map<std::string, int> uses;
  for (const AlgorithmEntry& e : entries_) {
    if (e.alias.empty()) ++uses[e.name];
  }
  std::map<std::string, int> called;
  for (const AlgorithmEntry& e : entries_) {
    QString name = QString::fromStdString(e.alias.empty() ? e.name : e.alias);
    if (!aliases_ || (e.alias.empty() && uses[e.name] > 1 && !e.params.empty())) {
      if (!e.params.empty()) name += QStringLiteral(" (%1)").arg(paramText(e.params).remove(' '));
    }
    ++called[normalName(name.toStdString())];
    shown_.push_back(name);
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    QString wrong = complaint_ ? complaint_(entries_[i]) : QString();
    if (wrong.isEmpty() && called[normalName(shown_[i].toStdString())] > 1) {
      wrong = aliases_ ? tr("Two are called '%1'; rename one (F2) or change its parameters.").arg(shown_[i])
                       : tr("'%1' is listed twice; it is run once.").arg(shown_[i]);
    }
    wrong_.push_back(wrong);
  }
}

void EntryModel::setEntries(std::vector<AlgorithmEntry> entries) {
  replace(std::move(entries));
  past_.clear();
  emit changed();
}

void EntryModel::replace(std::vector<AlgorithmEntry> entries) {
  past_.push_back(entries_);
  if (past_.size() > kMostSteps) past_.erase(past_.begin());
  const bool same = entries.size() == entries_.size();
  if (!same) beginResetModel();
  entries_ = std::move(entries);
  look();
  if (!same) endResetModel();
  if (same && !entries_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  emit changed();
}

void EntryModel::undo() {
  if (past_.empty()) return;
  auto before = std::move(past_.back());
  past_.pop_back();
  replace(std::move(before));
  past_.pop_back();
  emit changed();
}

void EntryModel::add(const QStringList& names) {
  auto next = entries_;
  for (const QString& name : names) {
    const std::string text = name.toStdString();
    const bool there = std::any_of(next.begin(), next.end(), [&](const AlgorithmEntry& e) {
      return e.name == text && e.alias.empty() && settingsText(e).isEmpty();
    });
    if (!there) next.push_back({.name = text, .alias = {}, .params = {}});
  }
  if (next.size() != entries_.size()) replace(std::move(next));
}

std::vector<int> EntryModel::duplicate(const std::vector<int>& rows, const std::vector<AlgorithmEntry>& edited) {
  if (rows.empty()) return {};
  auto next = entries_;
  std::set<std::string> taken;
  for (const AlgorithmEntry& e : entries_) taken.insert(normalName(e.alias.empty() ? e.name : e.alias));
  std::vector<AlgorithmEntry> copies;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    AlgorithmEntry copy = entries_[rows[i]];
    const bool differs = copy.params != edited[i].params;
    takeEdited(edited[i], copy);
    if (aliases_ && (!differs || !copy.alias.empty())) {
      const std::string base = copy.alias.empty() ? copy.name : copy.alias;
      for (int n = 2; copy.alias == entries_[rows[i]].alias; ++n) {
        const std::string tried = base + " " + std::to_string(n);
        if (taken.insert(normalName(tried)).second) copy.alias = tried;
      }
    }
    copies.push_back(std::move(copy));
  }
  const int at = *std::max_element(rows.begin(), rows.end()) + 1;
  next.insert(next.begin() + at, copies.begin(), copies.end());
  replace(std::move(next));
  std::vector<int> where;
  for (std::size_t i = 0; i < copies.size(); ++i) where.push_back(at + static_cast<int>(i));
  return where;
}

void EntryModel::edit(const std::vector<int>& rows, const std::vector<AlgorithmEntry>& edited) {
  auto next = entries_;
  for (std::size_t i = 0; i < rows.size(); ++i) takeEdited(edited[i], next[rows[i]]);
  replace(std::move(next));
}

void EntryModel::remove(const std::vector<int>& rows) {
  if (rows.empty()) return;
  std::vector<AlgorithmEntry> next;
  for (int row = 0; row < rowCount(); ++row) {
    const bool gone = std::find(rows.begin(), rows.end(), row) != rows.end();
    if (!gone) next.push_back(entries_[row]);
  }
  replace(std::move(next));
}

void EntryModel::removeNamed(const QStringList& names) {
  std::vector<int> rows;
  for (int row = 0; row < rowCount(); ++row) {
    if (names.contains(QString::fromStdString(entries_[row].name))) rows.push_back(row);
  }
  remove(rows);
}

void EntryModel::lookAgain() {
  look();
  if (!entries_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  emit changed();
}

QStringList EntryModel::names() const {
  QStringList list;
  for (const AlgorithmEntry& e : entries_) list << QString::fromStdString(e.name);
  return list;
}

std::vector<int> EntryModel::move(std::vector<int> rows, int by) {
  std::sort(rows.begin(), rows.end());
  if (rows.empty() || rows.front() + by < 0 || rows.back() + by >= rowCount()) return rows;
  if (by > 0) std::reverse(rows.begin(), rows.end());
  auto next = entries_;
  for (int& row : rows) {
    std::swap(next[row], next[row + by]);
    row += by;
  }
  replace(std::move(next));
  return rows;
}

}  // namespace tandem::gui
