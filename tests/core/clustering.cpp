// SPDX-License-Identifier: Apache-2.0
#include "tandem/clustering.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace tandem {
namespace {

TEST(KMeans, FindsWellSeparatedGroupsUnderBothMetrics) {
  Rng rng(5);
  Matrix points(90, 3);
  for (int i = 0; i < 90; ++i) {
    const int group = i / 30;
    for (int j = 0; j < 3; ++j) points(i, j) = 10.0 * group + rng.normal();
  }
  for (const ClusterMetric metric : {ClusterMetric::SquaredEuclidean, ClusterMetric::CityBlock}) {
    Workspace ws;
    std::vector<int> label(90);
    EXPECT_EQ(kMeans(rng, ws, points, 3, metric, 100, label), 3);
    for (int g = 0; g < 3; ++g) {
      const int first = 30 * g;
      for (int i = first + 1; i < first + 30; ++i) {
        EXPECT_EQ(label[i], label[first]);
      }
    }
    EXPECT_EQ(std::set<int>(label.begin(), label.end()).size(), 3U);
  }
}

TEST(KMeans, EveryClusterHasAMemberEvenAmongEqualPoints) {
  Rng rng(1);
  Workspace ws;
  const Matrix points(7, 2, 0.5);
  std::vector<int> label(7);
  EXPECT_EQ(kMeans(rng, ws, points, 4, ClusterMetric::SquaredEuclidean, 50, label), 4);
  EXPECT_EQ(std::set<int>(label.begin(), label.end()).size(), 4U);
  EXPECT_EQ(kMeans(rng, ws, points, 20, ClusterMetric::CityBlock, 50, label), 7);
}

/// Lloyd's iteration by the book: every point against every centre, every cluster recentred every time.
std::vector<int> plainKMeans(Rng& rng, const Matrix& points, int k, ClusterMetric metric, int maxIterations) {
  const int n = points.rows();
  k = std::min(k, n);
  const auto distance = [&](std::span<const double> a, std::span<const double> b) {
    double sum = 0.0;
    for (std::size_t j = 0; j < a.size(); ++j) {
      const double d = a[j] - b[j];
      sum += metric == ClusterMetric::CityBlock ? std::abs(d) : d * d;
    }
    return sum;
  };
  Matrix centres(k, points.cols());
  std::vector<double> nearest(n, INFINITY);
  int chosen = rng.below(n);
  for (int c = 0; c < k; ++c) {
    std::ranges::copy(points.row(chosen), centres.row(c).begin());
    double total = 0.0;
    for (int i = 0; i < n; ++i) total += nearest[i] = std::min(nearest[i], distance(points.row(i), centres.row(c)));
    double rest = rng.uniform() * total;
    chosen = 0;
    while (chosen < n - 1 && !((rest -= nearest[chosen]) < 0.0)) ++chosen;
  }
  std::vector<int> label(n, -1);
  std::vector<double> away(n);
  for (int iteration = 0; iteration < maxIterations; ++iteration) {
    const std::vector<int> before = label;
    for (int i = 0; i < n; ++i) {
      away[i] = INFINITY;
      for (int c = 0; c < k; ++c) {
        const double d = distance(points.row(i), centres.row(c));
        if (d < away[i]) label[i] = c;
        away[i] = std::min(away[i], d);
      }
    }
    for (int c = 0; c < k; ++c) {
      if (std::ranges::count(label, c) > 0) continue;
      int farthest = -1;
      for (int i = 0; i < n; ++i) {
        if (std::ranges::count(label, label[i]) > 1 && (farthest < 0 || away[i] > away[farthest])) farthest = i;
      }
      label[farthest] = c;
      away[farthest] = 0.0;
    }
    if (label == before) break;
    for (int c = 0; c < k; ++c) {
      for (int j = 0; j < points.cols(); ++j) {
        std::vector<double> column;
        for (int i = 0; i < n; ++i) {
          if (label[i] == c) column.push_back(points(i, j));
        }
        const std::size_t size = column.size();
        double sum = 0.0;
        for (const double v : column) sum += v;
        std::ranges::sort(column);
        centres(c, j) = metric == ClusterMetric::CityBlock ? 0.5 * (column[(size - 1) / 2] + column[size / 2])
                                                           : sum / static_cast<double>(size);
      }
    }
  }
  return label;
}

TEST(KMeans, BoundsAndVectorsChangeNothing) {
  Rng rng(11);
  Workspace ws;
  for (int turn = 0; turn < 600; ++turn) {
    // Grids have ties and equal points, narrow and tiny ones live near rounding and underflow.
    const int kind = turn % 5;
    Matrix points(1 + rng.below(turn % 20 == 0 ? 400 : 60), 1 + rng.below(20));
    for (double& v : points.values()) {
      v = rng.uniform();
      if (kind == 1) v = 0.5 * std::floor(3.0 * v);
      if (kind == 2) v = 0.5 + 1e-9 * v;
      if (kind == 3) v *= 1e-170;
      if (kind == 4) v += rng.below(3);
    }
    const int k = 1 + rng.below(turn % 3 == 0 ? 60 : 12);
    const int iterations = 1 + rng.below(40);
    for (const ClusterMetric metric : {ClusterMetric::SquaredEuclidean, ClusterMetric::CityBlock}) {
      Rng one(turn);
      Rng other(turn);
      std::vector<int> label(points.rows());
      kMeans(one, ws, points, k, metric, iterations, label);
      ASSERT_EQ(label, plainKMeans(other, points, k, metric, iterations)) << turn;
      ASSERT_EQ(one.next(), other.next());
    }
  }
}

}  // namespace
}  // namespace tandem
