// SPDX-License-Identifier: Apache-2.0
// Differential evolution strategy, one search per task: an evolution strategy that needs no covariance matrix. Samples
// are the midpoint of the best half plus difference vectors of past best halves, past steps of the midpoint and past
// states of the evolution path, whose mixture is distributed as CMA-ES would sample. J. Arabas, D. Jagodzinski, Toward
// a matrix-free covariance matrix adaptation evolution strategy, IEEE Transactions on Evolutionary Computation 24(1),
// 2020, doi:10.1109/TEVC.2019.2907266.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"

namespace tandem::alg::des {
namespace {

constexpr double kNoise = 1e-5;

/// Midpoint, path and history of one task. The history is a ring of `horizon` generations.
struct Search {
  Search(int dimension, int bestHalf)
      : dim(dimension),
        mu(bestHalf),
        horizon(6 + nearest(3.0 * std::sqrt(dimension))),
        midpoint(dimension, 0.5),
        step(dimension, 0.0),
        path(dimension, 0.0),
        points(horizon * bestHalf, dimension),
        steps(horizon, dimension),
        paths(horizon, dimension) {}

  int dim, mu, horizon;
  int filled = 0;  // generations in the history
  int next = 0;    // the oldest, once all are filled
  std::vector<double> midpoint, step, path;
  Matrix points, steps, paths;

  /// Midpoint of the best half, its step and the evolution path.
  void advance(const Population& pop, std::span<const int> order) {
    const double c = 1.0 / std::sqrt(dim);
    const double gain = std::sqrt(c * (2.0 - c) * mu);
    for (int j = 0; j < dim; ++j) {
      double mean = 0.0;
      for (int r = 0; r < mu; ++r) mean += pop.x(order[r])[j] / mu;
      step[j] = mean - midpoint[j];
      midpoint[j] = mean;
      path[j] = (1.0 - c) * path[j] + gain * step[j];
    }
  }

  /// Keeps the best half of the generation, with the step and the path that led to it.
  void remember(const Population& pop, std::span<const int> order) {
    for (int r = 0; r < mu; ++r) std::copy_n(pop.x(order[r]).begin(), dim, points.row(next * mu + r).begin());
    std::ranges::copy(step, steps.row(next).begin());
    std::ranges::copy(path, paths.row(next).begin());
    next = (next + 1) % horizon;
    filled = std::min(filled + 1, horizon);
  }

  void sample(Rng& rng, int generation, Population& pop) const {
    const double cd = mu / (mu + 2.0);
    const double ce = 2.0 / (1.0 * dim * dim);
    const double noise = kNoise * std::pow(std::max(0.0, 1.0 - ce), 0.5 * generation);
    for (int i = 0; i < pop.size(); ++i) {
      const int era = mu * rng.below(filled);
      const std::span<const double> pastStep = steps.row(rng.below(filled));
      const std::span<const double> pastPath = paths.row(rng.below(filled));
      int pair[2];
      rng.distinct(pair, mu);
      const std::span<const double> a = points.row(era + pair[0]);
      const std::span<const double> b = points.row(era + pair[1]);
      const double alongStep = std::sqrt(cd) * rng.normal();
      const double alongPath = std::sqrt(1.0 - cd) * rng.normal();
      const std::span<double> x = pop.x(i);
      for (int j = 0; j < dim; ++j) {
        x[j] = midpoint[j] + std::sqrt(0.5 * cd) * (a[j] - b[j]) + alongStep * pastStep[j] + alongPath * pastPath[j] +
               noise * rng.normal();
        if (!std::isfinite(x[j])) x[j] = rng.uniform();
      }
    }
  }
};

class Des final : public Algorithm {
  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    std::vector<Search> searches;
    std::vector<std::vector<int>> orders(pops.size(), std::vector<int>(n));
    for (int t = 0; t < ctx.taskCount(); ++t) {
      Search& search = searches.emplace_back(ctx.task(t).dim, (n + 1) / 2);
      op::startMean(ctx, t, search.midpoint);
      op::sortByFitness(pops[t], orders[t]);
      search.remember(pops[t], orders[t]);
    }
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Search& search = searches[t];
        search.advance(pops[t], orders[t]);
        search.sample(ctx.rng(), ctx.generation(), pops[t]);
        ctx.evaluate(pops[t]);
        op::rankWithPenalty(ctx.workspace(), pops[t], ctx.task(t), orders[t]);
        search.remember(pops[t], orders[t]);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Des, .name = "DES", .family = "single-task, evolution strategy",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"J. Arabas, D. Jagodzinski",
                              "Toward a matrix-free covariance matrix adaptation evolution strategy",
                              "IEEE Transactions on Evolutionary Computation 24(1), 84-98", 2020,
                              "10.1109/TEVC.2019.2907266"},
                 .doc = "Evolution strategy that samples with difference vectors of its past instead of a matrix.",
                 .deviations =
                     "As many samples as the population size. Samples outside the box are evaluated at its border and "
                     "ranked with a penalty for the distance.")

}  // namespace tandem::alg::des
