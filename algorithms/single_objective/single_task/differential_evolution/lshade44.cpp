// SPDX-License-Identifier: Apache-2.0
// L-SHADE with four competing strategies, one population per task: current-to-pbest/1 and randrl/1, each with binomial
// and exponential crossover and its own success history, are drawn by their successes. R. Polakova, L-SHADE with
// competing strategies applied to constrained optimization, IEEE Congress on Evolutionary Computation, 2017,
// doi:10.1109/CEC.2017.7969504.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"
#include "tandem/operators_strategies.h"

namespace tandem::alg::lshade44 {
namespace {

constexpr int kSmallest = 4;

class LShade44 final : public Algorithm {
  double p_ = 0.2;
  int h_ = 10;
  double r_ = 18.0;
  double a_ = 2.1;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among which the pbest is drawn"});
    p.integer("H", h_, {.min = 1, .max = 100000, .doc = "cells of the success memory of each strategy"});
    p.real("R", r_, {.min = 0.1, .max = 1000, .doc = "initial population size per variable"});
    p.real("A", a_, {.min = 0, .max = 100, .doc = "archive size per individual"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "platform: the difference of randrl always points from the worse to the better individual"});
    op::CompetingShade::declareTraces(p);
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<int> start;
    std::vector<op::CompetingShade> searches;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      start.push_back(std::max(kSmallest, nearest(r_ * ctx.task(t).dim)));
      pops.push_back(op::initUniform(ctx, start[t], t));
      searches.emplace_back(
          pops[t],
          op::CompetingShade::Options{.share = p_, .cells = h_, .archive = a_, .ordered = form_ == op::Form::Platform});
    }
    Population off = pops.front().like(std::ranges::max(start));
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        searches[t].breed(ctx, pops[t], off);
        searches[t].trace(ctx, off);
        ctx.evaluate(off);
        op::surviveOneToOne(pops[t], off, [&](int i) { searches[t].success(pops[t], off, i); });
        searches[t].update(ctx, pops[t], op::linearSize(ctx.progress(), start[t], kSmallest));
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(LShade44, .name = "LSHADE44", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 1,
                 .citation = {"R. Polakova", "L-SHADE with competing strategies applied to constrained optimization",
                              "IEEE Congress on Evolutionary Computation, 1683-1689", 2017, "10.1109/CEC.2017.7969504"},
                 .doc =
                     "L-SHADE in which four strategies, each with its own success history, compete; the population "
                     "size asked for is not used.",
                 .deviations =
                     "In randrl the best of three individuals is the base and the other two follow in random order; "
                     "the reference code always subtracts the worst from the middle one, which form=platform "
                     "reproduces. A memory cell is overwritten only in generations with successes of its strategy; "
                     "the reference code also moves on without, copying the cell before. The population shrinks by the "
                     "budget spent after a generation; in the reference code, which uses that spent before, it lags "
                     "behind by one.")

}  // namespace tandem::alg::lshade44
