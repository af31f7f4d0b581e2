// SPDX-License-Identifier: Apache-2.0
#include "problems/base/multi_objective/mo_front.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace tandem::prob {
namespace {

// Number of points of the lattice with `divisions` steps; saturates, so that a search for the largest one ends.
double latticeSize(int divisions, int objectives) {
  double size = 1.0;
  for (int k = 1; k < objectives; ++k) size = size * (divisions + k) / k;
  return std::round(size);
}

// Appends all compositions of `divisions` into as many parts as there are objectives, divided by `divisions`.
void appendLattice(std::vector<double>& out, int divisions, int objectives, double factor, double offset) {
  std::vector<int> parts(static_cast<std::size_t>(objectives), 0);
  parts.back() = divisions;
  while (true) {
    for (const int part : parts) out.push_back(static_cast<double>(part) / divisions * factor + offset);
    // Next composition in lexicographic order: move one unit from the tail to the rightmost position that can grow.
    int from = objectives - 1;
    while (from >= 0 && parts[from] == 0) --from;
    if (from <= 0) return;
    const int rest = parts[from] - 1;
    parts[from] = 0;
    ++parts[from - 1];
    parts.back() = rest;
  }
}

}  // namespace

Matrix simplexLattice(int count, int objectives) {
  int outer = 1;
  while (latticeSize(outer + 1, objectives) <= count) ++outer;
  std::vector<double> values;
  appendLattice(values, outer, objectives, 1.0, 0.0);
  if (outer < objectives) {
    int inner = 0;
    while (latticeSize(outer, objectives) + latticeSize(inner + 1, objectives) <= count) ++inner;
    if (inner > 0) appendLattice(values, inner, objectives, 0.5, 1.0 / (2.0 * objectives));
  }
  Matrix points(isize(values) / objectives, objectives);
  std::transform(values.begin(), values.end(), points.values().begin(), [](double v) { return std::max(v, 1e-6); });
  return points;
}

Matrix sphereFront(int count, int objectives) {
  Matrix points = simplexLattice(count, objectives);
  for (int i = 0; i < points.rows(); ++i) {
    double sum = 0.0;
    for (const double v : points.row(i)) sum += v * v;
    const double length = std::sqrt(sum);
    for (double& v : points.row(i)) v /= length;
  }
  return points;
}

Matrix powerFront(int count, double exponent) {
  Matrix points(count, 2);
  for (int i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / (count - 1);
    points(i, 0) = t;
    points(i, 1) = 1.0 - std::pow(t, exponent);
  }
  return points;
}

Matrix unitGrid(int count, int dims) {
  const int side = std::max(2, static_cast<int>(std::ceil(std::pow(count, 1.0 / dims))));
  int rows = 1;
  for (int d = 0; d < dims; ++d) rows *= side;
  Matrix points(rows, dims);
  for (int i = 0; i < rows; ++i) {
    int rest = i;
    for (int d = 0; d < dims; ++d) {
      points(i, d) = static_cast<double>(rest % side) / (side - 1);
      rest /= side;
    }
  }
  return points;
}

void scaleFront(Matrix& front, std::span<const double> scale, std::span<const double> offset) {
  for (int i = 0; i < front.rows(); ++i) {
    const std::span<double> row = front.row(i);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = row[j] * scale[j] + offset[j];
  }
}

}  // namespace tandem::prob
