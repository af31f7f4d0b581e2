// SPDX-License-Identifier: Apache-2.0
// Multifactorial particle swarm: with probability rmp a particle is also pulled to the best of another task. L. Feng,
// W. Zhou, L. Zhou, S. W. Jiang, J. H. Zhong, B. S. Da, Z. X. Zhu, Y. Wang, An empirical study of multifactorial PSO
// and multifactorial DE, IEEE Congress on Evolutionary Computation, 2017, doi:10.1109/CEC.2017.7969407.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::mfpso {
namespace {

class Mfpso final : public Algorithm {
  double rmp_ = 0.3;
  double maxW_ = 0.9;
  double minW_ = 0.4;
  double c1_ = 0.2;
  double c2_ = 0.2;
  double c3_ = 0.2;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_, {.min = 0, .max = 1, .doc = "probability of a pull to the best of another task"});
    p.real("maxW", maxW_, {.min = 0, .max = 2, .doc = "inertia at the start"});
    p.real("minW", minW_, {.min = 0, .max = 2, .doc = "inertia at the end"});
    p.real("C1", c1_, {.min = 0, .max = 10, .doc = "pull to the particle's own best"});
    p.real("C2", c2_, {.min = 0, .max = 10, .doc = "pull to the best of the particle's task"});
    p.real("C3", c3_, {.min = 0, .max = 10, .doc = "pull to the best of another task"});
  }

  void run(RunContext& ctx) override {
    Population swarm = op::initMultifactorial(ctx);
    Population ownBest = swarm;
    Matrix velocities(swarm.size(), swarm.dim());
    while (ctx.running(swarm)) {
      const double w = maxW_ - (maxW_ - minW_) * std::min(ctx.progress(), 1.0);
      for (int i = 0; i < swarm.size(); ++i) fly(ctx, swarm, i, ownBest.x(i), w, velocities.row(i));
      ctx.evaluate(swarm);
      for (int i = 0; i < swarm.size(); ++i) {
        if (better(swarm.obj(i), swarm.cv(i), ownBest.obj(i), ownBest.cv(i))) ownBest.copyRow(i, swarm, i);
      }
    }
  }

  void fly(RunContext& ctx, Population& swarm, int i, std::span<const double> own, double w,
           std::span<double> v) const {
    Rng& rng = ctx.rng();
    const int task = swarm.task(i);
    int helper = task;
    if (ctx.taskCount() > 1 && rng.chance(rmp_)) {
      helper = rng.below(ctx.taskCount() - 1);
      helper += helper >= task ? 1 : 0;
    }
    // One random number per pull and particle.
    const double toOwn = c1_ * rng.uniform();
    const double toTask = c2_ * rng.uniform();
    const double toHelper = helper == task ? 0.0 : c3_ * rng.uniform();
    const std::span<const double> taskBest = ctx.best(task).x;
    const std::span<const double> helperBest = ctx.best(helper).x;
    const std::span<double> x = swarm.x(i);
    for (int j = 0; j < isize(x); ++j) {
      v[j] = w * v[j] + toOwn * (own[j] - x[j]) + toTask * (taskBest[j] - x[j]) + toHelper * (helperBest[j] - x[j]);
      x[j] += v[j];
    }
    op::clip(x);
    swarm.setOrigin(i, task, helper);
  }
};

}  // namespace

TANDEM_ALGORITHM(Mfpso, .name = "MFPSO", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "PSO", .minPopulation = 2,
                 .citation = {"L. Feng, W. Zhou, L. Zhou, S. W. Jiang, J. H. Zhong, B. S. Da, Z. X. Zhu, Y. Wang",
                              "An empirical study of multifactorial PSO and multifactorial DE",
                              "IEEE Congress on Evolutionary Computation, 921-928", 2017, "10.1109/CEC.2017.7969407"},
                 .doc = "Particle swarm over all tasks; with probability rmp the best of another task pulls as well.",
                 .deviations =
                     "Particles keep the skill factor of the start. One random number per pull and particle; "
                     "particles stop at the border of the box.")

}  // namespace tandem::alg::mfpso
