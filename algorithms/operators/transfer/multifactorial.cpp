// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tandem/operators_mf.h"

namespace tandem::op {

int imitate(Rng& rng, const Population& pop, int p1, int p2, Population& off, int child) {
  if (rng.chance(0.5)) std::swap(p1, p2);
  off.setOrigin(child, pop.task(p1), pop.task(p2));
  return p1;
}

void mutateAlone(RunContext& ctx, const GaVariation& variation, const Population& pop, int parent, Population& off,
                 int child) {
  std::ranges::copy(pop.x(parent), off.x(child).begin());
  variation.mutate(ctx, off.x(child));
  off.setOrigin(child, pop.task(parent), pop.task(parent));
}

}  // namespace tandem::op
