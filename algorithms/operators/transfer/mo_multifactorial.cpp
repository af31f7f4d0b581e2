// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tandem/operators_mo_mf.h"

namespace tandem::op {

std::vector<Population> initSorted(RunContext& ctx) {
  std::vector<Population> pops = initPerTask(ctx);
  Workspace::Frame frame(ctx.workspace());
  const std::span<int> order = frame.ints(ctx.populationSize());
  for (Population& pop : pops) {
    sortByCrowdedComparison(ctx, pop, order);
    pop.gather(order);
  }
  return pops;
}

void mateAcrossTasks(RunContext& ctx, std::span<const Population> pops, double rmp, const GaVariation& variation,
                     Population& off) {
  struct Parent {
    int task;
    int row;
  };
  Rng& rng = ctx.rng();
  const int tasks = ctx.taskCount();
  const int n = pops.front().size();
  const int total = n * tasks;
  off.resize(2 * ((total + 1) / 2));
  Workspace::Frame frame(ctx.workspace());
  const std::span<Parent> pool = frame.take<Parent>(total);
  for (Parent& parent : pool) {
    const Parent a{rng.below(tasks), rng.below(n)};
    const Parent b{rng.below(tasks), rng.below(n)};
    parent = b.row < a.row ? b : a;
  }
  for (int i = 0; i < (total + 1) / 2; ++i) {
    const Parent parents[2] = {pool[i], pool[i + total / 2]};
    const auto x1 = pops[parents[0].task].x(parents[0].row);
    const auto x2 = pops[parents[1].task].x(parents[1].row);
    const int first = 2 * i;
    const bool mate = parents[0].task == parents[1].task || rng.chance(rmp);
    if (mate) {
      variation.crossover(ctx, x1, x2, off.x(first), off.x(first + 1));
    } else {
      std::ranges::copy(x1, off.x(first).begin());
      std::ranges::copy(x2, off.x(first + 1).begin());
    }
    for (int k = 0; k < 2; ++k) {
      variation.mutate(ctx, off.x(first + k));
      clip(off.x(first + k));
      const int heir = mate ? (rng.chance(0.5) ? 0 : 1) : k;
      off.setOrigin(first + k, parents[heir].task, parents[mate ? 1 - heir : heir].task);
    }
  }
}

void selectCrowdedPerTask(RunContext& ctx, std::span<Population> pops, const Population& off, int count,
                          Population& mine) {
  Workspace::Frame frame(ctx.workspace());
  const TaskGroups groups(frame, off, ctx.taskCount());
  for (int t = 0; t < ctx.taskCount(); ++t) {
    mine.resize(0);
    for (const int row : groups.rows(t)) {
      mine.resize(mine.size() + 1);
      mine.copyRow(mine.size() - 1, off, row);
    }
    selectCrowded(ctx, pops[t], mine, count);
  }
}

}  // namespace tandem::op
