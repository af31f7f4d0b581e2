// SPDX-License-Identifier: Apache-2.0
// jDE whose base and first difference vector are drawn with a probability that falls with the rank; one population per
// task. W. Gong, Z. Cai, Differential evolution with ranking-based mutation operators, IEEE Transactions on Cybernetics
// 43(6), 2013, doi:10.1109/TCYB.2013.2239988.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"
#include "tandem/operators_strategies.h"

namespace tandem::alg::rank_jde {
namespace {

class RankJDe final : public Algorithm {
  double t1_ = 0.1;
  double t2_ = 0.1;

  void params(ParamVisitor& p) override {
    p.real("T1", t1_, {.min = 0, .max = 1, .doc = "probability that a trial vector gets a new F"});
    p.real("T2", t2_, {.min = 0, .max = 1, .doc = "probability that a trial vector gets a new CR"});
    op::declareDeTraces(p);
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    op::DeColumns columns;
    for (Population& pop : pops) {
      columns = op::addDeColumns(pop);
      for (int i = 0; i < pop.size(); ++i) {
        pop.value(columns.f, i) = newF(ctx.rng());
        pop.value(columns.cr, i) = ctx.rng().uniform();
      }
    }
    Population off = pops.front().like(ctx.populationSize());
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        breed(ctx, pop, off, columns);
        op::traceDe(ctx, off, columns, pop.task(0));
        ctx.evaluate(off);
        op::selectOneToOne(pop, off);
      }
    }
  }

  static double newF(Rng& rng) { return rng.uniform(0.1, 1.0); }

  void breed(RunContext& ctx, const Population& pop, Population& off, op::DeColumns columns) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const op::RankedParents parents(frame, pop);
    for (int i = 0; i < pop.size(); ++i) {
      const double f = rng.chance(t1_) ? newF(rng) : pop.value(columns.f, i);
      const double cr = rng.chance(t2_) ? rng.uniform() : pop.value(columns.cr, i);
      off.value(columns.f, i) = f;
      off.value(columns.cr, i) = cr;
      int r[3];
      parents.draw(rng, i, r);
      op::difference(pop.x(r[0]), f, pop.x(r[1]), pop.x(r[2]), off.x(i));
      op::binomial(rng, pop.x(i), off.x(i), cr, off.x(i));
      op::clip(off.x(i));
      off.setOrigin(i, pop.task(i), kNative);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(RankJDe, .name = "rank-jDE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"W. Gong, Z. Cai", "Differential evolution with ranking-based mutation operators",
                              "IEEE Transactions on Cybernetics 43(6), 2066-2081", 2013, "10.1109/TCYB.2013.2239988"},
                 .doc =
                     "jDE that prefers good individuals as base and terminal of the difference vector; individuals "
                     "carry and inherit their own F and CR.",
                 .deviations = "F and CR of the first generation are random, not 0.5 and 0.9.")

}  // namespace tandem::alg::rank_jde
