// SPDX-License-Identifier: Apache-2.0
// MOEA/D: one scalar subproblem per weight vector; neighbours mate and replace each other.
// Q. Zhang, H. Li, MOEA/D: a multiobjective evolutionary algorithm based on decomposition, IEEE Transactions on
// Evolutionary Computation 11(6), 2007, doi:10.1109/TEVC.2007.892759.
#include <algorithm>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::moea_d {
namespace {

class MoeaD final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};
  op::Scalarisation decomposition_ = op::Scalarisation::Pbi;

  void params(ParamVisitor& p) override {
    p.choice("decomposition", decomposition_,
             {.options = {"pbi", "tchebycheff", "normalised-tchebycheff", "divided-tchebycheff"},
              .doc = "scalarisation of the subproblems"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<op::DecomposedTask> tasks;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      tasks.emplace_back(ctx.task(t).objectives, ctx.populationSize(), 0.1);
      pops.push_back(tasks.back().initialise(ctx, t));
    }
    Population child = pops.front().like(2);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) generation(ctx, pops[t], tasks[t], child);
    }
  }

  void generation(RunContext& ctx, Population& pop, op::DecomposedTask& task, Population& child) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> nadir = frame.doubles(task.ideal.size());
    for (int i = 0; i < task.subproblems.size(); ++i) {
      const std::span<const int> near = task.subproblems.neighbours(i);
      int mates[2];
      rng.distinct(mates, isize(near));
      variation_.crossover(ctx, pop.x(near[mates[0]]), pop.x(near[mates[1]]), child.x(0), child.x(1));
      variation_.mutate(ctx, child.x(0));
      op::clip(child.x(0));
      child.task(0) = pop.task(0);
      ctx.evaluate(child, 0);
      task.observe(child.objs().row(0));
      if (decomposition_ == op::Scalarisation::NormalisedTchebycheff) {
        std::ranges::fill(nadir, -std::numeric_limits<double>::infinity());
        for (int k = 0; k < pop.size(); ++k) {
          for (int m = 0; m < isize(nadir); ++m) nadir[m] = std::max(nadir[m], pop.objs().row(k)[m]);
        }
      }
      for (const int k : near) {
        if (task.improves(decomposition_, child, pop, k, nadir)) pop.copyRow(k, child, 0);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(MoeaD, .name = "MOEA/D", .aliases = {"MOEA-D"}, .family = "multi-objective single-task, decomposition",
                 .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"Q. Zhang, H. Li",
                              "MOEA/D: a multiobjective evolutionary algorithm based on decomposition",
                              "IEEE Transactions on Evolutionary Computation 11(6), 712-731", 2007,
                              "10.1109/TEVC.2007.892759"},
                 .doc = "Decomposition into scalar subproblems with neighbourhoods of a tenth of the weight vectors.",
                 .deviations = "Constraints by the feasibility rule within each subproblem.")

}  // namespace tandem::alg::moea_d
