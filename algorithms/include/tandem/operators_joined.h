// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <span>

#include "tandem/matrix.h"
#include "tandem/population.h"

namespace tandem::op {

/// Population and offspring together, as survivor selection sees them: the rows of the first, then those of the second.
/// Nothing is copied; both must outlive this object. Population::select takes these indices.
class Joined {
 public:
  Joined(const Population& pop, const Population& off) : pop_(pop), off_(off) {}

  [[nodiscard]] int size() const { return pop_.size() + off_.size(); }
  /// Whether row i is one of the offspring.
  [[nodiscard]] bool isOffspring(int i) const { return i >= pop_.size(); }
  /// Where row i is: its population and its row there.
  [[nodiscard]] const Population& source(int i) const { return isOffspring(i) ? off_ : pop_; }
  [[nodiscard]] int row(int i) const { return isOffspring(i) ? i - pop_.size() : i; }

  [[nodiscard]] std::span<const double> x(int i) const { return source(i).x(row(i)); }
  [[nodiscard]] std::span<const double> objs(int i) const { return source(i).objs().row(row(i)); }
  [[nodiscard]] double obj(int i, int m = 0) const { return source(i).obj(row(i), m); }
  [[nodiscard]] double cv(int i) const { return source(i).cv(row(i)); }
  [[nodiscard]] std::span<const double> column(ColumnId id, int i) const { return source(i).column(id).row(row(i)); }

  /// For the kernels of tandem/moo.h: the first objectives.cols objectives and the violations of all (size() rows).
  void values(MatView objectives, std::span<double> violations) const {
    for (int i = 0; i < size(); ++i) {
      std::copy_n(objs(i).begin(), objectives.cols, objectives.row(i).begin());
      violations[i] = cv(i);
    }
  }

 private:
  const Population& pop_;
  const Population& off_;
};

}  // namespace tandem::op
