// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/operators_mo.h"

/// What multifactorial algorithms with several objectives share: one sorted population per task, mating across all.
namespace tandem::op {

/// One population of ctx.populationSize() uniform individuals per task, evaluated, each sorted from best to worst by
/// crowded comparison.
TANDEM_API std::vector<Population> initSorted(RunContext& ctx);

/// Mating of MO-MFEA (Gupta et al. 2017): parents are the better (nearer to the top of its sorted population) of two
/// random individuals of all tasks; two of one task, or with probability rmp of two, cross and mutate, each child
/// going to the task of either parent; others mutate alone. off gets 2*ceil(NT/2) children, clipped, with origins.
TANDEM_API void mateAcrossTasks(RunContext& ctx, std::span<const Population> pops, double rmp,
                                const GaVariation& variation, Population& off);

/// NSGA-II survivors task by task: the best `count` of a task's population and its children in `off`. `mine` is
/// scratch, made by like() with room for all of `off`.
TANDEM_API void selectCrowdedPerTask(RunContext& ctx, std::span<Population> pops, const Population& off, int count,
                                     Population& mine);

}  // namespace tandem::op
