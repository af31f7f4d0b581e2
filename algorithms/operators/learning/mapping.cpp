// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/operators_transfer.h"

namespace tandem::op {

// The mapping matrix is M = T S^t (S S^t + R)^-1, where the columns of S are the source's points with a 1 appended, the
// columns of T the target's, R the ridge without the bias. M x = T (S^t (S S^t + R)^-1 x): the bracket depends only on
// the source and gives the weights with which the target's points are mixed.
AutoencoderMap::AutoencoderMap(ConstMatView source, double ridge) : coefficients_(source.rows, source.cols) {
  const int n = source.rows;
  const int d = source.cols;
  Matrix extended(n, d + 1, 1.0);
  for (int i = 0; i < n; ++i) std::ranges::copy(source.row(i), extended.row(i).begin());
  Matrix gram(d + 1, d + 1);
  linalg::transposedMultiply(extended, extended, gram);
  for (int j = 0; j < d; ++j) gram(j, j) += ridge;
  Matrix inverse(d + 1, d + 1);
  Workspace ws;
  if (!linalg::inverse(gram, inverse, ws)) throw Error("The mapping between tasks cannot be learned: singular matrix.");
  linalg::multiply(extended, inverse.view().leftCols(d), coefficients_);
}

void AutoencoderMap::map(Workspace& ws, std::span<const double> x, ConstMatView target, std::span<double> out) const {
  Workspace::Frame frame(ws);
  const std::span<double> weights = frame.doubles(points());
  linalg::multiply(coefficients_, x, weights);
  linalg::transposedMultiply(target, weights, out);
}

}  // namespace tandem::op
