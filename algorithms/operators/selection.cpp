// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "tandem/operators.h"

namespace tandem::op {

namespace {
struct Key {
  double cv;
  double objective;
  int index;
  // The index makes the order total, hence stable without the buffer that std::stable_sort would allocate.
  bool operator<(const Key& other) const {
    if (cv != other.cv) return cv < other.cv;
    if (objective != other.objective) return objective < other.objective;
    return index < other.index;
  }
};

Key keyOf(const Population& pop, int i, int index) {
  return {pop.cv(i), pop.obj(i), index};
}

/// Indices of the best order.size() of parents and children, best first. The parents are what the last selection left:
/// nearly always in order, so that only the children have to be sorted.
void bestOf(std::span<Key> parents, std::span<Key> children, std::span<int> order) {
  if (!std::is_sorted(parents.begin(), parents.end())) std::sort(parents.begin(), parents.end());
  std::sort(children.begin(), children.end());
  const Key* parent = parents.data();
  const Key* child = children.data();
  const Key* const endOfParents = parent + parents.size();
  const Key* const endOfChildren = child + children.size();
  for (int& index : order) {
    const bool older = child == endOfChildren || (parent != endOfParents && *parent < *child);
    index = (older ? parent++ : child++)->index;
  }
}
}  // namespace

TaskGroups::TaskGroups(Workspace::Frame& frame, const Population& pop, int tasks)
    : start_(frame.ints(tasks + 1)), rows_(frame.ints(pop.size())) {
  std::ranges::fill(start_, 0);
  for (const int task : pop.taskColumn()) ++start_[task + 1];
  for (int t = 0; t + 1 < isize(start_); ++t) start_[t + 1] += start_[t];
  const std::span<int> next = frame.ints(tasks);
  std::copy(start_.begin(), start_.end() - 1, next.begin());
  for (int i = 0; i < pop.size(); ++i) {
    rows_[next[pop.task(i)]++] = i;
  }
}

void sortByFitness(const Population& pop, std::span<int> order) {
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, [&](int a, int b) { return keyOf(pop, a, a) < keyOf(pop, b, b); });
}

int bestIndex(const Population& pop) {
  int best = 0;
  for (int i = 1; i < pop.size(); ++i) {
    if (better(pop.obj(i), pop.cv(i), pop.obj(best), pop.cv(best))) best = i;
  }
  return best;
}

int worstIndex(const Population& pop) {
  int worst = 0;
  for (int i = 1; i < pop.size(); ++i) {
    if (better(pop.obj(worst), pop.cv(worst), pop.obj(i), pop.cv(i))) worst = i;
  }
  return worst;
}

void selectElitist(RunContext& ctx, Population& pop, const Population& off) {
  Workspace::Frame frame(ctx.workspace());
  const int n = pop.size();
  const std::span<Key> parents = frame.take<Key>(n);
  const std::span<Key> children = frame.take<Key>(off.size());
  for (int i = 0; i < n; ++i) parents[i] = keyOf(pop, i, i);
  for (int i = 0; i < off.size(); ++i) children[i] = keyOf(off, i, i + n);
  const std::span<int> order = frame.ints(n);
  bestOf(parents, children, order);
  pop.select(off, order);
}

void selectPerTask(RunContext& ctx, Population& pop, const Population& off, int perTask) {
  Workspace::Frame frame(ctx.workspace());
  const int tasks = ctx.taskCount();
  const TaskGroups parents(frame, pop, tasks);
  const TaskGroups children(frame, off, tasks);
  const auto total = pop.size() + off.size();
  const std::span<Key> keys = frame.take<Key>(total);
  const std::span<int> order = frame.ints(total);
  int kept = 0;
  for (int t = 0; t < tasks; ++t) {
    int count = 0;
    for (const int i : parents.rows(t)) keys[count++] = keyOf(pop, i, i);
    const int old = count;
    for (const int i : children.rows(t)) keys[count++] = keyOf(off, i, i + pop.size());
    const int survivors = std::min(count, perTask);
    bestOf(keys.first(old), keys.subspan(old, count - old), order.subspan(kept, survivors));
    kept += survivors;
  }
  pop.select(off, order.first(kept));
}

void selectOneToOne(Population& pop, const Population& off, std::span<std::uint8_t> replaced) {
  for (int i = 0; i < pop.size(); ++i) {
    const bool replace = !better(pop.obj(i), pop.cv(i), off.obj(i), off.cv(i));
    if (replace) pop.copyRow(i, off, i);
    if (!replaced.empty()) replaced[i] = replace;
  }
}

int roulette(Rng& rng, std::span<const double> weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  double rest = rng.uniform() * total;
  for (int i = 0; i + 1 < isize(weights); ++i) {
    rest -= weights[i];
    if (rest < 0.0) return i;
  }
  return isize(weights) - 1;
}

int tournament(Rng& rng, const Population& pop, int k) {
  int winner = rng.below(pop.size());
  for (int i = 1; i < k; ++i) {
    const int rival = rng.below(pop.size());
    if (better(pop.obj(rival), pop.cv(rival), pop.obj(winner), pop.cv(winner))) winner = rival;
  }
  return winner;
}

}  // namespace tandem::op
