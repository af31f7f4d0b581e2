// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "algorithms/operators/sort_keys.h"
#include "tandem/operators.h"
#include "tandem/simd.h"

namespace tandem::op {

void sortKeys(Workspace& ws, std::span<Key> keys) {
  constexpr int kFewest = 16;
  constexpr int kMost = 128;
  const int n = isize(keys);
  if (n < kFewest || n > kMost || std::ranges::any_of(keys, [&](const Key& key) { return key.cv != keys[0].cv; })) {
    std::sort(keys.begin(), keys.end());
    return;
  }
  Workspace::Frame frame(ws);
  const std::span<double> values = frame.doubles(n + simd::kWidth);
  for (int i = 0; i < n; ++i) values[i] = keys[i].objective;
  std::fill(values.begin() + n, values.end(), 0.0);
  const std::span<Key> sorted = frame.take<Key>(n);
  for (Key& key : sorted) key.index = -1;
  for (int i = 0; i < n; i += simd::kWidth) {
    const simd::Vec own = simd::load(&values[i]);
    simd::Vec even(0.0);
    simd::Vec odd(0.0);
    int j = 0;
    for (; j + 2 <= n; j += 2) {
      even += xsimd::select(simd::Vec(values[j]) < own, simd::Vec(1.0), simd::Vec(0.0));
      odd += xsimd::select(simd::Vec(values[j + 1]) < own, simd::Vec(1.0), simd::Vec(0.0));
    }
    if (j < n) even += xsimd::select(simd::Vec(values[j]) < own, simd::Vec(1.0), simd::Vec(0.0));
    double better[simd::kWidth];
    simd::store(better, even + odd);
    for (int lane = 0; lane < std::min(simd::kWidth, n - i); ++lane) {
      int place = static_cast<int>(better[lane]);
      while (sorted[place].index >= 0) ++place;
      sorted[place] = keys[i + lane];
    }
  }
  std::ranges::copy(sorted, keys.begin());
}

namespace {

Key keyOf(const Population& pop, int i, int index) {
  return {pop.cv(i), pop.obj(i), index};
}

/// Indices of the best order.size() of parents and children, whose indices are higher, best first. The parents come
/// from the last selection and are nearly always in order, so that only the children need sorting.
void bestOf(Workspace& ws, std::span<Key> parents, std::span<Key> children, std::span<int> order) {
  if (!std::is_sorted(parents.begin(), parents.end())) sortKeys(ws, parents);
  sortKeys(ws, children);
  std::size_t p = 0;
  std::size_t c = 0;
  for (int& index : order) {
    if (p == parents.size() || c == children.size()) {
      index = p < parents.size() ? parents[p++].index : children[c++].index;
      continue;
    }
    const Key& parent = parents[p];
    const Key& child = children[c];
    const bool older = static_cast<int>(parent.cv < child.cv) | (static_cast<int>(parent.cv == child.cv) &
                                                                 static_cast<int>(parent.objective <= child.objective));
    index = older ? parent.index : child.index;
    p += older ? 1 : 0;
    c += older ? 0 : 1;
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
  bestOf(ctx.workspace(), parents, children, order);
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
    bestOf(ctx.workspace(), keys.first(old), keys.subspan(old, count - old), order.subspan(kept, survivors));
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
