// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/operators.h"

/// What multifactorial algorithms share: pairing, imitation, mutation without a mate.
namespace tandem::op {

/// Random pairs of one permutation of pop: mate(p1, p2, c1, c2) fills children c1 and c2 of off, with their origins;
/// both are clipped. off gets 2*ceil(n/2) children.
template <typename Mate>
void matePairs(RunContext& ctx, const Population& pop, Population& off, Mate&& mate) {
  const int n = pop.size();
  off.resize(2 * ((n + 1) / 2));
  Workspace::Frame frame(ctx.workspace());
  const std::span<int> order = frame.ints(n);
  ctx.rng().permutation(order);
  for (int i = 0; i < (n + 1) / 2; ++i) {
    mate(order[i], order[i + n / 2], 2 * i, 2 * i + 1);
    clip(off.x(2 * i));
    clip(off.x(2 * i + 1));
  }
}

/// Vertical cultural transmission: the child gets the task of one of its parents at random, which is returned; the
/// other parent's task is the donor.
TANDEM_API int imitate(Rng& rng, const Population& pop, int p1, int p2, Population& off, int child);

/// child := mutated parent, on the parent's task.
TANDEM_API void mutateAlone(RunContext& ctx, const GaVariation& variation, const Population& pop, int parent,
                            Population& off, int child);

}  // namespace tandem::op
