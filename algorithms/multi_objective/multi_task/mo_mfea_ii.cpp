// SPDX-License-Identifier: Apache-2.0
// MO-MFEA-II: MO-MFEA whose mating probabilities between tasks are learned online from the populations' densities.
// K. K. Bali, A. Gupta, Y.-S. Ong, P. S. Tan, Cognizant multitasking in multiobjective multifactorial evolution:
// MO-MFEA-II, IEEE Transactions on Cybernetics 51(4), 2021, doi:10.1109/TCYB.2020.2981733.
#include <algorithm>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_transfer.h"

namespace tandem::alg::mo_mfea_ii {
namespace {

class MoMfeaII final : public Algorithm {
  double swap_ = 0.5;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    variation_.params(p);
    p.real("probSwap", swap_, {.min = 0, .max = 1, .doc = "probability that two children keep a variable unswapped"});
    op::MatingMatrix::declareTrace(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int total = n * ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<int> order(n);
    for (Population& pop : pops) {
      op::sortByCrowdedComparison(ctx, pop, order);
      pop.gather(order);
    }
    Population all = pops.front().like(total);
    Population off = pops.front().like(total + 1);
    Population mine = off;
    op::MatingMatrix rmp(ctx.taskCount(), ctx.maxDim());
    while (ctx.running(pops)) {
      // Individual i of task t is row t * n + i, sorted within its task.
      for (int i = 0; i < total; ++i) all.copyRow(i, pops[i / n], i % n);
      rmp.learn(ctx, all);
      rmp.trace(ctx);
      breed(ctx, all, n, off, rmp);
      ctx.evaluate(off);
      Workspace::Frame frame(ctx.workspace());
      const op::TaskGroups groups(frame, off, ctx.taskCount());
      for (int t = 0; t < ctx.taskCount(); ++t) {
        const std::span<const int> rows = groups.rows(t);
        mine.resize(isize(rows));
        for (int i = 0; i < isize(rows); ++i) mine.copyRow(i, off, rows[i]);
        op::selectCrowded(ctx, pops[t], mine, n);
      }
    }
  }

  void breed(RunContext& ctx, const Population& all, int n, Population& off, const op::MatingMatrix& rmp) const {
    Rng& rng = ctx.rng();
    const int total = isize(all);
    off.resize(2 * ((total + 1) / 2));
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> pool = frame.ints(total);
    const std::span<double> spare = frame.doubles(all.dim());
    for (int& parent : pool) {
      const int a = rng.below(total);
      const int b = rng.below(total);
      parent = b % n < a % n ? b : a;
    }
    for (int i = 0; i < (total + 1) / 2; ++i) {
      const int parents[2] = {pool[i], pool[i + total / 2]};
      const int tasks[2] = {all.task(parents[0]), all.task(parents[1])};
      if (tasks[0] == tasks[1] || rng.chance(rmp(tasks[0], tasks[1]))) {
        cross(ctx, all.x(parents[0]), all.x(parents[1]), off.x(2 * i), off.x(2 * i + 1));
        for (int k = 0; k < 2; ++k) {
          const int heir = rng.below(2);
          off.setOrigin(2 * i + k, tasks[heir], tasks[1 - heir]);
        }
      } else {
        // Each parent mates with a random other one of its own task.
        for (int k = 0; k < 2; ++k) {
          int mate = parents[k];
          while (mate == parents[k]) mate = tasks[k] * n + rng.below(n);
          cross(ctx, all.x(parents[k]), all.x(mate), off.x(2 * i + k), spare);
          off.setOrigin(2 * i + k, tasks[k], tasks[k]);
        }
      }
      op::clip(off.x(2 * i));
      op::clip(off.x(2 * i + 1));
    }
  }

  void cross(RunContext& ctx, std::span<const double> a, std::span<const double> b, std::span<double> c1,
             std::span<double> c2) const {
    variation_.crossover(ctx, a, b, c1, c2);
    variation_.mutate(ctx, c1);
    variation_.mutate(ctx, c2);
    op::swapVariables(ctx.rng(), c1, c2, 1.0 - swap_);
  }
};

}  // namespace

TANDEM_ALGORITHM(MoMfeaII, .name = "MO-MFEA-II", .family = "multi-objective multitask, multifactorial",
                 .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II",
                 .minPopulation = 2,
                 .citation = {"K. K. Bali, A. Gupta, Y.-S. Ong, P. S. Tan",
                              "Cognizant multitasking in multiobjective multifactorial evolution: MO-MFEA-II",
                              "IEEE Transactions on Cybernetics 51(4), 1784-1796", 2021, "10.1109/TCYB.2020.2981733"},
                 .doc = "MO-MFEA with mating probabilities learned online, one per pair of tasks.",
                 .deviations = "The likelihood is maximised over all pairs together (see MFEA-II).")

}  // namespace tandem::alg::mo_mfea_ii
