// SPDX-License-Identifier: Apache-2.0
// NSGA-II: non-dominated sorting and crowding distance, one population per task. The single-task twin of MO-MFEA.
// K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, A fast and elitist multiobjective genetic algorithm: NSGA-II, IEEE
// Transactions on Evolutionary Computation 6(2), 2002, doi:10.1109/4235.996017.
#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::nsga2 {
namespace {

class Nsga2 final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n + 1);
    std::vector<int> pool(n);
    for (Population& pop : pops) {
      op::sortByCrowdedComparison(ctx, pop, pool);
      pop.gather(pool);
    }
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        op::tournamentPool(ctx.rng(), n, pool);
        op::gaOffspring(ctx, pop, pool, off, variation_);
        ctx.evaluate(off);
        op::selectCrowded(ctx, pop, off, n);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Nsga2, .name = "NSGA-II", .family = "multi-objective single-task, non-dominated sorting",
                 .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"K. Deb, A. Pratap, S. Agarwal, T. Meyarivan",
                              "A fast and elitist multiobjective genetic algorithm: NSGA-II",
                              "IEEE Transactions on Evolutionary Computation 6(2), 182-197", 2002,
                              "10.1109/4235.996017"},
                 .doc = "Non-dominated sorting genetic algorithm II; one population per task.")

}  // namespace tandem::alg::nsga2
