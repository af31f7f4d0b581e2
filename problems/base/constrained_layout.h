// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>

#include "problems/base/violation.h"

namespace tandem::prob {

/// Columns of the constraint values of CEC10-CSO and CEC17-CSO as the published code returns them: inequalities, then
/// equalities; a block without members is one column of zeros.
struct ConstrainedLayout {
  int inequalities = 0;
  int equalities = 0;

  [[nodiscard]] int columns() const { return std::max(1, inequalities) + std::max(1, equalities); }
  /// Clears the row, answers where its equalities begin.
  double* begin(double* g) const {
    std::fill_n(g, columns(), 0.0);
    return g + std::max(1, inequalities);
  }
  /// Turns values into violations.
  void finish(double* g) const {
    for (int k = 0; k < inequalities; ++k) g[k] = violation(g[k]);
    double* h = g + std::max(1, inequalities);
    for (int k = 0; k < equalities; ++k) h[k] = equalityViolation(h[k]);
  }
};

}  // namespace tandem::prob
