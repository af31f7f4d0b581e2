// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/linalg.h"
#include "tandem/operators_manifold.h"

namespace tandem::op {

namespace {
constexpr double kStill = 1e-5;        // a mean that moves less counts as unmoved
constexpr double kNegligible = 1e-14;  // variance relative to the largest one
}  // namespace

void principalDirections(Workspace& ws, ConstMatView points, std::span<double> mean, MatView axes,
                         std::span<double> variances) {
  Workspace::Frame frame(ws);
  const int n = points.rows;
  const int d = points.cols;
  linalg::meanAndCovariance(points, mean, {});
  const MatView centred = frame.matrix(n, d);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < d; ++j) centred(i, j) = points(i, j) - mean[j];
  }
  // Of the products centred^T centred and centred centred^T, which share their eigenvalues, the smaller one.
  const bool few = n < d;
  const int size = few ? n : d;
  const MatView product = frame.matrix(size, size);
  if (few) {
    linalg::multiplyTransposed(centred, centred, product);
  } else {
    linalg::transposedMultiply(centred, centred, product);
  }
  const std::span<double> values = frame.doubles(size);
  const MatView vectors = frame.matrix(size, size);
  const bool sound = linalg::eigenSymmetric(product, values, vectors, ws);
  for (int m = 0; m < axes.rows; ++m) {
    const std::span<double> axis = axes.row(m);
    std::ranges::fill(axis, 0.0);
    variances[m] = 0.0;
    const int at = size - 1 - m;
    if (!sound || at < 0 || !(values[at] > kNegligible * values[size - 1])) continue;
    variances[m] = values[at] / std::max(1, n - 1);
    if (few) {
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < d; ++j) axis[j] += vectors(i, at) * centred(i, j);
      }
      const double length = linalg::norm(axis);
      for (double& v : axis) v = length > 0.0 ? v / length : 0.0;
    } else {
      for (int j = 0; j < d; ++j) axis[j] = vectors(j, at);
    }
  }
}

void turn(std::span<const double> v, ConstMatView from, ConstMatView to, int count, double scale,
          std::span<double> out) {
  for (int m = 0; m < count; ++m) {
    const double along = scale * linalg::dot(v, from.row(m));
    const std::span<const double> axis = to.row(m);
    for (int j = 0; j < to.cols; ++j) out[j] += along * axis[j];
  }
}

LocalPca::LocalPca(int clusters, int points, int dim, int directions)
    : width_(directions),
      mean_(std::min(clusters, points), dim),
      axes_(mean_.rows() * directions, dim),
      variance_(mean_.rows()),
      size_(mean_.rows()),
      cluster_(points) {}

void LocalPca::learn(Rng& rng, Workspace& ws, ConstMatView points, int spanned, int rounds) {
  for (int k = 0; k < clusters(); ++k) std::ranges::copy(points.row(k), mean_.row(k).begin());
  std::ranges::fill(axes_.values(), 0.0);
  for (int round = 0; round < rounds; ++round) {
    assign(points, spanned);
    bool moved = false;
    for (int k = 0; k < clusters(); ++k) moved = update(rng, ws, points, k) || moved;
    if (!moved) break;
  }
}

/// Each point to the cluster whose subspace is nearest.
void LocalPca::assign(ConstMatView points, int spanned) {
  std::ranges::fill(size_, 0);
  for (int i = 0; i < points.rows; ++i) {
    const std::span<const double> x = points.row(i);
    double nearest = std::numeric_limits<double>::infinity();
    cluster_[i] = 0;
    for (int k = 0; k < clusters(); ++k) {
      const std::span<const double> mean = mean_.row(k);
      double distance = linalg::squaredDistance(x, mean);
      for (int m = 0; m < spanned; ++m) {
        const std::span<const double> axis = axes_.row(k * width_ + m);
        const double along = linalg::dot(x, axis) - linalg::dot(mean, axis);
        distance -= along * along;
      }
      if (distance < nearest) {
        nearest = distance;
        cluster_[i] = k;
      }
    }
    ++size_[cluster_[i]];
  }
}

/// Learns cluster k from its members; whether its mean moved.
bool LocalPca::update(Rng& rng, Workspace& ws, ConstMatView points, int k) {
  Workspace::Frame frame(ws);
  const MatView members = frame.matrix(std::max(1, size_[k]), points.cols);
  int count = 0;
  for (int i = 0; i < points.rows; ++i) {
    if (cluster_[i] == k) std::ranges::copy(points.row(i), members.row(count++).begin());
  }
  if (count == 0) std::ranges::copy(points.row(rng.below(points.rows)), members.row(0).begin());
  const std::span<double> old = frame.doubles(points.cols);
  std::ranges::copy(mean_.row(k), old.begin());
  const std::span<double> variances = frame.doubles(width_);
  principalDirections(ws, members, mean_.row(k), axes_.view().rowRange(k * width_, width_), variances);
  variance_[k] = width_ > 0 ? variances[0] : 0.0;
  return linalg::squaredDistance(old, mean_.row(k)) > kStill * kStill;
}

}  // namespace tandem::op
