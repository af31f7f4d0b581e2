// SPDX-License-Identifier: Apache-2.0
// Multifactorial differential evolution: MFEA's population and skill factors with DE/rand/1/bin, whose difference
// vector comes from other tasks with probability rmp. L. Feng, W. Zhou, L. Zhou, S. W. Jiang, J. H. Zhong, B. S. Da, Z.
// X. Zhu, Y. Wang, An empirical study of multifactorial PSO and multifactorial DE, IEEE Congress on Evolutionary
// Computation, 2017, doi:10.1109/CEC.2017.7969407.
#include <initializer_list>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::mfde {
namespace {

class Mfde final : public Algorithm {
  double rmp_ = 0.3;
  double f_ = 0.5;
  double cr_ = 0.9;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_, {.min = 0, .max = 1, .doc = "probability of a difference vector from other tasks"});
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size());
    while (ctx.running(pop)) {
      breed(ctx, pop, off);
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  void breed(RunContext& ctx, const Population& pop, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    const std::span<double> mutant = frame.doubles(pop.dim());
    for (int i = 0; i < pop.size(); ++i) {
      const int own = pop.task(i);
      const std::span<const int> mates = groups.rows(own);
      const int foreigners = pop.size() - isize(mates);
      const int x1 = anyOf(rng, mates, {i});
      int x2 = x1;
      int x3 = x1;
      if (foreigners >= 2 && rng.chance(rmp_)) {
        while (pop.task(x2) == own) x2 = rng.below(pop.size());
        while (pop.task(x3) == own || x3 == x2) x3 = rng.below(pop.size());
        // The child works on the task of one of the three; the others' contribution is the transfer.
        const int heirs[3] = {x1, x2, x3};
        const int task = pop.task(heirs[rng.below(3)]);
        off.setOrigin(i, task, task == own ? pop.task(x2) : own);
      } else {
        x2 = anyOf(rng, mates, {i, x1});
        x3 = anyOf(rng, mates, {i, x1, x2});
        off.setOrigin(i, own, own);
      }
      op::difference(pop.x(x1), f_, pop.x(x2), pop.x(x3), mutant);
      op::binomial(rng, pop.x(i), mutant, cr_, off.x(i));
      op::clip(off.x(i));
    }
  }

  /// A row of `rows` that is not in `except`; rows must have more members than except.
  static int anyOf(Rng& rng, std::span<const int> rows, std::initializer_list<int> except) {
    while (true) {
      const int row = rows[rng.below(isize(rows))];
      bool taken = false;
      for (const int e : except) taken = taken || e == row;
      if (!taken) return row;
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Mfde, .name = "MFDE", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "DE", .minPopulation = 4,
                 .citation = {"L. Feng, W. Zhou, L. Zhou, S. W. Jiang, J. H. Zhong, B. S. Da, Z. X. Zhu, Y. Wang",
                              "An empirical study of multifactorial PSO and multifactorial DE",
                              "IEEE Congress on Evolutionary Computation", 2017, "10.1109/CEC.2017.7969407"},
                 .doc = "Multifactorial differential evolution: difference vectors cross tasks with probability rmp.",
                 .deviations = "Survivors are the best N of each task.")

}  // namespace tandem::alg::mfde
