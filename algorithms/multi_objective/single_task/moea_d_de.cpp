// SPDX-License-Identifier: Apache-2.0
// MOEA/D-DE: decomposition with differential evolution; parents come from the whole population with a small probability
// and a child replaces few subproblems, which keeps diversity on complicated Pareto sets.
// H. Li, Q. Zhang, Multiobjective optimization problems with complicated Pareto sets, MOEA/D and NSGA-II, IEEE
// Transactions on Evolutionary Computation 13(2), 2009, doi:10.1109/TEVC.2008.925798.

#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::moea_d_de {
namespace {

class MoeaDDe final : public Algorithm {
  double delta_ = 0.9;
  int replacements_ = 2;
  double f_ = 0.5;
  double cr_ = 0.9;
  double muM_ = 15.0;

  void params(ParamVisitor& p) override {
    p.real("delta", delta_, {.min = 0, .max = 1, .doc = "probability of parents from the neighbourhood"});
    p.integer("nr", replacements_, {.min = 1, .max = 1000000, .doc = "most subproblems a child may replace"});
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<op::DecomposedTask> tasks;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      tasks.emplace_back(ctx.task(t).objectives, ctx.populationSize(), 0.1);
      pops.push_back(tasks.back().initialise(ctx, t));
    }
    Population child = pops.front().like(1);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) generation(ctx, pops[t], tasks[t], child);
    }
  }

  void generation(RunContext& ctx, Population& pop, op::DecomposedTask& task, Population& child) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> scope = frame.ints(pop.size());
    const std::span<double> mutant = frame.doubles(pop.dim());
    for (int i = 0; i < task.subproblems.size(); ++i) {
      std::span<int> mates = scope;
      if (rng.chance(delta_)) {
        const std::span<const int> near = task.subproblems.neighbours(i);
        mates = scope.first(near.size());
        std::ranges::copy(near, mates.begin());
        rng.shuffle(mates);
      } else {
        rng.permutation(mates);
      }
      op::difference(pop.x(i), f_, pop.x(mates[0]), pop.x(mates[1]), mutant);
      op::binomial(rng, pop.x(i), mutant, cr_, child.x(0));
      op::polynomialMutation(rng, child.x(0), muM_, 1.0 / pop.dim());
      op::clip(child.x(0));
      child.task(0) = pop.task(0);
      ctx.evaluate(child, 0);
      task.observe(child.objs().row(0));
      int replaced = 0;
      for (const int k : mates) {
        if (replaced == replacements_) break;
        if (task.improves(op::Scalarisation::Tchebycheff, child, pop, k)) {
          pop.copyRow(k, child, 0);
          ++replaced;
        }
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(MoeaDDe, .name = "MOEA/D-DE", .aliases = {"MOEA-D-DE"},
                 .family = "multi-objective single-task, decomposition",
                 .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"H. Li, Q. Zhang",
                              "Multiobjective optimization problems with complicated Pareto sets, MOEA/D and NSGA-II",
                              "IEEE Transactions on Evolutionary Computation 13(2), 284-302", 2009,
                              "10.1109/TEVC.2008.925798"},
                 .doc = "MOEA/D with differential evolution, Tchebycheff subproblems and bounded replacement.",
                 .deviations = "Constraints by the feasibility rule within each subproblem.")

}  // namespace tandem::alg::moea_d_de
