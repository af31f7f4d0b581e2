// SPDX-License-Identifier: Apache-2.0
// Genetic algorithm with global crossover, one population per task: at S random positions, the same for a whole
// generation, a child takes the variable of a separate parent, chosen by tournament from the whole population, before
// the usual crossover and mutation. L. Bull, H. Liu, On cooperative coevolution and global crossover, IEEE Transactions
// on Evolutionary Computation, 2024, doi:10.1109/TEVC.2024.3355776.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::global_ga {
namespace {

class GlobalGa final : public Algorithm {
  int points_ = 10;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.integer("S", points_, {.min = 0, .max = 100000, .doc = "positions at which parents are drawn anew"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    int points = std::min(points_, ctx.maxDim());
    for (int t = 0; t < ctx.taskCount(); ++t) points = std::min(points, ctx.task(t).dim);
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(2 * ((n + 1) / 2));
    std::vector<int> positions(points);
    std::vector<int> order(n);
    for (Population& pop : pops) {
      op::sortByFitness(pop, order);
      pop.gather(order);
    }
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        ctx.rng().distinct(positions, ctx.maxDim());
        breed(ctx, pop, positions, off);
        ctx.evaluate(off);
        op::selectElitist(ctx, pop, off);
      }
    }
  }

  /// Population sorted from best to worst.
  void breed(RunContext& ctx, const Population& pop, std::span<const int> positions, Population& off) const {
    Rng& rng = ctx.rng();
    const int n = pop.size();
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> pool = frame.ints(n);
    op::tournamentPool(rng, n, pool);
    off.setTask(pop.task(0));
    off.setDonor(kNative);
    for (int i = 0; i < (n + 1) / 2; ++i) {
      const std::span<double> c1 = off.x(2 * i);
      const std::span<double> c2 = off.x(2 * i + 1);
      std::ranges::copy(pop.x(pool[i]), c1.begin());
      std::ranges::copy(pop.x(pool[i + n / 2]), c2.begin());
      for (const int j : positions) {
        int parents[2];
        op::tournamentPool(rng, n, parents);
        c1[j] = pop.x(parents[0])[j];
        c2[j] = pop.x(parents[1])[j];
      }
      variation_.crossover(ctx, c1, c2, c1, c2);
      for (const std::span<double> c : {c1, c2}) {
        variation_.mutate(ctx, c);
        op::clip(c);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(GlobalGa, .name = "Global-GA", .family = "single-task, genetic algorithm",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"L. Bull, H. Liu", "On cooperative coevolution and global crossover",
                              "IEEE Transactions on Evolutionary Computation", 2024, "10.1109/TEVC.2024.3355776"},
                 .doc = "GA whose children take some variables from parents drawn anew from the whole population.",
                 .deviations =
                     "S is at most the smallest dimension of the tasks. The first population is sorted before its "
                     "tournaments; the reference code leaves it unsorted, so that its first choice is by chance.")

}  // namespace tandem::alg::global_ga
