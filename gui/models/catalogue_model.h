// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>
#include <QHash>
#include <QSet>
#include <QSortFilterProxyModel>
#include <vector>

#include "tandem/catalogue.h"

namespace tandem::gui {

/// Beside the labels of the library: a problem that can be given four objectives and more, an algorithm for several.
constexpr Labels kManyObjectives = 1U << 16U;

/// How large a problem is with its default parameters.
struct ProblemSize {
  int tasks = 0;
  int leastVariables = 0, mostVariables = 0;
  int objectives = 0;
  long long evaluations = 0;
};
[[nodiscard]] ProblemSize sizeOf(const Problem& problem);

/// Algorithms or problems of the catalogue, as a list or below their families or suites; the tooltip has what the
/// columns have not.
class CatalogueModel : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum class Kind { Algorithms, Problems };
  enum Column { Name, Group, Year, Tasks, Variables, Objectives, Evaluations };
  /// Data of a number as a number, to sort by.
  static constexpr int SortRole = Qt::UserRole + 1;
  CatalogueModel(const Catalogue& catalogue, Kind kind, QObject* parent = nullptr);
  /// Another catalogue in place of this one.
  void setCatalogue(const Catalogue& catalogue);
  /// Below families or suites instead of one list.
  void setGrouped(bool grouped);
  [[nodiscard]] bool grouped() const { return grouped_; }
  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] bool isGroup(const QModelIndex& index) const { return index.isValid() && rowOf(index) < 0; }
  /// Of an entry; 0 and empty of a family or suite, which is there for what it holds.
  [[nodiscard]] Labels labels(const QModelIndex& index) const;
  /// What is searched: name, family or suite, authors, title, venue, year.
  [[nodiscard]] QString words(const QModelIndex& index) const;
  /// Sizes are looked up by whoever shows them: building a problem may take a moment.
  [[nodiscard]] bool hasSize(const QString& name) const { return sizes_.contains(name); }
  void setSizes(const QHash<QString, ProblemSize>& sizes);

 private:
  struct Row {
    QString name, group, tip, words;
    int year = 0;
    Labels labels = 0;
  };
  struct Family {
    QString name;
    std::vector<int> rows;
  };
  void fill(const Catalogue& catalogue);
  /// Number of the entry; -1 for a family or suite.
  [[nodiscard]] int rowOf(const QModelIndex& index) const;
  [[nodiscard]] QVariant number(const Row& row, int column, bool text) const;
  Kind kind_;
  bool grouped_ = false;
  std::vector<Row> rows_;
  std::vector<Family> families_;  // in the order of their names
  QHash<QString, ProblemSize> sizes_;
};

/// Rows that have every word typed somewhere and every label chosen, and what is in the experiment ticked.
class CatalogueFilter : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  explicit CatalogueFilter(QObject* parent = nullptr);
  void setWords(const QString& text);
  void setLabels(Labels wanted);
  [[nodiscard]] bool searching() const { return !words_.isEmpty() || wanted_ != 0; }
  /// Entries get boxes, those of these names are ticked; a family or suite is, where all of it that is shown is.
  void setChosen(const QSet<QString>& names);
  /// Names of the entries at or below the index, of those that are shown.
  [[nodiscard]] QStringList names(const QModelIndex& index) const;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 signals:
  /// Somebody ticked these, or took the ticks away.
  void ticked(const QStringList& names, bool in);

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
  [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

 private:
  [[nodiscard]] const CatalogueModel& source() const { return *static_cast<const CatalogueModel*>(sourceModel()); }
  QStringList words_;
  Labels wanted_ = 0;
  bool ticks_ = false;
  QSet<QString> chosen_;
};

}  // namespace tandem::gui
