// SPDX-License-Identifier: Apache-2.0
// L-SHADE under a falling epsilon, one population per task: violations up to epsilon count as none in the choice of
// pbest, survivors and the reduced population. A. Zamuda, Adaptive constraint handling and success history differential
// evolution for CEC 2017 constrained real-parameter optimization, IEEE Congress on Evolutionary Computation, 2017,
// doi:10.1109/CEC.2017.7969601.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"
#include "tandem/operators_de.h"
#include "tandem/operators_strategies.h"

namespace tandem::alg::cal_shade {
namespace {

constexpr int kSmallest = 4;

class CalShade final : public Algorithm {
  double p_ = 0.2;
  int h_ = 10;
  double r_ = 18.0;
  double top_ = 0.2;
  double control_ = 0.8;
  double power_ = 5.0;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among which the pbest is drawn"});
    p.integer("H", h_, {.min = 1, .max = 100000, .doc = "cells of the success memory"});
    p.real("R", r_, {.min = 0.1, .max = 1000, .doc = "initial population size per variable"});
    p.real("EC_Top", top_,
           {.min = 0, .max = 1, .doc = "the violation of this share of the start is the first epsilon"});
    p.real("EC_Tc", control_, {.min = 0.001, .max = 1, .doc = "share of the budget after which epsilon is 0"});
    p.real("EC_Cp", power_, {.min = 0, .max = 100, .doc = "exponent of the fall of epsilon"});
    op::declareDeTraces(p);
    p.trace("epsilon", {.doc = "violation up to which points count as feasible", .min = 0});
    p.trace("population", {.doc = "individuals of the task", .min = 0});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<int> start;
    std::vector<double> epsilonStart;
    std::vector<op::Archive> archives;
    op::DeColumns columns;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      start.push_back(std::max(kSmallest, nearest(r_ * ctx.task(t).dim)));
      pops.push_back(op::initUniform(ctx, start[t], t));
      columns = op::addDeColumns(pops[t]);
      epsilonStart.push_back(op::violationQuantile(pops[t], top_));
      archives.emplace_back(pops[t], start[t]);
    }
    std::vector<op::SuccessHistory> memories(pops.size(), op::SuccessHistory(h_));
    Population off = pops.front().like(std::ranges::max(start));
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        const double epsilon = op::epsilonLevel(epsilonStart[t], ctx.progress() / control_, power_);
        breed(ctx, pop, archives[t], memories[t], epsilon, off, columns);
        op::traceDe(ctx, off, columns, t);
        ctx.trace("epsilon", epsilon, t);
        ctx.trace("population", pop.size(), t);
        ctx.evaluate(off);
        survive(pop, off, columns, epsilon, memories[t], archives[t]);
        reduce(ctx, pop, op::linearSize(ctx.progress(), start[t], kSmallest), epsilon);
        archives[t].trim(ctx.rng(), ctx.workspace(), pop.size());
      }
    }
  }

  void breed(RunContext& ctx, const Population& pop, const op::Archive& archive, const op::SuccessHistory& memory,
             double epsilon, Population& off, op::DeColumns columns) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<int> order = frame.ints(n);
    op::sortByEpsilon(pop, epsilon, order);
    const int top = std::max(1, nearest(p_ * n));
    off.resize(n);
    for (int i = 0; i < n; ++i) {
      const op::DeSetting setting = memory.draw(rng);
      off.value(columns.f, i) = setting.f;
      off.value(columns.cr, i) = setting.cr;
      op::currentToPbest(rng, pop, &archive, i, order[rng.below(top)], setting.f, setting.f, off.x(i));
      op::binomial(rng, pop.x(i), off.x(i), setting.cr, off.x(i));
      op::midpoint(off.x(i), pop.x(i));
      off.setOrigin(i, pop.task(i), kNative);
    }
  }

  static void survive(Population& pop, const Population& off, op::DeColumns columns, double epsilon,
                      op::SuccessHistory& memory, op::Archive& archive) {
    for (int i = 0; i < pop.size(); ++i) {
      if (op::epsilonBetter(pop.obj(i), pop.cv(i), off.obj(i), off.cv(i), epsilon)) continue;
      if (op::epsilonBetter(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i), epsilon)) {
        memory.note({.f = off.value(columns.f, i), .cr = off.value(columns.cr, i)}, op::improvement(pop, i, off, i));
        archive.add(pop, i);
      }
      pop.copyRow(i, off, i);
    }
    memory.update();
  }

  static void reduce(RunContext& ctx, Population& pop, int n, double epsilon) {
    if (pop.size() <= n) return;
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    op::sortByEpsilon(pop, epsilon, order);
    pop.gather(order.first(n));
  }
};

}  // namespace

TANDEM_ALGORITHM(CalShade, .name = "CAL-SHADE", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 1,
                 .citation = {"A. Zamuda",
                              "Adaptive constraint handling and success history differential evolution for CEC 2017 "
                              "constrained real-parameter optimization",
                              "IEEE Congress on Evolutionary Computation, 2443-2450", 2017, "10.1109/CEC.2017.7969601"},
                 .doc =
                     "L-SHADE under a falling epsilon below which violations count as none; the population size asked "
                     "for is not used.",
                 .deviations =
                     "A memory cell is overwritten only in generations with successes; the reference code also "
                     "moves on without, copying the cell before. The population shrinks by the budget spent after a "
                     "generation; in the reference code, which uses that spent before, it lags behind by one.")

}  // namespace tandem::alg::cal_shade
