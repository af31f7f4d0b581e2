// SPDX-License-Identifier: Apache-2.0
// SPEA2: strength of dominators plus nearest-neighbour density as fitness, truncation that keeps the boundary.
// E. Zitzler, M. Laumanns, L. Thiele, SPEA2: improving the strength Pareto evolutionary algorithm, TIK report 103, ETH
// Zurich, 2001, doi:10.3929/ethz-a-004284029.
#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::spea2 {
namespace {

class Spea2 final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n + 1);
    std::vector<std::vector<double>> fitness(pops.size(), std::vector<double>(n));
    std::vector<int> pool(n);
    const Population none = off.like(0);
    for (int t = 0; t < isize(pops); ++t) op::selectSpea2(ctx, pops[t], none, n, fitness[t]);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        op::tournamentPool(ctx.rng(), fitness[t], pool);
        op::gaOffspring(ctx, pops[t], pool, off, variation_);
        ctx.evaluate(off);
        op::selectSpea2(ctx, pops[t], off, n, fitness[t]);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Spea2, .name = "SPEA2", .family = "multi-objective single-task, non-dominated sorting",
                 .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"E. Zitzler, M. Laumanns, L. Thiele",
                              "SPEA2: improving the strength Pareto evolutionary algorithm",
                              "TIK report 103, ETH Zurich", 2001, "10.3929/ethz-a-004284029"},
                 .doc = "Strength Pareto evolutionary algorithm 2; one population per task.",
                 .deviations = "The population is the archive (both have N members), as in current platforms.")

}  // namespace tandem::alg::spea2
