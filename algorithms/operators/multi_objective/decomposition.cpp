// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tandem/linalg.h"
#include "tandem/moo.h"
#include "tandem/operators_directions.h"
#include "tandem/operators_joined.h"
#include "tandem/operators_mo.h"

namespace tandem::op {

void updateIdeal(const Population& pop, bool feasibleOnly, std::span<double> ideal) {
  for (int i = 0; i < pop.size(); ++i) {
    if (feasibleOnly && pop.cv(i) > 0.0) continue;
    for (int m = 0; m < isize(ideal); ++m) ideal[m] = std::min(ideal[m], pop.objs().row(i)[m]);
  }
}

double scalarise(Scalarisation kind, std::span<const double> f, std::span<const double> weight,
                 std::span<const double> ideal, std::span<const double> nadir) {
  if (kind == Scalarisation::Pbi) {
    double along = 0.0;
    double norm = 0.0;
    double length = 0.0;
    for (int m = 0; m < isize(weight); ++m) {
      const double d = f[m] - ideal[m];
      along += d * weight[m];
      norm += weight[m] * weight[m];
      length += d * d;
    }
    along /= std::sqrt(norm);
    return along + 5.0 * std::sqrt(std::max(0.0, length - along * along));
  }
  double worst = 0.0;
  for (int m = 0; m < isize(weight); ++m) {
    double d = std::abs(f[m] - ideal[m]);
    if (kind == Scalarisation::DividedTchebycheff) {
      d /= weight[m];
    } else {
      if (kind == Scalarisation::NormalisedTchebycheff) d /= std::max(nadir[m] - ideal[m], 1e-12);
      d *= weight[m];
    }
    worst = std::max(worst, d);
  }
  return worst;
}

Decomposition::Decomposition(int objectives, int size, double share) {
  weights_ = moo::referencePoints(objectives, size);
  for (double& w : weights_.values()) w = std::max(w, 1e-6);
  const int n = weights_.rows();
  width_ = std::min(n, std::max(2, roundUp(share * n)));
  std::vector<double> distance(n);
  std::vector<int> order(n);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      distance[j] = linalg::squaredDistance(weights_.row(i), weights_.row(j));
    }
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](int j) { return distance[j]; });
    nearest_.insert(nearest_.end(), order.begin(), order.begin() + width_);
  }
}

DecomposedTask::DecomposedTask(int objectives, int size, double share)
    : subproblems(objectives, size, share), ideal(objectives, std::numeric_limits<double>::infinity()) {}

Population DecomposedTask::initialise(RunContext& ctx, int t) {
  Population pop = initUniform(ctx, subproblems.size(), t);
  updateIdeal(pop, false, ideal);
  return pop;
}

void DecomposedTask::observe(std::span<const double> f) {
  for (int m = 0; m < isize(ideal); ++m) ideal[m] = std::min(ideal[m], f[m]);
}

bool DecomposedTask::improves(Scalarisation kind, const Population& child, const Population& pop, int k,
                              std::span<const double> nadir) const {
  if (child.cv(0) != pop.cv(k)) return child.cv(0) < pop.cv(k);
  const std::span<const double> weight = subproblems.weight(k);
  return scalarise(kind, child.objs().row(0), weight, ideal, nadir) <=
         scalarise(kind, pop.objs().row(k), weight, ideal, nadir);
}

namespace {
/// Normalises objectives (rows) in place: minus ideal, divided by the intercepts of the plane through the extreme
/// points, or by the largest values if that plane does not exist.
void normalise(Workspace& ws, MatView objectives, std::span<const double> ideal) {
  Workspace::Frame frame(ws);
  const int m = objectives.cols;
  const int n = objectives.rows;
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < m; ++k) {
      const double v = objectives(i, k) - ideal[k];
      objectives(i, k) = std::isfinite(v) ? v : 1e30;
    }
  }
  const MatView extreme = frame.matrix(m, m);
  for (int axis = 0; axis < m; ++axis) {
    int best = 0;
    double bestValue = std::numeric_limits<double>::infinity();
    for (int i = 0; i < n; ++i) {
      double value = 0.0;
      for (int k = 0; k < m; ++k) value = std::max(value, objectives(i, k) / (k == axis ? 1.0 + 1e-6 : 1e-6));
      if (value < bestValue) {
        bestValue = value;
        best = i;
      }
    }
    std::ranges::copy(ConstMatView(objectives).row(best), extreme.row(axis).begin());
  }
  const MatView plane = frame.matrix(m, 1);
  for (int k = 0; k < m; ++k) plane(k, 0) = 1.0;
  bool usable = linalg::solve(extreme, plane, plane, ws);
  for (int k = 0; k < m && usable; ++k) usable = std::isfinite(plane(k, 0)) && plane(k, 0) > 0.0;
  for (int k = 0; k < m; ++k) {
    double intercept = usable ? 1.0 / plane(k, 0) : 0.0;
    for (int i = 0; i < n && !usable; ++i) intercept = std::max(intercept, objectives(i, k));
    intercept = std::max(intercept, 1e-12);
    for (int i = 0; i < n; ++i) objectives(i, k) /= intercept;
  }
}

/// Associates every candidate with its nearest reference line: which, and how far away.
void associate(ConstMatView normal, const Directions& lines, std::span<int> niche, std::span<double> gap) {
  for (int i = 0; i < normal.rows; ++i) {
    const Directions::Nearest nearest = lines.byDistance(normal.row(i));
    niche[i] = nearest.direction;
    gap[i] = nearest.measure;
  }
}

/// Niching: takes `wanted` of the candidates from `first` on for the least crowded niches that still have any. `crowd`
/// counts the members of a niche; taken(i) is set for candidate i.
void fillNiches(RunContext& ctx, int first, int wanted, std::span<const int> niche, std::span<const double> gap,
                std::span<int> crowd, std::span<std::uint8_t> taken) {
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const int candidates = isize(niche);
  const std::span<int> open = frame.ints(crowd.size());
  const std::span<int> ties = frame.ints(std::max(candidates, isize(crowd)));
  std::iota(open.begin(), open.end(), 0);
  int openCount = isize(open);
  std::ranges::fill(taken, std::uint8_t{0});
  while (wanted > 0 && openCount > 0) {
    int fewest = crowd[open[0]];
    for (int k = 1; k < openCount; ++k) fewest = std::min(fewest, crowd[open[k]]);
    int tied = 0;
    for (int k = 0; k < openCount; ++k) {
      if (crowd[open[k]] == fewest) ties[tied++] = k;
    }
    const int slot = ties[rng.below(tied)];
    const int r = open[slot];
    int members = 0;
    for (int i = first; i < candidates; ++i) {
      if (taken[i] == 0 && niche[i] == r) ties[members++] = i;
    }
    if (members == 0) {
      open[slot] = open[--openCount];
      continue;
    }
    int pick = 0;
    if (fewest == 0) {
      for (int k = 1; k < members; ++k) {
        if (gap[ties[k]] < gap[ties[pick]]) pick = k;
      }
    } else {
      pick = rng.below(members);
    }
    taken[ties[pick]] = 1;
    ++crowd[r];
    --wanted;
  }
}
}  // namespace

void selectNiched(RunContext& ctx, Population& pop, const Population& off, int count, ConstMatView points,
                  std::span<const double> ideal) {
  Workspace& ws = ctx.workspace();
  Workspace::Frame frame(ws);
  const Joined all(pop, off);
  const int total = all.size();
  const int m = points.cols;
  const MatView objectives = frame.matrix(total, m);
  const std::span<double> cv = frame.doubles(total);
  all.values(objectives, cv);
  const std::span<int> front = frame.ints(total);
  moo::nondominatedSort(objectives, cv, front, ws);
  // Whole fronts first; `last` is the front that does not fit as a whole.
  const std::span<int> chosen = frame.ints(total);
  int kept = 0;
  int last = 0;
  for (;; ++last) {
    const auto inFront = std::ranges::count(front, last);
    if (kept + inFront > count || inFront == 0) break;
    for (int i = 0; i < total; ++i) {
      if (front[i] == last) chosen[kept++] = i;
    }
  }
  if (kept < count && kept < total) {
    int candidates = kept;
    for (int i = 0; i < total; ++i) {
      if (front[i] == last) chosen[candidates++] = i;
    }
    const MatView normal = frame.matrix(candidates, m);
    for (int i = 0; i < candidates; ++i) {
      std::ranges::copy(ConstMatView(objectives).row(chosen[i]), normal.row(i).begin());
    }
    normalise(ws, normal, ideal);
    const Directions lines(frame, points);
    const std::span<int> niche = frame.ints(candidates);
    const std::span<double> gap = frame.doubles(candidates);
    associate(normal, lines, niche, gap);
    const std::span<int> crowd = frame.ints(points.rows);
    std::ranges::fill(crowd, 0);
    for (const int r : niche.first(kept)) ++crowd[r];
    const std::span<std::uint8_t> taken = frame.take<std::uint8_t>(candidates);
    fillNiches(ctx, kept, count - kept, niche, gap, crowd, taken);
    for (int i = kept; i < candidates; ++i) {
      if (taken[i] != 0) chosen[kept++] = chosen[i];
    }
  }
  pop.select(off, chosen.first(kept));
}

}  // namespace tandem::op
