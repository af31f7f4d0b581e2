// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/run_context.h"

namespace tandem::op {

/// Replaces the first of rows [first, first + count) by the initial individuals that the user gives for a task
/// (--start). Code that samples a first population uniformly calls it before evaluating; the operators of
/// tandem/operators.h do so.
TANDEM_API void placeStart(const RunContext& ctx, int task, Population& pop, int first, int count);

}  // namespace tandem::op
