// SPDX-License-Identifier: Apache-2.0
// MTEA/D-DN: decomposition with dual neighbourhoods: every subproblem has neighbours in its own task and a random set
// of subproblems of another task, which is drawn anew when a transfer into it improves nothing. X. Wang, Z. Dong, L.
// Tang, Q. Zhang, Multiobjective multitask optimization - neighborhood as a bridge for knowledge transfer, IEEE
// Transactions on Evolutionary Computation 27(1), 2023, doi:10.1109/TEVC.2022.3154416.
#include <algorithm>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mtea_d_dn {
namespace {

class MteaDDn final : public Algorithm {
  double beta_ = 0.2;
  double f_ = 0.5;
  double cr_ = 0.9;
  double muM_ = 20.0;

  void params(ParamVisitor& p) override {
    p.real("beta", beta_, {.min = 0, .max = 1, .doc = "probability of parents from the two neighbourhoods"});
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
  }

  /// The second neighbourhood of a subproblem: subproblems of another task.
  struct Bridge {
    int task = -1;
    std::vector<int> members;
  };
  struct Task : op::DecomposedTask {
    std::vector<Bridge> bridges;
    using op::DecomposedTask::DecomposedTask;
  };

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<Task> tasks;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      tasks.emplace_back(ctx.task(t).objectives, ctx.populationSize(), 0.05);
      pops.push_back(tasks.back().initialise(ctx, t));
    }
    for (int t = 0; t < ctx.taskCount() && ctx.taskCount() > 1; ++t) {
      Task& task = tasks[t];
      task.bridges.resize(task.subproblems.size());
      for (Bridge& bridge : task.bridges) redraw(ctx, tasks, t, bridge);
    }
    Population child = pops.front().like(1);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        for (int i = 0; i < pops[t].size(); ++i) {
          if (ctx.taskCount() > 1 && ctx.rng().chance(beta_)) {
            bridged(ctx, pops, tasks, t, i, child);
          } else {
            global(ctx, pops[t], tasks[t], i, child);
          }
        }
      }
    }
  }

  static void redraw(RunContext& ctx, const std::vector<Task>& tasks, int t, Bridge& bridge) {
    Rng& rng = ctx.rng();
    bridge.task = rng.below(ctx.taskCount() - 1);
    if (bridge.task >= t) ++bridge.task;
    const op::Decomposition& there = tasks[bridge.task].subproblems;
    const int own = isize(tasks[t].subproblems.neighbours(0));
    bridge.members.resize(std::min(own, there.size()));
    rng.distinct(bridge.members, there.size());
  }

  void make(RunContext& ctx, std::span<const double> x, std::span<const double> a, std::span<const double> b,
            Population& child) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mutant = frame.doubles(x.size());
    op::difference(x, f_, a, b, mutant);
    op::binomial(ctx.rng(), x, mutant, cr_, child.x(0));
    op::polynomialMutation(ctx.rng(), child.x(0), muM_, 1.0 / isize(x));
    op::clip(child.x(0));
  }

  /// Evaluates the child and lets it replace the named subproblems it improves, which are listed in `improved`.
  static int compete(RunContext& ctx, Population& pop, Task& task, std::span<const int> members, Population& child,
                     std::span<std::uint8_t> improved) {
    ctx.evaluate(child);
    task.observe(child.objs().row(0));
    int count = 0;
    for (int k = 0; k < isize(members); ++k) {
      const bool better = task.improves(op::Scalarisation::Tchebycheff, child, pop, members[k]);
      improved[k] = better;
      if (!better) continue;
      pop.copyRow(members[k], child, 0);
      ++count;
    }
    return count;
  }

  void global(RunContext& ctx, Population& pop, Task& task, int i, Population& child) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    ctx.rng().permutation(order);
    make(ctx, pop.x(i), pop.x(order[0]), pop.x(order[1]), child);
    child.setOrigin(0, pop.task(i), pop.task(i));
    compete(ctx, pop, task, order, child, frame.take<std::uint8_t>(order.size()));
  }

  void bridged(RunContext& ctx, std::vector<Population>& pops, std::vector<Task>& tasks, int t, int i,
               Population& child) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    Task& own = tasks[t];
    Bridge& bridge = own.bridges[i];
    const std::span<const int> near = own.subproblems.neighbours(i);
    const int total = isize(near) + isize(bridge.members);
    int picks[2];
    rng.distinct(picks, total);
    int donor = t;
    std::span<const double> parents[2];
    for (int k = 0; k < 2; ++k) {
      const auto pick = picks[k];
      const bool local = pick < isize(near);
      const int task = local ? t : bridge.task;
      parents[k] = std::as_const(pops[task]).x(local ? near[pick] : bridge.members[pick - near.size()]);
      if (!local) donor = bridge.task;
    }
    make(ctx, pops[t].x(i), parents[0], parents[1], child);
    const std::span<std::uint8_t> improved = frame.take<std::uint8_t>(total);
    if (!rng.chance(0.5)) {
      child.setOrigin(0, t, donor);
      compete(ctx, pops[t], own, near, child, improved);
      return;
    }
    const int there = bridge.task;
    child.setOrigin(0, there, t);
    const int wins = compete(ctx, pops[there], tasks[there], bridge.members, child, improved);
    if (wins == 0) {
      redraw(ctx, tasks, t, bridge);
      return;
    }
    int kept = 0;
    for (int k = 0; k < isize(bridge.members); ++k) {
      if (improved[k] != 0) bridge.members[kept++] = bridge.members[k];
    }
    bridge.members.resize(kept);
  }
};

}  // namespace

TANDEM_ALGORITHM(MteaDDn, .name = "MTEA/D-DN", .aliases = {"MTEA-D-DN"},
                 .family = "multi-objective multitask, multi-population",
                 .labels = MultiTask | MultiObjective | Unconstrained, .twin = "MOEA/D-DE", .minPopulation = 4,
                 .citation = {"X. Wang, Z. Dong, L. Tang, Q. Zhang",
                              "Multiobjective multitask optimization - neighborhood as a bridge for knowledge transfer",
                              "IEEE Transactions on Evolutionary Computation 27(1), 155-169", 2023,
                              "10.1109/TEVC.2022.3154416"},
                 .doc = "MOEA/D whose subproblems have a second neighbourhood in another task.")

}  // namespace tandem::alg::mtea_d_dn
