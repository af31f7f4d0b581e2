// SPDX-License-Identifier: Apache-2.0
// MO-MFEA: multifactorial search with several objectives per task; mating across tasks with probability rmp, survival
// within each task by non-dominated sorting and crowding distance.
// A. Gupta, Y.-S. Ong, L. Feng, K. C. Tan, Multiobjective multifactorial optimization in evolutionary multitasking,
// IEEE Transactions on Cybernetics 47(7), 2017, doi:10.1109/TCYB.2016.2554622.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mo_mfea {
namespace {

class MoMfea final : public Algorithm {
  double rmp_ = 0.3;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<int> order(n);
    for (Population& pop : pops) {
      op::sortByCrowdedComparison(ctx, pop, order);
      pop.gather(order);
    }
    const int total = n * ctx.taskCount();
    Population off = pops.front().like(total + 1);
    Population mine = off;
    while (ctx.running(pops)) {
      breed(ctx, pops, off);
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

  /// A parent: the better of two of one task, the population being sorted.
  struct Parent {
    int task;
    int row;
  };

  void breed(RunContext& ctx, const std::vector<Population>& pops, Population& off) const {
    Rng& rng = ctx.rng();
    const int n = ctx.populationSize();
    const int total = n * ctx.taskCount();
    off.resize(2 * ((total + 1) / 2));
    Workspace::Frame frame(ctx.workspace());
    const std::span<Parent> pool = frame.take<Parent>(total);
    for (Parent& parent : pool) {
      const Parent a{rng.below(ctx.taskCount()), rng.below(n)};
      const Parent b{rng.below(ctx.taskCount()), rng.below(n)};
      parent = b.row < a.row ? b : a;
    }
    for (int i = 0; i < (total + 1) / 2; ++i) {
      const Parent p1 = pool[i];
      const Parent p2 = pool[i + total / 2];
      const auto x1 = pops[p1.task].x(p1.row);
      const auto x2 = pops[p2.task].x(p2.row);
      const int c1 = 2 * i;
      const int c2 = c1 + 1;
      const bool mate = p1.task == p2.task || rng.chance(rmp_);
      if (mate) {
        variation_.crossover(ctx, x1, x2, off.x(c1), off.x(c2));
      } else {
        std::ranges::copy(x1, off.x(c1).begin());
        std::ranges::copy(x2, off.x(c2).begin());
      }
      for (const int c : {c1, c2}) {
        variation_.mutate(ctx, off.x(c));
        op::clip(off.x(c));
        const bool first = mate ? rng.chance(0.5) : c == c1;
        const int task = first ? p1.task : p2.task;
        off.setOrigin(c, task, !mate ? task : (first ? p2.task : p1.task));
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(MoMfea, .name = "MO-MFEA", .family = "multi-objective multitask, multifactorial",
                 .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II",
                 .minPopulation = 2,
                 .citation = {"A. Gupta, Y.-S. Ong, L. Feng, K. C. Tan",
                              "Multiobjective multifactorial optimization in evolutionary multitasking",
                              "IEEE Transactions on Cybernetics 47(7), 1652-1665", 2017, "10.1109/TCYB.2016.2554622"},
                 .doc = "Multi-objective MFEA: assortative mating over tasks, NSGA-II survival within each task.")

}  // namespace tandem::alg::mo_mfea
