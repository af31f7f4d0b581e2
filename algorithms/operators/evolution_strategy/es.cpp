// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "algorithms/operators/sort_keys.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"

namespace tandem::op {

void rankWithPenalty(Workspace& ws, const Population& samples, const TaskInfo& task, std::span<int> order) {
  Workspace::Frame frame(ws);
  const std::span<Key> keys = frame.take<Key>(order.size());
  double scale = 1.0;
  for (int i = 0; i < samples.size(); ++i) {
    if (std::isfinite(samples.obj(i))) scale = std::max(scale, std::abs(samples.obj(i)));
  }
  for (int i = 0; i < isize(order); ++i) {
    keys[i] = {samples.cv(i), samples.obj(i), i};
    if (task.bounded) keys[i].objective += scale * squaredViolation(samples.x(i).first(task.dim));
  }
  sortKeys(ws, keys);
  for (int i = 0; i < isize(order); ++i) order[i] = keys[i].index;
}

int sampleCount(const RunContext& ctx, int dim, bool usePopulationSize) {
  return usePopulationSize ? ctx.populationSize() : roundDown(4.0 + 3.0 * std::log(dim));
}

bool shareSpent(const RunContext& ctx, int task) {
  return ctx.evaluations(task) * ctx.taskCount() >= ctx.budget();
}

CmaConstants::CmaConstants(int dim, int samples) : lambda(samples), mu(std::max(1, (samples + 1) / 2)), weights(mu) {
  const double n = dim;
  double sum = 0.0;
  for (int i = 0; i < mu; ++i) sum += weights[i] = std::log(mu + 0.5) - std::log(i + 1.0);
  double squares = 0.0;
  for (double& w : weights) {
    w /= sum;
    squares += w * w;
  }
  muEff = 1.0 / squares;
  cSigma = (muEff + 2.0) / (n + muEff + 5.0);
  damping = 1.0 + cSigma + 2.0 * std::max(0.0, std::sqrt((muEff - 1.0) / (n + 1.0)) - 1.0);
  cC = (4.0 + muEff / n) / (n + 4.0 + 2.0 * muEff / n);
  c1 = 2.0 / ((n + 1.3) * (n + 1.3) + muEff);
  cMu = std::min(1.0 - c1, 2.0 * (muEff - 2.0 + 1.0 / muEff) / ((n + 2.0) * (n + 2.0) + muEff));
  chiN = std::sqrt(n) * (1.0 - 1.0 / (4.0 * n) + 1.0 / (21.0 * n * n));
}

CmaPaths::CmaPaths(int dim, double sigmaStart)
    : mean(dim, 0.5),
      previousMean(mean),
      pSigma(mean.size(), 0.0),
      pC(mean.size(), 0.0),
      sigma(sigmaStart),
      sigma0(sigmaStart) {}

void CmaPaths::moveMean(const CmaConstants& k, const Population& samples, std::span<const int> order,
                        std::span<double> step) {
  previousMean.swap(mean);
  std::ranges::fill(mean, 0.0);
  for (int r = 0; r < k.mu; ++r) {
    const auto rank = r;
    const std::span<const double> x = samples.x(order[rank]);
    for (int j = 0; j < isize(mean); ++j) mean[j] += k.weights[rank] * x[j];
  }
  for (int j = 0; j < isize(mean); ++j) step[j] = (mean[j] - previousMean[j]) / sigma;
}

bool CmaPaths::advance(const CmaConstants& k, std::span<const double> step, std::span<const double> whitened) {
  ++updates;
  const double gainSigma = std::sqrt(k.cSigma * (2.0 - k.cSigma) * k.muEff);
  for (int j = 0; j < isize(pSigma); ++j) {
    pSigma[j] = (1.0 - k.cSigma) * pSigma[j] + gainSigma * whitened[j];
  }
  const double length = linalg::norm(pSigma);
  const double settled = std::sqrt(1.0 - std::pow(1.0 - k.cSigma, 2.0 * static_cast<double>(updates)));
  const bool on = length / settled / k.chiN < 1.4 + 2.0 / (isize(pC) + 1.0);
  const double gainC = on ? std::sqrt(k.cC * (2.0 - k.cC) * k.muEff) : 0.0;
  for (int j = 0; j < isize(pC); ++j) pC[j] = (1.0 - k.cC) * pC[j] + gainC * step[j];
  sigma *= std::exp(k.cSigma / k.damping * (length / k.chiN - 1.0));
  return on;
}

void startMean(RunContext& ctx, int task, std::span<double> mean) {
  ctx.rng().fillUniform(mean);
  const std::vector<double>& proposed = ctx.task(task).startMean;
  std::copy_n(proposed.begin(), std::min(proposed.size(), mean.size()), mean.begin());
}

void CmaPaths::reset() {
  std::ranges::fill(pSigma, 0.0);
  std::ranges::fill(pC, 0.0);
  sigma = std::isfinite(sigma) ? std::clamp(2.0 * sigma, 0.01, 0.3) : sigma0;
  for (int j = 0; j < isize(mean); ++j) {
    if (!std::isfinite(mean[j])) mean[j] = 0.5;
  }
}

CmaEs::CmaEs(int dim, int lambda, double sigma0)
    : constants_(dim, lambda),
      paths_(dim, sigma0),
      covariance_(Matrix::identity(dim)),
      basis_(Matrix::identity(dim)),
      deviation_(dim, 1.0) {}

void CmaEs::sample(Rng& rng, Workspace& ws, Population& pop, int first, int count) const {
  if (count <= 0) return;
  Workspace::Frame frame(ws);
  const std::span<double> normals = frame.doubles(std::size_t{1} * count * dim());
  const MatView z(normals.data(), count, dim());
  rng.fillNormal(normals);
  for (int i = 0; i < count; ++i) {
    const std::span<double> row = z.row(i);
    for (int j = 0; j < isize(row); ++j) row[j] *= deviation_[j];
  }
  const MatView x = pop.x().rowRange(first, count).leftCols(dim());
  linalg::multiplyTransposed(z, basis_, x);
  for (int i = 0; i < count; ++i) {
    const std::span<double> row = x.row(i);
    for (int j = 0; j < isize(row); ++j) row[j] = paths_.mean[j] + paths_.sigma * row[j];
  }
}

void CmaEs::colour(Workspace& ws, std::span<const double> z, std::span<double> out) const {
  Workspace::Frame frame(ws);
  const std::span<double> scaled = frame.doubles(z.size());
  for (int j = 0; j < isize(z); ++j) scaled[j] = deviation_[j] * z[j];
  linalg::multiply(basis_, scaled, out);
}

void CmaEs::whiten(Workspace& ws, std::span<const double> y, std::span<double> out) const {
  Workspace::Frame frame(ws);
  const std::span<double> turned = frame.doubles(y.size());
  linalg::transposedMultiply(basis_, y, turned);
  for (int j = 0; j < isize(y); ++j) out[j] = turned[j] / deviation_[j];
}

void CmaEs::update(Workspace& ws, const Population& samples, std::span<const int> order) {
  Workspace::Frame frame(ws);
  const CmaConstants& k = constants_;
  const auto n = dim();
  const std::span<double> step = frame.doubles(n);
  const std::span<double> whitened = frame.doubles(n);
  // Steps of the best from the old mean, before sigma moves; scaled so that their product sums the weighted squares.
  const MatView steps = frame.matrix(k.mu, dim());
  for (int r = 0; r < k.mu; ++r) {
    const double scale = std::sqrt(k.weights[r]) / paths_.sigma;
    const std::span<const double> x = samples.x(order[r]);
    for (int j = 0; j < n; ++j) steps(r, j) = scale * (x[j] - paths_.mean[j]);
  }
  paths_.moveMean(k, samples, order, step);
  // C^-1/2 step = B diag(d^-1) B^T step
  const std::span<double> inBasis = frame.doubles(n);
  whiten(ws, step, inBasis);
  linalg::multiply(basis_, inBasis, whitened);
  const bool on = paths_.advance(k, step, whitened);

  const MatView rankMu = frame.matrix(dim(), dim());
  linalg::transposedMultiply(steps, steps, rankMu);
  const double keep = 1.0 - k.c1 - k.cMu + (on ? 0.0 : k.c1 * k.cC * (2.0 - k.cC));
  for (int i = 0; i < dim(); ++i) {
    const double pi = paths_.pC[i];
    for (int j = 0; j < dim(); ++j) {
      double& c = covariance_(i, j);
      c = keep * c + k.c1 * (pi * paths_.pC[j]) + k.cMu * rankMu(i, j);
    }
  }
  sinceDecomposition_ += samples.size();
  if (sinceDecomposition_ > k.lambda / (k.c1 + k.cMu) / dim() / 10.0) decompose(ws);
}

void CmaEs::decompose(Workspace& ws) {
  sinceDecomposition_ = 0.0;
  bool sound = std::isfinite(paths_.sigma) && linalg::eigenSymmetric(covariance_, deviation_, basis_, ws) &&
               deviation_.front() > 0.0;
  for (double& d : deviation_) {
    d = std::sqrt(d);
    sound = sound && std::isfinite(d);
  }
  if (sound) return;
  covariance_ = Matrix::identity(dim());
  basis_ = Matrix::identity(dim());
  std::ranges::fill(deviation_, 1.0);
  paths_.reset();
}

SepCmaEs::SepCmaEs(int dim, int lambda, double sigma0)
    : constants_(dim, lambda), paths_(dim, sigma0), variance_(dim, 1.0) {
  // Ros and Hansen 2008: fewer parameters to learn allow a faster rate.
  const double n = dim;
  const double muEff = constants_.muEff;
  constants_.cSigma = (muEff + 2.0) / (n + muEff + 3.0);
  constants_.damping = 1.0 + constants_.cSigma + 2.0 * std::max(0.0, std::sqrt((muEff - 1.0) / (n + 1.0)) - 1.0);
  constants_.cC = 4.0 / (n + 4.0);
  const double full = 2.0 / (muEff * (n + std::numbers::sqrt2) * (n + std::numbers::sqrt2)) +
                      (1.0 - 1.0 / muEff) * std::min(1.0, (2.0 * muEff - 1.0) / ((n + 2.0) * (n + 2.0) + muEff));
  const double rate = std::min(1.0, (n + 2.0) / 3.0 * full);
  constants_.c1 = rate / muEff;
  constants_.cMu = rate - constants_.c1;
}

void SepCmaEs::sample(Rng& rng, Workspace& ws, Population& pop, int first, int count) const {
  Workspace::Frame frame(ws);
  const std::span<double> z = frame.doubles(variance_.size());
  for (int i = first; i < first + count; ++i) {
    rng.fillNormal(z);
    const std::span<double> x = pop.x(i);
    for (int j = 0; j < isize(z); ++j) {
      x[j] = paths_.mean[j] + paths_.sigma * std::sqrt(variance_[j]) * z[j];
    }
  }
}

void SepCmaEs::update(Workspace& ws, const Population& samples, std::span<const int> order) {
  Workspace::Frame frame(ws);
  const CmaConstants& k = constants_;
  const std::span<double> step = frame.doubles(variance_.size());
  const std::span<double> whitened = frame.doubles(variance_.size());
  const std::span<double> rankMu = frame.doubles(variance_.size());
  std::ranges::fill(rankMu, 0.0);
  for (int r = 0; r < k.mu; ++r) {
    const auto rank = r;
    const std::span<const double> x = samples.x(order[rank]);
    for (int j = 0; j < isize(rankMu); ++j) {
      const double y = (x[j] - paths_.mean[j]) / paths_.sigma;
      rankMu[j] += k.weights[rank] * y * y;
    }
  }
  paths_.moveMean(k, samples, order, step);
  for (int j = 0; j < isize(step); ++j) whitened[j] = step[j] / std::sqrt(variance_[j]);
  const bool on = paths_.advance(k, step, whitened);
  const double keep = 1.0 - k.c1 - k.cMu + (on ? 0.0 : k.c1 * k.cC * (2.0 - k.cC));
  bool sound = std::isfinite(paths_.sigma);
  for (int j = 0; j < isize(variance_); ++j) {
    variance_[j] = keep * variance_[j] + k.c1 * paths_.pC[j] * paths_.pC[j] + k.cMu * rankMu[j];
    sound = sound && std::isfinite(variance_[j]) && variance_[j] > 0.0;
  }
  if (sound) return;
  std::ranges::fill(variance_, 1.0);
  paths_.reset();
}

}  // namespace tandem::op
