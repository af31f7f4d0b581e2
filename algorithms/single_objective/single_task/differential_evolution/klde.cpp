// SPDX-License-Identifier: Apache-2.0
// KLDE: knowledge learning for differential evolution, one population per task. A small network learns from the moves
// that succeeded in the last generation; with some probability a mutant follows the direction that it proposes instead
// of a difference vector. Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang, Knowledge learning for evolutionary computation,
// IEEE Transactions on Evolutionary Computation, 2023, doi:10.1109/TEVC.2023.3278132.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_knowledge.h"

namespace tandem::alg::klde {
namespace {

class Klde final : public Algorithm {
  double rate_ = 0.2;
  int epochs_ = 10;
  double f_ = 0.5;
  double cr_ = 0.9;

  void params(ParamVisitor& p) override {
    p.real("LR", rate_, {.min = 0, .max = 1, .doc = "probability that a mutant follows the network"});
    p.integer("EP", epochs_, {.min = 0, .max = 100000, .doc = "training epochs per generation"});
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n);
    std::vector<op::MoveLearner> learners(pops.size(), op::MoveLearner(n, ctx.maxDim()));
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        breed(ctx, pops[t], learners[t], off);
        ctx.evaluate(off);
        for (int i = 0; i < n; ++i) {
          if (better(pops[t].obj(i), pops[t].cv(i), off.obj(i), off.cv(i))) continue;
          learners[t].note(pops[t], off, i);
          pops[t].copyRow(i, off, i);
        }
        learners[t].learn(ctx.rng(), ctx.workspace(), epochs_);
      }
    }
  }

  void breed(RunContext& ctx, const Population& pop, const op::MoveLearner& learner, Population& off) const {
    Rng& rng = ctx.rng();
    off.setTask(pop.task(0));
    off.setDonor(kNative);
    for (int i = 0; i < pop.size(); ++i) {
      int a[3];
      rng.distinct(a, pop.size(), std::span<const int>(&i, 1));
      const std::span<double> y = off.x(i);
      const std::span<const double> base = pop.x(a[0]);
      if (learner.trained() && rng.chance(rate_)) {
        learner.network().predict(ctx.workspace(), base, y);
        const double length = 2.0 * rng.uniform();
        for (int j = 0; j < pop.dim(); ++j) y[j] = base[j] + length * y[j];
      } else {
        op::difference(base, f_, pop.x(a[1]), pop.x(a[2]), y);
      }
      op::binomial(rng, pop.x(i), y, cr_, y);
      op::clip(y);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Klde, .name = "KLDE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang",
                              "Knowledge learning for evolutionary computation",
                              "IEEE Transactions on Evolutionary Computation", 2023, "10.1109/TEVC.2023.3278132"},
                 .doc = "DE whose mutants now and then follow a network that learns from the moves that succeeded.",
                 .deviations =
                     "Children are clipped to the box; the reference code clips their parents instead. The network is "
                     "trained by our own gradient descent with momentum and adaptive rate; the reference needs "
                     "MATLAB's Neural Network Toolbox.")

}  // namespace tandem::alg::klde
