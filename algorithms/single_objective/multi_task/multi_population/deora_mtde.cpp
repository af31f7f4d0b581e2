// SPDX-License-Identifier: Apache-2.0
// DEORA-MTDE: the multitask search of DEORA without its online resource allocation, so that every task gets one
// generation per turn. Base vectors come from other tasks by an adaptive matrix of mating probabilities. G. Li, Q.
// Zhang, Z. Wang, Evolutionary competitive multitasking optimization, IEEE Transactions on Evolutionary Computation
// 26(2), 2022, doi:10.1109/TEVC.2022.3141819.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_lending.h"

namespace tandem::alg::deora_mtde {
namespace {

class DeoraMtde final : public Algorithm {
  op::LendingOptions options_;

  void params(ParamVisitor& p) override {
    p.real("F", options_.f, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", options_.cr, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("alpha", options_.alpha,
           {.min = 0, .max = 1, .doc = "weight of progress of the overall best in the reward"});
    p.real("rmp0", options_.rmp0, {.min = 0, .max = 1, .doc = "initial probability of a base vector of another task"});
    p.trace("rmp", {.doc = "probability of a base vector of that task", .per = TracePer::Pair, .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n);
    const std::int64_t initial = static_cast<std::int64_t>(n) * tasks;
    const double generations = std::max(1.0, ratio(ctx.budget() - initial, n) + 1.0);
    op::BaseLending lending(tasks, n, options_, 1.0 / generations);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        lending.generation(ctx, pops, t, off);
        for (int k = 0; k < tasks; ++k) {
          if (k != t) ctx.trace("rmp", lending.probability(t, k), t, k);
        }
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(DeoraMtde, .name = "DEORA-MTDE", .family = "competitive multitask",
                 .labels = MultiTask | SingleObjective | Unconstrained | Competitive, .twin = "DE", .minPopulation = 4,
                 .citation = {"G. Li, Q. Zhang, Z. Wang", "Evolutionary competitive multitasking optimization",
                              "IEEE Transactions on Evolutionary Computation 26(2), 278-289", 2022,
                              "10.1109/TEVC.2022.3141819"},
                 .doc = "DE with base vectors of other tasks by adaptive probabilities, all tasks in turn.",
                 .deviations =
                     "Progress of the overall best is measured against the best before the generation, as in DEORA; "
                     "the reference code of this variant compares with the best after it, so that the term vanishes "
                     "for positive objectives.")

}  // namespace tandem::alg::deora_mtde
