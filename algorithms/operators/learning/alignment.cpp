// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "tandem/linalg.h"
#include "tandem/operators_alignment.h"

namespace tandem::op {

AlignmentModel::AlignmentModel(int dim)
    : mean_(dim), root_(Matrix::identity(dim)), inverseRoot_(Matrix::identity(dim)) {}

void AlignmentModel::fit(ConstMatView points, Workspace& ws) {
  Workspace::Frame frame(ws);
  const int d = isize(mean_);
  const MatView c = frame.matrix(d, d);
  const MatView vectors = frame.matrix(d, d);
  const std::span<double> values = frame.doubles(d);
  linalg::meanAndCovariance(points, mean_, c);
  for (int i = 0; i < d; ++i) c(i, i) += 1.0;
  if (!linalg::eigenSymmetric(c, values, vectors, ws)) {
    // Align the means alone.
    root_ = Matrix::identity(d);
    inverseRoot_ = Matrix::identity(d);
    return;
  }
  const MatView scaled = frame.matrix(d, d);
  const auto power = [&](double exponent, MatView out) {
    for (int j = 0; j < d; ++j) {
      const double factor = std::pow(values[j] > 1.0 ? values[j] : 1.0, exponent);  // C has no eigenvalue below 1
      for (int i = 0; i < d; ++i) scaled(i, j) = vectors(i, j) * factor;
    }
    linalg::multiplyTransposed(scaled, vectors, out);
  };
  power(0.5, root_);
  power(-0.5, inverseRoot_);
}

void AlignmentModel::map(const AlignmentModel& source, const AlignmentModel& target, std::span<const double> x,
                         std::span<double> out, Workspace& ws) {
  Workspace::Frame frame(ws);
  const int d = isize(source.mean_);
  const std::span<double> centred = frame.doubles(d);
  const std::span<double> white = frame.doubles(d);
  for (int j = 0; j < d; ++j) centred[j] = x[j] - source.mean_[j];
  linalg::multiply(source.inverseRoot_, centred, white);  // both roots are symmetric
  linalg::multiply(target.root_, white, out);
  for (int j = 0; j < d; ++j) out[j] += target.mean_[j];
}

}  // namespace tandem::op
