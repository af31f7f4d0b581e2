// SPDX-License-Identifier: Apache-2.0
// LMOCSO: competitive swarm optimiser for many variables. Particles compete in pairs by shift-based density; the loser
// learns from the winner, with an acceleration term in the position update, and one particle per reference vector
// survives by angle-penalised distance. Y. Tian, X. Zheng, X. Zhang, Y. Jin, Efficient large-scale multiobjective
// optimization based on a competitive swarm optimizer, IEEE Transactions on Cybernetics 50(8), 2020,
// doi:10.1109/TCYB.2019.2906383.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/moo.h"
#include "tandem/operators_joined.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::lmocso {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();
constexpr double kMutationIndex = 20.0;

/// 1e30 for non-finite values: differences and angles stay defined.
double tame(double objective) {
  return std::isfinite(objective) ? std::clamp(objective, -1e30, 1e30) : 1e30;
}

double angle(std::span<const double> a, std::span<const double> b) {
  const double lengths = linalg::norm(a) * linalg::norm(b);
  return lengths > 0.0 ? std::acos(std::clamp(linalg::dot(a, b) / lengths, -1.0, 1.0)) : 0.0;
}

class Lmocso final : public Algorithm {
  struct Task {
    Matrix vectors;
    std::vector<double> gamma;  // smallest angle to another vector
  };

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    std::vector<Task> guides(tasks);
    std::vector<Population> pops;      // survivors
    std::vector<Population> recorded;  // the same, filled up with earlier ones
    for (int t = 0; t < tasks; ++t) {
      guides[t] = makeVectors(ctx, t);
      pops.push_back(op::initUniform(ctx, guides[t].vectors.rows(), t));
      velocity_ = pops[t].addColumn("velocity", pops[t].dim());
      recorded.push_back(pops[t]);
      select(ctx, pops[t], pops[t].like(0), guides[t], penalty(ctx));
    }
    Population off = pops.front().like(ctx.populationSize() + 2);
    while (ctx.running(recorded)) {
      for (int t = 0; t < tasks; ++t) {
        compete(ctx, pops[t], off);
        ctx.evaluate(off);
        select(ctx, pops[t], off, guides[t], penalty(ctx));
        for (int i = 0; i < pops[t].size(); ++i) recorded[t].copyRow(i, pops[t], i);
      }
    }
  }

  ColumnId velocity_;

  static double penalty(const RunContext& ctx) {
    const double progress = std::min(1.0, ctx.progress());
    return progress * progress;
  }

  static Task makeVectors(const RunContext& ctx, int t) {
    const op::Decomposition weights(ctx.task(t).objectives, ctx.populationSize(), 0.0);
    Task task{Matrix(weights.size(), ctx.task(t).objectives), std::vector<double>(weights.size(), kFar)};
    for (int v = 0; v < weights.size(); ++v) std::ranges::copy(weights.weight(v), task.vectors.row(v).begin());
    for (int v = 0; v < weights.size(); ++v) {
      for (int w = 0; w < weights.size(); ++w) {
        if (w != v) task.gamma[v] = std::min(task.gamma[v], angle(task.vectors.row(v), task.vectors.row(w)));
      }
      task.gamma[v] = std::max(task.gamma[v], 1e-12);
    }
    return task;
  }

  /// Distance in normalised objectives to the nearest other particle, whose better objectives are first shifted to this
  /// one's: larger is better.
  static void shiftedDensity(RunContext& ctx, const Population& pop, int objectives, std::span<double> fitness) {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const MatView f = frame.matrix(n, objectives);
    for (int k = 0; k < objectives; ++k) {
      double low = kFar;
      double high = -kFar;
      for (int i = 0; i < n; ++i) {
        f(i, k) = tame(pop.obj(i, k));
        low = std::min(low, f(i, k));
        high = std::max(high, f(i, k));
      }
      for (int i = 0; i < n; ++i) f(i, k) = high > low ? (f(i, k) - low) / (high - low) : 0.0;
    }
    for (int i = 0; i < n; ++i) {
      fitness[i] = kFar;
      for (int j = 0; j < n; ++j) {
        if (j == i) continue;
        double squares = 0.0;
        for (int k = 0; k < objectives; ++k) {
          const double worse = std::max(0.0, f(j, k) - f(i, k));
          squares += worse * worse;
        }
        fitness[i] = std::min(fitness[i], squares);
      }
    }
  }

  /// Losers move, winners stay; both are mutated.
  void compete(RunContext& ctx, const Population& pop, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<double> fitness = frame.doubles(n);
    shiftedDensity(ctx, pop, ctx.task(pop.task(0)).objectives, fitness);
    const std::span<int> order = frame.ints(std::max(n, 2));
    if (n > 1) {
      rng.permutation(order);
    } else {
      std::ranges::fill(order, 0);  // a lone particle competes with itself
    }
    const int pairs = std::max(1, n / 2);
    off.resize(2 * pairs);
    for (int k = 0; k < pairs; ++k) {
      int loser = order[k];
      int winner = order[pairs + k];
      if (fitness[loser] >= fitness[winner]) std::swap(loser, winner);
      off.copyRow(k, pop, loser);
      off.copyRow(pairs + k, pop, winner);
      const double r1 = rng.uniform();
      const double r2 = rng.uniform();
      const std::span<const double> old = pop.column(velocity_).row(loser);
      const std::span<double> v = off.column(velocity_).row(k);
      for (int j = 0; j < pop.dim(); ++j) {
        v[j] = r1 * old[j] + r2 * (pop.x(winner)[j] - pop.x(loser)[j]);
        off.x(k)[j] = pop.x(loser)[j] + r1 * (v[j] - old[j]);
      }
    }
    for (int i = 0; i < off.size(); ++i) {
      op::polynomialMutation(rng, off.x(i), kMutationIndex, 1.0 / off.dim());
      op::clip(off.x(i));
      off.setOrigin(i, pop.task(0), pop.task(0));
    }
  }

  /// Of the first front, one particle per reference vector: least angle-penalised distance among the feasible, else
  /// least violation.
  static void select(RunContext& ctx, Population& pop, const Population& off, const Task& task, double theta) {
    Workspace::Frame frame(ctx.workspace());
    const op::Joined all(pop, off);
    const int total = all.size();
    const int m = task.vectors.cols();
    const int count = task.vectors.rows();
    const MatView f = frame.matrix(total, m);
    for (int i = 0; i < total; ++i) {
      for (int k = 0; k < m; ++k) f(i, k) = tame(all.obj(i, k));
    }
    std::span<int> front = frame.ints(total);
    front = front.first(moo::nondominatedSubset(f, front, ctx.workspace()));
    for (int k = 0; k < m; ++k) {
      double ideal = kFar;
      for (const int i : front) ideal = std::min(ideal, f(i, k));
      for (const int i : front) f(i, k) -= ideal;
    }
    const std::span<int> survivor = frame.ints(count);
    const std::span<double> merit = frame.doubles(count);
    std::ranges::fill(survivor, -1);
    for (const int i : front) {
      int v = 0;
      double least = kFar;
      for (int w = 0; w < count; ++w) {
        const double a = angle(ConstMatView(f).row(i), task.vectors.row(w));
        if (a < least) {
          least = a;
          v = w;
        }
      }
      const double cv = all.cv(i);
      const double value = cv > 0.0 ? cv : (1.0 + m * theta * least / task.gamma[v]) * linalg::norm(f.row(i));
      const bool rivalFeasible = survivor[v] >= 0 && all.cv(survivor[v]) <= 0.0;
      const bool wins = survivor[v] < 0 || (rivalFeasible != (cv <= 0.0) ? cv <= 0.0 : value < merit[v]);
      if (!wins) continue;
      survivor[v] = i;
      merit[v] = value;
    }
    const std::span<int> kept = frame.ints(count);
    int size = 0;
    for (const int i : survivor) {
      if (i >= 0) kept[size++] = i;
    }
    pop.select(off, kept.first(size));
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Lmocso, .name = "LMOCSO", .family = "multi-objective single-task, swarm",
    .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 2,
    .citation = {"Y. Tian, X. Zheng, X. Zhang, Y. Jin",
                 "Efficient large-scale multiobjective optimization based on a competitive swarm optimizer",
                 "IEEE Transactions on Cybernetics 50(8), 3696-3708", 2020, "10.1109/TCYB.2019.2906383"},
    .doc = "Competitive swarm: losers of pairwise competitions learn from winners, reference vectors choose survivors.",
    .deviations =
        "The first front is that of the objectives alone, constraints decide within a reference vector, as in "
        "the reference. The recorded population is filled up with earlier survivors, as there.")

}  // namespace tandem::alg::lmocso
