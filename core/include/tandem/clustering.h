// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem {

enum class ClusterMetric {
  SquaredEuclidean,  ///< centres are means
  CityBlock,         ///< centres are medians per coordinate
};

/// k-means (Lloyd) of the rows of `points` from a k-means++ start (Arthur and Vassilvitskii 2007). assignment[i] in [0,
/// k) for every row; a cluster that loses all members takes the point farthest from its centre. Stops when no
/// assignment changes or after maxIterations. k is reduced to the number of points. Scratch from the workspace; returns
/// the number of clusters.
TANDEM_API int kMeans(Rng& rng, Workspace& ws, ConstMatView points, int k, ClusterMetric metric, int maxIterations,
                      std::span<int> assignment);

}  // namespace tandem
