// SPDX-License-Identifier: Apache-2.0
// MO-EMaTO-MKT: EMaTO-MKT with several objectives per task. With an adaptive probability parents mate within their
// task; otherwise children are sampled from the cluster of their parent, with clusters built over the task's
// population and those of the most similar tasks (maximum mean discrepancy). Z. Liang, X. Xu, L. Liu, Y. Tu, Z. Zhu,
// Evolutionary many-task optimization based on multi-source knowledge transfer, IEEE Transactions on Evolutionary
// Computation 26(2), 2022, doi:10.1109/TEVC.2021.3101697.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators_clusters.h"
#include "tandem/operators_mf.h"
#include "tandem/operators_mo_mf.h"

namespace tandem::alg::mo_emato_mkt {
namespace {

class MoEmatoMkt final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};
  double amp0_ = 0.9;
  double sigma_ = 1.0;
  int clusters_ = 10;
  int sources_ = 5;

  void params(ParamVisitor& p) override {
    variation_.params(p);
    p.real("AMP0", amp0_, {.min = 0, .max = 1, .doc = "initial probability of mating within the task"});
    p.real("sigma", sigma_, {.min = 1e-6, .max = 1e6, .doc = "width of the Gaussian kernel of the discrepancy"});
    p.integer("K", clusters_, {.min = 1, .max = 10000, .doc = "clusters"});
    p.integer("KTN", sources_, {.min = 1, .max = 10000, .doc = "tasks whose populations join the clustering"});
    p.trace("AMP", {.doc = "probability of mating within the task", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initSorted(ctx);
    std::vector<Population> offs;
    for (const Population& pop : pops) offs.push_back(pop.like(n + 1));
    op::SourceClusters knowledge(tasks, n, ctx.maxDim(), clusters_, sources_, sigma_);
    Matrix norms(tasks, 3);  // mean length of the objective vectors: now, one and two generations ago
    while (ctx.running(pops)) {
      knowledge.compare(ctx, pops);
      for (int t = 0; t < tasks; ++t) {
        norms(t, 2) = norms(t, 1);
        norms(t, 1) = norms(t, 0);
        norms(t, 0) = meanNorm(pops[t]);
        const double amp = adaptMating(ctx, norms.row(t));
        ctx.trace("AMP", std::clamp(amp, 0.0, 1.0), t);
        knowledge.build(ctx, pops, t);
        breed(ctx, pops[t], knowledge, amp, offs[t]);
      }
      for (int t = 0; t < tasks; ++t) {
        ctx.evaluate(offs[t]);
        op::selectCrowded(ctx, pops[t], offs[t], n);
      }
    }
  }

  static double meanNorm(const Population& pop) {
    double sum = 0.0;
    for (int i = 0; i < pop.size(); ++i) sum += linalg::norm(pop.objs().row(i));
    return sum / pop.size();
  }

  /// Share of the latest progress in that of the last two generations.
  double adaptMating(RunContext& ctx, std::span<const double> norm) const {
    if (ctx.generation() < 3) return amp0_;
    const double recent = norm[1] - norm[0];
    const double share = recent / (recent + (norm[2] - norm[1]));
    return std::isnan(share) ? amp0_ : share;
  }

  void breed(RunContext& ctx, const Population& pop, const op::SourceClusters& knowledge, double amp,
             Population& off) const {
    Rng& rng = ctx.rng();
    const int t = pop.task(0);
    op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) {
      const bool native = rng.chance(amp);
      if (native) variation_.crossover(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
      for (const int c : {c1, c2}) {
        if (native) {
          variation_.mutate(ctx, off.x(c));
        } else {
          knowledge.sample(rng, p1, off.x(c));
        }
        off.setOrigin(c, t, native ? t : knowledge.donor(p1));
      }
    });
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MoEmatoMkt, .name = "MO-EMaTO-MKT", .family = "multi-objective many-task, multi-population",
    .labels = ManyTask | MultiObjective | Unconstrained, .twin = "NSGA-II", .minPopulation = 4,
    .citation = {"Z. Liang, X. Xu, L. Liu, Y. Tu, Z. Zhu",
                 "Evolutionary many-task optimization based on multi-source knowledge transfer",
                 "IEEE Transactions on Evolutionary Computation 26(2), 319-333", 2022, "10.1109/TEVC.2021.3101697"},
    .doc = "Samples children from clusters built over similar tasks; adaptive mating probability.",
    .deviations =
        "The reference code counts the own population once more among its neighbours when tasks are few (here "
        "only other tasks join), and takes the discrepancy between the variables of two populations instead "
        "of their individuals.")

}  // namespace tandem::alg::mo_emato_mkt
