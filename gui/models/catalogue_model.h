// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <vector>

#include "tandem/catalogue.h"

namespace tandem::gui {

/// Algorithms or problems of the catalogue: name, family or suite, year; the tooltip has the rest.
class CatalogueModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum class Kind { Algorithms, Problems };
  CatalogueModel(const Catalogue& catalogue, Kind kind, QObject* parent = nullptr);
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Labels labels(int row) const { return rows_[row].labels; }
  /// What is searched: name, family or suite, authors, title, venue, year.
  [[nodiscard]] const QString& words(int row) const { return rows_[row].words; }

 private:
  struct Row {
    QString name, group, tip, words;
    int year = 0;
    Labels labels = 0;
  };
  Kind kind_;
  std::vector<Row> rows_;
};

/// Rows that have every word typed somewhere and every label chosen.
class CatalogueFilter : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setWords(const QString& text);
  void setLabels(Labels wanted);

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  QStringList words_;
  Labels wanted_ = 0;
};

}  // namespace tandem::gui
