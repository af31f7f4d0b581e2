// SPDX-License-Identifier: Apache-2.0
// NSGA-III: the last front is filled by niches around reference points on the normalised hyperplane.
// K. Deb, H. Jain, An evolutionary many-objective optimization algorithm using reference-point-based nondominated
// sorting approach, part I, IEEE Transactions on Evolutionary Computation 18(4), 2014, doi:10.1109/TEVC.2013.2281535.
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::nsga3 {
namespace {

class Nsga3 final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<op::Decomposition> points;
    std::vector<std::vector<double>> ideal;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const int m = ctx.task(t).objectives;
      points.emplace_back(m, ctx.populationSize(), 0.0);
      pops.push_back(op::initUniform(ctx, points.back().size(), t));
      ideal.emplace_back(m, std::numeric_limits<double>::infinity());
      op::updateIdeal(pops.back(), true, ideal.back());
    }
    Population off = pops.front().like(ctx.populationSize() + 1);
    std::vector<int> pool(ctx.populationSize());
    std::vector<double> reference;
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        const int n = isize(points[t]);
        const std::span<int> parents = std::span(pool).first(n);
        op::tournamentPool(ctx.rng(), pops[t].cvs(), parents);
        op::gaOffspring(ctx, pops[t], parents, off, variation_);
        ctx.evaluate(off);
        op::updateIdeal(off, true, ideal[t]);
        // Until something feasible has been found, the objectives do not matter; any finite point will do.
        reference = ideal[t];
        for (double& z : reference) z = z == std::numeric_limits<double>::infinity() ? 1.0 : z;
        op::selectNiched(ctx, pops[t], off, n, points[t].weights(), reference);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Nsga3, .name = "NSGA-III", .family = "multi-objective single-task, non-dominated sorting",
    .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 4,
    .citation = {"K. Deb, H. Jain",
                 "An evolutionary many-objective optimization algorithm using reference-point-based "
                 "nondominated sorting approach, part I: solving problems with box constraints",
                 "IEEE Transactions on Evolutionary Computation 18(4), 577-601", 2014, "10.1109/TEVC.2013.2281535"},
    .doc = "Reference-point-based non-dominated sorting; one population per task, of the number of points.",
    .deviations = "Parents are chosen by binary tournament on constraint violation (part II of the paper).")

}  // namespace tandem::alg::nsga3
