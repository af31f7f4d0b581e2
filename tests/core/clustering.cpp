// SPDX-License-Identifier: Apache-2.0
#include "tandem/clustering.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace tandem {
namespace {

TEST(KMeans, FindsWellSeparatedGroupsUnderBothMetrics) {
  Rng rng(5);
  Matrix points(90, 3);
  for (int i = 0; i < 90; ++i) {
    for (int j = 0; j < 3; ++j) points(i, j) = 10.0 * (i / 30) + rng.normal();
  }
  for (const ClusterMetric metric : {ClusterMetric::SquaredEuclidean, ClusterMetric::CityBlock}) {
    Workspace ws;
    std::vector<int> label(90);
    EXPECT_EQ(kMeans(rng, ws, points, 3, metric, 100, label), 3);
    for (int g = 0; g < 3; ++g) {
      for (int i = 1; i < 30; ++i) {
        EXPECT_EQ(label[30 * g + i], label[30 * g]);
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

}  // namespace
}  // namespace tandem
