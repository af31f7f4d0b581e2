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

MarginalModel::MarginalModel(int dim)
    : mean(static_cast<std::size_t>(dim)), inverseDeviation(mean.size()), logInverseDeviation(mean.size()) {}

void MarginalModel::fit(Rng& rng, ConstMatView x, std::span<const int> rows, double noiseShare) {
  // Two passes over the points would need the noise twice: Welford's recurrence needs one.
  const std::size_t d = mean.size();
  std::ranges::fill(mean, 0.0);
  std::vector<double>& squares = inverseDeviation;
  std::ranges::fill(squares, 0.0);
  const std::size_t noise = static_cast<std::size_t>(noiseShare * static_cast<double>(rows.size()));
  const std::size_t total = rows.size() + noise;
  for (std::size_t i = 0; i < total; ++i) {
    const bool real = i < rows.size();
    for (std::size_t j = 0; j < d; ++j) {
      const double v = real ? x(rows[i], static_cast<int>(j)) : rng.uniform();
      const double delta = v - mean[j];
      mean[j] += delta / static_cast<double>(i + 1);
      squares[j] += delta * (v - mean[j]);
    }
  }
  for (double& v : squares) {
    const double deviation = total > 1 ? std::sqrt(v / static_cast<double>(total - 1)) : 0.0;
    v = 1.0 / std::max(deviation, kSmallestDeviation);
  }
  vmath::log(inverseDeviation, logInverseDeviation);
}

double MarginalModel::logDensity(std::span<const double> x, int dims) const {
  double sum = 0.0;
  for (std::size_t j = 0; j < static_cast<std::size_t>(dims); ++j) {
    const double z = (x[j] - mean[j]) * inverseDeviation[j];
    sum += logInverseDeviation[j] - 0.5 * z * z;
  }
  return sum;
}

GaussianModel::GaussianModel(int dim) : mean_(static_cast<std::size_t>(dim)), covariance_(dim, dim), lower_(dim, dim) {}

bool GaussianModel::fit(ConstMatView points, double ridge, Workspace& /*ws*/) {
  linalg::meanAndCovariance(points, mean_, covariance_);
  for (int j = 0; j < covariance_.rows(); ++j) covariance_(j, j) += ridge;
  return linalg::cholesky(covariance_, lower_);
}

double GaussianModel::score(Workspace& ws, std::span<const double> x) const {
  Workspace::Frame frame(ws);
  const std::span<double> z = frame.doubles(mean_.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const std::span<const double> row = lower_.row(static_cast<int>(i));
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
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = mean_[i] + linalg::dot(lower_.row(static_cast<int>(i)).first(i + 1), z.first(i + 1));
  }
}

}  // namespace tandem::op
