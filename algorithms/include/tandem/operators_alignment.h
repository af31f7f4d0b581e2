// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/workspace.h"

/// Domain adaptation between tasks by aligning means and covariances.
namespace tandem::op {

/// First and second moments of a set of points for correlation alignment (B. Sun, J. Feng, K. Saenko, Return of
/// frustratingly easy domain adaptation, AAAI 2016): mean, and both square roots of C = covariance + identity.
class TANDEM_API AlignmentModel {
 public:
  explicit AlignmentModel(int dim);
  /// points: n x dim, n >= 1, in rows. One point has covariance 0. Allocates (an eigendecomposition).
  void fit(ConstMatView points, Workspace& ws);
  /// out := mean of target + (x - mean of source) C_source^(-1/2) C_target^(1/2). out may be x.
  static void map(const AlignmentModel& source, const AlignmentModel& target, std::span<const double> x,
                  std::span<double> out, Workspace& ws);

 private:
  std::vector<double> mean_;
  Matrix root_;
  Matrix inverseRoot_;
};

}  // namespace tandem::op
