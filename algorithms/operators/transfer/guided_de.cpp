// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::op {

namespace {
std::span<const int> bestShare(const Population& pop, double share, std::span<int> order) {
  sortByFitness(pop, order);
  return order.first(std::max(1L, std::lround(share * pop.size())));
}

int anyOf(Rng& rng, std::span<const int> from) {
  return from[rng.below(isize(from))];
}
}  // namespace

void guidedOffspring(RunContext& ctx, const Population& pop, const SuccessHistory& history, const Archive& archive,
                     const Population& donor, const Archive& donorArchive, double rmp, double share, Population& off,
                     DeColumns columns) {
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const int t = pop.task(0);
  const int k = donor.task(0);
  const std::span<const int> own = bestShare(pop, share, frame.ints(pop.size()));
  const std::span<const int> foreign = bestShare(donor, share, frame.ints(donor.size()));
  const std::span<double> mutant = frame.doubles(pop.dim());
  for (int i = 0; i < pop.size(); ++i) {
    const DeSetting setting = history.draw(rng);
    if (k != t && rng.chance(rmp)) {
      const int guide = anyOf(rng, foreign);
      int x1 = 0;
      rng.distinct({&x1, 1}, donor.size(), {&guide, 1});
      int x2 = 0;
      const int except[2] = {x1, guide};
      rng.distinct({&x2, 1}, donor.size() + donorArchive.size(), except);
      const auto x = pop.x(i);
      const auto best = donor.x(guide);
      const auto r1 = donor.x(x1);
      const auto r2 = x2 < donor.size() ? donor.x(x2) : donorArchive.members().x(x2 - donor.size());
      for (int j = 0; j < isize(mutant); ++j) {
        mutant[j] = x[j] + setting.f * (best[j] - x[j]) + setting.f * (r1[j] - r2[j]);
      }
      off.setOrigin(i, t, k);
    } else {
      currentToPbest(rng, pop, &archive, i, anyOf(rng, own), setting.f, setting.f, mutant);
      off.setOrigin(i, t, t);
    }
    binomial(rng, pop.x(i), mutant, setting.cr, off.x(i));
    midpoint(off.x(i), pop.x(i));
    off.value(columns.f, i) = setting.f;
    off.value(columns.cr, i) = setting.cr;
  }
}

}  // namespace tandem::op
