// SPDX-License-Identifier: Apache-2.0
// Success-history based adaptive differential evolution, one population per task: DE/current-to-pbest/1/bin with
// archive, F and CR drawn around a memory of what paid off. R. Tanabe, A. Fukunaga, Success-history based parameter
// adaptation for differential evolution, IEEE Congress on Evolutionary Computation, 2013, doi:10.1109/CEC.2013.6557555.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::shade {
namespace {

class Shade final : public Algorithm {
  double p_ = 0.1;
  int h_ = 100;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among which the pbest is drawn"});
    p.integer("H", h_, {.min = 1, .max = 100000, .doc = "cells of the success memory"});
    op::declareDeTraces(p);
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    std::vector<op::SuccessHistory> memories(pops.size(), op::SuccessHistory(h_));
    std::vector<op::Archive> archives;
    op::DeColumns columns;
    for (Population& pop : pops) {
      columns = op::addDeColumns(pop);
      archives.emplace_back(pop, n);
    }
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        for (int i = 0; i < n; ++i) {
          const op::DeSetting setting = memories[t].draw(ctx.rng());
          off.value(columns.f, i) = setting.f;
          off.value(columns.cr, i) = setting.cr;
        }
        op::pbestOffspring(ctx, pops[t], &archives[t], off, columns, p_);
        op::traceDe(ctx, off, columns, t);
        ctx.evaluate(off);
        op::surviveWithHistory(pops[t], off, columns, memories[t], archives[t]);
        archives[t].trim(ctx.rng(), ctx.workspace(), n);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Shade, .name = "SHADE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"R. Tanabe, A. Fukunaga",
                              "Success-history based parameter adaptation for differential evolution",
                              "IEEE Congress on Evolutionary Computation, 71-78", 2013, "10.1109/CEC.2013.6557555"},
                 .doc = "Differential evolution that draws F and CR around a memory of successful values.",
                 .deviations =
                     "The share P of pbest candidates is fixed; the paper draws it from [2/N, 0.2] for every "
                     "trial vector. Constraints enter by feasibility first; the weight of a success is its "
                     "decrease of the violation, if any, else of the objective.")

}  // namespace tandem::alg::shade
