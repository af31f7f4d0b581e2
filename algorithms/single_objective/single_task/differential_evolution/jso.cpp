// SPDX-License-Identifier: Apache-2.0
// jSO: L-SHADE with a weighted pull to the pbest, a shrinking share of pbests and bounds on F and CR that depend on the
// phase of the search; one population per task. J. Brest, M. S. Maucec, B. Boskovic, Single objective real-parameter
// optimization: algorithm jSO, IEEE Congress on Evolutionary Computation, 2017, doi:10.1109/CEC.2017.7969456.
#include <algorithm>
#include <cmath>
#include <string>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::jso {
namespace {

constexpr int kSmallest = 4;

class Jso final : public Algorithm {
  double pMax_ = 0.25;
  double pMin_ = 0.125;
  int h_ = 5;
  double r_ = 0.0;
  double a_ = 1.0;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("Pmax", pMax_, {.min = 0, .max = 1, .doc = "share of pbest candidates at the start"});
    p.real("Pmin", pMin_, {.min = 0, .max = 1, .doc = "share of pbest candidates at the end"});
    p.integer("H", h_, {.min = 2, .max = 100000, .doc = "cells of the success memory, the last one fixed"});
    p.real("R", r_, {.min = 0, .max = 1000, .doc = "initial population size per variable; 0: 25 ln(D) sqrt(D) in all"});
    p.real("A", a_, {.min = 0, .max = 100, .doc = "archive size per individual"});
    op::declareDeTraces(p);
    p.trace("population", {.doc = "individuals of the task", .min = 0});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "platform: the rules of the reference code (see deviations); set R = 12 and A = 2.1 with it"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<int> start;
    std::vector<op::Archive> archives;
    op::DeColumns columns;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const double d = ctx.task(t).dim;
      const double size = r_ > 0.0 ? r_ * d : 25.0 * std::log(d) * std::sqrt(d);
      start.push_back(std::max(kSmallest, nearest(size)));
      pops.push_back(op::initUniform(ctx, start.back(), t));
      columns = op::addDeColumns(pops.back());
      archives.emplace_back(pops.back(), nearest(a_ * start.back()));
    }
    const bool paper = form_ == op::Form::Paper;
    const op::SuccessHistory::Options options{
        .f = 0.3, .cr = 0.8, .lehmerCr = paper, .averageOld = paper, .fixedLast = 0.9};
    std::vector<op::SuccessHistory> memories(pops.size(), op::SuccessHistory(paper ? h_ : h_ + 1, options));
    Population off = pops.front().like(std::ranges::max(start));
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        Population& pop = pops[t];
        const double progress = std::min(ctx.progress(), 1.0);
        off.resize(pop.size());
        for (int i = 0; i < pop.size(); ++i) {
          const op::DeSetting setting = bounded(memories[t].draw(ctx.rng()), progress);
          off.value(columns.f, i) = setting.f;
          off.value(columns.cr, i) = setting.cr;
        }
        const double pull = progress < 0.2 ? 0.7 : (progress < 0.4 ? 0.8 : 1.2);
        op::pbestOffspring(ctx, pop, &archives[t], off, columns, paper ? pMax_ + progress * (pMin_ - pMax_) : 0.0,
                           pull);
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

  /// Early on large CR (the reference code caps it instead) and moderate F.
  [[nodiscard]] op::DeSetting bounded(op::DeSetting setting, double progress) const {
    if (progress < 0.5) {
      const double bound = progress < 0.25 ? 0.7 : 0.6;
      setting.cr = form_ == op::Form::Paper ? std::max(setting.cr, bound) : std::min(setting.cr, bound);
    }
    if (progress < 0.6) setting.f = std::min(setting.f, 0.7);
    return setting;
  }
};

}  // namespace

TANDEM_ALGORITHM(Jso, .name = "jSO", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 1,
                 .citation = {"J. Brest, M. S. Maucec, B. Boskovic",
                              "Single objective real-parameter optimization: algorithm jSO",
                              "IEEE Congress on Evolutionary Computation, 1311-1318", 2017, "10.1109/CEC.2017.7969456"},
                 .doc =
                     "L-SHADE with a weighted pull to the pbest and phase-dependent bounds on F and CR; the "
                     "population size asked for is not used.",
                 .deviations =
                     "Follows the paper. The reference code has R = 12 and A = 2.1, always takes the single "
                     "best as pbest, caps CR in the early phases where the paper raises it, and neither "
                     "averages with the old memory nor uses the Lehmer mean for CR; form=platform,R=12,A=2.1 "
                     "reproduces it.")

}  // namespace tandem::alg::jso
