// SPDX-License-Identifier: Apache-2.0
// Differential evolution with several trial vectors per individual, one population per task: the best of them
// (feasibility first) challenges the individual, occasionally by the objective alone. E. Mezura-Montes, C. A. Coello
// Coello, J. Velazquez-Reyes, L. Munoz-Davila, Multiple trial vectors in differential evolution for engineering design,
// Engineering Optimization 39(5), 2007, doi:10.1080/03052150701364022.
#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::mtv_de {
namespace {

class MtvDe final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.9;
  int trials_ = 5;
  double sr_ = 0.45;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.integer("No", trials_, {.min = 1, .max = 100, .doc = "trial vectors per individual"});
    p.real("SR", sr_, {.min = 0, .max = 1, .doc = "probability of comparing by objective only"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    Population trials = pops.front().like(trials_ * ctx.populationSize());
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        breed(ctx, pop, trials);
        ctx.evaluate(trials);
        for (int i = 0; i < pop.size(); ++i) challenge(ctx.rng(), pop, i, trials, bestTrial(trials, i));
      }
    }
  }

  void breed(RunContext& ctx, const Population& pop, Population& trials) const {
    Rng& rng = ctx.rng();
    for (int k = 0; k < trials.size(); ++k) {
      const int i = k / trials_;
      int r[3];
      rng.distinct(r, pop.size(), {&i, 1});
      op::difference(pop.x(r[0]), f_, pop.x(r[1]), pop.x(r[2]), trials.x(k));
      op::binomial(rng, pop.x(i), trials.x(k), cr_, trials.x(k));
      op::clip(trials.x(k));
      trials.setOrigin(k, pop.task(i), kNative);
    }
  }

  [[nodiscard]] int bestTrial(const Population& trials, int i) const {
    int best = trials_ * i;
    for (int k = best + 1; k < trials_ * (i + 1); ++k) {
      if (better(trials.obj(k), trials.cv(k), trials.obj(best), trials.cv(best))) best = k;
    }
    return best;
  }

  void challenge(Rng& rng, Population& pop, int i, const Population& trials, int k) const {
    const bool wins =
        rng.chance(sr_) ? trials.obj(k) < pop.obj(i) : !better(pop.obj(i), pop.cv(i), trials.obj(k), trials.cv(k));
    if (wins) pop.copyRow(i, trials, k);
  }
};

}  // namespace

TANDEM_ALGORITHM(MtvDe, .name = "MTV-DE", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 4,
                 .citation = {"E. Mezura-Montes, C. A. Coello Coello, J. Velazquez-Reyes, L. Munoz-Davila",
                              "Multiple trial vectors in differential evolution for engineering design",
                              "Engineering Optimization 39(5), 567-589", 2007, "10.1080/03052150701364022"},
                 .doc =
                     "DE/rand/1/bin with several trial vectors per individual, of which the best one challenges it by "
                     "feasibility first or, at random, by the objective alone.")

}  // namespace tandem::alg::mtv_de
