// SPDX-License-Identifier: Apache-2.0
// KR-MTEA: knowledge reuse. The worst individuals of a task are replaced, for mating only, by good ones of another task
// (or of its own) whose variables are matched by distribution and stretched from one convergence interval to the other.
// How many of the offspring survive, and how high, is a donor's advantage: it sets the amount of transfer and the
// probability of taking from it again. Z. Cui, B. Zhao, T. Zhao, X. Cai, J. Chen, Adaptive multi-task evolutionary
// algorithm based on knowledge reuse, Information Sciences 648, 2023, doi:10.1016/j.ins.2023.119568.
#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_range_transfer.h"

namespace tandem::alg::kr_mtea {
namespace {

class KrMtea final : public Algorithm {
  op::KnowledgeReuse reuse_;

  void params(ParamVisitor& p) override { reuse_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    for (Population& pop : pops) sort(ctx, pop);
    reuse_.start(ctx.taskCount(), -1.0);
    op::RangeTransfer transfer(ctx.maxDim(), reuse_.form());
    Population mates = pops[0].like(n);
    Population off = pops[0].like(n + 1);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        const int donor = reuse_.chooseDonor(ctx.rng(), t);
        selectMates(ctx, pops, t, donor, transfer, mates);
        reuse_.breed(ctx, mates, t, off);
        const std::int64_t before = ctx.evaluations();
        ctx.evaluate(off);
        survive(ctx, pops[t], off);
        reuse_.setShare(t, donor, op::rankScore(pops[t], before), reuse_.leastShare());
        if (donor != t) reuse_.learn(ctx.rng(), t, donor);
        reuse_.trace(ctx, t);
      }
    }
  }

  /// The population from worst to best, its first individuals replaced by the donor's best.
  void selectMates(RunContext& ctx, const std::vector<Population>& pops, int t, int donor, op::RangeTransfer& transfer,
                   Population& mates) const {
    const Population& pop = pops[t];
    const int n = pop.size();
    for (int i = 0; i < n; ++i) mates.copyRow(i, pop, n - 1 - i);
    const int amount = reuse_.amount(t, donor, n);
    const RunContext::ModelTime modelTime(ctx);
    const ConstMatView source = pops[donor].x().leftCols(ctx.task(donor).dim);
    const ConstMatView target = pop.x().leftCols(ctx.task(t).dim);
    transfer.match(ctx.workspace(), source, target, donor == t);
    // Variables beyond the task's own stay those of the task's best.
    for (int i = 0; i < amount; ++i) {
      mates.copyRow(i, pop, i);
      mates.task(i) = donor;
    }
    transfer.map(ctx.workspace(), source, target, true, mates.x().rowRange(0, amount));
  }

  static void survive(RunContext& ctx, Population& pop, const Population& off) {
    if (ctx.maxObjectives() > 1) {
      op::selectCrowded(ctx, pop, off, pop.size());
    } else {
      op::selectElitist(ctx, pop, off);
    }
  }

  static void sort(RunContext& ctx, Population& pop) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    if (ctx.maxObjectives() > 1) {
      op::sortByCrowdedComparison(ctx, pop, order);
    } else {
      op::sortByFitness(pop, order);
    }
    pop.gather(order);
  }
};

}  // namespace

TANDEM_ALGORITHM(
    KrMtea, .name = "KR-MTEA", .family = "multitask, multi-population",
    .labels = MultiTask | ManyTask | SingleObjective | MultiObjective | Unconstrained, .twin = "GA", .minPopulation = 4,
    .citation = {"Z. Cui, B. Zhao, T. Zhao, X. Cai, J. Chen",
                 "Adaptive multi-task evolutionary algorithm based on knowledge reuse",
                 "Information Sciences 648, 119568", 2023, "10.1016/j.ins.2023.119568"},
    .doc =
        "GA and DE in turn; good individuals of a task chosen by its past advantage mate in place of one's worst, "
        "variables matched by distribution and stretched to one's own interval.",
    .deviations =
        "The variance of every variable is stretched to the target's range before divergences are compared, the "
        "interval that is stretched belongs to the pair of variables, and w is a parameter. The reference code "
        "(form=platform) stretches single entries of the first column, once more for each variable, stretches an "
        "interval twice if it is used twice, and draws w from [0.1, 0.9] at every update. The initial populations are "
        "sorted, also with a single objective. Of tasks of unequal dimension only their own variables are read. Where "
        "the source has converged in a variable, its one value is shifted but not stretched; the reference code "
        "divides "
        "by zero there.")

}  // namespace tandem::alg::kr_mtea
