// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tandem/moo.h"
#include "tandem/operators_joined.h"
#include "tandem/operators_mo.h"

namespace tandem::op {

namespace {
struct Key {
  int front;
  double crowding;
  int index;
  bool operator<(const Key& other) const {
    if (front != other.front) return front < other.front;
    if (crowding != other.crowding) return crowding > other.crowding;
    return index < other.index;
  }
};

/// Sorts the individuals whose objectives and violations are given.
void crowdedOrder(Workspace& ws, ConstMatView objectives, std::span<const double> cv, std::span<int> order) {
  Workspace::Frame frame(ws);
  const auto n = objectives.rows;
  const std::span<int> front = frame.ints(n);
  const std::span<double> crowding = frame.doubles(n);
  const int fronts = moo::nondominatedSort(objectives, cv, front, ws);
  moo::crowdingDistance(objectives, front, fronts, crowding, ws);
  const std::span<Key> keys = frame.take<Key>(n);
  for (int i = 0; i < n; ++i) keys[i] = {front[i], crowding[i], i};
  std::sort(keys.begin(), keys.end());
  for (int i = 0; i < isize(order); ++i) order[i] = keys[i].index;
}
}  // namespace

void sortByCrowdedComparison(RunContext& ctx, const Population& pop, std::span<int> order) {
  crowdedOrder(ctx.workspace(), pop.objs(), pop.cvs(), order);
}

void selectCrowded(RunContext& ctx, Population& pop, const Population& off, int count) {
  Workspace::Frame frame(ctx.workspace());
  const Joined all(pop, off);
  const int total = all.size();
  const MatView objectives = frame.matrix(total, pop.objectives());
  const std::span<double> cv = frame.doubles(total);
  all.values(objectives, cv);
  const std::span<int> order = frame.ints(std::min(count, total));
  crowdedOrder(ctx.workspace(), objectives, cv, order);
  pop.select(off, order);
}

void tournamentPool(Rng& rng, int n, std::span<int> pool) {
  for (int& winner : pool) {
    const int a = rng.below(n);
    winner = std::min(a, rng.below(n));
  }
}

}  // namespace tandem::op
