// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>
#include <QHash>
#include <QSet>
#include <QSortFilterProxyModel>
#include <vector>

#include "tandem/catalogue.h"

namespace tandem::gui {

/// In addition to the labels of the library: a problem that can have four or more objectives, an algorithm for several.
constexpr Labels kManyObjectives = 1U << 16U;

/// How large a problem is with its default parameters.
struct ProblemSize {
  int tasks = 0;
  int leastVariables = 0, mostVariables = 0;
  int objectives = 0;
  long long evaluations = 0;
};
[[nodiscard]] ProblemSize sizeOf(const Problem& problem);
/// Variables of its tasks: "50", or, where they differ, the fewest and the most in `range`, such as "%1-%2".
[[nodiscard]] QString variablesText(const ProblemSize& size, const QString& range);

/// Algorithms or problems of the catalogue, as a list or grouped by family or suite; the tooltip has what the columns
/// lack.
class CatalogueModel : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum class Kind { Algorithms, Problems };
  enum Column { Name, Group, Year, Tasks, Variables, Objectives, Evaluations };
  /// Numbers as numbers, for sorting.
  static constexpr int SortRole = Qt::UserRole + 1;
  CatalogueModel(const Catalogue& catalogue, Kind kind, QObject* parent = nullptr);
  /// Replaces the catalogue.
  void setCatalogue(const Catalogue& catalogue);
  /// Groups by family or suite instead of one list.
  void setGrouped(bool grouped);
  [[nodiscard]] bool grouped() const { return grouped_; }
  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] bool isGroup(const QModelIndex& index) const { return index.isValid() && rowOf(index) < 0; }
  /// For an entry; 0 and empty for a family or suite, which is shown for its entries.
  [[nodiscard]] Labels labels(const QModelIndex& index) const;
  /// The text searched: name, family or suite, authors, title, venue, year.
  [[nodiscard]] QString words(const QModelIndex& index) const;
  /// Sizes are determined by the view that shows them: building a problem may take a moment.
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
  /// A family in the language of the window; suites have names.
  [[nodiscard]] QString groupText(const QString& name) const;
  /// Number of the entry; -1 for a family or suite.
  [[nodiscard]] int rowOf(const QModelIndex& index) const;
  [[nodiscard]] QVariant number(const Row& row, int column, bool text) const;
  Kind kind_;
  bool grouped_ = false;
  std::vector<Row> rows_;
  std::vector<Family> families_;  // sorted by name
  QHash<QString, ProblemSize> sizes_;
};

/// Rows that contain every typed word and have every chosen label; those in the experiment are ticked.
class CatalogueFilter : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  explicit CatalogueFilter(QObject* parent = nullptr);
  void setWords(const QString& text);
  void setLabels(Labels wanted);
  [[nodiscard]] bool searching() const { return !words_.isEmpty() || wanted_ != 0; }
  /// Gives entries check boxes and ticks those with these names; a family or suite is ticked if all its shown entries
  /// are.
  void setChosen(const QSet<QString>& names);
  /// Names of the shown entries at or below the index.
  [[nodiscard]] QStringList names(const QModelIndex& index) const;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 signals:
  /// The user ticked or unticked these.
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
