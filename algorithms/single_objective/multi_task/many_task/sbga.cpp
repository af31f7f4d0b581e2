// SPDX-License-Identifier: Apache-2.0
// SBGA (SBO with a GA): symbiosis between tasks. How offspring that were handed over rank in their own and in the other
// population classifies each pair of tasks (mutualism, parasitism, competition, ...), and from that follow transfer
// rates. R.-T. Liaw, C.-K. Ting, Evolutionary manytasking optimization based on symbiosis in biocoenosis, AAAI
// Conference on Artificial Intelligence 33(1), 2019, doi:10.1609/aaai.v33i01.33014295.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_symbiosis.h"

namespace tandem::alg::sbga {
namespace {

class Sbga final : public Algorithm {
  op::SymbiosisOptions options_;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    options_.params(p);
    p.trace("rate", {.doc = "rate of transfer from the most helpful task", .min = 0, .max = 1});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<int> order(n);
    for (Population& pop : pops) {
      op::sortByFitness(pop, order);
      pop.gather(order);
    }
    std::vector<Population> offs;
    for (const Population& pop : pops) offs.push_back(pop.like(n + 1));
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
        op::sortByFitness(offs[t], ranked);
        symbiosis.note(offs[t], ranked, t, n);
        op::selectElitist(ctx, pops[t], offs[t]);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Sbga, .name = "SBGA", .family = "many-task",
    .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 4,
    .citation = {"R.-T. Liaw, C.-K. Ting", "Evolutionary manytasking optimization based on symbiosis in biocoenosis",
                 "AAAI Conference on Artificial Intelligence 33(1), 4295-4303", 2019, "10.1609/aaai.v33i01.33014295"},
    .doc = "Symbiosis in biocoenosis: transfer rates from the observed benefit and harm between tasks.")

}  // namespace tandem::alg::sbga
