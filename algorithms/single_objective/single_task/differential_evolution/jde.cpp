// SPDX-License-Identifier: Apache-2.0
// Differential evolution whose individuals carry their own F and CR, occasionally redrawn; one population per task. J.
// Brest, S. Greiner, B. Boskovic, M. Mernik, V. Zumer, Self-adapting control parameters in differential evolution: a
// comparative study on numerical benchmark problems, IEEE Transactions on Evolutionary Computation 10(6), 2006,
// doi:10.1109/TEVC.2006.872133.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::jde {
namespace {

class JDe final : public Algorithm {
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
    Population off = pops.front().like(pops.front().size());
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
    for (int i = 0; i < pop.size(); ++i) {
      const double f = rng.chance(t1_) ? newF(rng) : pop.value(columns.f, i);
      const double cr = rng.chance(t2_) ? rng.uniform() : pop.value(columns.cr, i);
      off.value(columns.f, i) = f;
      off.value(columns.cr, i) = cr;
      int r[3];
      rng.distinct(r, pop.size(), {&i, 1});
      op::difference(pop.x(r[0]), f, pop.x(r[1]), pop.x(r[2]), off.x(i));
      op::binomial(rng, pop.x(i), off.x(i), cr, off.x(i));
      op::clip(off.x(i));
      off.task(i) = pop.task(i);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(JDe, .name = "jDE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"J. Brest, S. Greiner, B. Boskovic, M. Mernik, V. Zumer",
                              "Self-adapting control parameters in differential evolution: a comparative study on "
                              "numerical benchmark problems",
                              "IEEE Transactions on Evolutionary Computation 10(6), 646-657", 2006,
                              "10.1109/TEVC.2006.872133"},
                 .doc = "Differential evolution whose individuals carry and inherit their own F and CR.",
                 .deviations = "F and CR of the first generation are random, not 0.5 and 0.9.")

}  // namespace tandem::alg::jde
