// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>

namespace tandem::prob {

/// A point with indices as in the papers, from 1.
struct PaperPoint {
  const double* values;
  int dim;
  double operator()(int i) const { return values[i - 1]; }
};

inline double sq(double v) {
  return v * v;
}
inline double cube(double v) {
  return v * v * v;
}
/// Writes constraint values in order, returns the position after the last.
inline double* put(double* g, std::initializer_list<double> values) {
  for (const double v : values) *g++ = v;
  return g;
}

}  // namespace tandem::prob
