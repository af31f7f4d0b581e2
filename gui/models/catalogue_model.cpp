// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/catalogue_model.h"

#include <QCollator>
#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <algorithm>
#include <map>

#include "gui/look/core_texts.h"
#include "tandem/matrix.h"

namespace tandem::gui {
namespace {

constexpr double kHeadingSize = 0.9;  // of a family's name beside its entries': it is bold, and long

QString tipOf(const std::string& name, const std::string& doc, Labels labels, const Citation& c) {
  QString tip = QStringLiteral("<b>%1</b><br>%2")
                    .arg(QString::fromStdString(name).toHtmlEscaped(), QString::fromStdString(doc).toHtmlEscaped());
  QStringList names;
  for (const std::string& label : labelNames(labels)) names << look::coreText(label);
  tip += QStringLiteral("<br><i>%1</i>").arg(names.join(", "));
  if (!c.title.empty()) {
    tip += QStringLiteral("<br>%1: %2. %3, %4")
               .arg(QString::fromStdString(c.authors).toHtmlEscaped(), QString::fromStdString(c.title).toHtmlEscaped(),
                    QString::fromStdString(c.venue).toHtmlEscaped())
               .arg(c.year);
  }
  return tip;
}

QString wordsOf(const std::string& name, const std::string& group, const Citation& c) {
  QStringList words;
  for (const std::string& text : {name, group, c.authors, c.title, c.venue}) words << QString::fromStdString(text);
  if (c.year > 0) words << QString::number(c.year);
  return words.join(' ');
}

/// Whether a problem has a parameter for its objectives that goes beyond three.
bool manyObjectives(const ProblemInfo& info) {
  if ((info.labels & MultiObjective) == 0 || info.explicitOnly) return false;
  const auto params = describeParams(*info.make());
  return std::ranges::any_of(params, [](const ParamInfo& p) { return p.name == "objectives" && p.max > 3; });
}

/// Natural order: "MTSO2" before "MTSO10".
bool before(const QString& a, const QString& b) {
  static const QCollator order = [] {
    QCollator c{QLocale(QLocale::English)};
    c.setNumericMode(true);
    c.setCaseSensitivity(Qt::CaseInsensitive);
    return c;
  }();
  return order.compare(a, b) < 0;
}

}  // namespace

ProblemSize sizeOf(const Problem& problem) {
  ProblemSize size{.tasks = problem.taskCount(),
                   .leastVariables = problem.tasks().front().dim,
                   .mostVariables = problem.tasks().front().dim,
                   .objectives = 1,
                   .evaluations = problem.defaultBudget()};
  for (const TaskInfo& task : problem.tasks()) {
    size.leastVariables = std::min(size.leastVariables, task.dim);
    size.mostVariables = std::max(size.mostVariables, task.dim);
    size.objectives = std::max(size.objectives, task.objectives);
  }
  return size;
}

QString variablesText(const ProblemSize& size, const QString& range) {
  if (size.leastVariables == size.mostVariables) return QString::number(size.leastVariables);
  return range.arg(size.leastVariables).arg(size.mostVariables);
}

CatalogueModel::CatalogueModel(const Catalogue& catalogue, Kind kind, QObject* parent)
    : QAbstractItemModel(parent), kind_(kind) {
  fill(catalogue);
}

void CatalogueModel::fill(const Catalogue& catalogue) {
  rows_.clear();
  families_.clear();
  sizes_.clear();
  if (kind_ == Kind::Algorithms) {
    for (const AlgorithmInfo& a : catalogue.algorithms.all()) {
      rows_.push_back({QString::fromStdString(a.name), QString::fromStdString(a.family),
                       tipOf(a.name, a.doc, a.labels, a.citation),
                       wordsOf(a.name, a.family, a.citation) + ' ' + groupText(QString::fromStdString(a.family)),
                       a.citation.year, a.labels | ((a.labels & MultiObjective) != 0 ? kManyObjectives : 0U)});
    }
  } else {
    for (const ProblemInfo& p : catalogue.problems.all()) {
      rows_.push_back({QString::fromStdString(p.name), QString::fromStdString(p.suite),
                       tipOf(p.name, p.doc, p.labels, p.citation), wordsOf(p.name, p.suite, p.citation),
                       p.citation.year, p.labels | (manyObjectives(p) ? kManyObjectives : 0U)});
    }
  }
  std::map<QString, std::vector<int>> families;
  for (int row = 0; row < isize(rows_); ++row) families[rows_[row].group].push_back(row);
  for (auto& [name, rows] : families) families_.push_back({name, std::move(rows)});
  std::ranges::sort(families_, before, &Family::name);
}

QString CatalogueModel::groupText(const QString& name) const {
  return kind_ == Kind::Algorithms ? look::familyText(name) : name;
}

void CatalogueModel::setCatalogue(const Catalogue& catalogue) {
  beginResetModel();
  fill(catalogue);
  endResetModel();
}

void CatalogueModel::setGrouped(bool grouped) {
  if (grouped == grouped_) return;
  beginResetModel();
  grouped_ = grouped;
  endResetModel();
}

// The index of an entry below a family holds the number of the family, from 1; top-level ones hold 0.
QModelIndex CatalogueModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex CatalogueModel::parent(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == 0) return {};
  return createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr(0));
}

int CatalogueModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return grouped_ ? isize(families_) : isize(rows_);
  if (!isGroup(parent) || parent.column() != 0) return 0;
  return isize(families_[parent.row()].rows);
}

int CatalogueModel::columnCount(const QModelIndex& parent) const {
  if (parent.isValid() && !isGroup(parent)) return 0;
  return kind_ == Kind::Algorithms ? Year + 1 : Evaluations + 1;
}

int CatalogueModel::rowOf(const QModelIndex& index) const {
  if (!grouped_) return index.row();
  return index.internalId() == 0 ? -1 : families_[index.internalId() - 1].rows[index.row()];
}

Labels CatalogueModel::labels(const QModelIndex& index) const {
  return isGroup(index) ? 0U : rows_[rowOf(index)].labels;
}

QString CatalogueModel::words(const QModelIndex& index) const {
  return isGroup(index) ? QString() : rows_[rowOf(index)].words;
}

QVariant CatalogueModel::number(const Row& row, int column, bool text) const {
  if (column == Year) return row.year > 0 ? QVariant(row.year) : QVariant(QString());
  const auto found = sizes_.constFind(row.name);
  if (found == sizes_.constEnd()) return text ? QVariant(QString()) : QVariant(-1);
  const QLocale english(QLocale::English, QLocale::UnitedStates);
  switch (column) {
    case Tasks:
      return found->tasks;
    case Variables:
      return text ? QVariant(variablesText(*found, QStringLiteral("%1-%2"))) : QVariant(found->mostVariables);
    case Objectives:
      return found->objectives;
    default:
      return text ? QVariant(english.toString(found->evaluations)) : QVariant(found->evaluations);
  }
}

QVariant CatalogueModel::data(const QModelIndex& index, int role) const {
  // Combo boxes with nothing chosen query this.
  if (!index.isValid()) return {};
  const int column = index.column();
  if (role == Qt::TextAlignmentRole && column >= Year) return int(Qt::AlignRight | Qt::AlignVCenter);
  if (isGroup(index)) {
    const Family& family = families_[index.row()];
    if (role == Qt::FontRole) {
      QFont font = QGuiApplication::font();
      font.setWeight(QFont::DemiBold);
      font.setPointSizeF(kHeadingSize * font.pointSizeF());
      return font;
    }
    // In the same order in every language: related families stay together.
    if (column == Name && role == SortRole) return family.name;
    if (column == Name && role == Qt::DisplayRole) return groupText(family.name);
    if (column == Name && role == Qt::ToolTipRole)
      return tr("%1: %2 entries").arg(groupText(family.name)).arg(isize(family.rows));
    return {};
  }
  const Row& row = rows_[rowOf(index)];
  // An editable combo box asks for the text to edit.
  if (role == Qt::DisplayRole || role == Qt::EditRole || role == SortRole) {
    if (column == Name) return row.name;
    if (column == Group) return role == SortRole ? row.group : groupText(row.group);
    return number(row, column, role != SortRole);
  }
  if (role == Qt::ToolTipRole) return row.tip;
  return {};
}

QVariant CatalogueModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole && section >= Year) return int(Qt::AlignRight | Qt::AlignVCenter);
  if (role == Qt::ToolTipRole && section > Year) return tr("With the default parameters");
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Name:
      return kind_ == Kind::Algorithms ? tr("Algorithm") : tr("Problem");
    case Group:
      return kind_ == Kind::Algorithms ? tr("Family") : tr("Suite");
    case Year:
      return tr("Year");
    case Tasks:
      return tr("Tasks");
    case Variables:
      return tr("Variables");
    case Objectives:
      return tr("Objectives");
    default:
      return tr("Evaluations");
  }
}

void CatalogueModel::setSizes(const QHash<QString, ProblemSize>& sizes) {
  sizes_.insert(sizes);
  const int last = columnCount() - 1;
  const int top = rowCount() - 1;
  if (top < 0 || last < Tasks) return;
  if (!grouped_) emit dataChanged(index(0, Tasks), index(top, last));
  for (int family = 0; grouped_ && family <= top; ++family) {
    const QModelIndex parent = index(family, 0);
    if (sizes.contains(index(0, Name, parent).data().toString()))
      emit dataChanged(index(0, Tasks, parent), index(rowCount(parent) - 1, last, parent));
  }
}

CatalogueFilter::CatalogueFilter(QObject* parent) : QSortFilterProxyModel(parent) {
  setRecursiveFilteringEnabled(true);  // a family is shown for its entries
  setSortCaseSensitivity(Qt::CaseInsensitive);
}

void CatalogueFilter::setWords(const QString& text) {
  words_ = text.split(' ', Qt::SkipEmptyParts);
  invalidateFilter();
}

void CatalogueFilter::setLabels(Labels wanted) {
  wanted_ = wanted;
  invalidateFilter();
}

bool CatalogueFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const QModelIndex at = source().index(row, 0, parent);
  if (source().isGroup(at)) return false;
  if ((source().labels(at) & wanted_) != wanted_) return false;
  const QString text = source().words(at);
  return std::all_of(words_.begin(), words_.end(),
                     [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool CatalogueFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
  // Families keep their order, as they have no numbers.
  if (source().isGroup(left) && left.column() != CatalogueModel::Name) {
    return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
  }
  const QVariant a = left.data(CatalogueModel::SortRole);
  const QVariant b = right.data(CatalogueModel::SortRole);
  if (a.userType() != QMetaType::QString && b.userType() != QMetaType::QString) return a.toLongLong() < b.toLongLong();
  return before(a.toString(), b.toString());
}

void CatalogueFilter::setChosen(const QSet<QString>& names) {
  if (ticks_ && names == chosen_) return;
  ticks_ = true;
  chosen_ = names;
  const int top = rowCount() - 1;
  if (top < 0) return;
  emit dataChanged(index(0, 0), index(top, 0), {Qt::CheckStateRole});
  for (int row = 0; row <= top; ++row) {
    const QModelIndex parent = index(row, 0);
    if (const int n = rowCount(parent); n > 0)
      emit dataChanged(index(0, 0, parent), index(n - 1, 0, parent), {Qt::CheckStateRole});
  }
}

QStringList CatalogueFilter::names(const QModelIndex& index) const {
  const QModelIndex at = index.siblingAtColumn(0);
  if (!source().isGroup(mapToSource(at))) return {at.data().toString()};
  QStringList list;
  for (int row = 0; row < rowCount(at); ++row) list << this->index(row, 0, at).data().toString();
  return list;
}

QVariant CatalogueFilter::data(const QModelIndex& index, int role) const {
  if (role == Qt::CheckStateRole && ticks_ && index.isValid() && index.column() == 0) {
    const QStringList all = names(index);
    const auto in = std::ranges::count_if(all, [this](const QString& name) { return chosen_.contains(name); });
    return in == 0 ? Qt::Unchecked : in == all.size() ? Qt::Checked : Qt::PartiallyChecked;
  }
  // The number of shown entries of a family or suite.
  if (role == Qt::DisplayRole && index.isValid() && source().isGroup(mapToSource(index))) {
    if (index.column() == CatalogueModel::Year) return QStringLiteral("(%1)").arg(rowCount(index.siblingAtColumn(0)));
  }
  return QSortFilterProxyModel::data(index, role);
}

bool CatalogueFilter::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::CheckStateRole || !ticks_ || !index.isValid())
    return QSortFilterProxyModel::setData(index, value, role);
  emit ticked(names(index), value.toInt() == Qt::Checked);
  return true;
}

Qt::ItemFlags CatalogueFilter::flags(const QModelIndex& index) const {
  Qt::ItemFlags f = QSortFilterProxyModel::flags(index);
  if (ticks_ && index.isValid() && index.column() == 0) f |= Qt::ItemIsUserCheckable;
  return f;
}

}  // namespace tandem::gui
