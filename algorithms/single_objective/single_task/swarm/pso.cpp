// SPDX-License-Identifier: Apache-2.0
// Particle swarm optimization with linearly falling inertia, one swarm per task. J. Kennedy, R. Eberhart, Particle
// swarm optimization, International Conference on Neural Networks, 1995, doi:10.1109/ICNN.1995.488968; inertia: Y. Shi,
// R. Eberhart, A modified particle swarm optimizer, IEEE Congress on Evolutionary Computation, 1998.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::pso {
namespace {

class Pso final : public Algorithm {
  double maxW_ = 0.9;
  double minW_ = 0.4;
  double c1_ = 0.2;
  double c2_ = 0.2;

  void params(ParamVisitor& p) override {
    p.real("maxW", maxW_, {.min = 0, .max = 2, .doc = "inertia at the start"});
    p.real("minW", minW_, {.min = 0, .max = 2, .doc = "inertia at the end"});
    p.real("C1", c1_, {.min = 0, .max = 10, .doc = "pull to the particle's own best"});
    p.real("C2", c2_, {.min = 0, .max = 10, .doc = "pull to the swarm's best"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> swarms = op::initPerTask(ctx);
    std::vector<Population> ownBest = swarms;
    const int dim = ctx.maxDim();
    std::vector<Matrix> velocities(swarms.size(), Matrix(ctx.populationSize(), dim));
    while (ctx.running(swarms)) {
      const double w = maxW_ - (maxW_ - minW_) * std::min(ctx.progress(), 1.0);
      for (int t = 0; t < isize(swarms); ++t) {
        const std::span<const double> best = ctx.best(t).x;
        for (int i = 0; i < swarms[t].size(); ++i) {
          // One random number per pull and particle.
          const double own = c1_ * ctx.rng().uniform();
          const double swarm = c2_ * ctx.rng().uniform();
          const std::span<double> v = velocities[t].row(i);
          const std::span<double> x = swarms[t].x(i);
          const std::span<const double> mine = ownBest[t].x(i);
          for (int j = 0; j < isize(x); ++j) {
            v[j] = w * v[j] + own * (mine[j] - x[j]) + swarm * (best[j] - x[j]);
            x[j] += v[j];
          }
          op::clip(x);
        }
        ctx.evaluate(swarms[t]);
        for (int i = 0; i < swarms[t].size(); ++i) {
          if (better(swarms[t].obj(i), swarms[t].cv(i), ownBest[t].obj(i), ownBest[t].cv(i))) {
            ownBest[t].copyRow(i, swarms[t], i);
          }
        }
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Pso, .name = "PSO", .family = "single-task, swarm intelligence",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"J. Kennedy, R. Eberhart", "Particle swarm optimization",
                              "International Conference on Neural Networks 4, 1942-1948", 1995,
                              "10.1109/ICNN.1995.488968"},
                 .doc = "Global-best particle swarm with linearly falling inertia; one swarm per task.",
                 .deviations =
                     "Settings of the multitasking literature (C1 = C2 = 0.2, one random number per pull and "
                     "particle instead of one per variable); particles are stopped at the border of the box, "
                     "velocities are not limited.")

}  // namespace tandem::alg::pso
