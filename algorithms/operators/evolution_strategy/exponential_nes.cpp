// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_exponential_nes.h"

#include <algorithm>
#include <cmath>

#include "tandem/exponential.h"
#include "tandem/linalg.h"

namespace tandem::op {

double xnesRate(int dim) {
  const double d = dim;
  return (9.0 + 3.0 * std::log(d)) / (5.0 * d * std::sqrt(d));
}

void xnesGradient(Workspace& ws, ConstMatView z, std::span<const int> order, std::span<const double> utilities,
                  std::span<double> mean, MatView factor) {
  Workspace::Frame frame(ws);
  const MatView weighted = frame.matrix(z.rows, z.cols);
  std::ranges::fill(mean, 0.0);
  double sum = 0.0;
  for (int r = 0; r < z.rows; ++r) {
    const std::span<const double> from = z.row(order[r]);
    const std::span<double> to = weighted.row(order[r]);
    sum += utilities[r];
    for (int j = 0; j < z.cols; ++j) {
      to[j] = utilities[r] * from[j];
      mean[j] += to[j];
    }
  }
  linalg::transposedMultiply(weighted, z, factor);
  for (int j = 0; j < z.cols; ++j) factor(j, j) -= sum;
}

ExponentialNormal::ExponentialNormal(int dim, double sigma0)
    : mean_(dim, 0.5), sigma_(sigma0), sigma0_(sigma0), shape_(Matrix::identity(dim)) {}

void ExponentialNormal::place(ConstMatView z, Population& pop) const {
  const MatView x = pop.x().rowRange(0, z.rows).leftCols(dim());
  linalg::multiplyTransposed(z, shape_, x);
  for (int i = 0; i < z.rows; ++i) {
    for (int j = 0; j < z.cols; ++j) x(i, j) = mean_[j] + sigma_ * x(i, j);
  }
}

void ExponentialNormal::step(Workspace& ws, std::span<const double> gradientMean, ConstMatView gradientFactor,
                             double rateSigma, double rateShape, int dims) {
  Workspace::Frame frame(ws);
  const int d = dim();
  const std::span<double> move = frame.doubles(d);
  linalg::multiply(shape_, gradientMean, move);
  bool sound = true;
  for (int j = 0; j < d; ++j) {
    const double next = mean_[j] + sigma_ * move[j];
    sound = sound && std::isfinite(next);
    if (std::isfinite(next)) mean_[j] = next;
  }

  double trace = 0.0;
  for (int j = 0; j < d; ++j) trace += gradientFactor(j, j);
  const double spread = trace / dims;
  sigma_ *= std::exp(0.5 * rateSigma * spread);

  // B := B exp(G) with the symmetric part of the gradient as G.
  const MatView exponent = frame.matrix(d, d);
  for (int i = 0; i < d; ++i) {
    for (int j = 0; j < i; ++j) {
      exponent(i, j) = exponent(j, i) = 0.25 * rateShape * (gradientFactor(i, j) + gradientFactor(j, i));
    }
    exponent(i, i) = 0.5 * rateShape * (gradientFactor(i, i) - spread);
  }
  sound = sound && std::isfinite(sigma_) && linalg::multiplyByExponential(shape_, exponent, ws);
  if (sound) return;
  std::ranges::fill(shape_.values(), 0.0);
  for (int j = 0; j < d; ++j) shape_(j, j) = 1.0;
  sigma_ = sigma0_;
}

void ExponentialNormal::assign(const ExponentialNormal& other) {
  std::ranges::copy(other.mean_, mean_.begin());
  std::ranges::copy(other.shape_.values(), shape_.values().begin());
  sigma_ = other.sigma_;
  sigma0_ = other.sigma0_;
}

}  // namespace tandem::op
