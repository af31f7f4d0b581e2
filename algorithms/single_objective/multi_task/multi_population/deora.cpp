// SPDX-License-Identifier: Apache-2.0
// DEORA: evolutionary competitive multitasking with online resource allocation. Each generation goes to one task, drawn
// by discounted rewards; base vectors come from other tasks by an adaptive matrix of mating probabilities. G. Li, Q.
// Zhang, Z. Wang, Evolutionary competitive multitasking optimization, IEEE Transactions on Evolutionary Computation
// 26(2), 2022, doi:10.1109/TEVC.2022.3141819.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_lending.h"

namespace tandem::alg::deora {
namespace {

class Deora final : public Algorithm {
  op::LendingOptions lending_;
  double beta_ = 0.2;
  double gamma_ = 0.85;
  double pMin_ = 0.1;

  void params(ParamVisitor& p) override {
    p.real("F", lending_.f, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", lending_.cr, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("alpha", lending_.alpha,
           {.min = 0, .max = 1, .doc = "weight of progress of the overall best in the reward"});
    p.real("beta", beta_, {.min = 0, .max = 1, .doc = "share of the generations with tasks drawn uniformly"});
    p.real("gamma", gamma_, {.min = 0, .max = 1, .doc = "discount of past rewards"});
    p.real("pMin", pMin_, {.min = 0, .max = 1, .doc = "share of the draws that is uniform"});
    p.real("rmp0", lending_.rmp0, {.min = 0, .max = 1, .doc = "initial probability of a base vector of another task"});
    p.trace("rmp", {.doc = "probability of a transfer", .per = TracePer::Pair, .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n);
    const double generations =
        std::max(1.0, static_cast<double>(ctx.budget() - static_cast<std::int64_t>(n) * tasks) / n + 1.0);
    op::BaseLending lending(tasks, n, lending_, 1.0 / generations);
    std::vector<double> discounted(tasks, 0.0);
    std::vector<double> chance(tasks, 0.0);
    while (ctx.running(pops)) {
      int main = ctx.rng().below(tasks);
      double total = 0.0;
      for (const double r : discounted) total += r;
      if (ctx.generation() > beta_ * generations && total > 0.0) {
        for (int t = 0; t < isize(chance); ++t) {
          chance[t] = pMin_ / tasks + (1.0 - pMin_) * discounted[t] / total;
        }
        main = op::roulette(ctx.rng(), chance);
      }
      lending.generation(ctx, pops, main, off);
      const std::span<const double> reward = lending.rewards();
      for (int t = 0; t < tasks; ++t) {
        if (t != main) ctx.trace("rmp", lending.probability(main, t), main, t);
      }
      for (int t = 0; t < isize(reward); ++t) discounted[t] = gamma_ * discounted[t] + reward[t];
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Deora, .name = "DEORA", .family = "competitive multitask",
                 .labels = MultiTask | SingleObjective | Unconstrained | Competitive, .twin = "DE", .minPopulation = 4,
                 .citation = {"G. Li, Q. Zhang, Z. Wang", "Evolutionary competitive multitasking optimization",
                              "IEEE Transactions on Evolutionary Computation 26(2), 278-289", 2022,
                              "10.1109/TEVC.2022.3141819"},
                 .doc =
                     "Online resource allocation between competing tasks with DE and "
                     "adaptive transfer.",
                 .deviations =
                     "Progress is relative to the magnitude of the objective; the reference divides by its value, so "
                     "that progress on negative objectives counts as none.")

}  // namespace tandem::alg::deora
