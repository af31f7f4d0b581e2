// SPDX-License-Identifier: Apache-2.0
// IMEA: multitasking as an island model. One GA per task; every few generations random members of the other islands
// stand in for the worst parents. R. Hashimoto, H. Ishibuchi, N. Masuyama, Y. Nojima, Analysis of evolutionary
// multi-tasking as an island model, GECCO Companion, 2018, doi:10.1145/3205651.3208228.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::imea {
namespace {

class Imea final : public Algorithm {
  int gap_ = 10;
  int migrants_ = 10;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.integer("TGap", gap_, {.min = 1, .max = 1000000, .doc = "generations between migrations"});
    p.integer("TNum", migrants_, {.min = 0, .max = 100000, .doc = "migrants to each task, shared by the other tasks"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int others = ctx.taskCount() - 1;
    const int fromEach = others > 0 ? std::min(n / others, nearest(ratio(migrants_, others))) : 0;
    std::vector<Population> pops = op::initPerTask(ctx);
    Population mates = pops.front().like(n);
    Population off = pops.front().like(n + 1);
    std::vector<int> pool(n);
    std::vector<int> picks(fromEach);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        op::sortByFitness(pop, pool);
        for (int i = 0; i < n; ++i) mates.copyRow(i, pop, pool[i]);
        if (ctx.generation() % gap_ == 0) {
          int worst = n;  // the sorted mates are replaced from the end
          for (int k = 0; k < ctx.taskCount(); ++k) {
            if (k == t) continue;
            ctx.rng().distinct(picks, n);
            for (const int i : picks) mates.copyRow(--worst, pops[k], i);
          }
        }
        ctx.rng().permutation(pool);
        op::gaOffspring(ctx, mates, pool, off, variation_);
        op::tagByParents(mates, pool, off, t);
        ctx.evaluate(off);
        op::selectElitist(ctx, pop, off);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Imea, .name = "IMEA", .family = "multitask, multi-population",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 4,
                 .citation = {"R. Hashimoto, H. Ishibuchi, N. Masuyama, Y. Nojima",
                              "Analysis of evolutionary multi-tasking as an island model",
                              "Genetic and Evolutionary Computation Conference Companion, 1894-1897", 2018,
                              "10.1145/3205651.3208228"},
                 .doc = "Island model: migrants of other tasks replace the worst parents every few generations.")

}  // namespace tandem::alg::imea
