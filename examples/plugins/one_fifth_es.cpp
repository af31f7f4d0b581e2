// SPDX-License-Identifier: Apache-2.0
// (1+1) evolution strategy with the one-fifth success rule, one per task, that now and then starts from the incumbent
// of another task. I. Rechenberg, Evolutionsstrategie, Frommann-Holzboog, 1973.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::one_fifth_es {
namespace {

class OneFifthEs final : public Algorithm {
  double transfer_ = 0.1;

  void params(ParamVisitor& p) override {
    p.real("transfer", transfer_, {.min = 0, .max = 1, .doc = "chance to start from another task's incumbent"});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    Population parents = ctx.makePopulation(tasks);  // row t is the incumbent of task t
    ctx.rng().fillUniform({parents.x().data, static_cast<std::size_t>(tasks) * static_cast<std::size_t>(ctx.maxDim())});
    for (int t = 0; t < tasks; ++t) parents.task(t) = t;
    ctx.evaluate(parents, Purpose::Initial);
    Population children = parents.like(tasks);
    std::vector<double> step(static_cast<std::size_t>(tasks), 0.2);

    while (ctx.running(parents)) {
      for (int t = 0; t < tasks; ++t) {
        const int donor = ctx.rng().chance(transfer_) ? ctx.rng().below(tasks) : t;
        children.setOrigin(t, t, donor);
        for (int d = 0; d < ctx.maxDim(); ++d) {
          children.x()(t, d) = parents.x()(donor, d) + step[t] * ctx.rng().normal();
        }
        op::clip(children.x(t));
      }
      ctx.evaluate(children);
      for (int t = 0; t < tasks; ++t) {
        const bool won = better(children.obj(t), children.cv(t), parents.obj(t), parents.cv(t));
        if (won) parents.copyRow(t, children, t);
        step[t] *= std::exp(won ? 0.2 : -0.05);  // steady at one success in five
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(OneFifthEs, .name = "One-Fifth-ES", .family = "example",
                 .labels = SingleTask | MultiTask | SingleObjective | Unconstrained | Constrained,
                 .citation = {"I. Rechenberg", "Evolutionsstrategie", "Frommann-Holzboog", 1973, ""},
                 .doc = "(1+1)-ES with the one-fifth rule per task; starts from other tasks' incumbents now and then.")

}  // namespace tandem::alg::one_fifth_es
