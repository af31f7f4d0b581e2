// SPDX-License-Identifier: Apache-2.0
// BoKTGA: bi-objective knowledge transfer between many tasks, on a GA. The donor of a task is one that no other
// dominates in both similarity of domain (how good its best is here) and of shape (how alike the distributions are);
// the better of its two ranks decides what is transferred, its individuals or its distribution. Y. Jiang, Z.-H. Zhan,
// K. C. Tan, J. Zhang, A bi-objective knowledge transfer framework for evolutionary many-task optimization, IEEE
// Transactions on Evolutionary Computation 27(5), 2023, doi:10.1109/TEVC.2022.3210783.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_bi_objective_transfer.h"

namespace tandem::alg::boktga {
namespace {

class BoktGa final : public Algorithm, public op::BiObjectiveVariation {
  double sigma_ = 0.9;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.real("Sigma", sigma_, {.min = 0, .max = 1, .doc = "inertia of the probability of native children"});
    variation_.params(p);
    p.trace("native", {.doc = "probability of a child without transfer", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override { op::searchBiObjective(ctx, sigma_, *this); }

  void native(RunContext& ctx, const Population& pop, int /*i*/, std::span<double> child) override {
    int parents[2];
    ctx.rng().distinct(parents, pop.size());
    mate(ctx, pop.x(parents[0]), pop.x(parents[1]), child);
  }

  void joined(RunContext& ctx, const Population& pop, int i, ConstMatView pool, int /*best*/,
              std::span<double> child) override {
    mate(ctx, pop.x(i), pool.row(ctx.rng().below(pool.rows)), child);
  }

  /// One child of crossover and mutation, either of the two.
  void mate(RunContext& ctx, std::span<const double> a, std::span<const double> b, std::span<double> child) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> other = frame.doubles(child.size());
    if (ctx.rng().chance(0.5)) {
      variation_.crossover(ctx, a, b, child, other);
    } else {
      variation_.crossover(ctx, a, b, other, child);
    }
    variation_.mutate(ctx, child);
  }
};

}  // namespace

TANDEM_ALGORITHM(BoktGa, .name = "BoKTGA", .family = "many-task", .labels = ManyTask | SingleObjective | Unconstrained,
                 .twin = "GA", .minPopulation = 2,
                 .citation = {"Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang",
                              "A bi-objective knowledge transfer framework for evolutionary many-task optimization",
                              "IEEE Transactions on Evolutionary Computation 27(5), 1514-1528", 2023,
                              "10.1109/TEVC.2022.3210783"},
                 .doc =
                     "GA per task; donors are the tasks not dominated in similarity of domain and of shape, whose "
                     "individuals or distribution are transferred.",
                 .deviations =
                     "Where no child of a generation survives, the probability of native children stays as "
                     "it is; in the reference code it becomes undefined and all children are transfers from "
                     "then on. As there, success is counted over the tasks of a generation up to the own.")

}  // namespace tandem::alg::boktga
