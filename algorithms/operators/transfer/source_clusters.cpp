// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/clustering.h"
#include "tandem/linalg.h"
#include "tandem/operators_clusters.h"
#include "tandem/vmath.h"

namespace tandem::op {

namespace {
/// Mean of the kernel over all pairs of a row of a and one of b.
double meanKernel(ConstMatView a, ConstMatView b, double sigma, Workspace& ws) {
  Workspace::Frame frame(ws);
  const std::span<double> row = frame.doubles(b.rows);
  double sum = 0.0;
  for (int i = 0; i < a.rows; ++i) {
    for (int j = 0; j < b.rows; ++j) row[j] = -linalg::squaredDistance(a.row(i), b.row(j)) / (2.0 * sigma * sigma);
    vmath::exp(row, row);
    for (const double v : row) sum += v;
  }
  return sum / (1.0 * a.rows * b.rows);
}
}  // namespace

double maximumMeanDiscrepancy(ConstMatView a, ConstMatView b, double sigma, Workspace& ws) {
  const double squared = meanKernel(a, a, sigma, ws) + meanKernel(b, b, sigma, ws) - 2.0 * meanKernel(a, b, sigma, ws);
  return std::sqrt(std::max(0.0, squared));
}

SourceClusters::SourceClusters(int tasks, int size, int dim, int clusters, int sources, double sigma)
    : sources_(std::min(sources, tasks - 1)),
      sigma_(sigma),
      discrepancy_(tasks, tasks),
      joined_(size * (1 + sources_), dim),
      members_(joined_.rows()),
      cluster_(joined_.rows()),
      mean_(std::min(clusters, joined_.rows()), dim),
      deviation_(mean_.rows(), dim),
      donor_(mean_.rows()),
      similar_(tasks),
      votes_(tasks) {}

void SourceClusters::compare(RunContext& ctx, std::span<const Population> pops) {
  const RunContext::ModelTime modelTime(ctx);
  const int tasks = discrepancy_.rows();
  Workspace::Frame frame(ctx.workspace());
  const std::span<double> self = frame.doubles(tasks);
  for (int t = 0; t < tasks; ++t) self[t] = meanKernel(pops[t].x(), pops[t].x(), sigma_, ctx.workspace());
  for (int t = 0; t < tasks; ++t) {
    for (int k = t + 1; k < tasks; ++k) {
      const double cross = meanKernel(pops[t].x(), pops[k].x(), sigma_, ctx.workspace());
      discrepancy_(t, k) = discrepancy_(k, t) = std::sqrt(std::max(0.0, self[t] + self[k] - 2.0 * cross));
    }
  }
}

void SourceClusters::build(RunContext& ctx, std::span<const Population> pops, int t) {
  const RunContext::ModelTime modelTime(ctx);
  int others = 0;
  for (int k = 0; k < discrepancy_.rows(); ++k) {
    if (k != t) similar_[others++] = k;
  }
  std::sort(similar_.begin(), similar_.begin() + others, [&](int a, int b) {
    return discrepancy_(t, a) < discrepancy_(t, b) || (discrepancy_(t, a) == discrepancy_(t, b) && a < b);
  });
  const int n = pops[t].size();
  for (int i = 0; i < joined_.rows(); ++i) {
    members_[i] = i < n ? t : similar_[i / n - 1];
    std::ranges::copy(pops[members_[i]].x(i % n), joined_.row(i).begin());
  }
  const int clusters =
      kMeans(ctx.rng(), ctx.workspace(), joined_, mean_.rows(), ClusterMetric::CityBlock, 30, cluster_);
  describe(t, clusters);
}

void SourceClusters::describe(int t, int clusters) {
  for (int c = 0; c < clusters; ++c) {
    const std::span<double> mean = mean_.row(c);
    const std::span<double> deviation = deviation_.row(c);
    std::ranges::fill(votes_, 0);
    std::ranges::fill(mean, 0.0);
    std::ranges::fill(deviation, 0.0);
    int size = 0;
    for (int i = 0; i < joined_.rows(); ++i) {
      if (cluster_[i] != c) continue;
      ++size;
      ++votes_[members_[i]];
      for (int j = 0; j < joined_.cols(); ++j) mean[j] += joined_(i, j);
    }
    for (double& v : mean) v /= std::max(1, size);
    for (int i = 0; i < joined_.rows(); ++i) {
      if (cluster_[i] != c) continue;
      for (int j = 0; j < joined_.cols(); ++j) deviation[j] += (joined_(i, j) - mean[j]) * (joined_(i, j) - mean[j]);
    }
    for (double& v : deviation) v = std::sqrt(v / std::max(1, size - 1));
    donor_[c] = t;
    votes_[t] = 0;
    for (int k = 0, most = 0; k < discrepancy_.rows(); ++k) {
      if (votes_[k] > most) {
        most = votes_[k];
        donor_[c] = k;
      }
    }
  }
}

void SourceClusters::sample(Rng& rng, int i, std::span<double> out) const {
  const std::span<const double> mean = mean_.row(cluster_[i]);
  const std::span<const double> deviation = deviation_.row(cluster_[i]);
  int j = 0;
  for (double& v : out) {
    v = rng.normal(mean[j], deviation[j]);
    ++j;
  }
}

}  // namespace tandem::op
