// SPDX-License-Identifier: Apache-2.0
// Constrained DE guided by the correlation between constraints and objective, one population per task: a learning stage
// compares a population led by the objective with an archive led by the constraints; what it finds decides how weighted
// sums of objective and violation compare individuals later, and how often the archive replaces them. Y. Wang, J.-P.
// Li, X. Xue, B.-C. Wang, Utilizing the correlation between constraints and objective function for constrained
// evolutionary optimization, IEEE Transactions on Evolutionary Computation 24(1), 2020, doi:10.1109/TEVC.2019.2904900.
#include <algorithm>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"
#include "tandem/operators_tradeoff.h"

namespace tandem::alg::corco {
namespace {

constexpr auto kScale = op::Tradeoff::Scale::Range;
constexpr double kGreedy = 0.5;  // share of rand-to-best trial vectors

class Corco final : public Algorithm {
  double period_ = 0.05;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("LP", period_, {.min = 0, .max = 1, .doc = "share of the budget for the learning stage"});
    p.choice("form", form_, {.options = {"paper", "platform"}, .doc = "platform: the archive never replaces anyone"});
    p.trace("correlation", {.doc = "correlation index, known once it is learned", .min = 0, .max = 1});
    p.trace("weight", {.doc = "mean of the weights of the objective", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Population> archives = pops;  // led by the constraints
    const bool paper = form_ == op::Form::Paper;
    std::vector<bool> startsFeasible;
    for (const Population& pop : pops) startsFeasible.push_back(feasible(pop) > 0);
    std::vector<op::CorrelationWeights> correlations(pops.begin(), pops.end());
    std::vector<double> weights(ctx.populationSize());
    Population off = pops.front().like(ctx.populationSize());
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        const double elapsed = std::min(ctx.progress(), 1.0) - period_;
        const bool learning = elapsed < 0.0;
        if (learning) {
          std::ranges::fill(weights, 1.0);
        } else {
          if (paper) replace(ctx.rng(), correlations[t], archives[t], startsFeasible[t], pops[t]);
          correlations[t].assign(ctx, pops[t], elapsed, weights);
          ctx.trace("correlation", correlations[t].correlation(), t);
        }
        ctx.trace("weight", std::accumulate(weights.begin(), weights.end(), 0.0) / isize(weights), t);
        op::tradeoffOffspring(ctx, pops[t], weights, kScale, kGreedy, off);
        ctx.evaluate(off);
        op::selectTradeoff(ctx, pops[t], off, weights, kScale);
        if (learning) {
          keepLessViolating(archives[t], off);
          correlations[t].learn(ctx, pops[t], archives[t]);
        } else {
          op::selectOneToOne(archives[t], off);
        }
      }
    }
  }

  static int feasible(const Population& pop) { return countOf(pop.cvs(), 0.0); }

  /// The less objective and constraints are correlated, the more often the archive replaces the most violating member,
  /// and the whole population if feasible individuals are plentiful or entirely missing.
  static void replace(Rng& rng, const op::CorrelationWeights& correlation, const Population& archive,
                      bool startsFeasible, Population& pop) {
    if (!rng.chance(1.0 - correlation.correlation())) return;
    const int worst = op::largestViolation(pop);
    if (better(archive.obj(worst), archive.cv(worst), pop.obj(worst), pop.cv(worst)))
      pop.copyRow(worst, archive, worst);
    const int count = feasible(pop);
    if (startsFeasible || 2 * count > pop.size() || (count == 0 && rng.chance(correlation.diversity()))) {
      for (int i = 0; i < pop.size(); ++i) pop.copyRow(i, archive, i);
    }
  }

  static void keepLessViolating(Population& archive, const Population& off) {
    for (int i = 0; i < archive.size(); ++i) {
      if (off.cv(i) < archive.cv(i)) archive.copyRow(i, off, i);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Corco, .name = "CORCO", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 4,
                 .citation = {"Y. Wang, J.-P. Li, X. Xue, B.-C. Wang",
                              "Utilizing the correlation between constraints and objective function for constrained "
                              "evolutionary optimization",
                              "IEEE Transactions on Evolutionary Computation 24(1), 29-43", 2020,
                              "10.1109/TEVC.2019.2904900"},
                 .doc =
                     "DE that first learns how constraints and objective are correlated and then weighs one against "
                     "the other accordingly.",
                 .deviations =
                     "The reference code lacks the replacement by archived individuals; form=platform reproduces it. "
                     "With two or more tasks the stages follow the share of the whole budget spent.")

}  // namespace tandem::alg::corco
