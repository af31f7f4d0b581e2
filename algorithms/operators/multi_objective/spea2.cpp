// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "tandem/linalg.h"
#include "tandem/operators_mo.h"
#include "tandem/simd.h"

namespace tandem::op {

namespace {
using simd::kWidth;
using simd::Vec;
constexpr double kFar = std::numeric_limits<double>::infinity();

int padded(int n) {
  return (n + kWidth - 1) / kWidth * kWidth;
}

/// Points in columns, one row per objective, so that one point is compared with kWidth others at a time.
class Columns {
 public:
  Columns(Workspace::Frame& frame, ConstMatView points)
      : points_(points), values_(frame.matrix(points.cols, padded(points.rows))) {
    for (int k = 0; k < points.cols; ++k) {
      const std::span<double> column = values_.row(k);
      for (int i = 0; i < points.rows; ++i) column[i] = points(i, k);
      std::fill(column.begin() + points.rows, column.end(), 0.0);
    }
  }
  [[nodiscard]] int size() const { return points_.rows; }
  [[nodiscard]] Vec of(int objective, int first) const {
    return simd::load(values_.data + objective * values_.stride + first);
  }
  [[nodiscard]] double at(int objective, int i) const { return points_(i, objective); }
  [[nodiscard]] int objectives() const { return points_.cols; }

  /// Squared distances of point i to all (the bits of linalg::squaredDistance); its own, and the padding, are far.
  void squaredDistances(int i, std::span<double> out) const {
    if (objectives() < kWidth) {
      for (int j = 0; j < isize(out); j += kWidth) {
        Vec sum(0.0);
        for (int k = 0; k < objectives(); ++k) {
          const Vec d = Vec(at(k, i)) - of(k, j);
          sum = simd::mulAdd(d, d, sum);
        }
        // Infinity minus infinity: worst individuals are equal.
        simd::store(&out[j], xsimd::select(sum == sum, sum, Vec(0.0)));
      }
    } else {
      for (int j = 0; j < size(); ++j) {
        const double d = linalg::squaredDistance(points_.row(i), points_.row(j));
        out[j] = std::isnan(d) ? 0.0 : d;
      }
    }
    std::fill(out.begin() + size(), out.end(), kFar);
    out[i] = kFar;
  }

 private:
  ConstMatView points_;
  MatView values_;
};

/// Objectives and violations of pop followed by off.
struct Joint {
  MatView objectives;
  std::span<double> cv;
  Joint(Workspace::Frame& frame, const Population& pop, const Population& off)
      : objectives(frame.matrix(pop.size() + off.size(), pop.objectives())),
        cv(frame.doubles(padded(pop.size() + off.size()))) {
    for (int i = 0; i < objectives.rows; ++i) {
      const Population& source = i < pop.size() ? pop : off;
      const int row = i < pop.size() ? i : i - pop.size();
      std::ranges::copy(source.objs().row(row), objectives.row(i).begin());
      cv[i] = source.cv(row);
    }
    std::fill(cv.begin() + objectives.rows, cv.end(), -kFar);  // padding: never beaten
  }
};

/// The k-th smallest value, k from 1; values may move, and memory reaches to the next whole vector. For a few values:
/// the largest with fewer than k smaller ones, as counting has no unpredictable branches.
double kthSmallestOf(std::span<double> values, int k) {
  constexpr int kFew = 64;
  if (isize(values) > kFew) {
    std::nth_element(values.begin(), values.begin() + (k - 1), values.end());
    return values[k - 1];
  }
  const int end = padded(isize(values));
  std::fill(values.data() + values.size(), values.data() + end, kFar);
  Vec best(-kFar);
  for (int i = 0; i < end; i += kWidth) {
    const Vec own = simd::load(&values[i]);
    Vec even(0.0);
    Vec odd(0.0);
    for (int j = 0; j < end; j += 2) {  // whole vectors have an even number of values
      even += xsimd::select(Vec(values[j]) < own, Vec(1.0), Vec(0.0));
      odd += xsimd::select(Vec(values[j + 1]) < own, Vec(1.0), Vec(0.0));
    }
    best = xsimd::max(best, xsimd::select(even + odd < Vec(k), own, Vec(-kFar)));
  }
  double lanes[kWidth];
  simd::store(lanes, best);
  return *std::max_element(lanes, lanes + kWidth);
}

/// Calls act(j) for those places of the values that are at most a bound, in order.
template <typename Act>
void whereAtMost(std::span<const double> values, double bound, const Act& act) {
  const Vec limit(bound);
  int j = 0;
  for (; j + kWidth <= isize(values); j += kWidth) {
    if (!xsimd::any(simd::load(&values[j]) <= limit)) continue;
    for (int lane = 0; lane < kWidth; ++lane) {
      if (values[j + lane] <= bound) act(j + lane);
    }
  }
  for (; j < isize(values); ++j) {
    if (values[j] <= bound) act(j);
  }
}

/// An upper bound of the k-th smallest value (k from 1) that few values stay below: the k-th smallest among the minima
/// of 2k groups. `scratch` takes padded(2k) values.
double boundOfSmallest(std::span<const double> values, int k, std::span<double> scratch) {
  const int groups = padded(2 * k);
  if (isize(values) < 2 * groups) return kFar;
  const std::span<double> least = scratch.first(groups);
  std::copy_n(values.begin(), groups, least.begin());
  for (int first = groups; first < isize(values); first += groups) {
    const int width = std::min(groups, isize(values) - first);
    int g = 0;
    for (; g + kWidth <= width; g += kWidth) {
      simd::store(&least[g], xsimd::min(simd::load(&least[g]), simd::load(&values[first + g])));
    }
    for (; g < width; ++g) least[g] = std::min(least[g], values[first + g]);
  }
  return kthSmallestOf(least, k);
}

/// The k-th smallest value, k from 1. `scratch` takes as many values and padded(2k) more.
double kthSmallest(std::span<const double> values, int k, std::span<double> scratch) {
  const double bound = boundOfSmallest(values, k, scratch);
  int count = 0;
  whereAtMost(values, bound, [&](int j) { scratch[count++] = values[j]; });
  return kthSmallestOf(scratch.first(count), k);
}

/// Raw fitness (strength of all that beat an individual) plus density from the k-th nearest neighbour.
void spea2Fitness(Workspace& ws, const Joint& joint, const Columns& columns, std::span<double> fitness) {
  Workspace::Frame frame(ws);
  const int n = columns.size();
  const int width = padded(n);
  const std::span<double> raw = frame.doubles(width);
  const std::span<double> beaten = frame.doubles(width);  // 1 where individual i beats j
  std::ranges::fill(raw, 0.0);
  for (int i = 0; i < n; ++i) {
    Vec wins(0.0);
    const Vec cv(joint.cv[i]);
    for (int j = 0; j < width; j += kWidth) {
      auto nowhereWorse = cv == simd::load(&joint.cv[j]);
      const auto lessViolation = cv < simd::load(&joint.cv[j]);
      auto somewhereBetter = xsimd::batch_bool<double>(false);
      for (int k = 0; k < columns.objectives(); ++k) {
        const Vec own(columns.at(k, i));
        const Vec other = columns.of(k, j);
        nowhereWorse = nowhereWorse && !(own > other);
        somewhereBetter = somewhereBetter || own < other;
      }
      const Vec one = xsimd::select(lessViolation || (nowhereWorse && somewhereBetter), Vec(1.0), Vec(0.0));
      simd::store(&beaten[j], one);
      wins += one;
    }
    const double strength = simd::sum(wins);
    if (strength == 0.0) continue;
    for (int j = 0; j < width; j += kWidth) {
      simd::store(&raw[j], simd::load(&raw[j]) + Vec(strength) * simd::load(&beaten[j]));
    }
  }
  const int k = std::max(1, roundDown(std::sqrt(static_cast<double>(n))));
  const std::span<double> distances = frame.doubles(width);
  const std::span<double> scratch = frame.doubles(width + padded(2 * k));
  for (int i = 0; i < n; ++i) {
    columns.squaredDistances(i, distances);
    fitness[i] = raw[i] + 1.0 / (std::sqrt(kthSmallest(distances.first(n), k, scratch)) + 2.0);
  }
}

/// The nearest neighbours of some points, computed on demand. Points are removed one by one.
class Neighbours {
 public:
  Neighbours(Workspace& ws, const Columns& columns)
      : frame_(ws),
        columns_(columns),
        lists_(frame_.take<Near>(static_cast<std::size_t>(columns.size()) * columns.size())),
        length_(frame_.ints(columns.size())),
        head_(frame_.ints(columns.size())),
        nearest_(frame_.doubles(padded(columns.size()))),
        gone_(frame_.take<std::uint8_t>(columns.size())),
        distances_(frame_.doubles(padded(columns.size()))),
        scratch_(frame_.doubles(2 * padded(columns.size()) + kWidth)),
        present_(columns.size()) {
    std::ranges::fill(gone_, std::uint8_t{0});
    std::ranges::fill(nearest_, kFar);
    for (int i = 0; i < columns.size(); ++i) list(i, kFirst);
  }
  [[nodiscard]] bool gone(int i) const { return gone_[i] != 0; }

  /// The point whose distances to the others, nearest first, are lexicographically smallest.
  int mostCrowded() {
    const double nearest = *std::ranges::min_element(nearest_);
    int worst = -1;
    for (int i = 0; i < columns_.size(); ++i) {
      if (nearest_[i] != nearest || gone(i)) continue;
      if (worst < 0 || nearer(i, worst)) worst = i;
    }
    return worst;
  }

  void remove(int leaving) {
    gone_[leaving] = 1;
    nearest_[leaving] = kFar;
    --present_;
    for (int i = 0; i < columns_.size(); ++i) {
      if (gone(i) || head_[i] == length_[i] || row(i)[head_[i]].member != leaving) continue;
      while (head_[i] < length_[i] && gone(row(i)[head_[i]].member)) ++head_[i];
      if (head_[i] == length_[i]) {
        list(i, kFirst);
      } else {
        nearest_[i] = row(i)[head_[i]].distance;
      }
    }
  }

 private:
  static constexpr int kFirst = 8;
  struct Near {
    double distance;
    int member;
  };
  [[nodiscard]] Near* row(int i) const { return &lists_[static_cast<std::size_t>(i) * columns_.size()]; }

  /// Lists at least `wanted` of the nearest remaining points, or all.
  void list(int i, int wanted) {
    columns_.squaredDistances(i, distances_);
    for (int j = 0; j < columns_.size(); ++j) distances_[j] = gone(j) ? kFar : distances_[j];
    const int n = columns_.size();
    const double bound = wanted < present_ ? boundOfSmallest(distances_.first(n), wanted, scratch_) : kFar;
    Near* const near = row(i);
    int count = 0;
    whereAtMost(distances_.first(n), bound, [&](int j) {
      near[count] = {distances_[j], j};
      count += j != i && !gone(j) ? 1 : 0;
    });
    std::sort(near, near + count, [](const Near& a, const Near& b) { return a.distance < b.distance; });
    for (int k = 0; k < count; ++k) near[k].distance = std::sqrt(near[k].distance);
    length_[i] = count;
    head_[i] = 0;
    nearest_[i] = count > 0 ? near[0].distance : kFar;
  }

  /// Whether the distances of a come before those of b.
  bool nearer(int a, int b) {
    for (bool again = true; again;) {
      again = false;
      int i = head_[a];
      int j = head_[b];
      for (int met = 0;; ++i, ++j, ++met) {
        while (i < length_[a] && gone(row(a)[i].member)) ++i;
        while (j < length_[b] && gone(row(b)[j].member)) ++j;
        if (i == length_[a] || j == length_[b]) {
          if (met + 1 >= present_) return false;
          if (i == length_[a]) list(a, 2 * std::max(kFirst, met));
          if (j == length_[b]) list(b, 2 * std::max(kFirst, met));
          again = true;
          break;
        }
        if (row(a)[i].distance != row(b)[j].distance) return row(a)[i].distance < row(b)[j].distance;
      }
    }
    return false;
  }

  Workspace::Frame frame_;
  const Columns& columns_;
  std::span<Near> lists_;  // of each point, nearest first
  std::span<int> length_;
  std::span<int> head_;        // first remaining one in the list
  std::span<double> nearest_;  // distance of that one
  std::span<std::uint8_t> gone_;
  std::span<double> distances_, scratch_;
  int present_;
};

}  // namespace

int thinByDistance(Workspace& ws, ConstMatView objectives, std::span<int> kept, int count) {
  Workspace::Frame frame(ws);
  const MatView points = frame.matrix(isize(kept), objectives.cols);
  for (int i = 0; i < points.rows; ++i) std::ranges::copy(objectives.row(kept[i]), points.row(i).begin());
  const Columns columns(frame, points);
  Neighbours neighbours(ws, columns);
  for (int n = points.rows; n > count; --n) neighbours.remove(neighbours.mostCrowded());
  int to = 0;
  for (int i = 0; i < points.rows; ++i) {
    if (!neighbours.gone(i)) kept[to++] = kept[i];
  }
  return to;
}

void selectSpea2(RunContext& ctx, Population& pop, const Population& off, int count, std::span<double> fitness) {
  Workspace& ws = ctx.workspace();
  Workspace::Frame frame(ws);
  const Joint joint(frame, pop, off);
  const auto total = joint.objectives.rows;
  const std::span<double> value = frame.doubles(total);
  spea2Fitness(ws, joint, Columns(frame, joint.objectives), value);
  const std::span<int> order = frame.ints(total);
  for (int i = 0; i < total; ++i) order[i] = i;
  const auto byFitness = [&](int a, int b) {
    const double fa = value[a];
    const double fb = value[b];
    return fa < fb || (fa == fb && a < b);
  };
  std::sort(order.begin(), order.end(), byFitness);
  int size = 0;
  while (size < total && value[order[size]] < 1.0) ++size;
  const auto wanted = std::min(total, count);
  if (size > wanted) {
    size = thinByDistance(ws, joint.objectives, order.first(size), wanted);
    std::sort(order.begin(), order.begin() + size, byFitness);
  }
  for (int i = 0; i < wanted; ++i) fitness[i] = value[order[i]];
  pop.select(off, order.first(wanted));
}

void tournamentPool(Rng& rng, std::span<const double> values, std::span<int> pool) {
  const int n = isize(values);
  for (int& winner : pool) {
    const int a = rng.below(n);
    const int b = rng.below(n);
    winner = values[b] < values[a] ? b : a;
  }
}

}  // namespace tandem::op
