// SPDX-License-Identifier: Apache-2.0
// Genetic algorithm with simulated binary crossover, polynomial mutation and elitist survival, one population per task.
// The single-task twin of MFEA (called SOEA in the CEC17-MTSO report).
// K. Deb, R. B. Agrawal, Simulated binary crossover for continuous search space, Complex Systems 9(2), 1995.
#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::ga {
namespace {

class Ga final : public Algorithm {
  op::GaVariation variation_;

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(pops.front().size() + 1);
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        op::gaOffspring(ctx, pop, off, variation_);
        ctx.evaluate(off);
        op::selectElitist(ctx, pop, off);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Ga, .name = "GA", .family = "single-task, genetic algorithm",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"K. Deb, R. B. Agrawal", "Simulated binary crossover for continuous search space",
                              "Complex Systems 9(2), 115-148", 1995, ""},
                 .doc = "Genetic algorithm: SBX, polynomial mutation, elitist survival; one population per task.",
                 .deviations = "Parents are random pairs of one permutation, as in the CEC17-MTSO baseline.")

}  // namespace tandem::alg::ga
