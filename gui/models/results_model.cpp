// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/results_model.h"
#include "tandem/matrix.h"

#include <QApplication>
#include <QColor>
#include <QFont>
#include <QPalette>
#include <algorithm>
#include <cmath>

namespace tandem::gui {
namespace {

bool darkPalette() {
  return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

// Also distinguished by weight or slant, not by colour alone.
QColor bestColour() {
  return darkPalette() ? QColor(0x1f, 0x4d, 0x3a) : QColor(0xd9, 0xf0, 0xe3);
}
QColor worstColour() {
  return darkPalette() ? QColor(0x5a, 0x2f, 0x27) : QColor(0xfb, 0xe3, 0xd8);
}

int placeOf(const std::vector<int>& order, int value) {
  const auto at = std::find(order.begin(), order.end(), value);
  return at == order.end() ? -1 : static_cast<int>(at - order.begin());
}

}  // namespace

ResultsModel::ResultsModel(QObject* parent) : QAbstractTableModel(parent) {}

void ResultsModel::setTable(std::shared_ptr<const Table> table, TableTexts texts) {
  beginResetModel();
  table_ = std::move(table);
  texts_ = std::move(texts);
  if (order_.rows == TableOrder::Rows::Value && order_.column >= isize(table_->columns)) {
    order_.rows = TableOrder::Rows::AsMade;
  }
  rows_ = rowOrder(*table_, order_);
  columns_ = orderedColumns(*table_);
  endResetModel();
}

void ResultsModel::clear() {
  beginResetModel();
  table_.reset();
  texts_ = {};
  rows_.clear();
  columns_.clear();
  endResetModel();
}

void ResultsModel::setTexts(TableTexts texts) {
  texts_ = std::move(texts);
  if (rowCount() > 0 && columnCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void ResultsModel::setOrder(const TableOrder& order) {
  order_ = order;
  byHand_.clear();
  reorder();
}

void ResultsModel::setColumns(std::vector<std::string> labels) {
  byHand_ = std::move(labels);
  reorder();
}

std::vector<int> ResultsModel::orderedColumns(const Table& table) const {
  std::vector<int> columns = columnOrder(table, order_);
  if (byHand_.empty()) return columns;
  const auto place = [&](int c) {
    const std::string& label = table.columns[c].label;
    return std::find(byHand_.begin(), byHand_.end(), label) - byHand_.begin();
  };
  std::stable_sort(columns.begin(), columns.end(), [&](int a, int b) { return place(a) < place(b); });
  return columns;
}

void ResultsModel::reorder() {
  if (!table_) return;
  std::vector<int> rows = rowOrder(*table_, order_);
  std::vector<int> columns = orderedColumns(*table_);
  if (rows.size() != rows_.size()) {  // different rows, not just a different order
    beginResetModel();
    rows_ = std::move(rows);
    columns_ = std::move(columns);
    endResetModel();
    return;
  }
  emit layoutAboutToBeChanged();
  const QModelIndexList before = persistentIndexList();
  QModelIndexList after;
  for (const QModelIndex& i : before) {
    const int row = i.row() < bodyRows() ? placeOf(rows, tableRow(i.row())) : i.row();
    after << index(row, placeOf(columns, tableColumn(i.column())));
  }
  rows_ = std::move(rows);
  columns_ = std::move(columns);
  changePersistentIndexList(before, after);
  emit layoutChanged();
}

void ResultsModel::setHighlight(Highlight highlight) {
  highlight_ = highlight;
  if (bodyRows() > 0 && columnCount() > 0) emit dataChanged(index(0, 0), index(bodyRows() - 1, columnCount() - 1));
}

Table ResultsModel::shown() const {
  return table_ ? reordered(*table_, rows_, columns_) : Table{};
}

int ResultsModel::tableRow(int row) const {
  return row >= 0 && row < bodyRows() ? rows_[row] : -1;
}

int ResultsModel::tableColumn(int column) const {
  return column >= 0 && column < isize(columns_) ? columns_[column] : -1;
}

int ResultsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !table_ ? 0 : bodyRows() + isize(texts_.footers);
}

int ResultsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : isize(columns_);
}

QString ResultsModel::tip(const TableCell& cell) {
  if (!cell.present) return tr("not run");
  QString text = tr("%1 runs").arg(cell.values.size());
  if (cell.undefined > 0) {
    text += tr(", %1 without a value (%2 failed, %3 missing)").arg(cell.undefined).arg(cell.failed).arg(cell.missing);
  }
  const auto line = [&](const QString& name, double value) {
    if (!std::isnan(value)) text += QStringLiteral("\n%1 %2").arg(name, QString::number(value, 'g', 6));
  };
  line(tr("mean"), cell.mean);
  line(tr("standard deviation"), cell.sd);
  line(tr("median"), cell.median);
  line(tr("best"), cell.best);
  line(tr("worst"), cell.worst);
  const auto interval = [&](const QString& name, double low, double high) {
    if (std::isnan(low)) return;
    text += QStringLiteral("\n%1 [%2, %3]").arg(name, QString::number(low, 'g', 6), QString::number(high, 'g', 6));
  };
  interval(tr("bootstrap interval"), cell.low, cell.high);
  line(tr("p"), cell.p);
  if (cell.sign != 0 || !std::isnan(cell.effectLow)) line(tr("A12"), cell.effect);
  interval(tr("interval of A12"), cell.effectLow, cell.effectHigh);
  if (!std::isnan(cell.differenceLow)) line(tr("difference of medians"), cell.difference);
  interval(tr("interval of the difference"), cell.differenceLow, cell.differenceHigh);
  return text;
}

// Size of the difference from the base, if requested; empty in the base's column.
QString ResultsModel::effect(const TableCell& cell) const {
  const auto text = [](const QString& name, double value, double low, double high, char format, int digits) {
    const auto number = [&](double v) { return QString::number(v, format, digits); };
    return QStringLiteral("  %1 %2 [%3, %4]").arg(name, number(value), number(low), number(high));
  };
  if (table_->request.effect == TableEffect::A12 && !std::isnan(cell.effectLow)) {
    return text(tr("A12"), cell.effect, cell.effectLow, cell.effectHigh, 'f', 2);
  }
  if (table_->request.effect == TableEffect::MedianDifference && !std::isnan(cell.differenceLow)) {
    return text(QString(QChar(0x394)), cell.difference, cell.differenceLow, cell.differenceHigh, 'g', 3);
  }
  return {};
}

QVariant ResultsModel::data(const QModelIndex& i, int role) const {
  if (!i.isValid() || !table_) return {};
  const auto column = static_cast<std::size_t>(tableColumn(i.column()));
  if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
  if (i.row() >= bodyRows()) {
    if (role == Qt::DisplayRole) {
      const auto& footer = texts_.footers[i.row() - bodyRows()];
      return QString::fromStdString(footer.cells[column]);
    }
    if (role == Qt::BackgroundRole) return QApplication::palette().color(QPalette::AlternateBase);
    if (role == Qt::FontRole) {
      QFont font;
      font.setItalic(true);
      return font;
    }
    return {};
  }
  const auto row = static_cast<std::size_t>(tableRow(i.row()));
  const TableCell& cell = table_->rows[row].cells[column];
  const bool best = highlight_ != Highlight::None && cell.isBest;
  const bool worst = highlight_ == Highlight::BestWorst && cell.isWorst;
  switch (role) {
    case Qt::DisplayRole: {
      QString text = QString::fromStdString(texts_.cells[row][column]);
      if (cell.sign != 0) text += QStringLiteral("  ") + (cell.sign == '-' ? QChar(0x2212) : QChar(cell.sign));
      return text + effect(cell);
    }
    case Qt::ToolTipRole:
      return tip(cell);
    case Qt::BackgroundRole:
      return best ? QVariant(bestColour()) : worst ? QVariant(worstColour()) : QVariant();
    case Qt::FontRole:
      if (best || worst) {
        QFont font;
        font.setBold(best);
        font.setItalic(worst);
        return font;
      }
      return {};
    case Qt::AccessibleTextRole: {
      QString text = tr("%1 on %2: %3")
                         .arg(QString::fromStdString(table_->columns[column].label),
                              QString::fromStdString(texts_.rows[row]), tip(cell));
      if (cell.isBest) text += tr(", best of the row");
      if (cell.sign == '+') text += tr(", significantly better than the base");
      if (cell.sign == '-') text += tr(", significantly worse than the base");
      return text;
    }
    default:
      return {};
  }
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (!table_ || section < 0) return {};
  if (orientation == Qt::Horizontal) {
    if (section >= columnCount()) return {};
    const TableColumn& column = table_->columns[tableColumn(section)];
    if (role == Qt::DisplayRole) return QString::fromStdString(column.label);
    if (role == Qt::ToolTipRole) {
      QString text = QString::fromStdString(column.label);
      if (column.name != column.label) text += QStringLiteral(" (%1)").arg(QString::fromStdString(column.name));
      if (!column.twin.empty()) text += tr("\nsingle-task twin: %1").arg(QString::fromStdString(column.twin));
      return text + tr("\nClick: sort the rows by this column. Drag: move it.");
    }
    return {};
  }
  if (section >= rowCount()) return {};
  const bool body = section < bodyRows();
  const std::string& label = body ? texts_.rows[tableRow(section)] : texts_.footers[section - bodyRows()].label;
  if (role == Qt::DisplayRole) return QString::fromStdString(label);
  if (role == Qt::ToolTipRole && body) {
    const TableRow& row = table_->rows[tableRow(section)];
    return tr("%1\n%L2 evaluations, data: %3")
        .arg(QString::fromStdString(label))
        .arg(row.budget)
        .arg(QString::fromStdString(row.instance));
  }
  return {};
}

}  // namespace tandem::gui
