// SPDX-License-Identifier: Apache-2.0
// MO-SBO: symbiosis in biocoenosis with several objectives: how offspring handed over from another task rank in the
// receiving population classifies each pair of tasks (mutualism, parasitism, competition, ...), and from that follow
// transfer rates; NSGA-II does the rest. R.-T. Liaw, C.-K. Ting, Evolutionary manytasking optimization based on
// symbiosis in biocoenosis, AAAI Conference on Artificial Intelligence 33(1), 2019, doi:10.1609/aaai.v33i01.33014295.
#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_symbiosis.h"

namespace tandem::alg::mo_sbo {
namespace {

class MoSbo final : public Algorithm {
  op::SymbiosisOptions options_;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    options_.params(p);
    p.trace("rate", {.doc = "rate of transfer from the most helpful task", .min = 0, .max = 1});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Population> offs;
    std::vector<int> order(n);
    for (Population& pop : pops) {
      op::sortByCrowdedComparison(ctx, pop, order);
      pop.gather(order);
      offs.push_back(pop.like(n + 1));
    }
    op::Symbiosis symbiosis(tasks, options_);
    std::vector<int> rank(n + 1);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        op::gaOffspring(ctx, pops[t], offs[t], variation_);
        for (int i = 0; i < offs[t].size(); ++i) offs[t].setOrigin(i, t, t);
      }
      for (int t = 0; t < tasks; ++t) {
        const int donor = symbiosis.donor(t);
        if (donor != t) ctx.trace("rate", symbiosis.rate(t, donor), t);
        symbiosis.handOver(ctx, offs, t, n);
        ctx.evaluate(offs[t]);
        const std::span<int> ranked = std::span(rank).first(offs[t].size());
        op::sortByCrowdedComparison(ctx, offs[t], ranked);
        symbiosis.note(offs[t], ranked, t, n);
        op::selectCrowded(ctx, pops[t], offs[t], n);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MoSbo, .name = "MO-SBO", .family = "multi-objective multitask, many-task",
    .labels = MultiTask | ManyTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II",
    .minPopulation = 4,
    .citation = {"R.-T. Liaw, C.-K. Ting", "Evolutionary manytasking optimization based on symbiosis in biocoenosis",
                 "AAAI Conference on Artificial Intelligence 33(1), 4295-4303", 2019, "10.1609/aaai.v33i01.33014295"},
    .doc = "NSGA-II with transfer rates from the observed benefit and harm between tasks (symbiosis in biocoenosis).",
    .deviations =
        "The paper has one objective; here ranks are those of crowded comparison, as in the reference. The "
        "initial populations are sorted, so that places and ranks agree in the first generation too.")

}  // namespace tandem::alg::mo_sbo
