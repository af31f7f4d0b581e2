// SPDX-License-Identifier: Apache-2.0
// MFEA with cross-task search directions: before mating, the leading individuals of each task are moved along a
// direction seen in another task (from one of its leaders to one of its members); the points join the parents without
// being evaluated. J. Yin, A. Zhu, Z. Zhu, Y. Yu, X. Ma, Multifactorial evolutionary algorithm enhanced with cross-task
// search direction, IEEE Congress on Evolutionary Computation, 2019, doi:10.1109/CEC.2019.8789959.
#include <algorithm>
#include <cmath>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::mfea_dv {
namespace {

class MfeaDv final : public Algorithm {
  double rmp_ = 0.3;
  double p_ = 0.1;
  op::GaVariation variation_;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of a task's individuals that lead (pbest)"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: leaders of the own task; platform: the leaders of the first task serve for all"});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int perTask = ctx.populationSize();
    const double share = p_ * perTask * (form_ == op::Form::Platform ? tasks : 1);
    const int leaders = tasks < 2 ? 0 : std::min(perTask, nearest(share));
    Population pop = op::initMultifactorial(ctx);
    Population parents = pop.like(pop.size() + tasks * leaders);
    Population off = pop.like(parents.size() + 1);
    while (ctx.running(pop)) {
      for (int i = 0; i < pop.size(); ++i) {
        parents.copyRow(i, pop, i);
        parents.donor(i) = kNative;
      }
      {
        const RunContext::ModelTime time(ctx);
        moveLeaders(ctx, pop, leaders, parents);
      }
      op::matePairs(ctx, parents, off,
                    [&](int p1, int p2, int c1, int c2) { mate(ctx, parents, p1, p2, off, c1, c2); });
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, perTask);
    }
  }

  /// Rows of parents after pop: pbest + (member of another task - pbest of that task).
  void moveLeaders(RunContext& ctx, const Population& pop, int leaders, Population& parents) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    op::sortByFitness(pop, order);
    // Every task has the same number of individuals, and so ranks[t * perTask + r] is the row of rank r of task t.
    const int perTask = ctx.populationSize();
    const std::span<int> ranks = frame.ints(pop.size());
    const std::span<int> filled = frame.ints(ctx.taskCount());
    std::ranges::fill(filled, 0);
    for (const int row : order) ranks[pop.task(row) * perTask + filled[pop.task(row)]++] = row;
    int next = pop.size();
    for (int r = 0; r < leaders; ++r) {
      for (int t = 0; t < ctx.taskCount(); ++t, ++next) {
        const int own = form_ == op::Form::Platform ? 0 : t;
        int other = rng.below(pop.size());
        while (pop.task(other) == own) other = rng.below(pop.size());
        const int theirs = form_ == op::Form::Platform ? 0 : pop.task(other);
        op::difference(pop.x(ranks[own * perTask + r]), 1.0, pop.x(other), pop.x(ranks[theirs * perTask + r]),
                       parents.x(next));
        parents.setOrigin(next, own, pop.task(other));
      }
    }
  }

  void mate(RunContext& ctx, const Population& parents, int p1, int p2, Population& off, int c1, int c2) const {
    if (parents.task(p1) == parents.task(p2) || ctx.rng().chance(rmp_)) {
      variation_.crossover(ctx, parents.x(p1), parents.x(p2), off.x(c1), off.x(c2));
      for (const int c : {c1, c2}) {
        op::imitate(ctx.rng(), parents, p1, p2, off, c);
        // Children of a moved leader carry its donor tag.
        const int brought = std::max(parents.donor(p1), parents.donor(p2));
        if (off.donor(c) == kNative) off.setOrigin(c, off.task(c), brought);
      }
    } else {
      for (const auto& [parent, child] : {std::pair(p1, c1), std::pair(p2, c2)}) {
        std::ranges::copy(parents.x(parent), off.x(child).begin());
        op::clip(off.x(child));
        variation_.mutate(ctx, off.x(child));
        off.setOrigin(child, parents.task(parent), parents.donor(parent));
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(MfeaDv, .name = "MFEA-DV", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"J. Yin, A. Zhu, Z. Zhu, Y. Yu, X. Ma",
                              "Multifactorial evolutionary algorithm enhanced with cross-task search direction",
                              "IEEE Congress on Evolutionary Computation, 2244-2251", 2019, "10.1109/CEC.2019.8789959"},
                 .doc = "MFEA whose leaders are also moved along search directions seen in other tasks.",
                 .deviations =
                     "Leaders are ranked within their own task, P*N of each, and a moved leader keeps its task. The "
                     "reference code ranks the first N rows of the pool only, which all belong to the first task, and "
                     "takes P*N*T of them for every task: the moved points become members of other tasks that are "
                     "labelled with the first one; form=platform reproduces this, but for its first generations, where "
                     "individuals of the start still know their objectives on all tasks. Survivors are the best N of "
                     "each task.")

}  // namespace tandem::alg::mfea_dv
