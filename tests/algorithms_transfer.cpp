// SPDX-License-Identifier: Apache-2.0
// Machinery of knowledge transfer, each piece on its own.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "tandem/linalg.h"
#include "tandem/operators_transfer.h"

namespace tandem {
namespace {

Matrix uniform(Rng& rng, int rows, int cols) {
  Matrix m(rows, cols);
  rng.fillUniform(m.values());
  return m;
}

TEST(AutoencoderMap, EqualsTheMatrixOfThePaper) {
  // M = P (Q + lambda I')^-1 with P = [T;1] [S;1]^t, Q = [S;1] [S;1]^t, spaces padded with zeros to the larger one, no
  // ridge on the bias; last row and column dropped.
  Workspace ws;
  Rng rng(1);
  const int n = 12;
  for (const auto& [ds, dt] : {std::pair(5, 5), std::pair(3, 6), std::pair(6, 3), std::pair(20, 4)}) {
    const Matrix source = uniform(rng, n, ds);
    const Matrix target = uniform(rng, n, dt);
    const int d = std::max(ds, dt);
    Matrix s(n, d + 1);
    Matrix t(n, d + 1);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < ds; ++j) s(i, j) = source(i, j);
      for (int j = 0; j < dt; ++j) t(i, j) = target(i, j);
      s(i, d) = t(i, d) = 1.0;
    }
    Matrix q(d + 1, d + 1);
    Matrix p(d + 1, d + 1);
    linalg::transposedMultiply(s, s, q);
    linalg::transposedMultiply(t, s, p);
    for (int j = 0; j < d; ++j) q(j, j) += 1e-5;
    Matrix inverse(d + 1, d + 1);
    ASSERT_TRUE(linalg::inverse(q, inverse, ws));
    Matrix m(d + 1, d + 1);
    linalg::multiply(p, inverse, m);

    const Matrix point = uniform(rng, 1, ds);
    const std::span<const double> x = point.row(0);
    std::vector<double> image(static_cast<std::size_t>(dt));
    const op::AutoencoderMap map{ConstMatView(source)};
    map.map(ws, x, target, image);
    for (int j = 0; j < dt; ++j) {
      double expected = 0.0;
      for (int k = 0; k < ds; ++k) expected += m(j, k) * x[static_cast<std::size_t>(k)];
      EXPECT_NEAR(image[static_cast<std::size_t>(j)], expected, 1e-7) << ds << " -> " << dt;
    }
  }
}

TEST(AutoencoderMap, OfATaskToItselfIsTheIdentity) {
  Workspace ws;
  Rng rng(2);
  const Matrix points = uniform(rng, 60, 5);
  const op::AutoencoderMap map{ConstMatView(points)};
  const std::vector<double> x = {0.1, 0.9, 0.4, 0.5, 0.0};
  std::vector<double> image(5);
  map.map(ws, x, points, image);
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(image[j], x[j], 1e-4);
}

TEST(MarginalModel, IsTheProductOfNormalDensities) {
  Rng rng(3);
  const Matrix points = uniform(rng, 30, 3);
  std::vector<int> rows(20);
  std::iota(rows.begin(), rows.end(), 5);
  op::MarginalModel model(3);
  model.fit(rng, points, rows, 0.0);
  const std::vector<double> x = {0.2, 0.5, 0.7};
  double expected = 0.0;
  for (int j = 0; j < 3; ++j) {
    double mean = 0.0;
    double variance = 0.0;
    for (const int i : rows) mean += points(i, j) / 20.0;
    for (const int i : rows) variance += std::pow(points(i, j) - mean, 2) / 19.0;
    EXPECT_NEAR(model.mean[static_cast<std::size_t>(j)], mean, 1e-12);
    expected -= 0.5 * std::log(variance) + 0.5 * std::pow(x[static_cast<std::size_t>(j)] - mean, 2) / variance;
    if (j == 1) {
      EXPECT_NEAR(model.logDensity(x, 2), expected, 1e-9);
    }
  }
  EXPECT_NEAR(model.logDensity(x, 3), expected, 1e-9);
}

TEST(MarginalModel, NoiseWidensItAndConvergedVariablesStayFinite) {
  Rng rng(4);
  const Matrix same(20, 2, 0.5);
  std::vector<int> rows(20);
  std::iota(rows.begin(), rows.end(), 0);
  op::MarginalModel model(2);
  const std::vector<double> x = {0.5, 0.6};
  model.fit(rng, same, rows, 0.0);
  EXPECT_TRUE(std::isfinite(model.logDensity(x, 2)));
  const double sharp = model.logDensity(x, 2);
  model.fit(rng, same, rows, 0.1);
  EXPECT_GT(model.logDensity(x, 2), sharp);
}

TEST(GaussianModel, ScoreIsTheMahalanobisDistance) {
  Workspace ws;
  Rng rng(5);
  const Matrix points = uniform(rng, 40, 4);
  op::GaussianModel model(4);
  ASSERT_TRUE(model.fit(points, 1e-3, ws));
  std::vector<double> mean(4);
  Matrix covariance(4, 4);
  linalg::meanAndCovariance(points, mean, covariance);
  for (int j = 0; j < 4; ++j) covariance(j, j) += 1e-3;
  Matrix inverse(4, 4);
  ASSERT_TRUE(linalg::inverse(covariance, inverse, ws));
  const std::vector<double> x = {0.1, 0.9, 0.3, 0.4};
  double expected = 0.0;
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) {
      expected -= 0.5 * (x[static_cast<std::size_t>(i)] - mean[static_cast<std::size_t>(i)]) * inverse(i, j) *
                  (x[static_cast<std::size_t>(j)] - mean[static_cast<std::size_t>(j)]);
    }
  }
  EXPECT_NEAR(model.score(ws, x), expected, 1e-10);

  const int n = 20000;
  Matrix samples(n, 4);
  for (int i = 0; i < n; ++i) model.sample(rng, ws, samples.row(i));
  std::vector<double> sampleMean(4);
  Matrix sampleCovariance(4, 4);
  linalg::meanAndCovariance(samples, sampleMean, sampleCovariance);
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(sampleMean[static_cast<std::size_t>(i)], mean[static_cast<std::size_t>(i)], 0.01);
    for (int j = 0; j < 4; ++j) EXPECT_NEAR(sampleCovariance(i, j), covariance(i, j), 0.005);
  }
}

TEST(GaussianModel, FewerPointsThanDimensionsNeedTheRidge) {
  Workspace ws;
  Rng rng(6);
  const Matrix points = uniform(rng, 5, 10);
  op::GaussianModel model(10);
  EXPECT_TRUE(model.fit(points, 1e-5, ws));
  EXPECT_LT(model.score(ws, std::vector<double>(10, 0.5)), 0.0);
  Matrix broken = points;
  broken(0, 0) = std::nan("");
  EXPECT_FALSE(model.fit(broken, 1e-5, ws));
}

}  // namespace
}  // namespace tandem
