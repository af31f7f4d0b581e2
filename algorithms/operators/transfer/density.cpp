// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/linalg.h"
#include "tandem/operators_transfer.h"
#include "tandem/vmath.h"

namespace tandem::op {

namespace {
// Converged variables would have infinite density.
constexpr double kSmallestDeviation = 1e-8;
}  // namespace

MarginalModel::MarginalModel(int dim) : mean(dim), inverseDeviation(mean.size()), logInverseDeviation(mean.size()) {}

void MarginalModel::fit(Rng& rng, ConstMatView x, std::span<const int> rows, double noiseShare) {
  // Two passes over the points would need the noise twice; Welford's recurrence needs only one.
  const int d = isize(mean);
  std::ranges::fill(mean, 0.0);
  std::vector<double>& squares = inverseDeviation;
  std::ranges::fill(squares, 0.0);
  const int noise = roundDown(noiseShare * isize(rows));
  const int total = isize(rows) + noise;
  for (int i = 0; i < total; ++i) {
    const bool real = i < isize(rows);
    for (int j = 0; j < d; ++j) {
      const double v = real ? x(rows[i], j) : rng.uniform();
      const double delta = v - mean[j];
      mean[j] += delta / (i + 1);
      squares[j] += delta * (v - mean[j]);
    }
  }
  for (double& v : squares) {
    const double deviation = total > 1 ? std::sqrt(v / (total - 1)) : 0.0;
    v = 1.0 / std::max(deviation, kSmallestDeviation);
  }
  vmath::log(inverseDeviation, logInverseDeviation);
}

double MarginalModel::logDensity(std::span<const double> x, int dims) const {
  double sum = 0.0;
  for (int j = 0; j < dims; ++j) {
    const double z = (x[j] - mean[j]) * inverseDeviation[j];
    sum += logInverseDeviation[j] - 0.5 * z * z;
  }
  return sum;
}

GaussianModel::GaussianModel(int dim) : mean_(dim), covariance_(dim, dim), lower_(dim, dim) {}

bool GaussianModel::fit(ConstMatView points, double ridge, Workspace& /*ws*/) {
  linalg::meanAndCovariance(points, mean_, covariance_);
  for (int j = 0; j < covariance_.rows(); ++j) covariance_(j, j) += ridge;
  return linalg::cholesky(covariance_, lower_);
}

double GaussianModel::score(Workspace& ws, std::span<const double> x) const {
  Workspace::Frame frame(ws);
  const std::span<double> z = frame.doubles(mean_.size());
  double sum = 0.0;
  for (int i = 0; i < isize(z); ++i) {
    const std::span<const double> row = lower_.row(i);
    const double known = linalg::dot(row.first(i), z.first(i));
    z[i] = (x[i] - mean_[i] - known) / row[i];
    sum += z[i] * z[i];
  }
  return -0.5 * sum;
}

void GaussianModel::sample(Rng& rng, Workspace& ws, std::span<double> out) const {
  Workspace::Frame frame(ws);
  const std::span<double> z = frame.doubles(mean_.size());
  rng.fillNormal(z);
  for (int i = 0; i < isize(out); ++i) {
    out[i] = mean_[i] + linalg::dot(lower_.row(i).first(i + 1), z.first(i + 1));
  }
}

}  // namespace tandem::op
