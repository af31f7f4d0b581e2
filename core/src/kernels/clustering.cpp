// SPDX-License-Identifier: Apache-2.0
#include "tandem/clustering.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tandem {

namespace {
double distance(ClusterMetric metric, std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  if (metric == ClusterMetric::SquaredEuclidean) {
    for (std::size_t j = 0; j < a.size(); ++j) sum += (a[j] - b[j]) * (a[j] - b[j]);
  } else {
    for (std::size_t j = 0; j < a.size(); ++j) sum += std::abs(a[j] - b[j]);
  }
  return sum;
}

void seed(Rng& rng, Workspace& ws, ConstMatView points, ClusterMetric metric, MatView centres) {
  Workspace::Frame frame(ws);
  const std::span<double> nearest = frame.doubles(points.rows);
  std::ranges::fill(nearest, std::numeric_limits<double>::infinity());
  int chosen = rng.below(points.rows);
  for (int c = 0; c < centres.rows; ++c) {
    std::ranges::copy(points.row(chosen), centres.row(c).begin());
    double total = 0.0;
    for (int i = 0; i < points.rows; ++i) {
      double& d = nearest[i];
      d = std::min(d, distance(metric, points.row(i), centres.row(c)));
      total += d;
    }
    double rest = rng.uniform() * total;
    chosen = points.rows - 1;
    for (int i = 0; i < points.rows; ++i) {
      rest -= nearest[i];
      if (rest < 0.0) {
        chosen = i;
        break;
      }
    }
  }
}

void recentre(Workspace& ws, ConstMatView points, ClusterMetric metric, std::span<const int> assignment,
              MatView centres) {
  Workspace::Frame frame(ws);
  const std::span<double> column = frame.doubles(points.rows);
  for (int c = 0; c < centres.rows; ++c) {
    for (int j = 0; j < points.cols; ++j) {
      std::size_t count = 0;
      for (int i = 0; i < points.rows; ++i) {
        if (assignment[i] == c) column[count++] = points(i, j);
      }
      if (count == 0) break;
      if (metric == ClusterMetric::SquaredEuclidean) {
        double sum = 0.0;
        for (std::size_t m = 0; m < count; ++m) sum += column[m];
        centres(c, j) = sum / static_cast<double>(count);
      } else {
        std::sort(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(count));
        centres(c, j) = 0.5 * (column[(count - 1) / 2] + column[count / 2]);
      }
    }
  }
}
}  // namespace

int kMeans(Rng& rng, Workspace& ws, ConstMatView points, int k, ClusterMetric metric, int maxIterations,
           std::span<int> assignment) {
  const int n = points.rows;
  k = std::max(1, std::min(k, n));
  Workspace::Frame frame(ws);
  const MatView centres = frame.matrix(k, points.cols);
  const std::span<int> size = frame.ints(k);
  const std::span<double> away = frame.doubles(n);
  seed(rng, ws, points, metric, centres);
  std::ranges::fill(assignment, -1);
  for (int iteration = 0; iteration < maxIterations; ++iteration) {
    bool moved = false;
    std::ranges::fill(size, 0);
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<std::size_t>(i);
      int best = 0;
      away[at] = std::numeric_limits<double>::infinity();
      for (int c = 0; c < k; ++c) {
        const double d = distance(metric, points.row(i), centres.row(c));
        if (d < away[at]) {
          away[at] = d;
          best = c;
        }
      }
      moved = moved || assignment[at] != best;
      assignment[at] = best;
      ++size[best];
    }
    for (int c = 0; c < k; ++c) {
      if (size[c] > 0) continue;
      // The farthest point of a cluster that can spare one.
      int farthest = -1;
      for (int i = 0; i < n; ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (size[assignment[at]] < 2) continue;
        if (farthest < 0 || away[at] > away[farthest]) farthest = i;
      }
      if (farthest < 0) break;
      const auto at = static_cast<std::size_t>(farthest);
      --size[assignment[at]];
      assignment[at] = c;
      away[at] = 0.0;
      size[c] = 1;
      moved = true;
    }
    if (!moved) break;
    recentre(ws, points, metric, assignment, centres);
  }
  return k;
}

}  // namespace tandem
