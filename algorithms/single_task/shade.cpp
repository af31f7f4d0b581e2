// SPDX-License-Identifier: Apache-2.0
// Success-history based adaptive differential evolution, one population per task: DE/current-to-pbest/1/bin with
// archive, F and CR drawn around a memory of what paid off. R. Tanabe, A. Fukunaga, Success-history based parameter
// adaptation for differential evolution, IEEE Congress on Evolutionary Computation, 2013, doi:10.1109/CEC.2013.6557555.
#include <algorithm>
#include <cmath>

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
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    const ColumnId f = pops.front().addColumn("F");
    const ColumnId cr = pops.front().addColumn("CR");
    std::vector<op::SuccessHistory> memories;
    std::vector<op::Archive> archives;
    for (Population& pop : pops) {
      pop.addColumn("F");
      pop.addColumn("CR");
      memories.emplace_back(h_);
      archives.emplace_back(pop, n);
    }
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        const auto at = static_cast<std::size_t>(t);
        for (int i = 0; i < n; ++i) {
          const op::DeSetting setting = memories[at].draw(ctx.rng());
          off.value(f, i) = setting.f;
          off.value(cr, i) = setting.cr;
        }
        breed(ctx, pops[at], archives[at], off, f, cr);
        off.setTask(t);
        ctx.evaluate(off);
        op::surviveWithHistory(pops[at], off, f, cr, memories[at], archives[at]);
        archives[at].trim(ctx.rng(), ctx.workspace(), n);
      }
    }
  }

  void breed(RunContext& ctx, const Population& pop, const op::Archive& archive, Population& off, ColumnId f,
             ColumnId cr) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<int> order = frame.ints(static_cast<std::size_t>(n));
    op::sortByFitness(pop, order);
    const int top = std::max(1, static_cast<int>(std::lround(p_ * n)));
    for (int i = 0; i < n; ++i) {
      const int pbest = order[static_cast<std::size_t>(rng.below(top))];
      const double factor = off.value(f, i);
      op::currentToPbest(rng, pop, &archive, i, pbest, factor, factor, off.x(i));
      op::binomial(rng, ctx.workspace(), pop.x(i), off.x(i), off.value(cr, i), off.x(i));
      op::midpoint(off.x(i), pop.x(i));
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
