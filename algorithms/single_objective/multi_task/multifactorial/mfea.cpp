// SPDX-License-Identifier: Apache-2.0
// Multifactorial evolutionary algorithm: one population over the unified space; each individual works on the task of
// its skill factor; parents of different tasks mate with probability rmp, and children take the skill factor of a
// parent. A. Gupta, Y.-S. Ong, L. Feng, Multifactorial evolution: toward evolutionary multitasking, IEEE Transactions
// on Evolutionary Computation 20(3), 2016, doi:10.1109/TEVC.2015.2458037.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::mfea {
namespace {

class Mfea final : public Algorithm {
  double rmp_ = 0.3;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    while (ctx.running(pop)) {
      breed(ctx, pop, off);
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  /// Assortative mating (the paper's algorithm 2) and vertical cultural transmission (its algorithm 3).
  void breed(RunContext& ctx, const Population& pop, Population& off) const {
    Rng& rng = ctx.rng();
    op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) {
      if (pop.task(p1) == pop.task(p2) || rng.chance(rmp_)) {
        variation_.crossover(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
        for (const int c : {c1, c2}) {
          if (variation_.form == op::GaVariation::Form::Report) variation_.mutate(ctx, off.x(c));
          op::imitate(rng, pop, p2, p1, off, c);
        }
      } else {
        op::mutateAlone(ctx, variation_, pop, p1, off, c1);
        op::mutateAlone(ctx, variation_, pop, p2, off, c2);
      }
    });
  }
};

}  // namespace

TANDEM_ALGORITHM(Mfea, .name = "MFEA", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"A. Gupta, Y.-S. Ong, L. Feng",
                              "Multifactorial evolution: toward evolutionary multitasking",
                              "IEEE Transactions on Evolutionary Computation 20(3), 343-357", 2016,
                              "10.1109/TEVC.2015.2458037"},
                 .doc = "Multifactorial evolutionary algorithm: one population, skill factors, assortative mating.",
                 .deviations =
                     "Survivors are the best N of each task, so that every task keeps N individuals. Children of "
                     "crossover are mutated too with operators=report, as in the code behind the CEC17-MTSO report; "
                     "otherwise not, as in the paper.")

}  // namespace tandem::alg::mfea
