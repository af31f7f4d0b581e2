// SPDX-License-Identifier: Apache-2.0
// MO-MaTDE: MaTDE with several objectives: archives of past individuals, donors drawn by accumulated reward and by the
// similarity (symmetric Kullback-Leibler divergence of normal models) of the archives; survivors as in NSGA-II.
// Y. Chen, J. Zhong, L. Feng, J. Zhang, An adaptive archive-based evolutionary framework for many-task optimization,
// IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 2020, doi:10.1109/TETCI.2019.2916051.
#include "tandem/algorithm.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_past_archive.h"

namespace tandem::alg::mo_matde {
namespace {

class MoMatde final : public Algorithm {
  op::PastArchives::Options options_;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    options_.params(p);
    p.choice("form", form_,
             {.options = {"paper", "platform"}, .doc = "whether successful transfers are rewarded (see deviations)"});
  }

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
          ctx.evaluate(off);
          archives.reward(ctx, t, donor, form_ == op::Form::Paper && improves(ctx, off, pop));
        }
        op::selectCrowded(ctx, pop, off, ctx.populationSize());
        archives.note(ctx.rng(), pop, t);
      }
    }
  }

  /// Whether a child dominates, under the feasibility rule, a member of the first front.
  static bool improves(RunContext& ctx, const Population& off, const Population& pop) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> front = frame.ints(pop.size());
    moo::nondominatedSort(pop.objs(), pop.cvs(), front, ctx.workspace());
    for (int i = 0; i < pop.size(); ++i) {
      if (front[i] != 0) continue;
      for (int k = 0; k < off.size(); ++k) {
        if (off.cv(k) < pop.cv(i)) return true;
        if (off.cv(k) == pop.cv(i) && moo::dominates(off.objs().row(k), pop.objs().row(i))) return true;
      }
    }
    return false;
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MoMatde, .name = "MO-MaTDE", .family = "multi-objective multitask, many-task",
    .labels = MultiTask | ManyTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II-DE",
    .minPopulation = 4,
    .citation = {"Y. Chen, J. Zhong, L. Feng, J. Zhang",
                 "An adaptive archive-based evolutionary framework for many-task optimization",
                 "IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 369-384", 2020,
                 "10.1109/TETCI.2019.2916051"},
    .doc = "Archive-based many-task DE with NSGA-II survivors: donors by accumulated reward and similarity.",
    .deviations =
        "The paper has one objective. A transfer succeeds where a child dominates a member of the first "
        "front; the reference looks for a new best objective, which it tracks for one objective only, so "
        "that no transfer ever succeeds and rewards only shrink (form=platform). Rewards stay within "
        "1e-100 to 1e100.")

}  // namespace tandem::alg::mo_matde
