// SPDX-License-Identifier: Apache-2.0
// Co-evolution and domain adaptation, multifactorial form: an auxiliary population forgives constraint violations up to
// a falling epsilon and mates across tasks after correlation alignment; a main one keeps feasibility first and mates
// within tasks; both choose from the offspring of both. T. Zhang, D. Li, Y. Li, W. Gong, Constrained multitasking
// optimization via co-evolution and domain adaptation, Swarm and Evolutionary Computation 87, 101570, 2024,
// doi:10.1016/j.swevo.2024.101570.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_alignment.h"
#include "tandem/operators_constraints.h"

namespace tandem::alg::ceda_mf {
namespace {

class CedaMf final : public Algorithm {
  double rmp_ = 0.3;
  op::GaVariation variation_;
  double swap_ = 0.5;
  double top_ = 0.2;
  double control_ = 0.8;
  double power_ = 5.0;

  void params(ParamVisitor& p) override {
    p.real("RMP", rmp_, {.min = 0, .max = 1, .doc = "random mating probability, auxiliary population"});
    variation_.params(p);
    p.real("Swap", swap_, {.min = 0, .max = 1, .doc = "probability that a child keeps a variable of its own"});
    p.real("EC_Top", top_,
           {.min = 0, .max = 1, .doc = "the violation of this share of the start is the first epsilon"});
    p.real("EC_Tc", control_, {.min = 0.001, .max = 1, .doc = "share of the budget after which epsilon is 0"});
    p.real("EC_Cp", power_, {.min = 0, .max = 100, .doc = "exponent of the fall of epsilon"});
    p.trace("epsilon", {.doc = "violation up to which points count as feasible", .min = 0});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    Population relaxed = op::initMultifactorial(ctx);
    Population main = op::initMultifactorial(ctx);
    const std::vector<double> start = firstEpsilon(ctx, relaxed);
    std::vector<double> epsilon(tasks);
    const std::vector<double> strict(tasks, 0.0);
    const int n = main.size();
    Population parents = main.like(2 * ((n + 1) / 2));
    Population off = main.like(2 * parents.size());
    std::vector<op::AlignmentModel> models(tasks, op::AlignmentModel(ctx.maxDim()));
    while (ctx.running(main)) {
      for (int t = 0; t < tasks; ++t) {
        epsilon[t] = op::epsilonLevel(start[t], std::min(ctx.progress(), 1.0) / control_, power_);
        ctx.trace("epsilon", epsilon[t], t);
      }
      off.resize(2 * (parents.size() / 2));
      compete(ctx, relaxed, epsilon, parents);
      breed(ctx, parents, rmp_, models, off, 0);
      compete(ctx, main, strict, parents);
      breed(ctx, parents, 0.0, models, off, parents.size() / 2);
      ctx.evaluate(off);
      survive(ctx, relaxed, off, epsilon);
      survive(ctx, main, off, strict);
    }
  }

  [[nodiscard]] std::vector<double> firstEpsilon(RunContext& ctx, const Population& pop) const {
    std::vector<double> start;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      Workspace::Frame frame(ctx.workspace());
      Population own = pop;
      own.gather(op::TaskGroups(frame, pop, ctx.taskCount()).rows(t));
      start.push_back(own.empty() ? 0.0 : op::violationQuantile(own, top_));
    }
    return start;
  }

  /// Rows 0.. of the virtual concatenation [pop | off], task by task, each by fitness under the task's epsilon.
  static void rank(const Population& pop, const Population* off, std::span<const double> epsilon,
                   std::span<int> order) {
    const int n = pop.size();
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](int i) {
      const Population& from = i < n ? pop : *off;
      const int row = i < n ? i : i - n;
      const int t = from.task(row);
      const double cv = from.cv(row);
      return std::tuple(t, cv <= epsilon[t] ? 0.0 : cv, from.obj(row), i);
    };
    std::ranges::sort(order, [&](int a, int b) { return key(a) < key(b); });
  }

  /// Parents by binary tournaments on scalar fitness: the rank on their own task.
  static void compete(RunContext& ctx, const Population& pop, std::span<const double> epsilon, Population& parents) {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<int> order = frame.ints(n);
    const std::span<int> ranks = frame.ints(n);
    rank(pop, nullptr, epsilon, order);
    int first = 0;
    for (int i = 0; i < n; ++i) {
      if (i > 0 && pop.task(order[i]) != pop.task(order[i - 1])) first = i;
      ranks[order[i]] = i - first;
    }
    for (int i = 0; i < parents.size(); ++i) {
      const int a = ctx.rng().below(n);
      const int b = ctx.rng().below(n);
      parents.copyRow(i, pop, ranks[b] < ranks[a] ? b : a);
    }
  }

  /// One child of each pair of parents into off from `first` on.
  void breed(RunContext& ctx, const Population& parents, double rmp, std::span<op::AlignmentModel> models,
             Population& off, int first) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, parents, ctx.taskCount());
    if (rmp > 0.0) learn(ctx, parents, groups, models);
    const std::span<double> moved = frame.doubles(parents.dim());
    const std::span<double> unused = frame.doubles(parents.dim());
    const int half = parents.size() / 2;
    for (int i = 0; i < half; ++i) {
      const int c = first + i;
      const int mate = i + half;
      const int own = parents.task(i);
      const int other = parents.task(mate);
      if (own != other && rng.chance(rmp)) {
        {
          const RunContext::ModelTime timer(ctx);
          op::AlignmentModel::map(models[own], models[other], parents.x(i), moved, ctx.workspace());
        }
        variation_.crossover(ctx, moved, parents.x(mate), off.x(c), unused);
        variation_.mutate(ctx, off.x(c));
        const bool imitatesFirst = rng.chance(0.5);
        off.setOrigin(c, imitatesFirst ? own : other, imitatesFirst ? other : own);
      } else {
        const std::span<const double> partner = parents.x(own == other ? mate : fellow(rng, groups.rows(own), i));
        variation_.crossover(ctx, parents.x(i), partner, off.x(c), unused);
        variation_.mutate(ctx, off.x(c));
        for (int d = 0; d < parents.dim(); ++d) {
          if (!rng.chance(swap_)) off.x(c)[d] = partner[d];
        }
        off.setOrigin(c, own, own);
      }
      op::clip(off.x(c));
    }
  }

  /// Another parent of the same task; the parent itself if there is no other.
  static int fellow(Rng& rng, std::span<const int> rows, int self) {
    if (isize(rows) < 2) return self;
    const int pick = rows[rng.below(isize(rows) - 1)];
    return pick == self ? rows.back() : pick;
  }

  static void learn(RunContext& ctx, const Population& parents, const op::TaskGroups& groups,
                    std::span<op::AlignmentModel> models) {
    const RunContext::ModelTime timer(ctx);
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const std::span<const int> rows = groups.rows(t);
      if (rows.empty()) continue;
      Workspace::Frame frame(ctx.workspace());
      const MatView points = frame.matrix(isize(rows), parents.dim());
      for (int i = 0; i < isize(rows); ++i) std::ranges::copy(parents.x(rows[i]), points.row(i).begin());
      models[t].fit(points, ctx.workspace());
    }
  }

  /// The best populationSize() of each task from population and offspring.
  static void survive(RunContext& ctx, Population& pop, const Population& off, std::span<const double> epsilon) {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<int> order = frame.ints(n + off.size());
    const std::span<int> chosen = frame.ints(n);
    rank(pop, &off, epsilon, order);
    int kept = 0;
    int ofTask = 0;
    int last = -1;
    for (const int i : order) {
      const int t = i < n ? pop.task(i) : off.task(i - n);
      ofTask = t == last ? ofTask + 1 : 1;
      last = t;
      if (ofTask <= ctx.populationSize() && kept < n) chosen[kept++] = i;
    }
    pop.select(off, chosen.first(kept));
  }
};

}  // namespace

TANDEM_ALGORITHM(
    CedaMf, .name = "CEDA-MF", .family = "constrained multitask, multifactorial",
    .labels = MultiTask | SingleObjective | Constrained, .twin = "GA", .minPopulation = 4, .minTasks = 2,
    .citation = {"T. Zhang, D. Li, Y. Li, W. Gong",
                 "Constrained multitasking optimization via co-evolution and domain adaptation",
                 "Swarm and Evolutionary Computation 87, 101570", 2024, "10.1016/j.swevo.2024.101570"},
    .doc =
        "A relaxed and a strict multifactorial population co-evolve; parents of other tasks are moved by correlation "
        "alignment before they mate.",
    .deviations =
        "Each population makes N T / 2 children a generation, whereas the reference implementation makes N "
        "whatever the number of tasks (the same for two). The first epsilon is taken from the individuals "
        "of the task, in the reference from all, and survivors of the relaxed population are the best N "
        "of each task, in the reference the best by scalar fitness over all tasks.")

}  // namespace tandem::alg::ceda_mf
