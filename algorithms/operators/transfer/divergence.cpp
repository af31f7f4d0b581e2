// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tandem/linalg.h"
#include "tandem/operators_transfer.h"

namespace tandem::op {

DivergenceModel::DivergenceModel(int dim) : mean_(dim), covariance_(dim, dim), inverse_(dim, dim) {}

void DivergenceModel::fit(ConstMatView points, Workspace& ws) {
  const int n = points.rows;
  linalg::meanAndCovariance(points, mean_, {});
  {
    Workspace::Frame frame(ws);
    const MatView centred = frame.matrix(n, dim());
    for (int i = 0; i < n; ++i) {
      const std::span<const double> x = points.row(i);
      const std::span<double> y = centred.row(i);
      for (int j = 0; j < isize(mean_); ++j) y[j] = x[j] - mean_[j];
    }
    linalg::transposedMultiply(centred, centred, covariance_);
    for (double& v : covariance_.values()) v /= std::max(1, n - 1);
  }
  determinant_ = 0.0;
  double total = 0.0;
  for (int j = 0; j < dim(); ++j) total += covariance_(j, j);
  if (!std::isfinite(total)) {  // nothing can be said about such points
    std::ranges::fill(inverse_.values(), 0.0);
    return;
  }
  if (invertRegular(ws) || invertFromPoints(points, ws)) return;
  linalg::pseudoInverse(covariance_, inverse_);
}

bool DivergenceModel::invertRegular(Workspace& ws) {
  Workspace::Frame frame(ws);
  const MatView lower = frame.matrix(dim(), dim());
  if (!linalg::cholesky(covariance_, lower) || !linalg::inverse(covariance_, inverse_, ws)) return false;
  determinant_ = 1.0;
  for (int j = 0; j < dim(); ++j) determinant_ *= lower(j, j) * lower(j, j);
  return true;
}

/// Few different points: with Y their deviations from the mean, each times the square root of how often it occurs, the
/// covariance is Y^T Y / (n - 1), and its pseudo-inverse (n - 1) H^T H with H = G^+ Y, G = Y Y^T. G has one direction
/// that Y does not reach (the roots s, as deviations sum up to 0); G + c s s^T has the same effect on Y and an inverse.
bool DivergenceModel::invertFromPoints(ConstMatView points, Workspace& ws) {
  const int n = points.rows;
  Workspace::Frame frame(ws);
  const std::span<int> order = frame.ints(n);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order,
                    [&](int a, int b) { return std::ranges::lexicographical_compare(points.row(a), points.row(b)); });
  const std::span<double> root = frame.doubles(n);
  const MatView all = frame.matrix(n, dim());
  int groups = 0;
  for (int first = 0; first < isize(order);) {
    const std::span<const double> x = points.row(order[first]);
    int end = first + 1;
    while (end < isize(order) && std::ranges::equal(points.row(order[end]), x)) ++end;
    const double s = std::sqrt(end - first);
    root[groups] = s;
    const std::span<double> y = all.row(groups);
    for (int j = 0; j < isize(mean_); ++j) y[j] = s * (x[j] - mean_[j]);
    ++groups;
    first = end;
  }
  if (groups > dim()) return false;
  const MatView y = all.rowRange(0, groups);
  const MatView gram = frame.matrix(groups, groups);
  linalg::multiplyTransposed(y, y, gram);
  double trace = 0.0;
  for (int i = 0; i < groups; ++i) trace += gram(i, i);
  const double c = trace / (1.0 * groups * n);
  for (int i = 0; i < groups; ++i) {
    for (int j = 0; j < groups; ++j) {
      gram(i, j) += c * root[i] * root[j];
    }
  }
  const MatView h = frame.matrix(groups, dim());
  if (!linalg::solve(gram, y, h, ws)) return false;
  linalg::transposedMultiply(h, h, inverse_);
  for (double& v : inverse_.values()) v *= n - 1;
  return true;
}

double DivergenceModel::divergenceFrom(const DivergenceModel& other, double floor, Workspace& ws) const {
  Workspace::Frame frame(ws);
  const std::span<double> difference = frame.doubles(mean_.size());
  const std::span<double> scaled = frame.doubles(mean_.size());
  for (int j = 0; j < isize(mean_); ++j) difference[j] = other.mean_[j] - mean_[j];
  linalg::multiply(other.inverse_, difference, scaled);
  const double trace = linalg::dot(other.inverse_.values(), covariance_.values());  // both are symmetric
  const double distance = linalg::dot(difference, scaled);
  return 0.5 *
         (trace + distance - dim() + std::log(std::max(other.determinant_, floor) / std::max(determinant_, floor)));
}

double DivergenceModel::symmetric(const DivergenceModel& a, const DivergenceModel& b, double floor, Workspace& ws) {
  return 0.5 * (std::abs(a.divergenceFrom(b, floor, ws)) + std::abs(b.divergenceFrom(a, floor, ws)));
}

}  // namespace tandem::op
