// SPDX-License-Identifier: Apache-2.0
// Differential evolution DE/rand/1/bin, one population per task.
// R. Storn, K. Price, Differential evolution - a simple and efficient heuristic for global optimization over continuous
// spaces, Journal of Global Optimization 11, 1997, doi:10.1023/A:1008202821328.
#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::de {
namespace {

class De final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.9;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(pops.front().size());
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        op::deRand1Bin(ctx, pop, off, f_, cr_);
        ctx.evaluate(off);
        op::selectOneToOne(pop, off);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(De, .name = "DE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"R. Storn, K. Price",
                              "Differential evolution - a simple and efficient heuristic for global optimization over "
                              "continuous spaces",
                              "Journal of Global Optimization 11, 341-359", 1997, "10.1023/A:1008202821328"},
                 .doc = "Differential evolution, DE/rand/1/bin; one population per task.")

}  // namespace tandem::alg::de
