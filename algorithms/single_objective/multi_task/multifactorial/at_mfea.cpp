// SPDX-License-Identifier: Apache-2.0
// MFEA enhanced by affine transformation: before mating across tasks a parent is carried from the distribution of its
// task to that of the other by the affine map between the two normal models. X. Xue, K. Zhang, K. C. Tan, L. Feng,
// J. Wang, G. Chen, X. Zhao, L. Zhang, J. Yao, Affine transformation-enhanced multifactorial optimization for
// heterogeneous problems, IEEE Transactions on Cybernetics 52(7), 2022, doi:10.1109/TCYB.2020.3036393.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::at_mfea {
namespace {

constexpr double kMemory = 0.5;
constexpr double kSmallestVariance = 1e-100;

/// Normal models of the tasks with independent variables, row by task.
struct Models {
  Models(int tasks, int dim) : mean(tasks, dim), variance(tasks, dim) {}
  Matrix mean, variance;

  /// Moves the models towards the current populations: rate 1 forgets the past.
  void learn(RunContext& ctx, const Population& pop, double rate) {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, mean.rows());
    const std::span<double> now = frame.doubles(mean.cols());
    const std::span<double> squares = frame.doubles(now.size());
    for (int t = 0; t < mean.rows(); ++t) {
      const std::span<const int> rows = groups.rows(t);
      const double n = isize(rows);
      std::ranges::fill(now, 0.0);
      std::ranges::fill(squares, 0.0);
      for (const int i : rows) {
        for (int j = 0; j < isize(now); ++j) now[j] += pop.x(i)[j] / n;
      }
      for (const int i : rows) {
        for (int j = 0; j < isize(now); ++j) squares[j] += (pop.x(i)[j] - now[j]) * (pop.x(i)[j] - now[j]);
      }
      for (int j = 0; j < isize(now); ++j) {
        const double spread = squares[j] / std::max(1.0, n - 1.0) + kSmallestVariance;
        mean.row(t)[j] += rate * (now[j] - mean.row(t)[j]);
        variance.row(t)[j] += rate * (spread - variance.row(t)[j]);
      }
    }
  }

  /// Mean standard deviation of the model of a task.
  [[nodiscard]] double spread(int task) const {
    double sum = 0.0;
    for (const double v : variance.row(task)) sum += std::sqrt(v) / variance.cols();
    return sum;
  }

  /// out := x of task `from` at the same position in the distribution of task `to`.
  void carry(RunContext& ctx, std::span<const double> x, int from, int to, std::span<double> out) const {
    const RunContext::ModelTime modelTime(ctx);
    for (int j = 0; j < isize(x); ++j) {
      const double stretch = std::sqrt(variance.row(to)[j] / variance.row(from)[j]);
      out[j] = mean.row(to)[j] + stretch * (x[j] - mean.row(from)[j]);
    }
  }
};

class AtMfea final : public Algorithm {
  double rmp_ = 0.3;
  double swap_ = 0.5;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
    p.real("Swap", swap_, {.min = 0, .max = 1, .doc = "probability that two children keep a variable unswapped"});
    p.trace("spread", {.doc = "mean deviation of the task's model, which the affine map stretches to", .min = 0});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    Models models(ctx.taskCount(), ctx.maxDim());
    models.learn(ctx, pop, 1.0);
    while (ctx.running(pop)) {
      Workspace::Frame frame(ctx.workspace());
      const op::TaskGroups groups(frame, pop, ctx.taskCount());
      const std::span<double> spare = frame.doubles(pop.dim());
      const std::span<double> guest = frame.doubles(spare.size());
      op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) {
        if (pop.task(p1) == pop.task(p2)) {
          crossAndSwap(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
          op::imitate(ctx.rng(), pop, p1, p2, off, c1);
          op::imitate(ctx.rng(), pop, p1, p2, off, c2);
          return;
        }
        const bool across = ctx.rng().chance(rmp_);
        for (const auto& [parent, other, child] : {std::tuple(p1, p2, c1), std::tuple(p2, p1, c2)}) {
          if (across) {
            models.carry(ctx, pop.x(parent), pop.task(parent), pop.task(other), guest);
            variation_.crossover(ctx, guest, pop.x(other), off.x(child), spare);
            variation_.mutate(ctx, off.x(child));
            op::imitate(ctx.rng(), pop, parent, other, off, child);
          } else {
            crossAndSwap(ctx, pop.x(parent), pop.x(mateOf(ctx.rng(), groups.rows(pop.task(parent)), parent)),
                         off.x(child), spare);
            off.setOrigin(child, pop.task(parent), pop.task(parent));
          }
        }
      });
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
      models.learn(ctx, pop, kMemory);
      for (int t = 0; t < ctx.taskCount(); ++t) ctx.trace("spread", models.spread(t), t);
    }
  }

  static int mateOf(Rng& rng, std::span<const int> rows, int parent) {
    int mate = parent;
    while (mate == parent && rows.size() > 1) {
      mate = rows[rng.below(isize(rows))];
    }
    return mate;
  }

  void crossAndSwap(RunContext& ctx, std::span<const double> a, std::span<const double> b, std::span<double> c1,
                    std::span<double> c2) const {
    variation_.crossover(ctx, a, b, c1, c2);
    variation_.mutate(ctx, c1);
    variation_.mutate(ctx, c2);
    op::swapVariables(ctx.rng(), c1, c2, 1.0 - swap_);
  }
};

}  // namespace

TANDEM_ALGORITHM(AtMfea, .name = "AT-MFEA", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"X. Xue, K. Zhang, K. C. Tan, L. Feng, J. Wang, G. Chen, X. Zhao, L. Zhang, J. Yao",
                              "Affine transformation-enhanced multifactorial optimization for heterogeneous problems",
                              "IEEE Transactions on Cybernetics 52(7), 6217-6231", 2022, "10.1109/TCYB.2020.3036393"},
                 .doc =
                     "MFEA that carries a parent to the other task's distribution by an affine map before mating "
                     "across tasks.",
                 .deviations =
                     "The models have independent variables, as in the reference code: the map stretches and "
                     "shifts each variable.")

}  // namespace tandem::alg::at_mfea
