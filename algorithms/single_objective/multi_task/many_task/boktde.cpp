// SPDX-License-Identifier: Apache-2.0
// BoKTDE: bi-objective knowledge transfer between many tasks, on DE. The donor of a task is one that no other dominates
// in both similarity of domain (how good its best is here) and of shape (how alike the distributions are); the better
// of its two ranks decides what is transferred, its individuals or its distribution. Y. Jiang, Z.-H. Zhan, K. C. Tan,
// J. Zhang, A bi-objective knowledge transfer framework for evolutionary many-task optimization, IEEE Transactions on
// Evolutionary Computation 27(5), 2023, doi:10.1109/TEVC.2022.3210783.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_bi_objective_transfer.h"

namespace tandem::alg::boktde {
namespace {

class BoktDe final : public Algorithm, public op::BiObjectiveVariation {
  double sigma_ = 0.9;
  double f_ = 0.5;
  double cr_ = 0.7;

  void params(ParamVisitor& p) override {
    p.real("Sigma", sigma_, {.min = 0, .max = 1, .doc = "inertia of the probability of native children"});
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.trace("native", {.doc = "probability of a child without transfer", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override { op::searchBiObjective(ctx, sigma_, *this); }

  /// DE/rand/1/bin
  void native(RunContext& ctx, const Population& pop, int i, std::span<double> child) override {
    cross(ctx, pop, i, pop.x(), i, 0.0, child);
  }

  /// DE/rand-to-best/1/bin over both populations, towards its own best.
  void joined(RunContext& ctx, const Population& pop, int i, ConstMatView pool, int best,
              std::span<double> child) override {
    cross(ctx, pop, i, pool, best, f_, child);
  }

  void cross(RunContext& ctx, const Population& pop, int i, ConstMatView pool, int best, double toBest,
             std::span<double> child) const {
    int x[3];
    ctx.rng().distinct(x, pool.rows);
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mutant = frame.doubles(pop.dim());
    op::difference(pool.row(x[0]), f_, pool.row(x[1]), pool.row(x[2]), mutant);
    if (toBest > 0.0) {
      for (int j = 0; j < pop.dim(); ++j) mutant[j] += toBest * (pop.x(best)[j] - pool(x[0], j));
    }
    op::binomial(ctx.rng(), pop.x(i), mutant, cr_, child);
  }
};

}  // namespace

TANDEM_ALGORITHM(BoktDe, .name = "BoKTDE", .family = "many-task", .labels = ManyTask | SingleObjective | Unconstrained,
                 .twin = "DE", .minPopulation = 4,
                 .citation = {"Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang",
                              "A bi-objective knowledge transfer framework for evolutionary many-task optimization",
                              "IEEE Transactions on Evolutionary Computation 27(5), 1514-1528", 2023,
                              "10.1109/TEVC.2022.3210783"},
                 .doc =
                     "DE per task; donors are the tasks not dominated in similarity of domain and of shape, whose "
                     "individuals or distribution are transferred.",
                 .deviations =
                     "Where no child of a generation survives, the probability of native children stays as "
                     "it is; in the reference code it becomes undefined and all children are transfers from "
                     "then on. As there, success is counted over the tasks of a generation up to the own.")

}  // namespace tandem::alg::boktde
