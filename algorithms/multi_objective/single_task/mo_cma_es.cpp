// SPDX-License-Identifier: Apache-2.0
// MO-CMA-ES: every individual is a (1+1)-CMA-ES with its own step size and covariance matrix; parents and children
// compete by non-dominated sorting and crowding distance, and what survives inherits the search distribution that made
// it. One population per task. C. Igel, N. Hansen, S. Roth, Covariance matrix adaptation for multi-objective
// optimization, Evolutionary Computation 15(1), 2007, doi:10.1162/evco.2007.15.1.1.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/moo.h"
#include "tandem/operators_joined.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mo_cma_es {
namespace {

constexpr double kTarget = 1.0 / 5.5;                 // success rate aimed at
constexpr double kRate = kTarget / (2.0 + kTarget);   // c_p, of its average
constexpr double kThreshold = 0.44;                   // success rate above which the path is stalled
constexpr double kPenalty = 1e-6;                     // per squared distance to the box
constexpr double kSmallest = 1e-200, kLargest = 1e6;  // step sizes

/// Search distribution of an individual: sigma^2 A A^T, A lower triangular.
struct Strategy {
  explicit Strategy(int dim) : path(dim, 0.0), factor(Matrix::identity(dim)) {}
  double success = kTarget;
  double sigma = 0.5;
  std::vector<double> path;
  Matrix factor;

  void adaptStep(bool succeeded) {
    const double n = factor.rows();
    const double damping = 1.0 + n / 2.0;
    success = (1.0 - kRate) * success + kRate * (succeeded ? 1.0 : 0.0);
    sigma *= std::exp((success - kTarget) / (damping * (1.0 - kTarget)));
    sigma = std::clamp(sigma, kSmallest, kLargest);
  }

  /// Evolution path and covariance matrix from the step (in units of the parent's sigma). v is scratch.
  void adaptShape(std::span<const double> step, std::span<double> v) {
    const int dim = factor.rows();
    const double n = dim;
    const double cc = 2.0 / (n + 2.0);
    const double ccov = 2.0 / (n * n + 6.0);
    const bool stopped = success >= kThreshold;
    const double gain = stopped ? 0.0 : std::sqrt(cc * (2.0 - cc));
    for (int j = 0; j < dim; ++j) v[j] = path[j] = (1.0 - cc) * path[j] + gain * step[j];
    update(1.0 - ccov + (stopped ? ccov * cc * (2.0 - cc) : 0.0), ccov, v);
  }

 private:
  /// Factor of keep C + add v v^T from that of C, in O(n^2); v is destroyed.
  void update(double keep, double add, std::span<double> v) {
    const int dim = factor.rows();
    const double scale = std::sqrt(keep);
    const double weight = std::sqrt(add);
    for (double& x : v.first(dim)) x *= weight;
    for (int i = 0; i < dim; ++i) {
      for (int j = 0; j <= i; ++j) factor(i, j) *= scale;
    }
    for (int k = 0; k < dim; ++k) {
      const double old = factor(k, k);
      const double fresh = std::hypot(old, v[k]);
      if (!(fresh > 0.0)) continue;
      const double c = fresh / old;
      const double s = v[k] / old;
      factor(k, k) = fresh;
      for (int i = k + 1; i < dim; ++i) {
        factor(i, k) = (factor(i, k) + s * v[i]) / c;
        v[i] = c * v[i] - s * factor(i, k);
      }
    }
  }
};

class MoCmaEs final : public Algorithm {
  void params(ParamVisitor& p) override {
    p.trace("sigma", {.doc = "mean of the individuals' step sizes, in the unit box", .min = 0});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    // Strategies are stored in 2N places per task; a column tells where an individual's is.
    const ColumnId place = pops.front().addColumn("strategy");
    std::vector<std::vector<Strategy>> strategies;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      pops[t].addColumn("strategy");
      for (int i = 0; i < n; ++i) pops[t].value(place, i) = i;
      strategies.emplace_back(2 * n, Strategy(ctx.task(t).dim));
    }
    Population off = pops.front().like(n);
    const int total = 2 * n;  // parents and offspring
    std::vector<int> order(total);
    std::vector<int> rank(total);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        std::vector<Strategy>& mine = strategies[t];
        Population& pop = pops[t];
        Workspace::Frame frame(ctx.workspace());
        const MatView steps = frame.matrix(n, ctx.task(t).dim);
        sample(ctx, pop, place, mine, steps, off);
        ctx.evaluate(off);
        sort(ctx, pop, off, order);
        for (int r = 0; r < 2 * n; ++r) rank[order[r]] = r;
        const std::span<double> scratch = frame.doubles(ctx.task(t).dim);
        for (int i = 0; i < n; ++i) {
          const bool succeeded = rank[n + i] < rank[i];
          mine[pop.whole(place, i)].adaptStep(succeeded);
          if (rank[n + i] >= n) continue;  // does not survive, nor does its strategy
          Strategy& child = mine[off.whole(place, i)];
          child.adaptStep(succeeded);
          child.adaptShape(steps.row(i), scratch);
        }
        pop.select(off, std::span<const int>(order).first(n));
        double sigma = 0.0;
        for (int i = 0; i < n; ++i) sigma += mine[pop.whole(place, i)].sigma / n;
        ctx.trace("sigma", sigma, t);
      }
    }
  }

  /// One child per individual, with a copy of its strategy in a free place.
  static void sample(RunContext& ctx, const Population& pop, ColumnId place, std::vector<Strategy>& strategies,
                     MatView steps, Population& off) {
    const int n = pop.size();
    const int dim = steps.cols;
    Workspace::Frame frame(ctx.workspace());
    const int total = 2 * n;
    const std::span<int> taken = frame.ints(total);
    std::ranges::fill(taken, 0);
    for (int i = 0; i < n; ++i) taken[pop.whole(place, i)] = 1;
    const std::span<double> z = frame.doubles(dim);
    int free = 0;
    off.setTask(pop.task(0));
    off.setDonor(kNative);
    for (int i = 0; i < n; ++i) {
      while (taken[free] != 0) ++free;
      const Strategy& parent = strategies[pop.whole(place, i)];
      strategies[free] = parent;
      off.value(place, i) = free++;
      ctx.rng().fillNormal(z);
      std::ranges::copy(pop.x(i), off.x(i).begin());
      for (int j = 0; j < dim; ++j) {
        const std::span<const double> row = parent.factor.row(j);
        double y = 0.0;
        for (int k = 0; k <= j; ++k) y += row[k] * z[k];
        steps(i, j) = y;
        off.x(i)[j] += parent.sigma * y;
      }
    }
  }

  /// Rows of [pop | off] from best to worst by front and crowding distance, with a penalty outside the box.
  static void sort(RunContext& ctx, const Population& pop, const Population& off, std::span<int> order) {
    const op::Joined all(pop, off);
    const TaskInfo& task = ctx.task(pop.task(0));
    Workspace::Frame frame(ctx.workspace());
    const MatView objectives = frame.matrix(all.size(), task.objectives);
    for (int i = 0; i < all.size(); ++i) {
      const double penalty = task.bounded ? kPenalty * op::squaredViolation(all.x(i).first(task.dim)) : 0.0;
      for (int k = 0; k < task.objectives; ++k) objectives(i, k) = all.obj(i, k) + penalty;
    }
    const std::span<int> front = frame.ints(all.size());
    const std::span<double> crowding = frame.doubles(all.size());
    const int fronts = moo::nondominatedSort(objectives, front, ctx.workspace());
    moo::crowdingDistance(objectives, front, fronts, crowding, ctx.workspace());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, [&](int a, int b) {
      if (front[a] != front[b]) return front[a] < front[b];
      return crowding[a] != crowding[b] ? crowding[a] > crowding[b] : a < b;
    });
  }
};

}  // namespace

TANDEM_ALGORITHM(MoCmaEs, .name = "MO-CMA-ES", .family = "multi-objective single-task, evolution strategy",
                 .labels = SingleTask | MultiObjective | Unconstrained, .minPopulation = 2,
                 .citation = {"C. Igel, N. Hansen, S. Roth",
                              "Covariance matrix adaptation for multi-objective optimization",
                              "Evolutionary Computation 15(1), 1-28", 2007, "10.1162/evco.2007.15.1.1"},
                 .doc =
                     "A population of (1+1)-CMA-ES with step size and covariance of their own, under non-dominated "
                     "sorting and crowding distance.",
                 .deviations =
                     "The variant of the paper that sorts by crowding distance (c-MO-CMA), as in the reference code. A "
                     "triangular factor of the covariance matrix is updated instead of the matrix, to the same "
                     "distribution. Steps are scaled by the parent's step size as it was when the child was made; the "
                     "reference code takes it after its update.")

}  // namespace tandem::alg::mo_cma_es
