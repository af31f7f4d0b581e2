// SPDX-License-Identifier: Apache-2.0
// MaTDE: many-task DE with archives. The donor of a transfer is drawn by accumulated reward and by the similarity
// (symmetric Kullback-Leibler divergence of normal models) of the archives.
// Y. Chen, J. Zhong, L. Feng, J. Zhang, An adaptive archive-based evolutionary framework for many-task optimization,
// IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 2020, doi:10.1109/TETCI.2019.2916051.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"

namespace tandem::alg::matde {
namespace {

class Matde final : public Algorithm {
  double alpha_ = 0.1;
  double update_ = 0.2;
  double shrink_ = 0.8;
  double ro_ = 0.8;
  int archiveSize_ = 3;
  double lowF_ = 0.1;
  double highF_ = 2.0;
  double lowCr_ = 0.1;
  double highCr_ = 0.9;

  void params(ParamVisitor& p) override {
    p.real("alpha", alpha_, {.min = 0, .max = 1, .doc = "probability that a generation of a task is a transfer"});
    p.real("archiveUpdate", update_, {.min = 0, .max = 1, .doc = "probability that an individual enters the archive"});
    p.real("shrink", shrink_,
           {.min = 0.01, .max = 1, .doc = "factor of the reward after success (1/x) and failure (x)"});
    p.real("ro", ro_, {.min = 0, .max = 1, .doc = "attenuation of accumulated possibilities"});
    p.integer("archiveMultiple", archiveSize_, {.min = 1, .max = 1000, .doc = "archive size in populations"});
    p.real("lowF", lowF_, {.min = 0, .max = 2, .doc = "least mutation factor"});
    p.real("highF", highF_, {.min = 0, .max = 2, .doc = "largest mutation factor"});
    p.real("lowCR", lowCr_, {.min = 0, .max = 1, .doc = "least crossover rate"});
    p.real("highCR", highCr_, {.min = 0, .max = 1, .doc = "largest crossover rate"});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Population> archives;
    for (const Population& pop : pops) {
      archives.push_back(pop.like(archiveSize_ * n));
      archives.back().resize(0);
      archives.back().append(pop);
    }
    Population off = pops.front().like(n);
    Matrix possibility(tasks, tasks);
    Matrix reward(tasks, tasks, 1.0);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        Population& pop = pops[static_cast<std::size_t>(t)];
        if (tasks == 1 || !ctx.rng().chance(alpha_)) {
          breed(ctx, pop, off);
          ctx.evaluate(off);
          op::selectOneToOne(pop, off);
        } else {
          const int k = chooseDonor(ctx, archives, t, reward, possibility.row(t));
          cross(ctx, pop, pops[static_cast<std::size_t>(k)], off);
          const BestSoFar before = ctx.best(t);
          const double objective = before.objective;
          const double cv = before.cv;
          ctx.evaluate(off);
          const bool improved = better(ctx.best(t).objective, ctx.best(t).cv, objective, cv);
          op::selectOneToOne(pop, off);
          reward(t, k) *= improved ? 1.0 / shrink_ : shrink_;
        }
        archive(ctx.rng(), pop, archives[static_cast<std::size_t>(t)], archiveSize_ * n);
      }
    }
  }

  void archive(Rng& rng, const Population& pop, Population& store, int capacity) const {
    for (int i = 0; i < pop.size(); ++i) {
      if (!rng.chance(update_)) continue;
      int slot = store.size();
      if (slot < capacity) {
        store.resize(slot + 1);
      } else {
        slot = rng.below(capacity);
      }
      store.copyRow(slot, pop, i);
    }
  }

  void breed(RunContext& ctx, const Population& pop, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mutant = frame.doubles(static_cast<std::size_t>(pop.dim()));
    for (int i = 0; i < pop.size(); ++i) {
      int mate = 0;
      rng.distinct({&mate, 1}, pop.size(), {&i, 1});
      op::difference(pop.x(i), rng.uniform(lowF_, highF_), pop.x(mate), pop.x(i), mutant);
      op::binomial(rng, ctx.workspace(), pop.x(i), mutant, rng.uniform(lowCr_, highCr_), off.x(i));
      op::randomReset(rng, off.x(i));
      off.setOrigin(i, pop.task(i), pop.task(i));
    }
  }

  /// Each child mixes an individual with a random one of the donor; CR is the share of the own.
  void cross(RunContext& ctx, const Population& pop, const Population& donor, Population& off) const {
    Rng& rng = ctx.rng();
    for (int i = 0; i < pop.size(); ++i) {
      const double cr = rng.uniform(lowCr_, highCr_);
      op::binomial(rng, ctx.workspace(), donor.x(rng.below(donor.size())), pop.x(i), cr, off.x(i));
      off.setOrigin(i, pop.task(i), donor.task(0));
    }
  }

  int chooseDonor(RunContext& ctx, const std::vector<Population>& archives, int t, const Matrix& reward,
                  std::span<double> possibility) const {
    for (int k = 0; k < ctx.taskCount(); ++k) {
      const auto at = static_cast<std::size_t>(k);
      if (k == t) continue;
      const int d = std::min(ctx.task(t).dim, ctx.task(k).dim);
      const double divergence = symmetricDivergence(ctx, archives[static_cast<std::size_t>(t)], archives[at], d);
      possibility[at] = ro_ * possibility[at] + reward(t, k) / (1.0 + std::log(1.0 + divergence));
    }
    possibility[static_cast<std::size_t>(t)] = 0.0;
    return op::roulette(ctx.rng(), possibility);
  }

  /// Half the sum of both Kullback-Leibler divergences of normal models of the first d variables.
  static double symmetricDivergence(RunContext& ctx, const Population& a, const Population& b, int d) {
    Workspace::Frame frame(ctx.workspace());
    const auto size = static_cast<std::size_t>(d);
    const std::span<double> mean[2] = {frame.doubles(size), frame.doubles(size)};
    MatView cov[2] = {frame.matrix(d, d), frame.matrix(d, d)};
    MatView inv[2] = {frame.matrix(d, d), frame.matrix(d, d)};
    double det[2];
    const Population* pops[2] = {&a, &b};
    for (int m = 0; m < 2; ++m) {
      linalg::meanAndCovariance(pops[m]->x().leftCols(d), mean[m], cov[m]);
      const MatView lower = frame.matrix(d, d);
      double product = 0.0;
      if (linalg::cholesky(cov[m], lower) && linalg::inverse(cov[m], inv[m], ctx.workspace())) {
        product = 1.0;
        for (int j = 0; j < d; ++j) product *= lower(j, j) * lower(j, j);
      } else {
        linalg::pseudoInverse(cov[m], inv[m]);
      }
      det[m] = std::max(product, 1e-3);  // the paper's floor
    }
    double sum = 0.0;
    for (int m = 0; m < 2; ++m) {
      const int o = 1 - m;
      double trace = 0.0;
      double mahalanobis = 0.0;
      for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
          const auto ii = static_cast<std::size_t>(i);
          const auto jj = static_cast<std::size_t>(j);
          trace += inv[o](i, j) * cov[m](j, i);
          mahalanobis += (mean[o][ii] - mean[m][ii]) * inv[o](i, j) * (mean[o][jj] - mean[m][jj]);
        }
      }
      sum += std::abs(0.5 * (trace + mahalanobis - d + std::log(det[o] / det[m])));
    }
    return 0.5 * sum;
  }
};

}  // namespace

TANDEM_ALGORITHM(Matde, .name = "MaTDE", .family = "many-task",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "DE",
                 .minPopulation = 4,
                 .citation = {"Y. Chen, J. Zhong, L. Feng, J. Zhang",
                              "An adaptive archive-based evolutionary framework for many-task optimization",
                              "IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 369-384", 2020,
                              "10.1109/TETCI.2019.2916051"},
                 .doc = "Archive-based many-task DE: donors by accumulated reward and similarity of the archives.")

}  // namespace tandem::alg::matde
