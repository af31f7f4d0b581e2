// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>

#include "tandem/moo.h"

namespace tandem::moo {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
// Two bit matrices of n x n: 16 MiB at this size.
constexpr int kBitMatrixLimit = 8192;

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

// The value sorted, with its index: sorting indices alone would fetch distant values for each comparison.
struct Keyed {
  double value;
  int index;
};

// Rows in lexicographic order with equal rows gathered: row(k) of the k-th distinct point.
struct Distinct {
  std::span<int> order;  // all rows, lexicographic
  std::span<int> first;  // position in `order` of the first row of distinct point k; first[count] = n
  int count = 0;
  ConstMatView objectives;
  [[nodiscard]] double value(int k, int m) const { return objectives(order[at(first[at(k)])], m); }
};

Distinct gatherDistinct(ConstMatView objectives, Workspace::Frame& frame) {
  const int n = objectives.rows;
  Distinct d{frame.ints(at(n)), frame.ints(at(n) + 1), 0, objectives};
  const auto rowOf = [&](int i) { return objectives.row(i); };
  const std::span<Keyed> sorted = frame.take<Keyed>(at(n));
  for (int i = 0; i < n; ++i) sorted[at(i)] = {objectives(i, 0), i};
  std::sort(sorted.begin(), sorted.end(), [&](const Keyed& one, const Keyed& other) {
    if (one.value != other.value) return one.value < other.value;
    const auto a = rowOf(one.index);
    const auto b = rowOf(other.index);
    for (std::size_t m = 1; m < a.size(); ++m) {
      if (a[m] != b[m]) return a[m] < b[m];
    }
    return one.index < other.index;  // a total order: the result does not depend on the sort
  });
  for (int i = 0; i < n; ++i) d.order[at(i)] = sorted[at(i)].index;
  for (int k = 0; k < n; ++k) {
    const auto a = rowOf(d.order[at(k)]);
    if (k == 0 || !std::equal(a.begin(), a.end(), rowOf(d.order[at(k - 1)]).begin())) d.first[at(d.count++)] = k;
  }
  d.first[at(d.count)] = n;
  return d;
}

int sortOneObjective(const Distinct& d, std::span<int> rank) {
  std::iota(rank.begin(), rank.begin() + d.count, 0);
  return d.count;
}

// In lexicographic order a point belongs to the first front whose least second objective exceeds its own.
int sortTwoObjectives(const Distinct& d, std::span<int> rank, Workspace::Frame& frame) {
  const std::span<double> least = frame.doubles(at(d.count));
  int fronts = 0;
  for (int k = 0; k < d.count; ++k) {
    const double y = d.value(k, 1);
    const auto end = least.begin() + fronts;
    const auto spot = std::upper_bound(least.begin(), end, y);
    rank[at(k)] = static_cast<int>(spot - least.begin());
    fronts = std::max(fronts, rank[at(k)] + 1);
    *spot = y;
  }
  return fronts;
}

// Index of the first front that does not dominate the point; `dominated(front)` must be monotone (it is: a point
// dominated by a front is dominated by every earlier one).
template <typename Dominated>
int firstFreeFront(int fronts, Dominated dominated) {
  int low = 0;
  int high = fronts;
  while (low < high) {
    const int middle = (low + high) / 2;
    if (dominated(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// Set of dominators of each point as bits: the points before it in lexicographic order, cut objective by objective with
// the points that are no worse there (after Moreno et al. 2020, Merge Non-dominated Sorting).
int sortByBitMatrix(const Distinct& d, std::span<int> rank, Workspace::Frame& frame) {
  const int n = d.count;
  const int words = (n + 63) / 64;
  const std::size_t cells = at(n) * at(words);
  const std::span<std::uint64_t> dominators = frame.take<std::uint64_t>(cells);
  const std::span<std::uint64_t> frontBits = frame.take<std::uint64_t>(cells);
  const std::span<std::uint64_t> prefix = frame.take<std::uint64_t>(at(words));
  const std::span<int> order = frame.ints(at(n));
  const auto setBit = [](std::uint64_t* bits, int i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); };
  const auto row = [&](std::span<std::uint64_t> bits, int i) { return bits.data() + at(i) * at(words); };

  for (int i = 0; i < n; ++i) {
    std::uint64_t* bits = row(dominators, i);
    std::fill(bits, bits + i / 64, ~std::uint64_t{0});
    bits[i / 64] = (std::uint64_t{1} << (i % 64)) - 1;
  }
  for (int m = 1; m < d.objectives.cols; ++m) {
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int i, int j) {
      const double a = d.value(i, m);
      const double b = d.value(j, m);
      return a != b ? a < b : i < j;
    });
    std::fill(prefix.begin(), prefix.end(), 0);
    for (int first = 0; first < n;) {
      int end = first;
      while (end < n && d.value(order[at(end)], m) == d.value(order[at(first)], m)) {
        setBit(prefix.data(), order[at(end++)]);
      }
      for (int k = first; k < end; ++k) {
        std::uint64_t* bits = row(dominators, order[at(k)]);
        for (int w = 0; w <= order[at(k)] / 64; ++w) bits[w] &= prefix[at(w)];
      }
      first = end;
    }
  }
  int fronts = 0;
  for (int i = 0; i < n; ++i) {
    const std::uint64_t* bits = row(dominators, i);
    rank[at(i)] = firstFreeFront(fronts, [&](int f) {
      const std::uint64_t* members = row(frontBits, f);
      for (int w = 0; w <= i / 64; ++w) {
        if ((bits[w] & members[w]) != 0) return true;
      }
      return false;
    });
    if (rank[at(i)] == fronts) std::fill_n(row(frontBits, fronts++), words, 0);
    setBit(row(frontBits, rank[at(i)]), i);
  }
  return fronts;
}

// Efficient Non-dominated Sort with binary search (Zhang et al. 2015), fronts as linked lists, latest member first.
int sortByLists(const Distinct& d, std::span<int> rank, Workspace::Frame& frame) {
  const std::span<int> latest = frame.ints(at(d.count));
  const std::span<int> earlier = frame.ints(at(d.count));
  int fronts = 0;
  for (int i = 0; i < d.count; ++i) {
    const auto point = d.objectives.row(d.order[at(d.first[at(i)])]);
    rank[at(i)] = firstFreeFront(fronts, [&](int f) {
      for (int j = latest[at(f)]; j >= 0; j = earlier[at(j)]) {
        if (dominates(d.objectives.row(d.order[at(d.first[at(j)])]), point)) return true;
      }
      return false;
    });
    if (rank[at(i)] == fronts) latest[at(fronts++)] = -1;
    earlier[at(i)] = latest[at(rank[at(i)])];
    latest[at(rank[at(i)])] = i;
  }
  return fronts;
}

}  // namespace

bool dominates(std::span<const double> a, std::span<const double> b) {
  bool somewhere = false;
  for (std::size_t m = 0; m < a.size(); ++m) {
    if (a[m] > b[m]) return false;
    somewhere = somewhere || a[m] < b[m];
  }
  return somewhere;
}

int nondominatedSort(ConstMatView objectives, std::span<int> front, Workspace& ws) {
  if (objectives.rows == 0) return 0;
  Workspace::Frame frame(ws);
  const Distinct d = gatherDistinct(objectives, frame);
  const std::span<int> rank = frame.ints(at(d.count));
  int fronts = 0;
  if (objectives.cols == 1) {
    fronts = sortOneObjective(d, rank);
  } else if (objectives.cols == 2) {
    fronts = sortTwoObjectives(d, rank, frame);
  } else if (d.count <= kBitMatrixLimit) {
    fronts = sortByBitMatrix(d, rank, frame);
  } else {
    fronts = sortByLists(d, rank, frame);
  }
  for (int k = 0; k < d.count; ++k) {
    for (int i = d.first[at(k)]; i < d.first[at(k + 1)]; ++i) front[at(d.order[at(i)])] = rank[at(k)];
  }
  return fronts;
}

int nondominatedSort(ConstMatView objectives, std::span<const double> cv, std::span<int> front, Workspace& ws) {
  Workspace::Frame frame(ws);
  const std::span<int> rows = frame.ints(cv.size());
  const auto feasibleEnd = [&] {
    std::iota(rows.begin(), rows.end(), 0);
    return std::stable_partition(rows.begin(), rows.end(), [&](int i) { return cv[at(i)] <= 0.0; });
  }();
  const int feasible = static_cast<int>(feasibleEnd - rows.begin());
  if (feasible == objectives.rows) return nondominatedSort(objectives, front, ws);

  const MatView chosen = frame.matrix(feasible, objectives.cols);
  const std::span<int> chosenFront = frame.ints(at(feasible));
  for (int k = 0; k < feasible; ++k) {
    const auto source = objectives.row(rows[at(k)]);
    std::copy(source.begin(), source.end(), chosen.row(k).begin());
  }
  int fronts = nondominatedSort(chosen, chosenFront, ws);
  for (int k = 0; k < feasible; ++k) front[at(rows[at(k)])] = chosenFront[at(k)];

  std::sort(feasibleEnd, rows.end(),
            [&](int i, int j) { return cv[at(i)] != cv[at(j)] ? cv[at(i)] < cv[at(j)] : i < j; });
  for (auto i = feasibleEnd; i != rows.end(); ++i) {
    if (i == feasibleEnd || cv[at(*i)] != cv[at(*(i - 1))]) ++fronts;
    front[at(*i)] = fronts - 1;
  }
  return fronts;
}

int nondominatedSubset(ConstMatView objectives, std::span<int> rows, Workspace& ws) {
  if (objectives.rows == 0) return 0;
  Workspace::Frame frame(ws);
  const Distinct d = gatherDistinct(objectives, frame);
  const std::span<int> kept = frame.ints(at(d.count));  // distinct points of the front so far
  int count = 0;
  double least = kInf;  // least second objective so far: all that matters with two objectives
  for (int k = 0; k < d.count; ++k) {
    const auto point = objectives.row(d.order[at(d.first[at(k)])]);
    bool dominated = false;
    if (objectives.cols == 1) {
      dominated = k > 0;
    } else if (objectives.cols == 2) {
      dominated = k > 0 && least <= point[1];
      least = k == 0 ? point[1] : std::min(least, point[1]);
    } else {
      for (int j = 0; j < count && !dominated; ++j) {
        if (dominates(objectives.row(d.order[at(d.first[at(kept[at(j)])])]), point)) {
          dominated = true;
          std::swap(kept[0], kept[at(j)]);  // a point that dominates one often dominates the next
        }
      }
    }
    if (!dominated) kept[at(count++)] = k;
  }
  int found = 0;
  for (int j = 0; j < count; ++j) {
    const int k = kept[at(j)];
    for (int i = d.first[at(k)]; i < d.first[at(k + 1)]; ++i) rows[at(found++)] = d.order[at(i)];
  }
  std::sort(rows.begin(), rows.begin() + found);
  return found;
}

void crowdingDistance(ConstMatView objectives, std::span<const int> members, std::span<double> distance,
                      Workspace& ws) {
  Workspace::Frame frame(ws);
  const std::size_t n = members.size();
  std::fill(distance.begin(), distance.begin() + static_cast<std::ptrdiff_t>(n), 0.0);
  if (n == 0) return;
  const std::span<Keyed> order = frame.take<Keyed>(n);
  for (int m = 0; m < objectives.cols; ++m) {
    for (std::size_t k = 0; k < n; ++k) order[k] = {objectives(members[k], m), static_cast<int>(k)};
    std::sort(order.begin(), order.end(), [](const Keyed& a, const Keyed& b) {
      return a.value != b.value ? a.value < b.value : a.index < b.index;
    });
    const double range = order[n - 1].value - order[0].value;
    distance[at(order[0].index)] = kInf;
    distance[at(order[n - 1].index)] = kInf;
    if (!(range > 0.0) || !std::isfinite(range)) continue;
    for (std::size_t k = 1; k + 1 < n; ++k) {
      distance[at(order[k].index)] += (order[k + 1].value - order[k - 1].value) / range;
    }
  }
}

void crowdingDistance(ConstMatView objectives, std::span<const int> front, int fronts, std::span<double> distance,
                      Workspace& ws) {
  Workspace::Frame frame(ws);
  const std::size_t n = at(objectives.rows);
  const std::span<int> members = frame.ints(n);
  const std::span<int> start = frame.ints(at(fronts) + 1);
  const std::span<int> fill = frame.ints(at(fronts) + 1);
  const std::span<double> own = frame.doubles(n);
  std::fill(start.begin(), start.end(), 0);
  for (std::size_t i = 0; i < n; ++i) ++start[at(front[i]) + 1];
  std::partial_sum(start.begin(), start.end(), start.begin());
  std::copy(start.begin(), start.end(), fill.begin());
  for (std::size_t i = 0; i < n; ++i) members[at(fill[at(front[i])]++)] = static_cast<int>(i);
  for (int f = 0; f < fronts; ++f) {
    const auto first = at(start[at(f)]);
    const auto count = at(start[at(f) + 1]) - first;
    crowdingDistance(objectives, members.subspan(first, count), own.subspan(first, count), ws);
  }
  for (std::size_t k = 0; k < n; ++k) distance[at(members[k])] = own[k];
}

}  // namespace tandem::moo
