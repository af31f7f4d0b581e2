// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <limits>

namespace tandem::prob {

/// How far an equality constraint may be from 0 in the CEC constrained suites.
inline constexpr double kEqualityTolerance = 1e-4;

/// Violation of g <= 0; an undefined value counts as infinitely violated.
inline double violation(double g) {
  if (std::isnan(g)) return std::numeric_limits<double>::infinity();
  return g > 0.0 ? g : 0.0;
}
/// Violation of h = 0 within the tolerance.
inline double equalityViolation(double h) {
  return violation(std::abs(h) - kEqualityTolerance);
}

/// Turns constraint values into violations in place: `inequalities` values of g, `equalities` of h.
inline void toViolations(double* g, int inequalities, double* h, int equalities) {
  for (int k = 0; k < inequalities; ++k) g[k] = violation(g[k]);
  for (int k = 0; k < equalities; ++k) h[k] = equalityViolation(h[k]);
}

}  // namespace tandem::prob
