// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/export.h"
#include "tandem/matrix.h"

namespace tandem::linalg {

/// out(i, j) = |row i of a - row j of b|^2, blocked like a matrix product but from the differences, so that no digits
/// are lost for points close together. Each element is one chain of multiply-adds in the order of the coordinates,
/// whatever its neighbours (linalg::squaredDistance of one pair sums in lanes: the last digits may differ). out: a.rows
/// x b.rows; must not overlap a or b.
TANDEM_API void squaredDistances(ConstMatView a, ConstMatView b, MatView out);

}  // namespace tandem::linalg
