// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/catalogue_model.h"
#include "tandem/matrix.h"

#include <algorithm>

#include "gui/look/core_texts.h"

namespace tandem::gui {
namespace {

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

}  // namespace

CatalogueModel::CatalogueModel(const Catalogue& catalogue, Kind kind, QObject* parent)
    : QAbstractTableModel(parent), kind_(kind) {
  if (kind == Kind::Algorithms) {
    for (const AlgorithmInfo& a : catalogue.algorithms.all()) {
      rows_.push_back({QString::fromStdString(a.name), QString::fromStdString(a.family),
                       tipOf(a.name, a.doc, a.labels, a.citation), wordsOf(a.name, a.family, a.citation),
                       a.citation.year, a.labels});
    }
  } else {
    for (const ProblemInfo& p : catalogue.problems.all()) {
      rows_.push_back({QString::fromStdString(p.name), QString::fromStdString(p.suite),
                       tipOf(p.name, p.doc, p.labels, p.citation), wordsOf(p.name, p.suite, p.citation),
                       p.citation.year, p.labels});
    }
  }
}

int CatalogueModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : isize(rows_);
}
int CatalogueModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : 3;
}

QVariant CatalogueModel::data(const QModelIndex& index, int role) const {
  // Combo boxes with nothing chosen ask for that.
  if (!index.isValid()) return {};
  const Row& row = rows_[index.row()];
  // An editable combo box asks for the text to edit.
  if (role == Qt::DisplayRole || role == Qt::EditRole) {
    if (index.column() == 2) return row.year > 0 ? QVariant(row.year) : QVariant(QString());
    return index.column() == 0 ? row.name : row.group;
  }
  if (role == Qt::TextAlignmentRole && index.column() == 2) return int(Qt::AlignRight | Qt::AlignVCenter);
  if (role == Qt::ToolTipRole) return row.tip;
  return {};
}

QVariant CatalogueModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  if (section == 2) return tr("Year");
  if (section == 0) return kind_ == Kind::Algorithms ? tr("Algorithm") : tr("Problem");
  return kind_ == Kind::Algorithms ? tr("Family") : tr("Suite");
}

void CatalogueFilter::setWords(const QString& text) {
  words_ = text.split(' ', Qt::SkipEmptyParts);
  invalidateFilter();
}

void CatalogueFilter::setLabels(Labels wanted) {
  wanted_ = wanted;
  invalidateFilter();
}

bool CatalogueFilter::filterAcceptsRow(int row, const QModelIndex&) const {
  const auto* source = static_cast<const CatalogueModel*>(sourceModel());
  if ((source->labels(row) & wanted_) != wanted_) return false;
  const QString& text = source->words(row);
  return std::all_of(words_.begin(), words_.end(),
                     [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace tandem::gui
