// SPDX-License-Identifier: Apache-2.0
// AMT-NSGA-II: NSGA-II per task. After half of the budget each population is kept as a probabilistic source model and
// all restart; every Delta generations children are then sampled from the mixture of source models and the
// population's own model whose weights explain the population best. B. Da, A. Gupta, Y.-S. Ong, Curbing negative
// influences online for seamless transfer evolutionary optimization, IEEE Transactions on Cybernetics 49(12), 2019,
// doi:10.1109/TCYB.2018.2864345.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/operators_mo_mf.h"
#include "tandem/operators_transfer.h"
#include "tandem/vmath.h"

namespace tandem::alg::amt_nsga2 {
namespace {

class AmtNsga2 final : public Algorithm {
  int delta_ = 10;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    p.integer("Delta", delta_, {.min = 1, .max = 1000000, .doc = "generations from one transfer to the next"});
    variation_.params(p);
    p.trace("weight", {.doc = "weight of the donor's model in the mixture", .per = TracePer::Pair, .min = 0, .max = 1});
  }

  /// Normal marginals of a population: plain, for sampling, and with uniform noise, for judging others.
  struct Model {
    op::MarginalModel plain, noisy;
    explicit Model(int dim) : plain(dim), noisy(dim) {}
    void fit(Rng& rng, const Population& pop, std::span<const int> rows) {
      plain.fit(rng, pop.x(), rows, 0.0);
      noisy.fit(rng, pop.x(), rows, kNoise);
    }
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initSorted(ctx);
    Population off = pops.front().like(n + 1);
    std::vector<int> pool(n);
    // One source model per task; the last is that of the population the mixture is for.
    std::vector<Model> models(tasks + 1, Model(ctx.maxDim()));
    op::MarginalModel others(ctx.maxDim());
    bool restarted = false;
    while (ctx.running(pops)) {
      if (!restarted && ctx.progress() >= 0.5) {
        restart(ctx, pops, models);
        restarted = true;
      }
      for (int t = 0; t < tasks; ++t) {
        if (restarted && (ctx.generation() + 1) % delta_ == 0) {
          transfer(ctx, pops[t], models, others, off);
        } else {
          op::tournamentPool(ctx.rng(), n, pool);
          op::gaOffspring(ctx, pops[t], pool, off, variation_);
          off.setDonor(kNative);
        }
        ctx.evaluate(off);
        op::selectCrowded(ctx, pops[t], off, n);
      }
    }
  }

  /// Learns the source models and restarts.
  static void restart(RunContext& ctx, std::vector<Population>& pops, std::vector<Model>& models) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(ctx.populationSize());
    for (int t = 0; t < ctx.taskCount(); ++t) {
      std::iota(order.begin(), order.end(), 0);
      {
        const RunContext::ModelTime modelTime(ctx);
        models[t].fit(ctx.rng(), pops[t], order);
      }
      for (int i = 0; i < pops[t].size(); ++i) ctx.rng().fillUniform(pops[t].x(i));
      pops[t].setDonor(kNative);
      ctx.evaluate(pops[t], Purpose::Restart);
      op::sortByCrowdedComparison(ctx, pops[t], order);
      pops[t].gather(order);
    }
  }

  /// Children from the mixture of all models.
  static void transfer(RunContext& ctx, const Population& pop, std::vector<Model>& models, op::MarginalModel& others,
                       Population& off) {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int t = pop.task(0);
    const int components = ctx.taskCount() + 1;
    const std::span<double> weights = frame.doubles(components);
    {
      const RunContext::ModelTime modelTime(ctx);
      const std::span<int> rows = frame.ints(n);
      std::iota(rows.begin(), rows.end(), 0);
      models.back().fit(rng, pop, rows);
      const MatView density = frame.matrix(n, components);
      densities(rng, pop, models, others, rows, density);
      stack(density, weights, frame.doubles(components));
      mutate(rng, weights);
      for (int c = 0; c < ctx.taskCount(); ++c) {
        if (c != t) ctx.trace("weight", weights[c], t, c);
      }
    }
    // Each component contributes its share, rounded up; the surplus is dropped at random.
    const std::span<int> samples = frame.ints(n + components);
    int total = 0;
    for (int c = 0; c < components; ++c) {
      const int share = std::min(n, roundUp(n * weights[c]));
      for (int i = 0; i < share; ++i) samples[total++] = c;
    }
    rng.shuffle(samples.first(total));
    off.resize(n);
    for (int i = 0; i < n; ++i) {
      const int c = samples[i];
      const op::MarginalModel& model = models[c].plain;
      int j = 0;
      for (double& v : off.x(i)) {
        v = rng.normal(model.mean[j], 1.0 / model.inverseDeviation[j]);
        ++j;
      }
      op::clip(off.x(i));
      off.setOrigin(i, t, c < ctx.taskCount() ? c : t);
    }
  }

  /// Density of each individual (row) under each model, scaled to a maximum of 1 per row. Its own model leaves the
  /// individual out.
  static void densities(Rng& rng, const Population& pop, const std::vector<Model>& models, op::MarginalModel& others,
                        std::span<int> rows, MatView density) {
    const int last = density.cols - 1;
    for (int i = 0; i < pop.size(); ++i) {
      std::swap(rows[i], rows.back());
      others.fit(rng, pop.x(), rows.first(rows.size() - 1), kNoise);
      std::swap(rows[i], rows.back());
      for (int c = 0; c < last; ++c) density(i, c) = models[c].noisy.logDensity(pop.x(i), pop.dim());
      density(i, last) = others.logDensity(pop.x(i), pop.dim());
      const std::span<double> row = density.row(i);
      const double highest = std::ranges::max(row);
      for (double& v : row) v = std::max(v - highest, -700.0);
      vmath::exp(row, row);
    }
  }

  /// Weights of the mixture by expectation maximisation; sum is scratch.
  static void stack(ConstMatView density, std::span<double> weights, std::span<double> sum) {
    std::ranges::fill(weights, 1.0 / density.cols);
    for (int iteration = 0; iteration < kIterations; ++iteration) {
      std::ranges::fill(sum, 0.0);
      for (int i = 0; i < density.rows; ++i) {
        double mixture = 0.0;
        for (int c = 0; c < density.cols; ++c) mixture += weights[c] * density(i, c);
        mixture = std::max(mixture, 1e-300);
        for (int c = 0; c < density.cols; ++c) sum[c] += weights[c] * density(i, c) / mixture;
      }
      for (int c = 0; c < density.cols; ++c) weights[c] = sum[c] / density.rows;
    }
  }

  /// A little noise keeps sources alive whose weight has vanished.
  static void mutate(Rng& rng, std::span<double> weights) {
    double total = 0.0;
    for (double& w : weights) total += w = std::max(0.0, w + rng.normal(0.0, kWeightNoise));
    for (double& w : weights) w = total > 0.0 ? w / total : 0.0;
    if (!(total > 0.0)) weights.back() = 1.0;
  }

  static constexpr double kNoise = 0.1;  ///< uniform points per individual in the judging models
  static constexpr double kWeightNoise = 0.01;
  static constexpr int kIterations = 100;
};

}  // namespace

TANDEM_ALGORITHM(
    AmtNsga2, .name = "AMT-NSGA-II", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II", .minPopulation = 4,
    .citation = {"B. Da, A. Gupta, Y.-S. Ong",
                 "Curbing negative influences online for seamless transfer evolutionary optimization",
                 "IEEE Transactions on Cybernetics 49(12), 4365-4378", 2019, "10.1109/TCYB.2018.2864345"},
    .doc = "Samples from a learned mixture of source models, taken from its own first half, and the target's model.",
    .deviations =
        "The paper's sources are models of earlier runs; as in the reference code, the first half of the "
        "budget makes them. Densities are kept as logarithms, which do not vanish in many dimensions.")

}  // namespace tandem::alg::amt_nsga2
