// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"

namespace tandem {

/// Donor tags of an individual (see Population::donor).
inline constexpr int kNotReported = -2;  ///< the algorithm does not tag transfers
inline constexpr int kNative = -1;       ///< made without knowledge of another task

/// Handle of a named extra column.
struct ColumnId {
  int index = -1;
};

/// Individuals as a structure of arrays. Row i of every array belongs to individual i; decisions are contiguous per
/// individual, in the unified space [0,1]^dim. Besides decisions, objectives and constraint violation, an individual
/// has a task (its skill factor), a donor tag, and whatever named columns the algorithm adds (F, CR, velocity, ...). No
/// method allocates once the population has reached its largest size.
class TANDEM_API Population {
 public:
  Population() = default;
  /// n individuals, all zero, task 0, donor kNotReported, objectives and CV +infinity (not evaluated).
  Population(int n, int dim, int objectives);

  [[nodiscard]] int size() const { return size_; }
  [[nodiscard]] int dim() const { return dim_; }
  [[nodiscard]] int objectives() const { return objectives_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// Keeps the first min(n, size) individuals; new ones are as in the constructor. Allocates only beyond the largest
  /// size so far.
  void resize(int n);

  /// New population of n individuals with the same dimensions and the same columns.
  [[nodiscard]] Population like(int n) const;

  [[nodiscard]] MatView x() { return {x_.data(), size_, dim_}; }
  [[nodiscard]] ConstMatView x() const { return {x_.data(), size_, dim_}; }
  std::span<double> x(int i) { return x().row(i); }
  [[nodiscard]] std::span<const double> x(int i) const { return x().row(i); }
  [[nodiscard]] MatView objs() { return {obj_.data(), size_, objectives_}; }
  [[nodiscard]] ConstMatView objs() const { return {obj_.data(), size_, objectives_}; }
  /// Objective m of individual i.
  double& obj(int i, int m = 0) { return obj_[at(i, objectives_) + static_cast<std::size_t>(m)]; }
  [[nodiscard]] double obj(int i, int m = 0) const { return obj_[at(i, objectives_) + static_cast<std::size_t>(m)]; }
  /// Total constraint violation; 0 = feasible.
  double& cv(int i) { return cv_[i]; }
  [[nodiscard]] double cv(int i) const { return cv_[i]; }
  /// Task on which the individual is evaluated (skill factor).
  int& task(int i) { return task_[i]; }
  [[nodiscard]] int task(int i) const { return task_[i]; }
  void setTask(int task);  ///< for all individuals
  /// Task whose knowledge went into the individual (>= 0), kNative or kNotReported. A donor equal to the individual's
  /// own task counts as native.
  int& donor(int i) { return donor_[i]; }
  [[nodiscard]] int donor(int i) const { return donor_[i]; }
  void setDonor(int donor);  ///< for all individuals
  /// Assigns individual i to `task` and tags whose knowledge went into it; a donor equal to the task counts as native.
  void setOrigin(int i, int task, int donorTask) {
    this->task(i) = task;
    donor(i) = donorTask == task ? kNative : donorTask;
  }
  /// Number (from 1) of the evaluation, within the run, that evaluated it; 0 = never. Set by RunContext::evaluate.
  std::int64_t& born(int i) { return born_[i]; }
  [[nodiscard]] std::int64_t born(int i) const { return born_[i]; }
  [[nodiscard]] std::span<const double> cvs() const { return {cv_.data(), static_cast<std::size_t>(size_)}; }
  [[nodiscard]] std::span<const int> taskColumn() const { return {task_.data(), static_cast<std::size_t>(size_)}; }

  /// Adds a named column of `width` doubles per individual, filled with `fill`; returns the existing one if the name is
  /// taken.
  ColumnId addColumn(const std::string& name, int width = 1, double fill = 0.0);
  /// Handle of a column by name; index -1 if there is none.
  [[nodiscard]] ColumnId findColumn(const std::string& name) const;
  [[nodiscard]] MatView column(ColumnId id);
  [[nodiscard]] ConstMatView column(ColumnId id) const;
  double& value(ColumnId id, int i) { return columns_[id.index].values[i]; }
  [[nodiscard]] double value(ColumnId id, int i) const { return columns_[id.index].values[i]; }
  /// The same for a column that holds whole numbers (an index, a kind).
  [[nodiscard]] int whole(ColumnId id, int i) const { return static_cast<int>(value(id, i)); }

  /// Row `to` of this := row `from` of `source`, all columns (populations made by like() of one another).
  void copyRow(int to, const Population& source, int from);
  /// This := rows order[0], order[1], ... of this.
  void gather(std::span<const int> order);
  /// This := the named rows of the virtual concatenation [this | other] (index >= size() means other). This is how
  /// survivors are chosen: rank both, pass the indices of the best.
  void select(const Population& other, std::span<const int> order);
  /// Appends all rows of other.
  void append(const Population& other);

 private:
  struct Column {
    std::string name;
    int width = 1;
    double fill = 0.0;
    std::vector<double> values;
  };
  [[nodiscard]] static std::size_t at(int i, int width) {
    return static_cast<std::size_t>(i) * static_cast<std::size_t>(width);
  }
  int size_ = 0;
  int dim_ = 0;
  int objectives_ = 1;
  std::vector<double> x_, obj_, cv_;
  std::vector<int> task_, donor_;
  std::vector<std::int64_t> born_;
  std::vector<Column> columns_;
  // Spare buffers for select/gather, swapped with the arrays above.
  std::vector<double> spareX_, spareObj_, spareCv_;
  std::vector<int> spareTask_, spareDonor_;
  std::vector<std::int64_t> spareBorn_;
  std::vector<std::vector<double>> spareColumns_;
};

/// Smaller constraint violation first, then smaller objective 0. Strict: false for equals.
inline bool better(double objA, double cvA, double objB, double cvB) {
  return cvA < cvB || (cvA == cvB && objA < objB);
}

}  // namespace tandem
