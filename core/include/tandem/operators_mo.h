// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/operators.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

/// Variation and selection of multi-objective search; kernels (sorting, crowding, hypervolume) are in tandem/moo.h.
namespace tandem::op {

/// Indices of pop from best to worst by (front under the feasibility rule, crowding distance descending, index).
TANDEM_API void sortByCrowdedComparison(RunContext& ctx, const Population& pop, std::span<int> order);
/// NSGA-II survivors (Deb et al. 2002): the best `count` of pop and off by crowded comparison, in that order.
TANDEM_API void selectCrowded(RunContext& ctx, Population& pop, const Population& off, int count);
/// Binary tournaments over a population sorted from best to worst: pool[i] = smaller of two random positions below n.
TANDEM_API void tournamentPool(Rng& rng, int n, std::span<int> pool);

}  // namespace tandem::op
