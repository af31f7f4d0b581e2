// SPDX-License-Identifier: Apache-2.0
// CCMO: two populations per task that evolve side by side and share nothing but their offspring; one solves the
// constrained task, the other a helper task without the constraints, whose front leads the first one across infeasible
// regions. Y. Tian, T. Zhang, J. Xiao, X. Zhang, Y. Jin, A coevolutionary framework for constrained multiobjective
// optimization problems, IEEE Transactions on Evolutionary Computation 25(1), 2021, doi:10.1109/TEVC.2020.3004012.
#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::ccmo {
namespace {

class Ccmo final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> originals = op::initPerTask(ctx);
    std::vector<Population> helpers = op::initPerTask(ctx);
    const int half = (n + 1) / 2;
    Population off = originals.front().like(2 * half);
    Population children = off.like(n + 1);
    const Population none = off.like(0);
    std::vector<std::vector<double>> originalFitness(tasks, std::vector<double>(n));
    std::vector<std::vector<double>> helperFitness = originalFitness;
    std::vector<int> pool(n);
    for (int t = 0; t < tasks; ++t) {
      op::selectSpea2(ctx, originals[t], none, n, originalFitness[t]);
      forgetConstraints(helpers[t]);
      op::selectSpea2(ctx, helpers[t], none, n, helperFitness[t]);
    }
    while (ctx.running(originals)) {
      for (int t = 0; t < tasks; ++t) {
        // Each population makes half the offspring, one child per pair of parents; both select from all of them.
        op::tournamentPool(ctx.rng(), originalFitness[t], pool);
        breed(ctx, originals[t], pool, children, off, 0, half);
        op::tournamentPool(ctx.rng(), helperFitness[t], pool);
        breed(ctx, helpers[t], pool, children, off, half, half);
        ctx.evaluate(off);
        op::selectSpea2(ctx, originals[t], off, n, originalFitness[t]);
        forgetConstraints(off);
        op::selectSpea2(ctx, helpers[t], off, n, helperFitness[t]);
      }
    }
  }

  void breed(RunContext& ctx, const Population& pop, std::span<const int> pool, Population& children, Population& off,
             int first, int count) const {
    op::gaOffspring(ctx, pop, pool, children, variation_);
    for (int i = 0; i < count; ++i) off.copyRow(first + i, children, 2 * i);
  }

  static void forgetConstraints(Population& pop) {
    for (int i = 0; i < pop.size(); ++i) pop.cv(i) = 0.0;
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Ccmo, .name = "CCMO", .family = "multi-objective single-task, constraint handling",
    .labels = SingleTask | MultiObjective | Constrained, .minPopulation = 2,
    .citation = {"Y. Tian, T. Zhang, J. Xiao, X. Zhang, Y. Jin",
                 "A coevolutionary framework for constrained multiobjective optimization problems",
                 "IEEE Transactions on Evolutionary Computation 25(1), 102-116", 2021, "10.1109/TEVC.2020.3004012"},
    .doc = "A population for the task and one for the task without constraints, which exchange their offspring.")

}  // namespace tandem::alg::ccmo
