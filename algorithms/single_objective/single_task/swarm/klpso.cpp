// SPDX-License-Identifier: Apache-2.0
// KLPSO: knowledge learning for particle swarm optimization, one swarm per task. A small network learns from the moves
// that succeeded in the last generation; with some probability a particle follows the direction that it proposes
// instead of its velocity. Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang, Knowledge learning for evolutionary computation,
// IEEE Transactions on Evolutionary Computation, 2023, doi:10.1109/TEVC.2023.3278132.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_knowledge.h"

namespace tandem::alg::klpso {
namespace {

class Klpso final : public Algorithm {
  double rate_ = 0.2;
  int epochs_ = 10;
  double maxW_ = 0.9;
  double minW_ = 0.4;
  double c1_ = 0.2;
  double c2_ = 0.2;

  void params(ParamVisitor& p) override {
    p.real("LR", rate_, {.min = 0, .max = 1, .doc = "probability that a particle follows the network"});
    p.integer("EP", epochs_, {.min = 0, .max = 100000, .doc = "training epochs per generation"});
    p.real("maxW", maxW_, {.min = 0, .max = 2, .doc = "inertia at the start"});
    p.real("minW", minW_, {.min = 0, .max = 2, .doc = "inertia at the end"});
    p.real("C1", c1_, {.min = 0, .max = 10, .doc = "pull to the particle's own best"});
    p.real("C2", c2_, {.min = 0, .max = 10, .doc = "pull to the swarm's best"});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> swarms = op::initPerTask(ctx);
    std::vector<Population> ownBest = swarms;
    Population next = swarms.front().like(n);
    std::vector<Matrix> velocities(swarms.size(), Matrix(n, ctx.maxDim()));
    std::vector<op::MoveLearner> learners(swarms.size(), op::MoveLearner(n, ctx.maxDim()));
    while (ctx.running(swarms)) {
      const double w = maxW_ - (maxW_ - minW_) * std::min(ctx.progress(), 1.0);
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& swarm = swarms[t];
        next.setTask(t);
        next.setDonor(kNative);
        for (int i = 0; i < n; ++i) {
          if (learners[t].trained() && ctx.rng().chance(rate_)) {
            follow(ctx, learners[t].network(), swarm.x(i), next.x(i));
          } else {
            fly(ctx.rng(), w, swarm.x(i), ownBest[t].x(i), ctx.best(t).x, velocities[t].row(i), next.x(i));
          }
          op::clip(next.x(i));
        }
        ctx.evaluate(next);
        for (int i = 0; i < n; ++i) {
          if (better(next.obj(i), next.cv(i), ownBest[t].obj(i), ownBest[t].cv(i))) ownBest[t].copyRow(i, next, i);
          const bool worse = better(swarm.obj(i), swarm.cv(i), next.obj(i), next.cv(i));
          if (!worse) learners[t].note(swarm, next, i);
          swarm.copyRow(i, next, i);
        }
        learners[t].learn(ctx.rng(), ctx.workspace(), epochs_);
      }
    }
  }

  static void follow(RunContext& ctx, const op::KnowledgeNetwork& network, std::span<const double> x,
                     std::span<double> out) {
    network.predict(ctx.workspace(), x, out);
    const double length = 2.0 * ctx.rng().uniform();
    int j = 0;
    for (double& v : out) v = x[j++] + length * v;
  }

  /// One random number per pull and particle.
  void fly(Rng& rng, double w, std::span<const double> x, std::span<const double> mine, std::span<const double> best,
           std::span<double> v, std::span<double> out) const {
    const double own = c1_ * rng.uniform();
    const double swarm = c2_ * rng.uniform();
    int j = 0;
    for (double& y : out) {
      v[j] = w * v[j] + own * (mine[j] - x[j]) + swarm * (best[j] - x[j]);
      y = x[j] + v[j];
      ++j;
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Klpso, .name = "KLPSO", .family = "single-task, swarm intelligence",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang",
                              "Knowledge learning for evolutionary computation",
                              "IEEE Transactions on Evolutionary Computation", 2023, "10.1109/TEVC.2023.3278132"},
                 .doc = "PSO whose particles now and then follow a network that learns from the moves that succeeded.",
                 .deviations =
                     "Settings of PSO as in PSO here. The network is trained by our own gradient descent with momentum "
                     "and adaptive rate; the reference needs MATLAB's Neural Network Toolbox.")

}  // namespace tandem::alg::klpso
