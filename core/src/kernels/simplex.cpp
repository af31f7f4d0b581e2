// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <vector>

#include "tandem/error.h"
#include "tandem/moo.h"
#include "tandem/numbers.h"

namespace tandem::moo {

namespace {

constexpr double kMostPoints = 1e7;

// Number of ways to write `divisions` as an ordered sum of `objectives` non-negative integers.
double simplexCount(int objectives, int divisions) {
  double count = 1.0;
  for (int i = 1; i < objectives; ++i) count = count * (divisions + i) / i;
  return count;
}

}  // namespace

Matrix dasDennis(int objectives, int divisions) {
  if (objectives < 1 || divisions < 1)
    throw InputError("Das-Dennis points need at least one objective and one division.");
  const double count = simplexCount(objectives, divisions);
  if (count > kMostPoints) throw InputError("So many Das-Dennis points do not fit; use fewer divisions.");
  Matrix points(nearest(count), objectives);
  std::vector<int> parts(static_cast<std::size_t>(objectives), 0);
  parts.back() = divisions;
  for (int row = 0; row < points.rows(); ++row) {
    for (int j = 0; j < objectives; ++j) {
      points(row, j) = static_cast<double>(parts[j]) / divisions;
    }
    // Next composition in lexicographic order: raise the part before the last non-zero one.
    int last = objectives - 1;
    while (last > 0 && parts[last] == 0) --last;
    if (last == 0) break;
    const int rest = parts[last] - 1;
    parts[last] = 0;
    ++parts[last - 1];
    parts.back() = rest;
  }
  return points;
}

Matrix referencePoints(int objectives, int count) {
  if (objectives < 1 || count < 1) throw InputError("Reference points need at least one objective and one point.");
  if (objectives == 1) return {1, 1, 1.0};
  int divisions = 1;
  while (simplexCount(objectives, divisions + 1) <= count) ++divisions;
  Matrix outer = dasDennis(objectives, divisions);
  if (divisions >= objectives) return outer;
  int inner = 0;
  const double left = count - simplexCount(objectives, divisions);
  while (simplexCount(objectives, inner + 1) <= left) ++inner;
  if (inner == 0) return outer;
  const Matrix shrunk = dasDennis(objectives, inner);
  Matrix both(outer.rows() + shrunk.rows(), objectives);
  std::copy(outer.values().begin(), outer.values().end(), both.values().begin());
  for (int i = 0; i < shrunk.rows(); ++i) {
    for (int j = 0; j < objectives; ++j) both(outer.rows() + i, j) = 0.5 * shrunk(i, j) + 0.5 / objectives;
  }
  return both;
}

}  // namespace tandem::moo
