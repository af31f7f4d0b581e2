// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/exponential.h"
#include "tandem/linalg.h"
#include "tandem/operators_es.h"

namespace tandem::op {

std::vector<double> nesUtilities(int lambda) {
  std::vector<double> utilities(lambda);
  double sum = 0.0;
  for (int r = 0; r < lambda; ++r) {
    const double u = std::max(0.0, std::log(lambda / 2.0 + 1.0) - std::log(r + 1.0));
    sum += utilities[r] = u;
  }
  for (double& u : utilities) u = u / sum - 1.0 / lambda;
  return utilities;
}

Snes::Snes(int dim, int lambda, double sigma0)
    : utilities_(nesUtilities(lambda)), mean_(dim, 0.5), deviation_(mean_.size(), sigma0), z_(lambda, dim) {}

void Snes::sample(Rng& rng, Workspace& /*ws*/, Population& pop, int first, int count) {
  rng.fillNormal(z_.values().first(std::size_t{1} * count * dim()));
  for (int i = 0; i < count; ++i) {
    const std::span<const double> z = z_.row(i);
    const std::span<double> x = pop.x(first + i);
    for (int j = 0; j < isize(z); ++j) x[j] = mean_[j] + deviation_[j] * z[j];
  }
}

void Snes::sampleAlike(const Snes& other, Population& pop) const {
  for (int i = 0; i < other.lambda(); ++i) {
    const std::span<const double> z = other.z_.row(i);
    const std::span<double> x = pop.x(i);
    for (int j = 0; j < dim(); ++j) x[j] = mean_[j] + deviation_[j] * z[j];
  }
}

void Snes::update(Workspace& ws, const Population& /*samples*/, std::span<const int> order) {
  Workspace::Frame frame(ws);
  const std::span<double> ofMean = frame.doubles(mean_.size());
  const std::span<double> ofDeviation = frame.doubles(mean_.size());
  gradient(order, ofMean, ofDeviation);
  follow(ofMean, ofDeviation, dim());
}

void Snes::gradient(std::span<const int> order, std::span<double> ofMean, std::span<double> ofDeviation) const {
  std::ranges::fill(ofMean, 0.0);
  std::ranges::fill(ofDeviation, 0.0);
  for (int r = 0; r < isize(utilities_); ++r) {
    const std::span<const double> z = z_.row(order[r]);
    for (int j = 0; j < isize(z); ++j) {
      ofMean[j] += utilities_[r] * z[j];
      ofDeviation[j] += utilities_[r] * (z[j] * z[j] - 1.0);
    }
  }
}

void Snes::follow(std::span<const double> ofMean, std::span<const double> ofDeviation, int variables) {
  const double d = variables;
  const double rate = (3.0 + std::log(d)) / (5.0 * std::sqrt(d));
  for (int j = 0; j < dim(); ++j) {
    mean_[j] += deviation_[j] * ofMean[j];
    deviation_[j] *= std::exp(0.5 * rate * ofDeviation[j]);
  }
}

Xnes::Xnes(int dim, int lambda, double sigma0)
    : utilities_(nesUtilities(lambda)),
      mean_(dim, 0.5),
      sigma_(sigma0),
      sigma0_(sigma0),
      shape_(Matrix::identity(dim)),
      z_(lambda, dim) {}

void Xnes::sample(Rng& rng, Workspace& /*ws*/, Population& pop, int first, int count) {
  const MatView z = z_.view().rowRange(0, count);
  rng.fillNormal(z_.values().first(std::size_t{1} * count * dim()));
  const MatView x = pop.x().rowRange(first, count).leftCols(dim());
  linalg::multiplyTransposed(z, shape_, x);
  for (int i = 0; i < count; ++i) {
    const std::span<double> row = x.row(i);
    for (int j = 0; j < isize(row); ++j) row[j] = mean_[j] + sigma_ * row[j];
  }
}

void Xnes::update(Workspace& ws, const Population& /*samples*/, std::span<const int> order) {
  Workspace::Frame frame(ws);
  const int d = dim();
  const auto size = d;
  // Natural gradients in the local coordinates z: of the mean, and of the (symmetric) logarithm of the shape.
  const std::span<double> gradientMean = frame.doubles(size);
  const std::span<double> step = frame.doubles(size);
  const MatView weighted = frame.matrix(lambda(), d);
  const MatView gradient = frame.matrix(d, d);
  std::ranges::fill(gradientMean, 0.0);
  for (int r = 0; r < isize(utilities_); ++r) {
    const std::span<const double> z = z_.row(order[r]);
    const std::span<double> w = weighted.row(order[r]);
    for (int j = 0; j < size; ++j) {
      w[j] = utilities_[r] * z[j];
      gradientMean[j] += w[j];
    }
  }
  linalg::transposedMultiply(weighted, z_, gradient);  // utilities sum to 0: no identity to subtract
  double trace = 0.0;
  for (int j = 0; j < d; ++j) trace += gradient(j, j);
  const double spread = trace / d;

  const double rate = (9.0 + 3.0 * std::log(d)) / (5.0 * d * std::sqrt(d));
  linalg::multiply(shape_, gradientMean, step);
  for (int j = 0; j < size; ++j) mean_[j] += sigma_ * step[j];
  sigma_ *= std::exp(0.5 * rate * spread);
  for (int i = 0; i < d; ++i) {
    for (int j = 0; j < i; ++j) gradient(i, j) = gradient(j, i) = 0.25 * rate * (gradient(i, j) + gradient(j, i));
    gradient(i, i) = 0.5 * rate * (gradient(i, i) - spread);
  }
  // B := B exp(gradient)
  if (std::isfinite(sigma_) && linalg::multiplyByExponential(shape_, gradient, ws)) return;
  shape_ = Matrix::identity(d);
  sigma_ = sigma0_;
}

}  // namespace tandem::op
