// SPDX-License-Identifier: Apache-2.0
// Decomposition-based multiobjective optimization for constrained evolutionary optimization, one DE population per
// task: objective and violation are two goals whose weighted sums decide, with weights that lean to the violation as
// the search goes on. B.-C. Wang, H.-X. Li, Q. Zhang, Y. Wang, Decomposition-based multiobjective optimization for
// constrained evolutionary optimization, IEEE Transactions on Systems, Man, and Cybernetics: Systems 51(1), 2021,
// doi:10.1109/TSMC.2018.2876335.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_tradeoff.h"

namespace tandem::alg::decode {
namespace {

constexpr auto kScale = op::Tradeoff::Scale::Deviation;

class DeCode final : public Algorithm {
  double alpha_ = 0.75;
  double beta_ = 6.0;
  double gamma_ = 30.0;
  double mu_ = 1e-8;
  double p_ = 0.85;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("Alpha", alpha_,
           {.min = 0, .max = 1, .doc = "share of the budget at which the weights have fallen by half"});
    p.real("Beta", beta_, {.min = 0, .max = 100, .doc = "epsilon falls to exp(-Beta) before it is switched off"});
    p.real("Gama", gamma_, {.min = 0, .max = 1000, .doc = "steepness of the fall of the weights"});
    p.real("Mu", mu_, {.min = 0, .max = 1, .doc = "deviation of the violations under which a population starts anew"});
    p.real("P", p_,
           {.min = 0.001, .max = 0.999, .doc = "share of the budget, and of feasible, from which epsilon is 0"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "platform: the weights fall sooner the more tasks there are (see deviations)"});
    p.trace("weight", {.doc = "upper end of the weights of the objective", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    const double speed = form_ == op::Form::Platform ? ctx.taskCount() : 1.0;
    std::vector<op::BiasedWeights> biases;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      biases.emplace_back(pops[t], ctx.task(t).dim,
                          op::BiasedWeights::Options{.alpha = alpha_, .beta = beta_, .gamma = gamma_, .share = p_});
    }
    std::vector<double> weights(n);
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        const double progress = std::min(ctx.progress(), 1.0);
        biases[t].draw(ctx.rng(), pop, progress, speed * progress, weights);
        ctx.trace("weight", biases[t].bound(), t);
        if (op::violateAlike(pop, mu_)) restart(ctx, pop);
        op::tradeoffOffspring(ctx, pop, weights, kScale, progress, off);
        ctx.evaluate(off);
        op::selectTradeoff(ctx, pop, off, weights, kScale);
      }
    }
  }

  static void restart(RunContext& ctx, Population& pop) {
    for (int i = 0; i < pop.size(); ++i) ctx.rng().fillUniform(pop.x(i));
    pop.setDonor(kNative);
    ctx.evaluate(pop, Purpose::Restart);
  }
};

}  // namespace

TANDEM_ALGORITHM(
    DeCode, .name = "DeCODE", .family = "single-task, constraint handling",
    .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 4,
    .citation = {"B.-C. Wang, H.-X. Li, Q. Zhang, Y. Wang",
                 "Decomposition-based multiobjective optimization for constrained evolutionary optimization",
                 "IEEE Transactions on Systems, Man, and Cybernetics: Systems 51(1), 574-587", 2021,
                 "10.1109/TSMC.2018.2876335"},
    .doc =
        "DE that compares by weighted sums of objective and violation, with weights that lean to the "
        "violation as the search goes on.",
    .deviations =
        "The weights follow the share of the whole budget spent; in the reference code their fall comes "
        "as many times sooner as there are tasks, which form=platform reproduces. No archive of the best "
        "individuals: the run keeps the best itself.")

}  // namespace tandem::alg::decode
