// SPDX-License-Identifier: Apache-2.0
// MaTDE: many-task DE with archives. The donor of a transfer is drawn by accumulated reward and by the similarity
// (symmetric Kullback-Leibler divergence of normal models) of the archives.
// Y. Chen, J. Zhong, L. Feng, J. Zhang, An adaptive archive-based evolutionary framework for many-task optimization,
// IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 2020, doi:10.1109/TETCI.2019.2916051.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_past_archive.h"

namespace tandem::alg::matde {
namespace {

class Matde final : public Algorithm {
  op::PastArchives::Options options_;

  void params(ParamVisitor& p) override { options_.params(p); }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    op::PastArchives archives(options_, pops);
    Population off = pops.front().like(ctx.populationSize());
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        if (ctx.taskCount() == 1 || !ctx.rng().chance(options_.alpha)) {
          archives.breed(ctx, pop, off);
          ctx.evaluate(off);
        } else {
          const int donor = archives.chooseDonor(ctx, t);
          archives.cross(ctx, pop, pops[donor], off);
          const double objective = ctx.best(t).objective;
          const double cv = ctx.best(t).cv;
          ctx.evaluate(off);
          archives.reward(ctx, t, donor, better(ctx.best(t).objective, ctx.best(t).cv, objective, cv));
        }
        op::selectOneToOne(pop, off);
        archives.note(ctx.rng(), pop, t);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Matde, .name = "MaTDE", .family = "many-task",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "DE",
                 .minPopulation = 4,
                 .citation = {"Y. Chen, J. Zhong, L. Feng, J. Zhang",
                              "An adaptive archive-based evolutionary framework for many-task optimization",
                              "IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 369-384", 2020,
                              "10.1109/TETCI.2019.2916051"},
                 .doc = "Archive-based many-task DE: donors by accumulated reward and similarity of the archives.",
                 .deviations = "Rewards stay within 1e-100 to 1e100.")

}  // namespace tandem::alg::matde
