// SPDX-License-Identifier: Apache-2.0
// Differential evolution whose base and first difference vector are drawn with a probability that falls with the rank;
// one population per task. W. Gong, Z. Cai, Differential evolution with ranking-based mutation operators, IEEE
// Transactions on Cybernetics 43(6), 2013, doi:10.1109/TCYB.2013.2239988.
#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::rank_de {
namespace {

class RankDe final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.9;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(pops.front().size());
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        breed(ctx, pop, off);
        ctx.evaluate(off);
        op::selectOneToOne(pop, off);
      }
    }
  }

  void breed(RunContext& ctx, const Population& pop, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<int> order = frame.ints(n);
    op::sortByFitness(pop, order);
    // Rank r (from 0) is accepted with probability (n - 1 - r) / n.
    const auto ranked = [&] {
      int r = rng.below(n);
      while (!rng.chance((n - 1.0 - r) / n)) r = rng.below(n);
      return order[r];
    };
    for (int i = 0; i < n; ++i) {
      int r1 = i;
      while (r1 == i) r1 = ranked();
      int r2 = i;
      while (r2 == i || r2 == r1) r2 = ranked();
      int r3 = i;
      while (r3 == i || r3 == r1 || r3 == r2) r3 = rng.below(n);
      op::difference(pop.x(r1), f_, pop.x(r2), pop.x(r3), off.x(i));
      op::binomial(rng, pop.x(i), off.x(i), cr_, off.x(i));
      op::clip(off.x(i));
      off.task(i) = pop.task(i);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(RankDe, .name = "rank-DE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"W. Gong, Z. Cai", "Differential evolution with ranking-based mutation operators",
                              "IEEE Transactions on Cybernetics 43(6), 2066-2081", 2013, "10.1109/TCYB.2013.2239988"},
                 .doc = "DE/rand/1/bin that prefers good individuals as base and terminal of the difference vector.")

}  // namespace tandem::alg::rank_de
