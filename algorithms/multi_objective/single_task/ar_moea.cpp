// SPDX-License-Identifier: Apache-2.0
// AR-MOEA: survivors by their contribution to IGD-NS, an inverted generational distance that charges for points that
// are nearest to no reference point; the reference points adapt to the shape of the front by way of an archive.
// Y. Tian, R. Cheng, X. Zhang, F. Cheng, Y. Jin, An indicator-based multiobjective evolutionary algorithm with
// reference point adaptation for better versatility, IEEE Transactions on Evolutionary Computation 22(4), 2018,
// doi:10.1109/TEVC.2017.2749619.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::ar_moea {
namespace {

constexpr double kLeast = 1e-6;      // smallest coordinate of translated objectives and reference points
constexpr double kHuge = 1e100;      // objectives beyond this count as this, so that squares stay finite
constexpr int kArchiveMultiple = 3;  // archive size in reference points

double tame(double objective) {
  return std::isfinite(objective) ? std::clamp(objective, -kHuge, kHuge) : kHuge;
}

double cosine(std::span<const double> a, std::span<const double> b) {
  const double lengths = linalg::norm(a) * linalg::norm(b);
  return lengths > 0.0 ? std::clamp(linalg::dot(a, b) / lengths, -1.0, 1.0) : 0.0;
}

/// Marks further rows of points, each time the one whose nearest marked row is farthest in angle, until `wanted` are.
void fillByAngle(Workspace& ws, ConstMatView points, std::span<std::uint8_t> chosen, int wanted) {
  Workspace::Frame frame(ws);
  const int n = points.rows;
  const std::span<double> nearest = frame.doubles(n);
  std::ranges::fill(nearest, -2.0);
  const auto approach = [&](int to) {
    for (int i = 0; i < n; ++i) {
      if (chosen[i] == 0) nearest[i] = std::max(nearest[i], cosine(points.row(i), points.row(to)));
    }
  };
  int count = 0;
  for (int i = 0; i < n; ++i) {
    if (chosen[i] == 0) continue;
    approach(i);
    ++count;
  }
  for (; count < std::min(wanted, n); ++count) {
    int next = -1;
    for (int i = 0; i < n; ++i) {
      if (chosen[i] == 0 && (next < 0 || nearest[i] < nearest[next])) next = i;
    }
    chosen[next] = 1;
    approach(next);
  }
}

/// Distances of points (rows, translated) to reference points (columns) after each of these has been moved along its
/// ray to where the point nearest to the ray projects. Both are raised to kLeast in place.
void adjustedDistances(Workspace& ws, MatView points, MatView references, MatView out) {
  Workspace::Frame frame(ws);
  const std::span<double> moved = frame.doubles(points.cols);
  for (const MatView& m : {points, references}) {
    for (int i = 0; i < m.rows; ++i) {
      for (double& v : m.row(i)) v = std::max(v, kLeast);
    }
  }
  for (int r = 0; r < references.rows; ++r) {
    const std::span<const double> ray = references.row(r);
    const double length = linalg::norm(ray);
    double least = std::numeric_limits<double>::infinity();
    double along = length;
    for (int i = 0; i < points.rows; ++i) {
      const double size = linalg::norm(points.row(i));
      const double c = cosine(points.row(i), ray);
      const double aside = size * std::sqrt(1.0 - c * c);
      if (aside >= least) continue;
      least = aside;
      along = size * c;
    }
    for (int k = 0; k < points.cols; ++k) moved[k] = ray[k] * (along / length);
    for (int i = 0; i < points.rows; ++i) out(i, r) = std::sqrt(linalg::squaredDistance(points.row(i), moved));
  }
}

/// IGD-NS of a set of points from which points are removed one by one.
class IgdNs {
 public:
  IgdNs(Workspace::Frame& frame, Workspace& ws, MatView points, MatView references)
      : n_(points.rows),
        columns_(references.rows),
        distance_(frame.matrix(n_, columns_)),
        convergence_(frame.doubles(n_)),
        order_(frame.take<int>(std::size_t{1} * n_ * columns_)),
        left_(frame.take<std::uint8_t>(n_)),
        contributes_(frame.take<std::uint8_t>(n_)),
        seen_(frame.ints(n_)),
        first_(frame.ints(columns_)),
        second_(frame.ints(columns_)) {
    adjustedDistances(ws, points, references, distance_);
    std::ranges::fill(left_, std::uint8_t{1});
    for (int i = 0; i < n_; ++i) convergence_[i] = std::ranges::min(distance_.row(i));
    for (int c = 0; c < columns_; ++c) {
      const std::span<int> column = columnOf(c);
      std::iota(column.begin(), column.end(), 0);
      std::sort(column.begin(), column.end(), [&](int a, int b) {
        return distance_(a, c) < distance_(b, c) || (distance_(a, c) == distance_(b, c) && a < b);
      });
    }
  }
  void remove(int i) { left_[i] = 0; }

  /// metric[i] := the indicator without point i, for the points left (at least two); infinity for others.
  void leaveOneOut(std::span<double> metric) {
    std::ranges::fill(contributes_, std::uint8_t{0});
    double total = 0.0;
    for (int c = 0; c < columns_; ++c) {
      const std::span<const int> column = columnOf(c);
      int k = 0;
      while (left_[column[k]] == 0) ++k;
      first_[c] = column[k++];
      while (left_[column[k]] == 0) ++k;
      second_[c] = column[k];
      contributes_[first_[c]] = 1;
      total += distance_(first_[c], c);
    }
    for (int i = 0; i < n_; ++i) {
      if (left_[i] != 0 && contributes_[i] == 0) total += convergence_[i];
    }
    std::ranges::fill(seen_, -1);
    for (int i = 0; i < n_; ++i) {
      metric[i] = std::numeric_limits<double>::infinity();
      if (left_[i] == 0) continue;
      metric[i] = total;
      if (contributes_[i] == 0) {
        metric[i] -= convergence_[i];
        continue;
      }
      for (int c = 0; c < columns_; ++c) {
        if (first_[c] != i) continue;
        const int heir = second_[c];
        metric[i] += distance_(heir, c) - distance_(i, c);
        if (contributes_[heir] != 0 || seen_[heir] == i) continue;
        metric[i] -= convergence_[heir];
        seen_[heir] = i;
      }
    }
  }

 private:
  /// Points by their distance from reference c, nearest first.
  [[nodiscard]] std::span<int> columnOf(int c) const {
    const std::size_t first = std::size_t{1} * c * n_;
    return order_.subspan(first, n_);
  }

  int n_, columns_;
  MatView distance_;
  std::span<double> convergence_;
  std::span<int> order_;  // per column: rows by distance
  std::span<std::uint8_t> left_, contributes_;
  std::span<int> seen_, first_, second_;
};

/// Of one task: weights, archive of objective vectors, reference points, and the range of the front.
struct References {
  Matrix weights, archive, points;
  std::vector<double> low, high;
  int archived = 0;
  int count = 0;
  bool ranged = false;

  [[nodiscard]] MatView current() { return points.view().rowRange(0, count); }
  [[nodiscard]] MatView translated(Workspace::Frame& frame, const Population& pop, std::span<const int> rows) const {
    const MatView f = frame.matrix(isize(rows), isize(low));
    for (int i = 0; i < f.rows; ++i) {
      for (int k = 0; k < f.cols; ++k) f(i, k) = tame(pop.obj(rows[i], k)) - low[k];
    }
    return f;
  }
};

class ArMoea final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n + 1);
    std::vector<References> references(pops.size());
    for (int t = 0; t < isize(pops); ++t) {
      const int m = ctx.task(t).objectives;
      References& r = references[t];
      r.weights = moo::referencePoints(m, n);
      r.points = Matrix(r.weights.rows(), m);
      r.archive = Matrix(kArchiveMultiple * r.weights.rows() + n + 1, m);
      r.low.assign(m, 0.0);
      r.high.assign(m, 1.0);
      adapt(ctx, r, pops[t]);
    }
    std::vector<int> pool(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        selectMates(ctx, pops[t], references[t], pool);
        op::gaOffspring(ctx, pops[t], pool, off, variation_);
        ctx.evaluate(off);
        adapt(ctx, references[t], off);
        selectSurvivors(ctx, pops[t], off, references[t]);
      }
    }
  }

  /// New feasible points join the archive, which keeps what is non-dominated, once.
  static void archive(Workspace& ws, References& r, const Population& fresh) {
    Workspace::Frame frame(ws);
    const int m = isize(r.low);
    for (int i = 0; i < fresh.size(); ++i) {
      const std::span<const double> f = fresh.objs().row(i).first(m);
      if (fresh.cv(i) > 0.0 || !std::ranges::all_of(f, [](double v) { return std::isfinite(v); })) continue;
      for (int k = 0; k < m; ++k) r.archive(r.archived, k) = tame(f[k]);
      ++r.archived;
    }
    const ConstMatView all = r.archive.view().rowRange(0, r.archived);
    const std::span<int> rows = frame.ints(std::max(1, r.archived));
    const int best = r.archived > 0 ? moo::nondominatedSubset(all, rows, ws) : 0;
    int kept = 0;  // rows ascend: moving them up overwrites nothing still needed
    for (int i = 0; i < best; ++i) {
      bool duplicate = false;
      for (int j = 0; j < kept && !duplicate; ++j) duplicate = std::ranges::equal(all.row(rows[i]), all.row(j));
      if (duplicate) continue;
      if (rows[i] != kept) std::ranges::copy(all.row(rows[i]), r.archive.row(kept).begin());
      ++kept;
    }
    r.archived = kept;
  }

  /// The lower end of the range follows the archive; the upper one is that of the first.
  static void updateRange(References& r) {
    if (r.archived == 0) return;
    for (int k = 0; k < isize(r.low); ++k) {
      double low = r.archive(0, k);
      double high = low;
      for (int i = 1; i < r.archived; ++i) {
        low = std::min(low, r.archive(i, k));
        high = std::max(high, r.archive(i, k));
      }
      r.low[k] = r.ranged ? std::min(r.low[k], low) : low;
      if (!r.ranged) r.high[k] = high;
    }
    r.ranged = true;
  }

  /// Reference point adaptation: weights that serve the archive, and its members that are far from these in angle,
  /// become the reference points.
  static void adapt(RunContext& ctx, References& r, const Population& fresh) {
    Workspace& ws = ctx.workspace();
    archive(ws, r, fresh);
    updateRange(r);
    Workspace::Frame frame(ws);
    const int m = isize(r.low);
    const int weights = r.weights.rows();
    const int kept = r.archived;
    if (kept <= 1) {
      std::ranges::copy(r.weights.values(), r.points.values().begin());
      r.count = weights;
      return;
    }
    const MatView scaled = frame.matrix(weights, m);
    const MatView ray = frame.matrix(weights, m);
    for (int w = 0; w < weights; ++w) {
      for (int k = 0; k < m; ++k) ray(w, k) = scaled(w, k) = r.weights(w, k) * (r.high[k] - r.low[k]);
    }
    const MatView shifted = frame.matrix(kept, m);
    const MatView raised = frame.matrix(kept, m);
    for (int i = 0; i < kept; ++i) {
      for (int k = 0; k < m; ++k) raised(i, k) = shifted(i, k) = r.archive(i, k) - r.low[k];
    }
    const MatView distance = frame.matrix(kept, weights);
    adjustedDistances(ws, raised, ray, distance);
    const std::span<std::uint8_t> contributing = frame.take<std::uint8_t>(kept);
    std::ranges::fill(contributing, std::uint8_t{0});
    for (int w = 0; w < weights; ++w) {
      int nearest = 0;
      for (int i = 1; i < kept; ++i) {
        if (distance(i, w) < distance(nearest, w)) nearest = i;
      }
      contributing[nearest] = 1;
    }
    const std::span<std::uint8_t> valid = frame.take<std::uint8_t>(weights);
    std::ranges::fill(valid, std::uint8_t{0});
    for (int i = 0; i < kept; ++i) {
      if (contributing[i] == 0) continue;
      const std::span<const double> row = distance.row(i);
      valid[std::ranges::min_element(row) - row.begin()] = 1;
    }
    fillByAngle(ws, shifted, contributing, std::min(kArchiveMultiple * weights, kept));
    // Candidates: the valid weights, then the archive.
    const MatView candidates = frame.matrix(weights + kept, m);
    const std::span<std::uint8_t> chosen = frame.take<std::uint8_t>(weights + kept);
    int size = 0;
    for (int w = 0; w < weights; ++w) {
      if (valid[w] == 0) continue;
      std::ranges::copy(scaled.row(w), candidates.row(size).begin());
      chosen[size++] = 1;
    }
    r.archived = 0;
    for (int i = 0; i < kept; ++i) {
      if (contributing[i] == 0) continue;
      std::ranges::copy(shifted.row(i), candidates.row(size).begin());
      chosen[size++] = 0;
      if (r.archived != i) std::ranges::copy(r.archive.row(i), r.archive.row(r.archived).begin());
      ++r.archived;
    }
    fillByAngle(ws, candidates.rowRange(0, size), chosen.first(size), weights);
    r.count = 0;
    for (int i = 0; i < size; ++i) {
      if (chosen[i] != 0) std::ranges::copy(candidates.row(i), r.points.row(r.count++).begin());
    }
  }

  /// Binary tournaments: smaller violation, then the larger contribution.
  static void selectMates(RunContext& ctx, const Population& pop, References& r, std::span<int> pool) {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    std::span<int> feasible = frame.ints(n);
    int count = 0;
    for (int i = 0; i < n; ++i) {
      if (pop.cv(i) <= 0.0) feasible[count++] = i;
    }
    feasible = feasible.first(count);
    const std::span<double> fitness = frame.doubles(n);
    std::ranges::fill(fitness, 0.0);
    if (count > 1) {
      IgdNs indicator(frame, ctx.workspace(), r.translated(frame, pop, feasible), r.current());
      const std::span<double> metric = frame.doubles(count);
      indicator.leaveOneOut(metric);
      for (int k = 0; k < count; ++k) fitness[feasible[k]] = metric[k];
    }
    for (int& winner : pool) {
      const int a = ctx.rng().below(n);
      const int b = ctx.rng().below(n);
      const bool second = pop.cv(b) < pop.cv(a) || (pop.cv(b) == pop.cv(a) && fitness[b] > fitness[a]);
      winner = second ? b : a;
    }
  }

  /// Fronts, the last one by repeatedly removing the least contributor; by violation while too few are feasible.
  static void selectSurvivors(RunContext& ctx, Population& pop, const Population& off, References& r) {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int total = n + off.size();
    pop.append(off);
    std::span<int> order = frame.ints(total);
    std::iota(order.begin(), order.end(), 0);
    const int feasible = static_cast<int>(std::ranges::count_if(order, [&](int i) { return pop.cv(i) <= 0.0; }));
    if (feasible <= n) {
      std::sort(order.begin(), order.end(),
                [&](int a, int b) { return pop.cv(a) < pop.cv(b) || (pop.cv(a) == pop.cv(b) && a < b); });
      pop.gather(order.first(n));
      return;
    }
    const std::span<int> front = frame.ints(total);
    moo::nondominatedSort(pop.objs(), pop.cvs(), front, ctx.workspace());
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return front[a] < front[b] || (front[a] == front[b] && a < b); });
    const int lastFront = front[order[n - 1]];
    int sure = 0;
    while (front[order[sure]] < lastFront) ++sure;
    int end = n;
    while (end < total && front[order[end]] == lastFront) ++end;
    if (end > n) {
      const std::span<int> last = order.subspan(sure, end - sure);
      IgdNs indicator(frame, ctx.workspace(), r.translated(frame, pop, last), r.current());
      const std::span<double> metric = frame.doubles(last.size());
      const std::span<std::uint8_t> gone = frame.take<std::uint8_t>(last.size());
      std::ranges::fill(gone, std::uint8_t{0});
      for (int surplus = end - n; surplus > 0; --surplus) {
        indicator.leaveOneOut(metric);
        int least = -1;
        for (int i = 0; i < isize(last); ++i) {
          if (gone[i] == 0 && (least < 0 || metric[i] < metric[least])) least = i;
        }
        gone[least] = 1;
        indicator.remove(least);
      }
      int to = sure;
      for (int i = 0; i < isize(last); ++i) {
        if (gone[i] == 0) order[to++] = last[i];
      }
    }
    pop.gather(order.first(n));
    for (int k = 0; k < isize(r.low); ++k) {
      r.high[k] = tame(pop.obj(0, k));
      for (int i = 1; i < n; ++i) r.high[k] = std::max(r.high[k], tame(pop.obj(i, k)));
      if (r.high[k] - r.low[k] < kLeast) r.high[k] = r.low[k] + 1.0;
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    ArMoea, .name = "AR-MOEA", .family = "multi-objective single-task, decomposition",
    .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 2,
    .citation = {"Y. Tian, R. Cheng, X. Zhang, F. Cheng, Y. Jin",
                 "An indicator-based multiobjective evolutionary algorithm with reference point adaptation for better "
                 "versatility",
                 "IEEE Transactions on Evolutionary Computation 22(4), 609-622", 2018, "10.1109/TEVC.2017.2749619"},
    .doc = "Survivors by their contribution to IGD-NS; reference points adapt to the front by way of an archive.",
    .deviations =
        "A front without extent in an objective gets the range 1 there; the reference sets its upper end to 1 "
        "wherever it lies. Objectives beyond 1e100 count as 1e100.")

}  // namespace tandem::alg::ar_moea
