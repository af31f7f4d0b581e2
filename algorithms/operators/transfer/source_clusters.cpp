// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/clustering.h"
#include "tandem/distances.h"
#include "tandem/operators_clusters.h"
#include "tandem/vmath.h"

namespace tandem::op {

namespace {
/// Mean of the kernel over all pairs of a row of a and one of b.
double meanKernel(ConstMatView a, ConstMatView b, double sigma, Workspace& ws) {
  Workspace::Frame frame(ws);
  const MatView kernel = frame.matrix(a.rows, b.rows);
  linalg::squaredDistances(a, b, kernel);
  double sum = 0.0;
  for (int i = 0; i < a.rows; ++i) {
    const std::span<double> row = kernel.row(i);
    for (double& v : row) v = -v / (2.0 * sigma * sigma);
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
      similar_(tasks) {}

void SourceClusters::compare(RunContext& ctx, std::span<const Population> pops) {
  const int tasks = discrepancy_.rows();
  const RunContext::ModelTime modelTime(ctx);
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
  describe(ctx, t, clusters);
}

void SourceClusters::describe(RunContext& ctx, int t, int clusters) {
  Workspace::Frame frame(ctx.workspace());
  const int tasks = discrepancy_.rows();
  const int pairs = clusters * tasks;
  const std::span<int> members = frame.ints(pairs);  // [cluster][task]
  const std::span<int> size = frame.ints(clusters);
  std::ranges::fill(members, 0);
  std::ranges::fill(size, 0);
  for (int c = 0; c < clusters; ++c) {
    std::ranges::fill(mean_.row(c), 0.0);
    std::ranges::fill(deviation_.row(c), 0.0);
  }
  for (int i = 0; i < joined_.rows(); ++i) {
    const int c = cluster_[i];
    ++size[c];
    ++members[c * tasks + members_[i]];
    const std::span<const double> x = joined_.view().row(i);
    const std::span<double> sum = mean_.row(c);
    for (int j = 0; j < joined_.cols(); ++j) sum[j] += x[j];
  }
  for (int c = 0; c < clusters; ++c) {
    for (double& v : mean_.row(c)) v /= std::max(1, size[c]);
  }
  for (int i = 0; i < joined_.rows(); ++i) {
    const std::span<const double> x = joined_.view().row(i);
    const std::span<const double> centre = mean_.row(cluster_[i]);
    const std::span<double> sum = deviation_.row(cluster_[i]);
    for (int j = 0; j < joined_.cols(); ++j) sum[j] += (x[j] - centre[j]) * (x[j] - centre[j]);
  }
  for (int c = 0; c < clusters; ++c) {
    for (double& v : deviation_.row(c)) v = std::sqrt(v / std::max(1, size[c] - 1));
    const int first = c * tasks;
    const std::span<int> votes = members.subspan(first, tasks);
    votes[t] = 0;
    const auto most = std::ranges::max_element(votes);
    donor_[c] = *most > 0 ? static_cast<int>(most - votes.begin()) : t;
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
