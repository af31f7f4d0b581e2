// SPDX-License-Identifier: Apache-2.0
// RVC-MTEA: competitive multiobjective multitasking by decomposition. Every subproblem remembers a direction in which
// it succeeded; offspring are pushed along the direction of another subproblem, of any task if their own contributes
// to the front that all tasks form together, else of its neighbourhood. One archive per task is ranked among the
// archives of all. Y. Li, X. Wu, W. Gong, M. Xu, Y. Wang, Q. Gu, Evolutionary competitive multiobjective multitasking:
// one-pass optimization of heterogeneous Pareto solutions, IEEE Transactions on Evolutionary Computation, 2025,
// doi:10.1109/TEVC.2024.3524508.
#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::rvc_mtea {
namespace {

class RvcMtea final : public Algorithm {
  double tr_ = 0.3;
  double ur_ = 0.2;
  double delta_ = 0.9;
  int nr_ = 2;
  enum class Distance { Tchebycheff, Normalised } distance_ = Distance::Tchebycheff;
  bool direct_ = false;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    p.real("TR", tr_, {.min = 0, .max = 1, .doc = "probability of following another subproblem's direction"});
    p.real("UR", ur_, {.min = 0, .max = 1, .doc = "weight of the newest step in a subproblem's direction"});
    p.real("delta", delta_, {.min = 0, .max = 1, .doc = "probability of parents from the neighbourhood"});
    p.integer("NR", nr_, {.min = 1, .max = 1000, .doc = "most subproblems that one offspring replaces"});
    p.choice("decomposition", distance_,
             {.options = {"tchebycheff", "normalised-tchebycheff"}, .doc = "scalarisation of the subproblems"});
    p.boolean("direct", direct_, "evaluate one individual of another task per task and generation");
    variation_.params(p);
    p.trace("contributing",
            {.doc = "share of subproblems on the better half of the common fronts", .min = 0, .max = 1});
    p.trace("step", {.doc = "mean length of the subproblems' directions", .min = 0, .max = kUnlimited});
  }

  static constexpr double kUnlimited = std::numeric_limits<double>::infinity();

  struct Task : op::DecomposedTask {
    Population born;                         // offspring of this generation
    Matrix before;                           // decision vectors at its start
    std::vector<std::uint8_t> contributing;  // one per subproblem
    using op::DecomposedTask::DecomposedTask;
  };

  ColumnId direction_;

  void run(RunContext& ctx) override {
    const int count = ctx.taskCount();
    std::vector<Population> pops;
    std::vector<Task> tasks;
    for (int t = 0; t < count; ++t) {
      Task& task = tasks.emplace_back(ctx.task(t).objectives, ctx.populationSize(), 0.1);
      Population& pop = pops.emplace_back(task.initialise(ctx, t));
      direction_ = pop.addColumn("direction", pop.dim());
      for (int i = 0; i < pop.size(); ++i) {
        for (double& step : pop.column(direction_).row(i)) step = ctx.rng().uniform(-0.05, 0.05);
      }
      task.born = pop.like(pop.size() + 1);
      task.before = Matrix(pop.size(), pop.dim());
      task.contributing.resize(pop.size());
    }
    std::vector<Population> archives = pops;
    Population child = pops.front().like(2);
    while (ctx.running(archives)) {
      judgeContributions(ctx, pops, tasks);
      for (int t = 0; t < count; ++t) {
        for (int i = 0; i < pops[t].size(); ++i) {
          std::ranges::copy(std::as_const(pops[t]).x(i), tasks[t].before.row(i).begin());
        }
        generation(ctx, pops, tasks, t, child);
      }
      for (int t = 0; t < count; ++t) learnDirections(ctx, tasks[t].before, t, pops[t]);
      updateArchives(ctx, tasks, archives);
    }
  }

  /// Fronts of the rows of several populations, one after the other, under the feasibility rule or by objectives alone.
  struct Fronts {
    MatView objectives;
    std::span<int> front;
    Fronts(RunContext& ctx, Workspace::Frame& frame, std::span<const Population* const> blocks, bool byFeasibility) {
      int rows = 0;
      for (const Population* block : blocks) rows += block->size();
      objectives = frame.matrix(rows, blocks.front()->objectives());
      front = frame.ints(rows);
      const std::span<double> cv = frame.doubles(rows);
      int row = 0;
      for (const Population* block : blocks) {
        for (int i = 0; i < block->size(); ++i, ++row) {
          std::ranges::copy(block->objs().row(i), objectives.row(row).begin());
          cv[row] = byFeasibility ? block->cv(i) : 0.0;
        }
      }
      moo::nondominatedSort(objectives, cv, front, ctx.workspace());
    }
  };

  /// Calls judge(first, last) for tasks whose objectives are compared with each other: all of them, or each on its own
  /// if their numbers differ.
  static void compared(const std::vector<Population>& pops, auto judge) {
    const int count = isize(pops);
    const auto alike = [&](const Population& pop) { return pop.objectives() == pops.front().objectives(); };
    if (std::ranges::all_of(pops, alike)) return judge(0, count);
    for (int t = 0; t < count; ++t) judge(t, t + 1);
  }

  /// A subproblem contributes if its member is on one of the better half of the fronts that the tasks form together.
  static void judgeContributions(RunContext& ctx, const std::vector<Population>& pops, std::vector<Task>& tasks) {
    compared(pops, [&](int first, int last) {
      Workspace::Frame frame(ctx.workspace());
      const std::span<const Population*> blocks = frame.take<const Population*>(last - first);
      for (int t = first; t < last; ++t) blocks[t - first] = &pops[t];
      const Fronts joint(ctx, frame, blocks, false);
      const std::span<int> sorted = frame.ints(joint.front.size());
      std::ranges::copy(joint.front, sorted.begin());
      std::ranges::sort(sorted);
      const int half = isize(sorted) / 2;
      const double median = isize(sorted) % 2 != 0 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
      int row = 0;
      for (int t = first; t < last; ++t) {
        for (std::uint8_t& contributes : tasks[t].contributing) contributes = joint.front[row++] <= median;
        ctx.trace("contributing", ratio(countOf(tasks[t].contributing, 1), pops[t].size()), t);
      }
    });
  }

  void generation(RunContext& ctx, std::vector<Population>& pops, std::vector<Task>& tasks, int t,
                  Population& child) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    Population& pop = pops[t];
    Task& task = tasks[t];
    const int n = pop.size();
    const std::span<int> all = frame.ints(n);
    const int visited = isize(pops) > 1 ? rng.below(n) : -1;  // the subproblem that mates with another task
    task.born.resize(n);
    for (int i = 0; i < n; ++i) {
      std::span<int> mates = all;
      if (rng.chance(delta_)) {
        const std::span<const int> near = task.subproblems.neighbours(i);
        mates = all.first(near.size());
        std::ranges::copy(near, mates.begin());
        rng.shuffle(mates);
      } else {
        rng.permutation(mates);
      }
      const int mother = mates[0];
      int donor = i == visited ? otherTask(rng, isize(pops), t) : t;
      const std::span<const double> father =
          donor == t ? pop.x(mates[1]) : std::as_const(pops[donor]).x(rng.below(pops[donor].size()));
      variation_.crossover(ctx, pop.x(mother), father, child.x(0), child.x(1));
      variation_.mutate(ctx, child.x(0));
      op::clip(child.x(0));
      std::ranges::copy(std::as_const(pop).column(direction_).row(mother), child.column(direction_).row(0).begin());

      const bool anywhere = task.contributing[i] != 0;
      const int k = anywhere ? rng.below(isize(pops)) : t;
      const int j = anywhere ? rng.below(pops[k].size()) : mates[rng.below(isize(mates))];
      if (rng.chance(tr_)) {
        follow(ctx, pops, {t, i}, {k, j}, child.x(0));
        if (k != t) donor = k;
      }
      child.setOrigin(0, t, donor);
      compete(ctx, pop, task, mates, child);
      task.born.copyRow(i, child, 0);
    }
    if (direct_ && isize(pops) > 1) visit(ctx, pops, task, t, child);
  }

  static int otherTask(Rng& rng, int count, int t) {
    const int other = rng.below(count - 1);
    return other < t ? other : other + 1;
  }

  struct Member {
    int task = 0;
    int row = 0;
  };

  /// x moves along the direction of `leader`, scaled to the length of that of `follower`, whose direction is used for
  /// variables that the leader's task lacks.
  void follow(RunContext& ctx, const std::vector<Population>& pops, Member follower, Member leader,
              std::span<double> x) const {
    Workspace::Frame frame(ctx.workspace());
    const int dim = ctx.task(follower.task).dim;
    const int common = std::min(dim, ctx.task(leader.task).dim);
    const std::span<const double> own = pops[follower.task].column(direction_).row(follower.row).first(dim);
    const std::span<const double> led = pops[leader.task].column(direction_).row(leader.row).first(common);
    const std::span<double> step = frame.doubles(dim);
    std::ranges::copy(own, step.begin());
    std::ranges::copy(led, step.begin());
    const double length = linalg::norm(step);
    if (length == 0.0) return;
    const double stretch = 2.0 * ctx.rng().uniform() * linalg::norm(own) / length;
    for (int d = 0; d < dim; ++d) x[d] += stretch * step[d];
    op::clip(x);
  }

  /// Evaluates the child and lets it replace the first few of the named subproblems that it improves.
  bool compete(RunContext& ctx, Population& pop, Task& task, std::span<const int> members, Population& child) const {
    ctx.evaluate(child, 0);
    task.observe(child.objs().row(0));
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> nadir = frame.doubles(task.ideal.size());
    std::ranges::fill(nadir, -kUnlimited);
    for (int i = 0; distance_ == Distance::Normalised && i < pop.size(); ++i) {
      for (int m = 0; m < isize(nadir); ++m) nadir[m] = std::max(nadir[m], pop.obj(i, m));
    }
    const op::Scalarisation kind =
        distance_ == Distance::Normalised ? op::Scalarisation::NormalisedTchebycheff : op::Scalarisation::Tchebycheff;
    int replaced = 0;
    for (const int k : members) {
      if (replaced == nr_) break;
      if (!task.improves(kind, child, pop, k, nadir)) continue;
      pop.copyRow(k, child, 0);
      ++replaced;
    }
    return replaced > 0;
  }

  /// Direct transfer: a random individual of another task competes for all subproblems as it is.
  void visit(RunContext& ctx, std::vector<Population>& pops, Task& task, int t, Population& child) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    Population& pop = pops[t];
    const int other = otherTask(rng, isize(pops), t);
    child.copyRow(0, pops[other], rng.below(pops[other].size()));
    const int known = ctx.task(other).dim;
    if (known < ctx.task(t).dim) {
      std::ranges::copy(std::as_const(pop).x(rng.below(pop.size())).subspan(known), child.x(0).begin() + known);
    }
    child.setOrigin(0, t, other);
    const std::span<int> all = frame.ints(pop.size());
    std::iota(all.begin(), all.end(), 0);
    if (!compete(ctx, pop, task, all, child)) return;
    task.born.resize(pop.size() + 1);
    task.born.copyRow(pop.size(), child, 0);
  }

  /// Updates the direction of a subproblem whose member has changed with that change.
  void learnDirections(RunContext& ctx, const Matrix& before, int t, Population& pop) const {
    double lengths = 0.0;
    for (int i = 0; i < pop.size(); ++i) {
      const std::span<const double> was = before.row(i);
      const std::span<const double> is = std::as_const(pop).x(i);
      const std::span<double> direction = pop.column(direction_).row(i);
      if (!std::ranges::equal(was, is)) {
        for (int d = 0; d < isize(is); ++d) direction[d] = (1.0 - ur_) * direction[d] + ur_ * (is[d] - was[d]);
      }
      lengths += linalg::norm(direction);
    }
    ctx.trace("step", lengths / pop.size(), t);
  }

  /// Per task the best N of archive and offspring by the fronts of all tasks' archives and offspring together; too
  /// many on the first front are thinned out by their distances.
  static void updateArchives(RunContext& ctx, const std::vector<Task>& tasks, std::vector<Population>& archives) {
    compared(archives, [&](int first, int last) {
      Workspace::Frame frame(ctx.workspace());
      const int parts = 2 * (last - first);
      const std::span<const Population*> blocks = frame.take<const Population*>(parts);
      int part = 0;
      for (int t = first; t < last; ++t) {
        blocks[part++] = &archives[t];
        blocks[part++] = &tasks[t].born;
      }
      const Fronts joint(ctx, frame, blocks, true);
      int offset = 0;
      for (int t = first; t < last; ++t) {
        const int rows = archives[t].size() + tasks[t].born.size();
        const int kept = std::min(rows, ctx.populationSize());
        const std::span<int> order = frame.ints(rows);
        std::iota(order.begin(), order.end(), offset);
        std::ranges::sort(order, [&](int a, int b) {
          return joint.front[a] != joint.front[b] ? joint.front[a] < joint.front[b] : a < b;
        });
        const int leading = countOf(joint.front.subspan(offset, rows), 0);
        if (leading > kept) op::thinByDistance(ctx.workspace(), joint.objectives, order.first(leading), kept);
        for (int& row : order.first(kept)) row -= offset;
        offset += rows;
        archives[t].select(tasks[t].born, order.first(kept));
      }
    });
  }
};

}  // namespace

TANDEM_ALGORITHM(
    RvcMtea, .name = "RVC-MTEA", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained | Competitive, .twin = "MOEA/D",
    .minPopulation = 4,
    .citation = {"Y. Li, X. Wu, W. Gong, M. Xu, Y. Wang, Q. Gu",
                 "Evolutionary competitive multiobjective multitasking: one-pass optimization of heterogeneous Pareto "
                 "solutions",
                 "IEEE Transactions on Evolutionary Computation", 2025, "10.1109/TEVC.2024.3524508"},
    .doc =
        "Decomposition whose subproblems follow each other's successful directions, across tasks where they "
        "contribute to the common front; archives ranked among those of all tasks.",
    .deviations =
        "Lengths of directions count a task's own variables only. Archives hold as many individuals as there are "
        "weight "
        "vectors until the first generation has passed (the reference implementation repeats some). Tasks with "
        "different numbers of objectives are ranked each by itself. The paper's text was not at hand: steps follow its "
        "authors' platform.")

}  // namespace tandem::alg::rvc_mtea
