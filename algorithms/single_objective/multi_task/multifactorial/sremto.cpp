// SPDX-License-Identifier: Apache-2.0
// Self-regulated evolutionary multitasking: one population in which every individual may belong to several task groups
// (the best N of each task); the strength of its membership, the ability, is the probability with which its children
// are evaluated on that task too. X. Zheng, A. K. Qin, M. Gong, D. Zhou, Self-regulated evolutionary multitask
// optimization, IEEE Transactions on Evolutionary Computation 24(1), 2020, doi:10.1109/TEVC.2019.2904696.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_start.h"

namespace tandem::alg::sremto {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::infinity();

/// Columns of width T: an individual's values on every task.
struct Columns {
  ColumnId objective, violation, rank, ability;
};

class Sremto final : public Algorithm {
  double th_ = 0.3;
  double pAlpha_ = 0.7;
  double pBeta_ = 1.0;
  double muC_ = 1.0;
  double muM_ = 39.0;

  void params(ParamVisitor& p) override {
    p.real("TH", th_, {.min = 0, .max = 1, .doc = "ability of the individual of rank N, where its slope changes"});
    p.real("PAlpha", pAlpha_, {.min = 0, .max = 1, .doc = "probability of crossover, else mutation"});
    p.real("PBeta", pBeta_, {.min = 0, .max = 1, .doc = "probability of differential mutation after crossover"});
    p.real("muC", muC_, {.min = 0, .max = 1000, .doc = "distribution index of simulated binary crossover"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int n = ctx.populationSize();
    Population pop = ctx.makePopulation(n * tasks);
    const Columns columns{pop.addColumn("objective", tasks, kUnknown), pop.addColumn("violation", tasks, kUnknown),
                          pop.addColumn("rank", tasks), pop.addColumn("ability", tasks)};
    for (int i = 0; i < pop.size(); ++i) ctx.rng().fillUniform(pop.x(i));
    for (int t = 0; t < tasks; ++t) op::placeStart(ctx, t, pop, t * n, n);
    for (int t = 0; t < tasks; ++t) {
      pop.setTask(t);
      ctx.evaluate(pop, Purpose::Initial);
      for (int i = 0; i < pop.size(); ++i) note(pop, i, columns);
    }
    pop.resize(2 * n * tasks + tasks);  // room for all children of a generation
    pop.resize(n * tasks);
    rankAndRegulate(ctx, pop, columns);
    Population off = pop.like(n + 1);
    while (ctx.running(pop)) {
      const int parents = pop.size();
      for (int t = 0; t < tasks; ++t) {
        breed(ctx, pop, parents, t, columns, off);
        evaluateByAbility(ctx, off, t, columns);
        pop.append(off);
      }
      rankAndRegulate(ctx, pop, columns);
      keepBestOfEachTask(ctx, pop, columns);
    }
  }

  static void note(Population& pop, int i, const Columns& columns) {
    pop.column(columns.objective)(i, pop.task(i)) = pop.obj(i);
    pop.column(columns.violation)(i, pop.task(i)) = pop.cv(i);
  }

  /// Children of the group of task t: the best N of the parents.
  void breed(RunContext& ctx, const Population& pop, int parents, int t, const Columns& columns,
             Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> all = frame.ints(parents);
    int count = 0;
    for (int i = 0; i < parents; ++i) {
      if (pop.column(columns.rank)(i, t) <= ctx.populationSize()) all[count++] = i;
    }
    const std::span<int> group = all.first(count);
    rng.shuffle(group);
    off.resize(2 * ((count + 1) / 2));
    const std::span<const double> best = ctx.best(t).x;
    for (int i = 0; i < (count + 1) / 2; ++i) {
      const int p[2] = {group[i], group[i + count / 2]};
      const int first = 2 * i;
      const bool crossed = rng.chance(pAlpha_);
      if (crossed) op::sbx(rng, pop.x(p[0]), pop.x(p[1]), off.x(first), off.x(first + 1), muC_);
      const bool differential = crossed && rng.chance(pBeta_);
      for (int k = 0; k < 2; ++k) {
        const std::span<double> x = off.x(first + k);
        if (differential) {
          const double f = rng.uniform();
          const std::span<const double> own = pop.x(p[k]);
          const std::span<const double> other = pop.x(p[1 - k]);
          for (int j = 0; j < isize(x); ++j) x[j] += f * (best[j] - x[j] + own[j] - other[j]);
        } else if (!crossed) {
          std::ranges::copy(pop.x(p[k]), x.begin());
          op::polynomialMutation(rng, x, muM_, 1.0 / pop.dim());
        }
        op::clip(x);
        std::ranges::copy(pop.column(columns.ability).row(p[k]), off.column(columns.ability).row(first + k).begin());
      }
    }
  }

  /// Always on the group's task, on each other task with the ability inherited for it.
  static void evaluateByAbility(RunContext& ctx, Population& off, int t, const Columns& columns) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> rows = frame.ints(off.size());
    const int cells = off.size() * ctx.taskCount();
    std::ranges::fill_n(off.column(columns.objective).data, cells, kUnknown);
    std::ranges::fill_n(off.column(columns.violation).data, cells, kUnknown);
    for (int turn = 0; turn < ctx.taskCount(); ++turn) {
      const int k = (t + 1 + turn) % ctx.taskCount();  // the group's task last: it remains the child's task
      int count = 0;
      for (int i = 0; i < off.size(); ++i) {
        if (k != t && !ctx.rng().chance(off.column(columns.ability)(i, k))) continue;
        off.setOrigin(i, k, t);
        rows[count++] = i;
      }
      ctx.evaluate(off, rows.first(count));
      for (const int i : rows.first(count)) note(off, i, columns);
    }
  }

  /// Ranks (from 1) on every task, and the abilities that follow: from 1 down to TH at rank N, then to 0 at rank N*T.
  void rankAndRegulate(RunContext& ctx, Population& pop, const Columns& columns) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    const MatView objective = pop.column(columns.objective);
    const MatView violation = pop.column(columns.violation);
    const double n = ctx.populationSize();
    const double rest = n * (ctx.taskCount() - 1);
    for (int t = 0; t < ctx.taskCount(); ++t) {
      std::iota(order.begin(), order.end(), 0);
      std::ranges::sort(order, [&](int a, int b) {
        if (violation(a, t) != violation(b, t)) return violation(a, t) < violation(b, t);
        return objective(a, t) != objective(b, t) ? objective(a, t) < objective(b, t) : a < b;
      });
      for (int r = 0; r < isize(order); ++r) {
        const double rank = r + 1.0;
        pop.column(columns.rank)(order[r], t) = rank;
        pop.column(columns.ability)(order[r], t) = rank <= n
                                                       ? 1.0 - (1.0 - th_) * (rank - 1.0) / std::max(1.0, n - 1.0)
                                                       : std::max(0.0, th_ * (n + rest - rank) / std::max(1.0, rest));
      }
    }
  }

  static void keepBestOfEachTask(RunContext& ctx, Population& pop, const Columns& columns) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> kept = frame.ints(pop.size());
    int count = 0;
    for (int i = 0; i < pop.size(); ++i) {
      const std::span<const double> ranks = pop.column(columns.rank).row(i);
      if (std::ranges::min(ranks) <= ctx.populationSize()) kept[count++] = i;
    }
    pop.gather(kept.first(count));
  }
};

}  // namespace

TANDEM_ALGORITHM(Sremto, .name = "SREMTO", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"X. Zheng, A. K. Qin, M. Gong, D. Zhou",
                              "Self-regulated evolutionary multitask optimization",
                              "IEEE Transactions on Evolutionary Computation 24(1), 16-28", 2020,
                              "10.1109/TEVC.2019.2904696"},
                 .doc =
                     "One population of overlapping task groups; children are evaluated on other tasks with a "
                     "probability that follows their parents' rank there.")

}  // namespace tandem::alg::sremto
