// SPDX-License-Identifier: Apache-2.0
// Principal directions and pieces of a manifold.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tandem/operators_manifold.h"

namespace tandem {
namespace {

Matrix matrixOf(int rows, int cols, const std::vector<double>& values) {
  Matrix m(rows, cols);
  std::ranges::copy(values, m.values().begin());
  return m;
}

/// Equal up to sign, which a direction does not have.
void expectDirection(std::span<const double> axis, const std::vector<double>& expected) {
  double along = 0.0;
  for (std::size_t j = 0; j < expected.size(); ++j) along += axis[j] * expected[j];
  for (std::size_t j = 0; j < expected.size(); ++j)
    EXPECT_NEAR(std::copysign(1.0, along) * axis[j], expected[j], 1e-10);
}

TEST(PrincipalDirections, EqualNumPy) {
  // import numpy as np
  // p = np.array([[1, 2, .5], [2, 1, .25], [3, 5, 1.5], [4, 3, -1], [0, 1, 2]])
  // w, v = np.linalg.eigh(np.cov(p.T)); print(w[::-1], v[:, ::-1].T)
  Workspace ws;
  const Matrix points = matrixOf(5, 3, {1, 2, 0.5, 2, 1, 0.25, 3, 5, 1.5, 4, 3, -1, 0, 1, 2});
  std::vector<double> mean(3);
  std::vector<double> variances(3);
  Matrix axes(3, 3);
  op::principalDirections(ws, points, mean, axes, variances);
  EXPECT_NEAR(mean[1], 2.4, 1e-14);
  EXPECT_NEAR(variances[0], 4.644993209196809, 1e-12);
  EXPECT_NEAR(variances[1], 1.8991437623325955, 1e-12);
  EXPECT_NEAR(variances[2], 0.11836302847059653, 1e-12);
  expectDirection(axes.row(0), {-0.6980199472171276, -0.6638990048344172, 0.26833983056353955});
  expectDirection(axes.row(2), {-0.6433261260640293, 0.41683255764011873, -0.6421698485717356});
}

TEST(PrincipalDirections, FewPointsInManyDimensions) {
  // The same with p = p[:3], p = np.hstack([p, p[:, :1]**2]): three points span two directions.
  Workspace ws;
  const Matrix points = matrixOf(3, 4, {1, 2, 0.5, 1, 2, 1, 0.25, 4, 3, 5, 1.5, 9});
  std::vector<double> mean(4);
  std::vector<double> variances(3);
  Matrix axes(3, 4);
  op::principalDirections(ws, points, mean, axes, variances);
  EXPECT_NEAR(variances[0], 20.715028243673956, 1e-11);
  EXPECT_NEAR(variances[1], 1.3891384229927102, 1e-11);
  EXPECT_EQ(variances[2], 0.0);
  expectDirection(axes.row(0), {-0.21269488266266182, -0.3985593362155474, -0.13020254499779726, -0.882586335539269});
  expectDirection(axes.row(1), {-0.21274074467688983, 0.8664021687177734, 0.2492836133814873, -0.3767576644143158});
  for (const double v : axes.row(2)) EXPECT_EQ(v, 0.0);
}

TEST(LocalPca, FindsTwoCrossingLines) {
  // Points on x = t and y = t through (0.5, 0.5, 0.5): not clusters of points, but two clusters of lines.
  Workspace ws;
  Rng rng(3);
  const int n = 40;
  Matrix points(n, 3, 0.5);
  const int pairs = n / 2;
  for (int i = 0; i < n; ++i) {
    const int pair = i / 2;
    points(i, i % 2) = (pair + 0.25) / pairs;
  }
  op::LocalPca pca(2, n, 3, 1);
  pca.learn(rng, ws, points, 1, 100);
  // The line of most members of each cluster is its direction.
  for (int k = 0; k < 2; ++k) {
    ASSERT_TRUE(pca.known(k));
    double length = 0.0;
    for (const double v : pca.directions(k).row(0)) length += v * v;
    EXPECT_NEAR(length, 1.0, 1e-12);
    EXPECT_GT(pca.variance(k), 0.0);
  }
  double fit = 0.0;  // squared distance to the line of its own cluster
  for (int i = 0; i < n; ++i) {
    const int k = pca.cluster(i);
    double square = 0.0;
    double along = 0.0;
    for (int j = 0; j < 3; ++j) {
      const double d = points(i, j) - pca.mean(k)[j];
      square += d * d;
      along += d * pca.directions(k)(0, j);
    }
    fit += square - along * along;
  }
  EXPECT_LT(fit / n, 0.02);
}

TEST(LocalPca, EqualPointsAndMoreClustersThanPoints) {
  Workspace ws;
  Rng rng(4);
  const Matrix points(3, 2, 0.25);
  op::LocalPca pca(5, 3, 2, 2);
  EXPECT_EQ(pca.clusters(), 3);
  pca.learn(rng, ws, points, 1, 100);
  for (int k = 0; k < 3; ++k) {
    for (const double v : pca.mean(k)) EXPECT_DOUBLE_EQ(v, 0.25);
    EXPECT_EQ(pca.variance(k), 0.0);
  }
}

TEST(Turn, TakesCoordinatesFromOneSystemToAnother) {
  const Matrix from = matrixOf(2, 3, {1, 0, 0, 0, 1, 0});
  const Matrix to = matrixOf(2, 3, {0, 0, 1, 0.6, 0.8, 0});
  const std::vector<double> v = {2, 5, 7};
  std::vector<double> out = {1, 1, 1};
  op::turn(v, from, to, 2, 0.5, out);
  EXPECT_DOUBLE_EQ(out[0], 1 + 0.5 * 5 * 0.6);
  EXPECT_DOUBLE_EQ(out[1], 1 + 0.5 * 5 * 0.8);
  EXPECT_DOUBLE_EQ(out[2], 1 + 0.5 * 2);
}

}  // namespace
}  // namespace tandem
