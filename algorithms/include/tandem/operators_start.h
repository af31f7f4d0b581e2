// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/run_context.h"

namespace tandem::op {

/// Puts the initial individuals that the user gives for a task (--start) in the place of the first of rows [first,
/// first + count). What samples a first population uniformly calls it before it evaluates; the operators of
/// tandem/operators.h do so.
TANDEM_API void placeStart(const RunContext& ctx, int task, Population& pop, int first, int count);

}  // namespace tandem::op
