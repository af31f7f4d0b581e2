// SPDX-License-Identifier: Apache-2.0
// Self-organising map.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "tandem/operators_som.h"

namespace tandem {
namespace {

TEST(SelfOrganisingMap, LatticeIsHexagonal) {
  const op::SelfOrganisingMap map(3, 3, 2);  // unit = row + 3 * column
  EXPECT_DOUBLE_EQ(map.squaredLatticeDistance(0, 1), 1.0);
  EXPECT_DOUBLE_EQ(map.squaredLatticeDistance(0, 3), 1.0);
  EXPECT_DOUBLE_EQ(map.squaredLatticeDistance(1, 3), 1.0);  // row 1 is shifted to the right
  EXPECT_DOUBLE_EQ(map.squaredLatticeDistance(0, 4), 3.0);
  EXPECT_DOUBLE_EQ(map.squaredLatticeDistance(0, 2), 3.0);
}

TEST(SelfOrganisingMap, BatchRoundsByDefinition) {
  Workspace ws;
  Rng rng(5);
  Matrix data(30, 3);
  rng.fillUniform(data.values());
  op::SelfOrganisingMap map(6, 1, 3);
  const std::vector<double> radii = {1.0, 0.5};
  Rng same = rng;
  map.train(rng, ws, data, radii);

  Matrix points(6, 3);
  same.fillUniform(points.values());
  for (int j = 0; j < 3; ++j) {
    double low = 1.0;
    double high = 0.0;
    for (int i = 0; i < 30; ++i) {
      low = std::min(low, data(i, j));
      high = std::max(high, data(i, j));
    }
    for (int u = 0; u < 6; ++u) points(u, j) = low + (high - low) * points(u, j);
  }
  for (const double radius : radii) {
    Matrix next(6, 3);
    std::vector<double> total(6, 0.0);
    for (int i = 0; i < 30; ++i) {
      const auto distance = [&](int u) {
        double d = 0.0;
        for (int j = 0; j < 3; ++j) d += (data(i, j) - points(u, j)) * (data(i, j) - points(u, j));
        return d;
      };
      int best = 0;
      for (int u = 1; u < 6; ++u) best = distance(u) < distance(best) ? u : best;
      for (int u = 0; u < 6; ++u) {
        // A chain of the hexagonal lattice: zigzag with unit steps.
        const double dy = std::sqrt(0.75) * (u - best);
        const double dx = 0.5 * (u % 2 - best % 2);
        const double weight = std::exp(-(dx * dx + dy * dy) / (2.0 * radius * radius));
        total[u] += weight;
        for (int j = 0; j < 3; ++j) next(u, j) += weight * data(i, j);
      }
    }
    for (int u = 0; u < 6; ++u) {
      for (int j = 0; j < 3; ++j) points(u, j) = next(u, j) / total[u];
    }
  }
  for (int u = 0; u < 6; ++u) {
    for (int j = 0; j < 3; ++j) EXPECT_NEAR(map.codebook()(u, j), points(u, j), 1e-10);
  }
  std::vector<int> near(6);
  map.nearestUnits(ws, 2, near);
  EXPECT_EQ(near[0], 2);
  std::ranges::sort(near);
  for (int u = 0; u < 6; ++u) EXPECT_EQ(near[u], u);
}

TEST(SampleAround, HasMeanAndCovarianceOfThePoints) {
  Rng rng(6);
  Matrix points(4, 2);
  rng.fillUniform(points.values());
  std::vector<int> rows(4);
  std::iota(rows.begin(), rows.end(), 0);
  const int n = 200000;
  double mean[2] = {0, 0};
  double second[3] = {0, 0, 0};
  std::vector<double> x(2);
  for (int i = 0; i < n; ++i) {
    op::sampleAround(rng, points, rows, x);
    for (int j = 0; j < 2; ++j) mean[j] += x[j] / n;
    second[0] += x[0] * x[0] / n;
    second[1] += x[0] * x[1] / n;
    second[2] += x[1] * x[1] / n;
  }
  double m[2] = {0, 0};
  double c[3] = {0, 0, 0};
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 2; ++j) m[j] += points(i, j) / 4;
  }
  for (int i = 0; i < 4; ++i) {
    const double a = points(i, 0) - m[0];
    const double b = points(i, 1) - m[1];
    c[0] += a * a / 3;
    c[1] += a * b / 3;
    c[2] += b * b / 3;
  }
  for (int j = 0; j < 2; ++j) EXPECT_NEAR(mean[j], m[j], 0.005);
  EXPECT_NEAR(second[0] - mean[0] * mean[0], c[0], 0.005);
  EXPECT_NEAR(second[1] - mean[0] * mean[1], c[1], 0.005);
  EXPECT_NEAR(second[2] - mean[1] * mean[1], c[2], 0.005);
}

}  // namespace
}  // namespace tandem
