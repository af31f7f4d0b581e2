// SPDX-License-Identifier: Apache-2.0
// Reward-weighted evolution strategy for many tasks: one CMA-ES per task. Each generation every task evolves once, then
// rewards (for improvement, and ever more for diversity) choose by roulette which tasks evolve again, and weigh the
// tasks in a joint mean and a joint change of the deviations that guide a few samples of every task. Y. Li, J. Liu, W.
// Gong, Q. Gu, Y. Zhao, Y.-S. Ong, Breaking Multi-Task Curse: Reward-Weighted Evolution for Black-Box Many-Task
// Optimization, Forty-third International Conference on Machine Learning, 2026.
#include "tandem/algorithm.h"
#include "tandem/operators_reward_es.h"

namespace tandem::alg::mes_ret {
namespace {

class MesRet final : public Algorithm {
  // The first generations are the task's own.
  static constexpr int kWarmUp = 10;
  op::RewardOptions options_;

  void params(ParamVisitor& p) override { options_.params(p); }
  void run(RunContext& ctx) override { op::RewardWeightedStrategies<op::CmaEs>(ctx, options_, kWarmUp).run(); }
};

}  // namespace

TANDEM_ALGORITHM(
    MesRet, .name = "MES-RET", .family = "many-task",
    .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "CMA-ES",
    .minPopulation = 4,
    .citation = {"Y. Li, J. Liu, W. Gong, Q. Gu, Y. Zhao, Y.-S. Ong",
                 "Breaking Multi-Task Curse: Reward-Weighted Evolution for Black-Box Many-Task "
                 "Optimization",
                 "Forty-third International Conference on Machine Learning (ICML)", 2026, ""},
    .doc =
        "One CMA-ES per task; rewards decide which tasks get extra generations and weigh the knowledge that all share.",
    .deviations =
        "A strategy stops when its deviations are below 1e-12 in all variables; the reference code also "
        "looks at the evolution path. When all have stopped, the evolution paths start anew with the "
        "covariance; the reference keeps them. A strategy that breaks down numerically is reset at once; "
        "the reference stops it until all have stopped. Samples with transferred knowledge count for the "
        "other task with the largest share in it. At most half of the samples are guided by each kind of "
        "knowledge.")

}  // namespace tandem::alg::mes_ret
