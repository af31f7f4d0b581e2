// SPDX-License-Identifier: Apache-2.0
// SMS-EMOA: steady state; of the worst front the individual with the least hypervolume contribution goes.
// N. Beume, B. Naujoks, M. Emmerich, SMS-EMOA: multiobjective selection based on dominated hypervolume, European
// Journal of Operational Research 181(3), 2007, doi:10.1016/j.ejor.2006.08.008.
#include <vector>

#include "tandem/algorithm.h"
#include "tandem/operators_least_contributor.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::sms_emoa {
namespace {

class SmsEmoa final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population children = pops.front().like(2);
    Population child = pops.front().like(1);
    std::vector<op::LeastContributor> selection;
    for (int t = 0; t < isize(pops); ++t) selection.emplace_back(n, ctx.task(t).objectives);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        Population& pop = pops[t];
        for (int i = 0; i < n; ++i) {
          int parents[2];
          ctx.rng().distinct(parents, n);
          variation_.crossover(ctx, pop.x(parents[0]), pop.x(parents[1]), children.x(0), children.x(1));
          child.copyRow(0, children, 0);
          variation_.mutate(ctx, child.x(0));
          op::clip(child.x(0));
          child.task(0) = pop.task(0);
          ctx.evaluate(child, 0);
          const int leaving = selection[t].choose(ctx.workspace(), pop, child);
          if (leaving < n) pop.copyRow(leaving, child, 0);
        }
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(SmsEmoa, .name = "SMS-EMOA", .family = "multi-objective single-task, indicator",
                 .labels = SingleTask | MultiObjective | Unconstrained, .minPopulation = 2,
                 .citation = {"N. Beume, B. Naujoks, M. Emmerich",
                              "SMS-EMOA: multiobjective selection based on dominated hypervolume",
                              "European Journal of Operational Research 181(3), 1653-1669", 2007,
                              "10.1016/j.ejor.2006.08.008"},
                 .doc = "Steady-state selection by exact hypervolume contribution; one population per task.")

}  // namespace tandem::alg::sms_emoa
