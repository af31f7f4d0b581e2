// SPDX-License-Identifier: Apache-2.0
// MTEA/D-TSD: decomposition that transfers search directions. Every subproblem accumulates the direction in which it
// has been moving; after a tenth of the budget it may step along the direction of a subproblem, of any task, that
// moves alike. Transfer rates and the neighbours in direction adapt to success. Y. Li, W. Gong, Q. Gu, Transfer search
// directions among decomposed subtasks for evolutionary multitasking in multiobjective optimization, Genetic and
// Evolutionary Computation Conference, 2024, doi:10.1145/3638529.3653989.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mtea_d_tsd {
namespace {

constexpr double kTransferStart = 0.1;  // share of the budget before search directions are trusted
constexpr double kLargestRate = 0.5;

/// A neighbour in direction: a subproblem of some task, and the balance of its successes and failures.
struct Guide {
  int task = 0;
  int index = 0;
  int credit = 1;
};

struct Task : op::DecomposedTask {
  std::vector<double> rate;   // of transfer, per subproblem
  Matrix direction;           // accumulated search direction, per subproblem
  std::vector<Guide> guides;  // `width` per subproblem
  int width = 1;
  using op::DecomposedTask::DecomposedTask;
  Guide& guide(int i, int k) { return guides[i * width + k]; }
};

class MteaDTsd final : public Algorithm {
  double tr0_ = 0.2;
  double cf_ = 0.4;
  int samples_ = 10;
  double delta_ = 0.9;
  int replacements_ = 2;
  double f_ = 0.5;
  double cr_ = 0.9;
  double muM_ = 15.0;

  void params(ParamVisitor& p) override {
    p.real("TR0", tr0_, {.min = 0, .max = 1, .doc = "initial transfer rate"});
    p.real("CF", cf_, {.min = 0, .max = 1, .doc = "share of the old search direction in the accumulated one"});
    p.integer("SNum", samples_, {.min = 1, .max = 1000, .doc = "candidates among which a guide is chosen"});
    p.real("delta", delta_, {.min = 0, .max = 1, .doc = "probability of parents from the neighbourhood"});
    p.integer("nr", replacements_, {.min = 1, .max = 1000000, .doc = "most subproblems a child may replace"});
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
    p.trace("TR", {.doc = "mean transfer rate of the subproblems", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int count = ctx.taskCount();
    std::vector<Population> pops;
    std::vector<Task> tasks;
    int largest = 1;
    for (int t = 0; t < count; ++t) {
      Task& task = tasks.emplace_back(ctx.task(t).objectives, ctx.populationSize(), 0.1);
      const int n = task.subproblems.size();
      task.width = isize(task.subproblems.neighbours(0));
      task.rate.assign(n, tr0_);
      task.direction = Matrix(n, ctx.maxDim());
      const int guides = n * task.width;
      task.guides.resize(guides);
      pops.push_back(task.initialise(ctx, t));
      largest = std::max(largest, n);
    }
    std::vector<Population> before = pops;
    Population child = pops.front().like(1);
    std::vector<int> taskOrder(count);
    std::vector<int> order(largest);
    bool transferring = false;
    while (ctx.running(pops)) {
      if (!transferring && ctx.progress() > kTransferStart && tr0_ > 0.0) {
        for (Task& task : tasks) {
          for (int i = 0; i < isize(task.guides); ++i) {
            task.guides[i] = selectGuide(ctx, tasks, task.direction.row(i / task.width));
          }
        }
        transferring = true;
      }
      for (int t = 0; t < count; ++t) {
        for (int i = 0; i < pops[t].size(); ++i) before[t].copyRow(i, pops[t], i);
      }
      ctx.rng().permutation(taskOrder);
      for (const int t : taskOrder) {
        const std::span<int> subproblems = std::span(order).first(pops[t].size());
        ctx.rng().permutation(subproblems);
        for (const int i : subproblems) evolve(ctx, pops, before[t], tasks, t, i, transferring, child);
      }
      for (int t = 0; t < count; ++t) {
        accumulate(pops[t], before[t], tasks[t].direction);
        const std::vector<double>& rate = tasks[t].rate;
        ctx.trace("TR", std::accumulate(rate.begin(), rate.end(), 0.0) / isize(rate), t);
      }
    }
  }

  /// Of a few random subproblems of all tasks, the one whose direction is most similar, but not equal.
  Guide selectGuide(RunContext& ctx, const std::vector<Task>& tasks, std::span<const double> own) const {
    const RunContext::ModelTime modelTime(ctx);
    Guide best;
    double highest = -2.0;
    const double length = linalg::norm(own);
    for (int s = 0; s < samples_; ++s) {
      const int k = ctx.rng().below(isize(tasks));
      const int j = ctx.rng().below(tasks[k].subproblems.size());
      const std::span<const double> other = tasks[k].direction.row(j);
      const double lengths = length * linalg::norm(other);
      double cosine = lengths > 0.0 ? linalg::dot(own, other) / lengths : -1.0;
      if (cosine == 1.0) cosine = -1.0;
      if (cosine > highest) {
        highest = cosine;
        best = {k, j, 1};
      }
    }
    return best;
  }

  void evolve(RunContext& ctx, std::vector<Population>& pops, const Population& before, std::vector<Task>& tasks, int t,
              int i, bool transferring, Population& child) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    Population& pop = pops[t];
    Task& task = tasks[t];
    std::span<int> scope = frame.ints(pop.size());
    if (rng.chance(delta_)) {
      const std::span<const int> near = task.subproblems.neighbours(i);
      scope = scope.first(near.size());
      std::ranges::copy(near, scope.begin());
      rng.shuffle(scope);
    } else {
      rng.permutation(scope);
    }
    Guide* guide = nullptr;
    if (transferring && rng.chance(task.rate[i])) {
      guide = &task.guide(i, rng.below(task.width));
      follow(ctx, pop.x(i), task.direction.row(i), tasks[guide->task].direction.row(guide->index), child.x(0));
    } else {
      const int second = isize(scope) > 1 ? scope[1] : scope[0];
      breed(ctx, pop.x(i), pop.x(scope[0]), (rng.chance(0.5) ? pop : before).x(second), child.x(0));
    }
    child.setOrigin(0, t, guide != nullptr ? guide->task : t);
    ctx.evaluate(child, 0);
    task.observe(child.objs().row(0));
    int replaced = 0;
    for (const int k : scope) {
      if (replaced == replacements_) break;
      if (!task.improves(op::Scalarisation::Tchebycheff, child, pop, k)) continue;
      pop.copyRow(k, child, 0);
      ++replaced;
    }
    if (guide == nullptr) return;
    if (replaced > 0) {
      task.rate[i] = std::min(kLargestRate, 1.1 * task.rate[i]);
      ++guide->credit;
    } else {
      task.rate[i] = 0.9 * task.rate[i] + 0.1 * tr0_ / 2.0;
      if (--guide->credit <= 0) *guide = selectGuide(ctx, tasks, task.direction.row(i));
    }
  }

  /// Up to twice its own length along the direction of the guide.
  static void follow(RunContext& ctx, std::span<const double> x, std::span<const double> own,
                     std::span<const double> direction, std::span<double> out) {
    const double length = linalg::norm(direction);
    const double step = length > 0.0 ? 2.0 * ctx.rng().uniform() * linalg::norm(own) / length : 0.0;
    for (int j = 0; j < isize(x); ++j) out[j] = x[j] + step * direction[j];
    op::clip(out);
  }

  void breed(RunContext& ctx, std::span<const double> x, std::span<const double> a, std::span<const double> b,
             std::span<double> out) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mutant = frame.doubles(x.size());
    op::difference(x, f_, a, b, mutant);
    op::binomial(ctx.rng(), x, mutant, cr_, out);
    op::polynomialMutation(ctx.rng(), out, muM_, 1.0 / isize(x));
    op::clip(out);
  }

  /// Subproblems that moved in this generation turn their search directions that way.
  void accumulate(const Population& pop, const Population& before, Matrix& direction) const {
    for (int i = 0; i < pop.size(); ++i) {
      if (std::ranges::equal(pop.x(i), before.x(i))) continue;
      for (int j = 0; j < pop.dim(); ++j) {
        direction(i, j) = cf_ * direction(i, j) + (1.0 - cf_) * (pop.x(i)[j] - before.x(i)[j]);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MteaDTsd, .name = "MTEA/D-TSD", .aliases = {"MTEA-D-TSD"}, .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "MOEA/D-DE", .minPopulation = 4,
    .citation = {"Y. Li, W. Gong, Q. Gu",
                 "Transfer search directions among decomposed subtasks for evolutionary multitasking in multiobjective "
                 "optimization",
                 "Genetic and Evolutionary Computation Conference, 557-565", 2024, "10.1145/3638529.3653989"},
    .doc = "MOEA/D-DE whose subproblems step along search directions of subproblems that move alike.",
    .deviations =
        "A subproblem or guide that has never moved transfers a step of length zero; the reference code divides by "
        "that length and obtains NaN. If the measure is undefined for every candidate guide, the first candidate is "
        "taken, as in the reference code.")

}  // namespace tandem::alg::mtea_d_tsd
