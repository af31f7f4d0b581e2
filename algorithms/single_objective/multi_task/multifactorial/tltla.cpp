// SPDX-License-Identifier: Apache-2.0
// Two-level transfer learning: MFEA between the tasks on the upper level; on the lower one a random individual learns
// across variables, its values one after another replaced by differential variations of a single variable of its
// task. X. Ma, Q. Chen, Y. Yu, Y. Sun, L. Ma, Z. Zhu, A two-level transfer learning algorithm for evolutionary
// multitasking, Frontiers in Neuroscience 13, 2020, doi:10.3389/fnins.2019.01408.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::tltla {
namespace {

class Tltla final : public Algorithm {
  double rmp_ = 0.3;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    Population trial = pop.like(1);
    while (ctx.running(pop)) {
      op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) { mate(ctx, pop, p1, p2, off, c1, c2); });
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
      acrossVariables(ctx, pop, trial);
    }
  }

  /// Upper level: inter-task transfer.
  void mate(RunContext& ctx, const Population& pop, int p1, int p2, Population& off, int c1, int c2) const {
    if (pop.task(p1) == pop.task(p2) || ctx.rng().chance(rmp_)) {
      variation_.crossover(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
      op::imitate(ctx.rng(), pop, p1, p2, off, c1);
      op::imitate(ctx.rng(), pop, p1, p2, off, c2);
    } else {
      op::mutateAlone(ctx, variation_, pop, p1, off, c1);
      op::mutateAlone(ctx, variation_, pop, p2, off, c2);
    }
  }

  /// Lower level: intra-task transfer. Values of this generation's variable are tried in all the others in turn, kept
  /// from one trial to the next or not, until the individual does not get worse.
  static void acrossVariables(RunContext& ctx, Population& pop, Population& trial) {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    const int learner = rng.below(pop.size());
    const int task = pop.task(learner);
    const std::span<const int> mates = groups.rows(task);
    const int dim = ctx.task(task).dim;
    const auto source = (ctx.generation() - 1) % dim;
    const std::span<double> values = frame.doubles(dim);
    for (double& v : values) v = variation(rng, pop, mates, source);
    op::clip(values);

    const bool cumulative = rng.chance(0.5);
    trial.copyRow(0, pop, learner);
    trial.setOrigin(0, task, task);
    for (int d = 0; d < isize(values); ++d) {
      if (!cumulative) std::ranges::copy(pop.x(learner), trial.x(0).begin());
      trial.x(0)[d] = values[d];
      ctx.evaluate(trial);
      if (better(pop.obj(learner), pop.cv(learner), trial.obj(0), trial.cv(0))) continue;
      pop.copyRow(learner, trial, 0);
      return;
    }
  }

  /// x1 + r (x2 - x3) in one variable of three random members.
  static double variation(Rng& rng, const Population& pop, std::span<const int> mates, int variable) {
    const auto value = [&](int mate) { return pop.x(mates[mate])[variable]; };
    const int n = isize(mates);
    if (n < 3) return value(rng.below(n));
    int r[3];
    rng.distinct(r, n);
    return value(r[0]) + 0.5 * rng.uniform() * (value(r[1]) - value(r[2]));
  }
};

}  // namespace

TANDEM_ALGORITHM(Tltla, .name = "TLTLA", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"X. Ma, Q. Chen, Y. Yu, Y. Sun, L. Ma, Z. Zhu",
                              "A two-level transfer learning algorithm for evolutionary multitasking",
                              "Frontiers in Neuroscience 13, 1408", 2020, "10.3389/fnins.2019.01408"},
                 .doc = "MFEA whose every generation ends with one individual learning values across variables.",
                 .deviations =
                     "The lower level runs over the variables of the individual's own task, not over those of "
                     "the unified space.")

}  // namespace tandem::alg::tltla
