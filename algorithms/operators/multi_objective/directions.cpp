// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_directions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/linalg.h"
#include "tandem/simd.h"

namespace tandem::op {

namespace {
using simd::kWidth;
using simd::Vec;
constexpr double kInf = std::numeric_limits<double>::infinity();
}  // namespace

Directions::Directions(Workspace::Frame& frame, ConstMatView directions)
    : directions_(directions),
      columns_(frame.matrix(directions.cols, (directions.rows + kWidth - 1) / kWidth * kWidth)),
      lengths_(frame.doubles(columns_.cols)),
      dots_(frame.doubles(columns_.cols)) {
  for (int k = 0; k < directions.cols; ++k) {
    const std::span<double> column = columns_.row(k);
    for (int r = 0; r < directions.rows; ++r) column[r] = directions(r, k);
    std::fill(column.begin() + directions.rows, column.end(), 0.0);
  }
  std::ranges::fill(lengths_, 1.0);
  for (int r = 0; r < directions.rows; ++r) lengths_[r] = linalg::norm(directions.row(r));
}

// The bits of linalg::dot, whose lanes run along the objectives: their sums first, then the objectives that are left.
void Directions::products(std::span<const double> point) const {
  const int m = isize(point);
  if (m >= 4 * kWidth) {
    for (int r = 0; r < size(); ++r) dots_[r] = linalg::dot(point, directions_.row(r));
    return;
  }
  const int whole = m / kWidth * kWidth;
  for (int r = 0; r < columns_.cols; r += kWidth) {
    const auto column = [&](int k) { return simd::load(columns_.data + k * columns_.stride + r); };
    Vec total(0.0);
    for (int lane = 0; lane < std::min(kWidth, whole); ++lane) {
      Vec sum(0.0);
      for (int k = lane; k < whole; k += kWidth) sum = simd::mulAdd(Vec(point[k]), column(k), sum);
      total = lane == 0 ? sum : total + sum;
    }
    for (int k = whole; k < m; ++k) total = simd::mulAdd(Vec(point[k]), column(k), total);
    simd::store(&dots_[r], total);
  }
}

Directions::Nearest Directions::byAngle(std::span<const double> point, int except) const {
  products(point);
  const Vec length(linalg::norm(point));
  for (int r = 0; r < columns_.cols; r += kWidth) {
    const Vec lengths = length * simd::load(&lengths_[r]);
    const Vec ratio = simd::load(&dots_[r]) / lengths;
    const Vec below = xsimd::select(ratio > Vec(1.0), Vec(1.0), ratio);
    const Vec cosine = xsimd::select(below < Vec(-1.0), Vec(-1.0), below);
    simd::store(&dots_[r], xsimd::select(lengths > Vec(0.0), cosine, Vec(1.0)));
  }
  if (except >= 0) dots_[except] = -kInf;
  double most = -kInf;
  for (int r = 0; r < size(); ++r) most = dots_[r] > most ? dots_[r] : most;
  // Cosines this close may have the same angle, of which the first counts.
  constexpr double kClose = 4e-15;
  Nearest nearest{.measure = kInf};
  for (int r = 0; r < size(); ++r) {
    if (!(dots_[r] >= most - kClose) || r == except) continue;
    const double angle = std::acos(dots_[r]);
    if (angle < nearest.measure) nearest = {.direction = r, .measure = angle};
  }
  return nearest;
}

Directions::Nearest Directions::byDistance(std::span<const double> point) const {
  products(point);
  const Vec square(linalg::dot(point, point));
  for (int r = 0; r < columns_.cols; r += kWidth) {
    const Vec along = simd::load(&dots_[r]) / simd::load(&lengths_[r]);
    const Vec rest = square - along * along;
    simd::store(&dots_[r], simd::sqrt(xsimd::select(Vec(0.0) < rest, rest, Vec(0.0))));
  }
  Nearest nearest{.measure = kInf};
  for (int r = 0; r < size(); ++r) nearest.measure = dots_[r] < nearest.measure ? dots_[r] : nearest.measure;
  if (nearest.measure == kInf) return nearest;
  while (dots_[nearest.direction] != nearest.measure) ++nearest.direction;
  return nearest;
}

}  // namespace tandem::op
