// SPDX-License-Identifier: Apache-2.0
// MTDE-MKTA: multitask DE with several types of knowledge and adaptive transfer. Every individual carries its own F,
// CR, transfer rate TR and knowledge type KP, which its children inherit with a disturbance; knowledge is either an
// individual of another task as it is or mapped from that task's distribution to the receiver's. Y. Li, W. Gong,
// Multiobjective multitask optimization with multiple knowledge types and transfer adaptation, IEEE Transactions on
// Evolutionary Computation 29(1), 2025, doi:10.1109/TEVC.2024.3353319.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mtde_mkta {
namespace {

/// Moving mean and standard deviation of a population, per variable.
struct Distribution {
  std::vector<double> mean, deviation;

  explicit Distribution(int dim) : mean(dim), deviation(dim) {}
  /// this := keep * this + (1 - keep) * that of the population.
  void update(const Population& pop, double keep) {
    const int n = pop.size();
    for (int j = 0; j < pop.dim(); ++j) {
      double sum = 0.0;
      for (int i = 0; i < n; ++i) sum += pop.x(i)[j];
      const double centre = sum / n;
      double squares = 0.0;
      for (int i = 0; i < n; ++i) squares += (pop.x(i)[j] - centre) * (pop.x(i)[j] - centre);
      mean[j] = keep * mean[j] + (1.0 - keep) * centre;
      deviation[j] = keep * deviation[j] + (1.0 - keep) * std::sqrt(squares / std::max(n - 1, 1)) + 1e-100;
    }
  }
};

class MtdeMkta final : public Algorithm {
  double tau1_ = 0.2;
  double tau2_ = 0.1;

  void params(ParamVisitor& p) override {
    p.real("tau1", tau1_, {.min = 0, .max = 1, .doc = "probability of drawing F (CR) anew"});
    p.real("tau2", tau2_, {.min = 0, .max = 1, .doc = "probability of drawing TR (KP) anew"});
    p.trace("F", {.doc = "mean mutation factor of the trial vectors", .min = 0, .max = 2});
    p.trace("CR", {.doc = "mean crossover rate of the trial vectors", .min = 0, .max = 1});
    p.trace("TR", {.doc = "mean transfer rate of the trial vectors", .min = 0, .max = 1});
    p.trace("KP", {.doc = "mean of the knowledge types; above 0.5: an individual as it is", .min = 0, .max = 1});
  }

  ColumnId f_, cr_, tr_, kp_;

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Population> offs;
    std::vector<Distribution> models(tasks, Distribution(ctx.maxDim()));
    std::vector<double> fitness(n);
    for (int t = 0; t < tasks; ++t) {
      drawSettings(ctx.rng(), pops[t]);
      offs.push_back(pops[t].like(n));
      op::selectSpea2(ctx, pops[t], offs[t].like(0), n, fitness);
      models[t].update(pops[t], 0.0);
    }
    while (ctx.running(pops)) {
      {
        const RunContext::ModelTime modelTime(ctx);
        for (int t = 0; t < tasks; ++t) models[t].update(pops[t], 0.5);
      }
      for (int t = 0; t < tasks; ++t) generate(ctx, pops, models, t, offs[t]);
      for (int t = 0; t < tasks; ++t) {
        ctx.evaluate(offs[t]);
        op::selectSpea2(ctx, pops[t], offs[t], n, fitness);
      }
    }
  }

  void drawSettings(Rng& rng, Population& pop) {
    f_ = pop.addColumn("F");
    cr_ = pop.addColumn("CR");
    tr_ = pop.addColumn("TR");
    kp_ = pop.addColumn("KP");
    for (int i = 0; i < pop.size(); ++i) {
      pop.value(f_, i) = 0.2 + rng.uniform();
      for (const ColumnId column : {cr_, tr_, kp_}) pop.value(column, i) = rng.uniform();
    }
  }

  /// Disturbance and mutation of the settings that child i inherits.
  void inheritSettings(Rng& rng, const Population& pop, int i, Population& off) const {
    off.value(f_, i) = std::clamp(rng.normal(pop.value(f_, i), 0.1), 0.2, 1.2);
    off.value(cr_, i) = std::clamp(rng.normal(pop.value(cr_, i), 0.1), 0.0, 1.0);
    off.value(tr_, i) = std::clamp(rng.normal(pop.value(tr_, i), 0.1), 0.0, 1.0);
    const double kp = rng.normal(pop.value(kp_, i), 0.1);
    off.value(kp_, i) = kp - std::floor(kp);  // wraps around the ends of [0, 1]
    if (rng.chance(tau1_)) off.value(f_, i) = 0.2 + rng.uniform();
    if (rng.chance(tau1_)) off.value(cr_, i) = rng.uniform();
    if (rng.chance(tau2_)) off.value(tr_, i) = rng.uniform();
    if (rng.chance(tau2_)) off.value(kp_, i) = rng.uniform();
  }

  /// An individual other than those named; populations are sorted, and better ones are likelier.
  static int pickRanked(Rng& rng, int n, int a, int b) {
    while (true) {
      const int pick = rng.below(n);
      if (rng.uniform() * n <= n - 1 - pick && pick != a && pick != b) return pick;
      // The worst is never picked by rank: with three or fewer candidates left it must be.
      if (n <= 4 && pick != a && pick != b) return pick;
    }
  }

  void generate(RunContext& ctx, const std::vector<Population>& pops, const std::vector<Distribution>& models, int t,
                Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = pops[t];
    const int n = pop.size();
    const std::span<double> mutant = frame.doubles(pop.dim());
    const std::span<double> knowledge = frame.doubles(pop.dim());
    double sumF = 0.0, sumCr = 0.0, sumTr = 0.0, sumKp = 0.0;
    for (int i = 0; i < n; ++i) {
      inheritSettings(rng, pop, i, off);
      const int x1 = pickRanked(rng, n, i, i);
      const int x2 = pickRanked(rng, n, i, x1);
      const int taken[] = {i, x1, x2};
      int x3 = 0;
      rng.distinct({&x3, 1}, n, taken);
      int donor = t;
      std::span<const double> second = pop.x(x2);
      if (isize(pops) > 1 && rng.chance(off.value(tr_, i))) {
        rng.distinct({&donor, 1}, isize(pops), {&t, 1});
        second = pops[donor].x(rng.below(pops[donor].size()));
        if (off.value(kp_, i) <= 0.5) {
          align(ctx, second, models[donor], models[t], knowledge);
          second = knowledge;
        }
      }
      op::difference(pop.x(x1), off.value(f_, i), second, pop.x(x3), mutant);
      op::binomial(rng, pop.x(i), mutant, off.value(cr_, i), off.x(i));
      op::clip(off.x(i));
      off.setOrigin(i, t, donor);
      sumF += off.value(f_, i);
      sumCr += off.value(cr_, i);
      sumTr += off.value(tr_, i);
      sumKp += off.value(kp_, i);
    }
    ctx.trace("F", sumF / n, t);
    ctx.trace("CR", sumCr / n, t);
    ctx.trace("TR", sumTr / n, t);
    ctx.trace("KP", sumKp / n, t);
  }

  /// x keeps its standardised position while its distribution changes from the donor's to the receiver's.
  static void align(RunContext& ctx, std::span<const double> x, const Distribution& from, const Distribution& to,
                    std::span<double> out) {
    const RunContext::ModelTime modelTime(ctx);
    for (int j = 0; j < isize(x); ++j) {
      const double standard = (x[j] - from.mean[j]) / from.deviation[j];
      // A donor that has converged in this variable tells nothing beyond its mean.
      out[j] = to.mean[j] + (std::abs(standard) < 1e10 ? to.deviation[j] * standard : 0.0);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MtdeMkta, .name = "MTDE-MKTA", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | ManyTask | MultiObjective | Unconstrained | Constrained, .twin = "SPEA2-DE",
    .minPopulation = 4,
    .citation = {"Y. Li, W. Gong",
                 "Multiobjective multitask optimization with multiple knowledge types and transfer adaptation",
                 "IEEE Transactions on Evolutionary Computation 29(1), 205-216", 2025, "10.1109/TEVC.2024.3353319"},
    .doc = "Rank-based DE whose individuals carry their own F, CR, transfer rate and type of knowledge.",
    .deviations =
        "Where a donor has all but converged in a variable (standardised position beyond 1e10), the own mean "
        "takes the place of the mapped value. Populations of four draw ranked parents uniformly.")

}  // namespace tandem::alg::mtde_mkta
