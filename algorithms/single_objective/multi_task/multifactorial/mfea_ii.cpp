// SPDX-License-Identifier: Apache-2.0
// MFEA with online transfer parameter estimation: a symmetric matrix of mating probabilities, one per pair of tasks, is
// learned every generation as the mixture of the tasks' density models under which the populations are most likely.
// K. K. Bali, Y.-S. Ong, A. Gupta, P. S. Tan, Multifactorial evolutionary algorithm with online transfer parameter
// estimation: MFEA-II, IEEE Transactions on Evolutionary Computation 24(1), 2020, doi:10.1109/TEVC.2019.2906927.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"
#include "tandem/operators_transfer.h"

namespace tandem::alg::mfea_ii {
namespace {

class MfeaII final : public Algorithm {
  double muC_ = 2.0;
  double muM_ = 5.0;
  double swap_ = 0.5;

  void params(ParamVisitor& p) override {
    p.real("muC", muC_, {.min = 0, .max = 1000, .doc = "distribution index of simulated binary crossover"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
    p.real("probSwap", swap_, {.min = 0, .max = 1, .doc = "probability that two children keep a variable unswapped"});
    op::MatingMatrix::declareTrace(p);
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    op::MatingMatrix rmp(ctx.taskCount(), ctx.maxDim());
    while (ctx.running(pop)) {
      rmp.learn(ctx, pop);
      rmp.trace(ctx);
      breed(ctx, pop, off, rmp);
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  void breed(RunContext& ctx, const Population& pop, Population& off, const op::MatingMatrix& rmp) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    const std::span<double> spare = frame.doubles(pop.dim());
    op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) {
      if (pop.task(p1) == pop.task(p2) || rng.chance(rmp(pop.task(p1), pop.task(p2)))) {
        cross(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
        for (const int c : {c1, c2}) op::imitate(rng, pop, p2, p1, off, c);
        return;
      }
      // Each parent mates within its own task, one child each.
      for (const auto& [parent, child] : {std::pair(p1, c1), std::pair(p2, c2)}) {
        const std::span<const int> mates = groups.rows(pop.task(parent));
        int mate = parent;
        while (mate == parent && mates.size() > 1) mate = mates[rng.below(isize(mates))];
        cross(ctx, pop.x(parent), pop.x(mate), off.x(child), spare);
        off.setOrigin(child, pop.task(parent), pop.task(parent));
      }
    });
  }

  void cross(RunContext& ctx, std::span<const double> a, std::span<const double> b, std::span<double> c1,
             std::span<double> c2) const {
    op::sbx(ctx.rng(), a, b, c1, c2, muC_);
    const double probability = 1.0 / isize(a);
    op::polynomialMutation(ctx.rng(), c1, muM_, probability);
    op::polynomialMutation(ctx.rng(), c2, muM_, probability);
    op::swapVariables(ctx.rng(), c1, c2, 1.0 - swap_);
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MfeaII, .name = "MFEA-II", .family = "multitask, multifactorial",
    .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
    .citation = {"K. K. Bali, Y.-S. Ong, A. Gupta, P. S. Tan",
                 "Multifactorial evolutionary algorithm with online transfer parameter estimation: MFEA-II",
                 "IEEE Transactions on Evolutionary Computation 24(1), 69-83", 2020, "10.1109/TEVC.2019.2906927"},
    .doc =
        "MFEA whose mating probabilities, one per pair of tasks, are learned every generation by "
        "maximising the likelihood of a mixture of the tasks' density models.",
    .deviations =
        "The likelihood is maximised over all entries of the matrix together, as the paper "
        "defines it; the authors' code treats each pair as if there were no other tasks (the "
        "same for two tasks). As in that code, normal noise of deviation 0.01 is added to the "
        "learned values and survivors are the best N of each task.")

}  // namespace tandem::alg::mfea_ii
