// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "tandem/problem.h"

namespace tandem::prob::pkacp {

/// Arms with the largest angle (column 0, a share of the full circle over all joints) and length (column 1) given by
/// one row each.
TANDEM_API std::shared_ptr<const Problem> makeProblem(const Matrix& arms, int joints, int generations);

}  // namespace tandem::prob::pkacp
