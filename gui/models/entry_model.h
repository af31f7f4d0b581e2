// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <functional>
#include <vector>

#include "tandem/specification/spec.h"

namespace tandem::gui {

/// The contents of an experiment: chosen algorithms (with an editable alias) or problems, with parameters. Every change
/// by the user can be undone.
class EntryModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  /// Empty, or what is wrong with an entry.
  using Complaint = std::function<QString(const AlgorithmEntry&)>;
  EntryModel(bool aliases, Complaint complaint, QObject* parent = nullptr)
      : QAbstractTableModel(parent), aliases_(aliases), complaint_(std::move(complaint)) {}
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

  /// Problems use name and params only.
  [[nodiscard]] const std::vector<AlgorithmEntry>& entries() const { return entries_; }
  /// Sets entries from elsewhere (a specification) and clears the undo history.
  void setEntries(std::vector<AlgorithmEntry> entries);
  void add(const QStringList& names);
  /// Inserts the copies of these rows, as edited, after the last of them. Returns the rows of the copies. An identical
  /// copy is called "NAME 2"; otherwise the parameters distinguish them.
  std::vector<int> duplicate(const std::vector<int>& rows, const std::vector<AlgorithmEntry>& edited);
  /// Parameters, evaluations and population of these rows.
  void edit(const std::vector<int>& rows, const std::vector<AlgorithmEntry>& edited);
  void remove(const std::vector<int>& rows);
  /// All rows of these algorithms or problems.
  void removeNamed(const QStringList& names);
  /// Checks the entries again after the catalogue has changed.
  void lookAgain();
  /// The name of the algorithm or problem of each entry.
  [[nodiscard]] QStringList names() const;
  /// Moves rows one place up (-1) or down (1), as a block; returns the new rows.
  std::vector<int> move(std::vector<int> rows, int by);
  [[nodiscard]] bool canUndo() const { return !past_.empty(); }
  void undo();

 signals:
  void changed();

 private:
  void replace(std::vector<AlgorithmEntry> entries);
  void look();
  bool aliases_;
  Complaint complaint_;
  std::vector<AlgorithmEntry> entries_;
  std::vector<QString> shown_;  // what results will call each
  std::vector<QString> wrong_;  // what is wrong with each
  std::vector<std::vector<AlgorithmEntry>> past_;
};

/// Converts a problem of a specification to an entry of the list, and back, including its own evaluations and
/// population if that version has them.
namespace detail {
template <typename From, typename To>
void takeOwnSize(const From& from, To& to) {
  if constexpr (requires { to.budget = from.budget; }) to.budget = from.budget;
  if constexpr (requires { to.population = from.population; }) to.population = from.population;
}
}  // namespace detail
inline AlgorithmEntry entryOf(const ProblemEntry& problem) {
  AlgorithmEntry entry{.name = problem.name, .alias = {}, .params = problem.params};
  detail::takeOwnSize(problem, entry);
  return entry;
}
inline ProblemEntry problemOf(const AlgorithmEntry& entry) {
  ProblemEntry problem{.name = entry.name, .params = entry.params};
  detail::takeOwnSize(entry, problem);
  return problem;
}

/// "rmp=0.5, muC=3"
QString paramText(const ParamValues& params);

}  // namespace tandem::gui
