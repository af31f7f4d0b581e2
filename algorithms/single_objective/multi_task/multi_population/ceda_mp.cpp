// SPDX-License-Identifier: Apache-2.0
// Co-evolution and domain adaptation, multi-population form: each task has an auxiliary population that forgives
// constraint violations up to a falling epsilon and takes genes of other tasks by correlation alignment, and a main one
// under feasibility first; both choose from the offspring of both. T. Zhang, D. Li, Y. Li, W. Gong, Constrained
// multitasking optimization via co-evolution and domain adaptation, Swarm and Evolutionary Computation 87, 101570,
// 2024, doi:10.1016/j.swevo.2024.101570.
#include <algorithm>
#include <numeric>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_alignment.h"
#include "tandem/operators_constraints.h"

namespace tandem::alg::ceda_mp {
namespace {

class CedaMp final : public Algorithm {
  double top_ = 0.2;
  double control_ = 0.8;
  double power_ = 5.0;
  double rmp1_ = 0.15;
  double rmp2_ = 0.0;
  op::GaVariation variation_;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("EC_Top", top_,
           {.min = 0, .max = 1, .doc = "the violation of this share of the start is the first epsilon"});
    p.real("EC_Tc", control_, {.min = 0.001, .max = 1, .doc = "share of the budget after which epsilon is 0"});
    p.real("EC_Cp", power_, {.min = 0, .max = 100, .doc = "exponent of the fall of epsilon"});
    p.real("RMP1", rmp1_, {.min = 0, .max = 1, .doc = "share of transferred parents, auxiliary population"});
    p.real("RMP2", rmp2_, {.min = 0, .max = 1, .doc = "share of transferred parents, main population"});
    variation_.params(p);
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "survivors of a task by its own epsilon, or by that of the last task as in the platform's code"});
    p.trace("epsilon", {.doc = "violation up to which points count as feasible", .min = 0});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> relaxed = op::initPerTask(ctx);
    std::vector<Population> main = op::initPerTask(ctx);
    std::vector<double> start(tasks);
    std::vector<double> epsilon(tasks);
    for (int t = 0; t < tasks; ++t) start[t] = op::violationQuantile(relaxed[t], top_);
    const int half = (n + 1) / 2;
    Population off = main.front().like(2 * half);
    Population parents = main.front().like(n);
    std::vector<op::AlignmentModel> models(2, op::AlignmentModel(ctx.maxDim()));
    const int winners = 2 * tasks * n;
    std::vector<int> pools(winners);
    const auto pool = [&](int which, int t) {
      const int first = (2 * t + which) * n;
      return std::span(pools).subspan(first, n);
    };
    while (ctx.running(main)) {
      for (int t = 0; t < tasks; ++t) {
        epsilon[t] = op::epsilonLevel(start[t], std::min(ctx.progress(), 1.0) / control_, power_);
        ctx.trace("epsilon", epsilon[t], t);
        compete(ctx.rng(), relaxed[t], epsilon[t], pool(0, t));
        compete(ctx.rng(), main[t], 0.0, pool(1, t));
      }
      for (int t = 0; t < tasks; ++t) {
        const int k = (t + 1 + ctx.rng().below(tasks - 1)) % tasks;
        breed(ctx, relaxed[t], pool(0, t), relaxed[k], pool(0, k), rmp1_, models, parents, off, 0);
        breed(ctx, main[t], pool(1, t), main[k], pool(1, k), rmp2_, models, parents, off, half);
        ctx.evaluate(off);
        survive(ctx, relaxed[t], off, form_ == op::Form::Paper ? epsilon[t] : epsilon[tasks - 1]);
        survive(ctx, main[t], off, 0.0);
      }
    }
  }

  /// Binary tournaments.
  static void compete(Rng& rng, const Population& pop, double epsilon, std::span<int> pool) {
    for (int& winner : pool) {
      const int a = rng.below(pop.size());
      const int b = rng.below(pop.size());
      winner = op::epsilonBetter(pop.obj(b), pop.cv(b), pop.obj(a), pop.cv(a), epsilon) ? b : a;
    }
  }

  /// Half a population of children from `first` on. A share rmp of the parents is replaced by parents of task k moved
  /// to task t's domain, or by own ones moved to task k's.
  void breed(RunContext& ctx, const Population& pop, std::span<const int> pool, const Population& donor,
             std::span<const int> donorPool, double rmp, std::span<op::AlignmentModel> models, Population& parents,
             Population& off, int first) const {
    Rng& rng = ctx.rng();
    const int n = isize(pool);
    const int t = pop.task(0);
    const int k = donor.task(0);
    for (int i = 0; i < n; ++i) {
      parents.copyRow(i, pop, pool[i]);
      parents.setOrigin(i, t, t);
    }
    if (rmp > 0.0) {
      const RunContext::ModelTime timer(ctx);
      learn(ctx, pop, pool, models[0]);
      learn(ctx, donor, donorPool, models[1]);
      for (int i = 0; i < n; ++i) {
        if (!rng.chance(rmp)) continue;
        if (rng.chance(0.5)) {
          op::AlignmentModel::map(models[1], models[0], donor.x(donorPool[rng.below(n)]), parents.x(i),
                                  ctx.workspace());
        } else {
          op::AlignmentModel::map(models[0], models[1], pop.x(pool[rng.below(n)]), parents.x(i), ctx.workspace());
        }
        parents.setOrigin(i, t, k);
      }
    }
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> second = frame.doubles(pop.dim());
    for (int i = 0; i < (n + 1) / 2; ++i) {
      const int mate = i + n / 2;
      const std::span<double> child = off.x(first + i);
      variation_.crossover(ctx, parents.x(i), parents.x(mate), child, second);
      variation_.mutate(ctx, child);
      variation_.mutate(ctx, second);
      op::swapVariables(rng, child, second, 0.5);
      op::clip(child);
      off.setOrigin(first + i, t, std::max({parents.donor(i), parents.donor(mate), -1}) < 0 ? t : k);
    }
  }

  static void learn(RunContext& ctx, const Population& pop, std::span<const int> pool, op::AlignmentModel& model) {
    Workspace::Frame frame(ctx.workspace());
    const MatView points = frame.matrix(isize(pool), pop.dim());
    for (int i = 0; i < isize(pool); ++i) std::ranges::copy(pop.x(pool[i]), points.row(i).begin());
    model.fit(points, ctx.workspace());
  }

  /// Elitist survivors of population and offspring under the epsilon rule.
  static void survive(RunContext& ctx, Population& pop, const Population& off, double epsilon) {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<int> order = frame.ints(n + off.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](int i) {
      return i < n ? std::pair(pop.cv(i), pop.obj(i)) : std::pair(off.cv(i - n), off.obj(i - n));
    };
    std::ranges::sort(order, [&](int a, int b) {
      const auto [cvA, objA] = key(a);
      const auto [cvB, objB] = key(b);
      if (op::epsilonBetter(objA, cvA, objB, cvB, epsilon)) return true;
      return a < b && !op::epsilonBetter(objB, cvB, objA, cvA, epsilon);
    });
    pop.select(off, order.first(n));
  }
};

}  // namespace

TANDEM_ALGORITHM(
    CedaMp, .name = "CEDA-MP", .family = "constrained multitask", .labels = MultiTask | SingleObjective | Constrained,
    .twin = "GA", .minPopulation = 4, .minTasks = 2,
    .citation = {"T. Zhang, D. Li, Y. Li, W. Gong",
                 "Constrained multitasking optimization via co-evolution and domain adaptation",
                 "Swarm and Evolutionary Computation 87, 101570", 2024, "10.1016/j.swevo.2024.101570"},
    .doc = "A relaxed and a strict population per task co-evolve; genes move between tasks by correlation alignment.",
    .deviations =
        "The reference implementation selects the survivors of every task's relaxed population by the "
        "epsilon of the last task (form = platform); here each task has its own. muC and muM can be set.")

}  // namespace tandem::alg::ceda_mp
