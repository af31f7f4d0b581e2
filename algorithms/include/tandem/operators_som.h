// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem::op {

/// Self-organising map (Kohonen 1982), trained in batches: units on a hexagonal lattice, each with a point of the data
/// space; every round, a unit's point becomes the mean of all data, weighted by exp(-g^2 / (2 r^2)), g the distance on
/// the lattice to the datum's best-matching unit, r the radius of the round.
class TANDEM_API SelfOrganisingMap {
 public:
  /// A map of rows x columns units (a chain with one column) for data of `dim` variables.
  SelfOrganisingMap(int rows, int columns, int dim);

  /// Starts from random points in the range of the data (rows) and trains one round for each radius.
  void train(Rng& rng, Workspace& ws, ConstMatView data, std::span<const double> radii);

  [[nodiscard]] int units() const { return codebook_.rows(); }
  [[nodiscard]] ConstMatView codebook() const { return codebook_; }
  /// Unit whose point is nearest to x, the first of equals.
  [[nodiscard]] int bestUnit(std::span<const double> x) const;
  /// The units whose points are nearest to that of `unit`, itself included, nearest first: neighbours.size() of them.
  void nearestUnits(Workspace& ws, int unit, std::span<int> neighbours) const;
  /// Squared distance of two units on the lattice, neighbours being at distance 1.
  [[nodiscard]] double squaredLatticeDistance(int a, int b) const { return lattice_(a, b); }

 private:
  Matrix codebook_;
  Matrix lattice_;
};

/// out := a point of the normal distribution with mean and covariance (divisor n - 1) of the named rows.
TANDEM_API void sampleAround(Rng& rng, ConstMatView points, std::span<const int> rows, std::span<double> out);

}  // namespace tandem::op
