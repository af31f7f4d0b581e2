// SPDX-License-Identifier: Apache-2.0
// SHADE with linear population size reduction, one population per task. R. Tanabe, A. S. Fukunaga, Improving the search
// performance of SHADE using linear population size reduction, IEEE Congress on Evolutionary Computation, 2014,
// doi:10.1109/CEC.2014.6900380.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::l_shade {
namespace {

constexpr int kSmallest = 4;

class LShade final : public Algorithm {
  double p_ = 0.11;
  int h_ = 6;
  double r_ = 18.0;
  double a_ = 2.6;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among which the pbest is drawn"});
    p.integer("H", h_, {.min = 1, .max = 100000, .doc = "cells of the success memory"});
    p.real("R", r_, {.min = 0.1, .max = 1000, .doc = "initial population size per variable"});
    p.real("A", a_, {.min = 0, .max = 100, .doc = "archive size per individual"});
    op::declareDeTraces(p);
    p.trace("population", {.doc = "individuals of the task", .min = 0});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<int> start;
    std::vector<op::Archive> archives;
    op::DeColumns columns;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      start.push_back(std::max(kSmallest, nearest(r_ * ctx.task(t).dim)));
      pops.push_back(op::initUniform(ctx, start.back(), t));
      columns = op::addDeColumns(pops.back());
      archives.emplace_back(pops.back(), nearest(a_ * start.back()));
    }
    std::vector<op::SuccessHistory> memories(pops.size(), op::SuccessHistory(h_, {.lehmerCr = true}));
    Population off = pops.front().like(std::ranges::max(start));
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        Population& pop = pops[t];
        off.resize(pop.size());
        for (int i = 0; i < pop.size(); ++i) {
          const op::DeSetting setting = memories[t].draw(ctx.rng());
          off.value(columns.f, i) = setting.f;
          off.value(columns.cr, i) = setting.cr;
        }
        op::pbestOffspring(ctx, pop, &archives[t], off, columns, p_);
        op::traceDe(ctx, off, columns, t);
        ctx.trace("population", pop.size(), t);
        ctx.evaluate(off);
        op::surviveWithHistory(pop, off, columns, memories[t], archives[t]);
        const int n = op::linearSize(ctx.progress(), start[t], kSmallest);
        op::shrink(ctx.workspace(), pop, n);
        archives[t].trim(ctx.rng(), ctx.workspace(), nearest(a_ * pop.size()));
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(LShade, .name = "L-SHADE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 1,
                 .citation = {"R. Tanabe, A. S. Fukunaga",
                              "Improving the search performance of SHADE using linear population size reduction",
                              "IEEE Congress on Evolutionary Computation, 1658-1665", 2014, "10.1109/CEC.2014.6900380"},
                 .doc =
                     "SHADE whose population shrinks linearly from R times the dimension to four; the population "
                     "size asked for is not used.",
                 .deviations =
                     "Defaults, terminal value and weighted Lehmer mean of CR are the paper's; the reference "
                     "code has P = 0.2, H = 5, A = 2.1 and the arithmetic mean.")

}  // namespace tandem::alg::l_shade
