// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

namespace tandem::op {

/// Maximum mean discrepancy of two samples (rows, equally long) in the feature space of the Gaussian kernel
/// exp(-|x - y|^2 / (2 sigma^2)), the biased estimate of Gretton et al. 2012: 0 for equal samples, at most sqrt(2).
TANDEM_API double maximumMeanDiscrepancy(ConstMatView a, ConstMatView b, double sigma, Workspace& ws);

/// Multi-source knowledge of EMaTO-MKT (Liang et al. 2022): the population of a task is clustered together with those
/// of the most similar tasks, and each cluster is described by a normal distribution without correlations.
class TANDEM_API SourceClusters {
 public:
  /// Up to `clusters` clusters over a task's population and those of up to `sources` other tasks, chosen by the maximum
  /// mean discrepancy with kernel width sigma. Populations have `size` individuals of `dim` variables.
  SourceClusters(int tasks, int size, int dim, int clusters, int sources, double sigma);

  /// Discrepancies between all tasks.
  void compare(RunContext& ctx, std::span<const Population> pops);
  [[nodiscard]] double discrepancy(int a, int b) const { return discrepancy_(a, b); }

  /// Clusters for task t (k-means, city-block distance, 30 rounds at most). Valid until the next build.
  void build(RunContext& ctx, std::span<const Population> pops, int t);
  /// A point of the distribution of the cluster that individual i of that task belongs to.
  void sample(Rng& rng, int i, std::span<double> out) const;
  /// The other task with the most members in the cluster of individual i; t itself if there is none.
  [[nodiscard]] int donor(int i) const { return donor_[cluster_[i]]; }

 private:
  void describe(RunContext& ctx, int t, int clusters);
  int sources_;
  double sigma_;
  Matrix discrepancy_;
  Matrix joined_;             // own individuals first
  std::vector<int> members_;  // task of each joined individual
  std::vector<int> cluster_;  // cluster of each
  Matrix mean_, deviation_;   // of each cluster
  std::vector<int> donor_;    // of each cluster
  std::vector<int> similar_;  // other tasks, most similar first
};

}  // namespace tandem::op
