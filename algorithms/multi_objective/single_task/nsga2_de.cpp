// SPDX-License-Identifier: Apache-2.0
// NSGA-II-DE: NSGA-II with the variation of differential evolution: DE/rand/1/bin and polynomial mutation in place of
// simulated binary crossover, no mating selection. H. Li, Q. Zhang, Multiobjective optimization problems with
// complicated Pareto sets, MOEA/D and NSGA-II, IEEE Transactions on Evolutionary Computation 13(2), 2009,
// doi:10.1109/TEVC.2008.925798.
#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::nsga2_de {
namespace {

class Nsga2De final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.9;
  double muM_ = 15.0;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        op::deRand1Bin(ctx, pop, off, f_, cr_);
        for (int i = 0; i < n; ++i) {
          op::polynomialMutation(ctx.rng(), off.x(i), muM_, 1.0 / off.dim());
          op::clip(off.x(i));
        }
        ctx.evaluate(off);
        op::selectCrowded(ctx, pop, off, n);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Nsga2De, .name = "NSGA-II-DE", .family = "multi-objective single-task, non-dominated sorting",
                 .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"H. Li, Q. Zhang",
                              "Multiobjective optimization problems with complicated Pareto sets, MOEA/D and NSGA-II",
                              "IEEE Transactions on Evolutionary Computation 13(2), 284-302", 2009,
                              "10.1109/TEVC.2008.925798"},
                 .doc = "NSGA-II whose offspring come from DE/rand/1/bin and polynomial mutation.",
                 .deviations =
                     "The base vector is a random individual, as in current platforms; the paper starts from "
                     "the target. Vectors are clipped before they are mutated as well as after.")

}  // namespace tandem::alg::nsga2_de
