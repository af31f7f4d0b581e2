// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem::op {

/// Local principal component analysis (Kambhatla and Leen 1997; RM-MEDA, Zhang, Zhou and Jin 2008): clusters of points
/// around affine subspaces, here pieces of a Pareto set. Points join the cluster whose subspace is nearest; then means
/// and directions of the clusters are recomputed, and so on in turn.
class TANDEM_API LocalPca {
 public:
  /// `clusters` clusters of `points` points of `dim` variables, with the `directions` leading principal directions of
  /// each.
  LocalPca(int clusters, int points, int dim, int directions);

  /// Learns from the points (rows), starting from the first ones. The subspaces have `spanned` <= directions
  /// dimensions. An empty cluster moves to a random point. Stops when no mean moves, or after `rounds`.
  void learn(Rng& rng, Workspace& ws, ConstMatView points, int spanned, int rounds);

  [[nodiscard]] int clusters() const { return mean_.rows(); }
  [[nodiscard]] int cluster(int point) const { return cluster_[point]; }
  /// Whether the cluster had the two members needed for a direction.
  [[nodiscard]] bool known(int k) const { return size_[k] >= 2; }
  [[nodiscard]] std::span<const double> mean(int k) const { return mean_.row(k); }
  /// Variance along the leading direction.
  [[nodiscard]] double variance(int k) const { return variance_[k]; }
  /// Leading directions in rows, of length one, or zero where the points span no further direction.
  [[nodiscard]] ConstMatView directions(int k) const { return axes_.view().rowRange(k * width_, width_); }

 private:
  void assign(ConstMatView points, int spanned);
  bool update(Rng& rng, Workspace& ws, ConstMatView points, int k);
  int width_;
  Matrix mean_;
  Matrix axes_;  // width_ rows per cluster
  std::vector<double> variance_;
  std::vector<int> size_;
  std::vector<int> cluster_;
};

/// Mean of the points (rows) and their leading principal directions in the rows of `axes` (at most as many as
/// variables; zero where the points span no further direction), their variances (divisor n - 1) into `variances`.
TANDEM_API void principalDirections(Workspace& ws, ConstMatView points, std::span<double> mean, MatView axes,
                                    std::span<double> variances);

/// out += scale times the vector whose coordinates along the rows of `to` are those of v along the rows of `from`: v
/// rotated from one system of directions into another. The first `count` directions are used.
TANDEM_API void turn(std::span<const double> v, ConstMatView from, ConstMatView to, int count, double scale,
                     std::span<double> out);

}  // namespace tandem::op
