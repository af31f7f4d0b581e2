// SPDX-License-Identifier: Apache-2.0
// SPEA2-DE: the survivor selection of SPEA2 with the variation of differential evolution: DE/rand/1/bin and polynomial
// mutation, no mating selection. E. Zitzler, M. Laumanns, L. Thiele, SPEA2: improving the strength Pareto evolutionary
// algorithm, TIK report 103, ETH Zurich, 2001, doi:10.3929/ethz-a-004284029.
#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::spea2_de {
namespace {

class Spea2De final : public Algorithm {
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
    std::vector<double> fitness(n);
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        op::deRand1Bin(ctx, pop, off, f_, cr_);
        for (int i = 0; i < n; ++i) {
          op::polynomialMutation(ctx.rng(), off.x(i), muM_, 1.0 / off.dim());
          op::clip(off.x(i));
        }
        ctx.evaluate(off);
        op::selectSpea2(ctx, pop, off, n, fitness);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Spea2De, .name = "SPEA2-DE", .family = "multi-objective single-task, non-dominated sorting",
                 .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"E. Zitzler, M. Laumanns, L. Thiele",
                              "SPEA2: improving the strength Pareto evolutionary algorithm",
                              "TIK report 103, ETH Zurich", 2001, "10.3929/ethz-a-004284029"},
                 .doc = "SPEA2 whose offspring come from DE/rand/1/bin and polynomial mutation.",
                 .deviations =
                     "The population is the archive (both have N members), as in current platforms. The "
                     "variation is not the paper's, which has a GA; parents are drawn without tournaments. "
                     "Vectors are clipped before they are mutated as well as after.")

}  // namespace tandem::alg::spea2_de
