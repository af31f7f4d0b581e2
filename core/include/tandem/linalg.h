// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/workspace.h"

/// Dense linear algebra on row-major views. Deterministic: one thread, fixed instruction set. Functions that need
/// scratch take a Workspace; otherwise none allocates unless it says so. Views must not overlap unless stated.
namespace tandem::linalg {

/// out (n x p) = a (n x k) * b (k x p)
TANDEM_API void multiply(ConstMatView a, ConstMatView b, MatView out);
/// out (n x p) = a (n x k) * b^T, b is p x k. The batch rotation: points in rows, rotation matrix b.
TANDEM_API void multiplyTransposed(ConstMatView a, ConstMatView b, MatView out);
/// out (k x p) = a^T * b, a is n x k, b is n x p.
TANDEM_API void transposedMultiply(ConstMatView a, ConstMatView b, MatView out);
/// out = m * v
TANDEM_API void multiply(ConstMatView m, std::span<const double> v, std::span<double> out);
/// out = m^T * v
TANDEM_API void transposedMultiply(ConstMatView m, std::span<const double> v, std::span<double> out);

/// Eigenvalues (ascending) and orthonormal eigenvectors (columns) of a symmetric matrix. Returns false if it does not
/// converge or the input is not finite. Reads the lower triangle only.
TANDEM_API bool eigenSymmetric(ConstMatView m, std::span<double> values, MatView vectors, Workspace& ws);
/// Lower Cholesky factor of a symmetric positive definite matrix; false if it is not.
TANDEM_API bool cholesky(ConstMatView m, MatView lower);
/// Solves a x = b for the columns of b by partial-pivot LU; false if singular. x may be b.
TANDEM_API bool solve(ConstMatView a, ConstMatView b, MatView x, Workspace& ws);
/// Inverse by partial-pivot LU; false if singular.
TANDEM_API bool inverse(ConstMatView m, MatView out, Workspace& ws);
/// Moore-Penrose pseudo-inverse (SVD); out is cols x rows. Allocates.
TANDEM_API void pseudoInverse(ConstMatView m, MatView out);
/// Thin SVD m = u diag(s) v^T; u rows x r, v cols x r, r = min(rows, cols). Allocates.
TANDEM_API void svd(ConstMatView m, MatView u, std::span<double> s, MatView v);

/// Column means and, if `covariance` has rows, the sample covariance (divisor n - 1; n = 1 gives zeros).
TANDEM_API void meanAndCovariance(ConstMatView points, std::span<double> mean, MatView covariance);

TANDEM_API double dot(std::span<const double> a, std::span<const double> b);
TANDEM_API double norm(std::span<const double> a);
TANDEM_API double squaredDistance(std::span<const double> a, std::span<const double> b);

}  // namespace tandem::linalg
