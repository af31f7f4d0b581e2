// SPDX-License-Identifier: Apache-2.0
// Transferable adaptive differential evolution for many tasks: in the first stage each task runs on its own, and its
// convergence curve becomes the vector that represents it. Tasks with similar curves (shift invariant ones) are
// grouped; in the second stage a task takes over, from the fast ones of its group, the crossover rate that succeeded
// there. No solutions are transferred. S.-H. Wu, Z.-H. Zhan, K. C. Tan, J. Zhang, Transferable adaptive differential
// evolution for many-task optimization, IEEE Transactions on Cybernetics 53(11), 2023, doi:10.1109/TCYB.2023.3234969.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/clustering.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::trade {
namespace {

// Crossover rates of the base solvers.
constexpr std::array kSolvers{0.1, 0.5, 0.9};
constexpr double kF = 0.5;
constexpr double kDeviation = 0.1;
constexpr double kBestShare = 0.1;

// Distance dependent Chinese restaurant process.
constexpr double kSelfWeight = 0.05;
constexpr double kDecay = 10.0;
constexpr int kDraws = 100;

/// What the second stage knows about a task.
struct TaskState {
  int solver = 0;  // its own base solver
  int group = 0;
  int groupSize = 1;
  int rank = 1;          // in its group, by evolution quality
  double quality = 0.0;  // share of the whole progress that was made in the second stage
  std::array<int, kSolvers.size()> tried{};
  std::array<int, kSolvers.size()> successes{};

  /// The base solver with the best success rate.
  [[nodiscard]] int bestSolver() const {
    int best = 0;
    for (int s = 1; s < isize(kSolvers); ++s) {
      if (rate(s) > rate(best)) best = s;
    }
    return best;
  }
  [[nodiscard]] double rate(int s) const { return tried[s] == 0 ? 0.0 : ratio(successes[s], tried[s]); }
};

class Trade final : public Algorithm {
  int g1_ = 100;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.integer("G1", g1_, {.min = 3, .max = 100000, .doc = "generations of the first stage"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "platform: the last task's group serves all tasks, and successes are not told apart"});
    op::declareDeTraces(p);
    p.trace("learned", {.doc = "share of the crossover rates taken over from another task", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    std::vector<op::Archive> archives;
    std::vector<Population> offs;
    op::DeColumns columns;
    ColumnId solver;
    for (Population& pop : pops) {
      columns = op::addDeColumns(pop);
      solver = pop.addColumn("solver");
      archives.emplace_back(pop, n);
      offs.push_back(pop.like(n));
    }
    std::vector<TaskState> tasks(pops.size());
    Matrix curves(ctx.taskCount(), g1_ - 1);  // best objectives in the first stage
    std::vector<double> first(pops.size());
    std::vector<double> middle(pops.size());
    Matrix links(ctx.taskCount(), ctx.taskCount());

    while (ctx.running(pops)) {
      const int generation = ctx.generation();
      const bool grouped = generation >= g1_;
      for (int t = 0; t < isize(tasks); ++t) {
        const double best = ctx.best(t).objective;
        if (!grouped) curves(t, generation - 1) = best;
        if (generation == 1) first[t] = best;
        if (generation == g1_ - 1) middle[t] = best;
        if (grouped) tasks[t].quality = quality(first[t], middle[t], best);
      }
      int lastSolver = 0;
      for (int t = 0; t < isize(tasks); ++t) {
        lastSolver = grouped ? experienced(ctx, tasks, t, offs[t], columns, solver) : plain(ctx, t, offs[t], columns);
        op::traceDe(ctx, offs[t], columns, t);
      }
      for (int t = 0; t < isize(tasks); ++t) {
        op::pbestOffspring(ctx, pops[t], &archives[t], offs[t], columns, kBestShare);
        ctx.evaluate(offs[t]);
        op::surviveOneToOne(pops[t], offs[t], [&](int i) {
          archives[t].add(pops[t], i);
          if (grouped && form_ == op::Form::Paper) ++tasks[t].successes[offs[t].whole(solver, i)];
        });
        archives[t].trim(ctx.rng(), ctx.workspace(), n);
        if (grouped && form_ == op::Form::Platform) ++tasks[t].successes[lastSolver];
      }
      if (generation == g1_ - 1) group(ctx, curves, links, tasks);
      if (generation >= g1_ - 1) rankInGroups(tasks);
    }
  }

  static double quality(double first, double middle, double now) {
    const double share = std::abs(middle - now) / (std::abs(first - now) + 1e-25);
    return std::isfinite(share) ? share : 0.0;
  }

  static double draw(Rng& rng, double mean) { return std::clamp(rng.normal(mean, kDeviation), 0.01, 1.0); }

  /// Settings of the first stage.
  static int plain(RunContext& ctx, int t, Population& off, op::DeColumns columns) {
    for (int i = 0; i < off.size(); ++i) {
      off.value(columns.f, i) = draw(ctx.rng(), kF);
      off.value(columns.cr, i) = draw(ctx.rng(), 0.5);
      off.setOrigin(i, t, t);
    }
    return 0;
  }

  /// Successful evolution experience transfer: settings of the second stage. Returns the last solver.
  int experienced(RunContext& ctx, std::vector<TaskState>& tasks, int t, Population& off, op::DeColumns columns,
                  ColumnId solverColumn) const {
    Rng& rng = ctx.rng();
    TaskState& own = tasks[t];
    const TaskState& model = form_ == op::Form::Paper ? own : tasks.back();
    const double probability = transferProbability(ctx);
    int solver = own.solver;
    int learned = 0;
    for (int i = 0; i < off.size(); ++i) {
      int donor = t;
      solver = own.solver;
      if (rng.chance(probability) && rng.uniform() > 1.0 / own.rank && model.groupSize > 1) {
        donor = goodTask(rng, tasks, model);
        solver = tasks[donor].bestSolver();
      }
      ++own.tried[solver];
      off.value(columns.f, i) = draw(rng, kF);
      off.value(columns.cr, i) = draw(rng, kSolvers[solver]);
      off.value(solverColumn, i) = solver;
      off.setOrigin(i, t, donor);
      learned += donor != t ? 1 : 0;
    }
    ctx.trace("learned", ratio(learned, off.size()), t);
    return solver;
  }

  /// From 1/2 at the start of the second stage to 1 at the end of the budget; the first generation makes experience.
  [[nodiscard]] double transferProbability(const RunContext& ctx) const {
    const int stage = ctx.generation() - g1_;
    if (stage == 0) return 0.0;
    const double generations = ratio(ctx.budget(), ctx.populationSize()) / ctx.taskCount();
    return std::min(1.0, 0.5 + 0.5 * stage / std::max(1.0, generations - g1_ + 1.0));
  }

  /// A random one of the first third of a group by rank; of all of a small group.
  static int goodTask(Rng& rng, const std::vector<TaskState>& tasks, const TaskState& member) {
    const int size = member.groupSize;
    const int count = isize(kSolvers);
    const int good = size > count ? (size - 1) / count : size;  // ranks below size / count
    const int rank = 1 + rng.below(good);
    int donor = 0;
    while (tasks[donor].group != member.group || tasks[donor].rank != rank) ++donor;
    return donor;
  }

  /// Task grouping: k-means of the logarithmic convergence curves, as many groups as a distance dependent Chinese
  /// restaurant process has tables on average. Each task draws its base solver.
  static void group(RunContext& ctx, Matrix& curves, Matrix& links, std::vector<TaskState>& tasks) {
    const RunContext::ModelTime modelTime(ctx);
    const int count = isize(tasks);
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> cluster = frame.ints(count);
    for (int t = 0; t < count; ++t) represent(curves.row(t));
    const int k = countGroups(ctx, curves, links);
    kMeans(ctx.rng(), ctx.workspace(), curves, k, ClusterMetric::SquaredEuclidean, 100, cluster);
    for (int t = 0; t < count; ++t) {
      tasks[t].group = cluster[t];
      tasks[t].groupSize = countOf(cluster, cluster[t]);
      tasks[t].solver = ctx.rng().below(isize(kSolvers));
    }
  }

  /// Task representation: logarithm of the curve above its mean less four standard deviations.
  static void represent(std::span<double> curve) {
    const int n = isize(curve);
    double mean = 0.0;
    for (const double y : curve) mean += y / n;
    double squares = 0.0;
    for (const double y : curve) squares += (y - mean) * (y - mean);
    const double floor = mean - 4.0 * std::sqrt(squares / (n - 1));
    for (double& y : curve) {
      y = std::log(std::max(1e-25, y - floor));
      if (!std::isfinite(y)) y = 0.0;
    }
  }

  /// Mean number of tables when every task sits with itself or another, likelier the nearer that is.
  static int countGroups(RunContext& ctx, const Matrix& points, Matrix& links) {
    const int count = points.rows();
    for (int i = 0; i < count; ++i) {
      for (int j = 0; j < count; ++j) {
        const double distance = std::sqrt(linalg::squaredDistance(points.row(i), points.row(j)));
        links(i, j) = i == j ? kSelfWeight : std::exp(-distance / kDecay);
      }
    }
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> table = frame.ints(count);
    int tables = 0;
    for (int draw = 0; draw < kDraws; ++draw) {
      std::iota(table.begin(), table.end(), 0);
      tables += count;
      for (int i = 0; i < count; ++i) {
        const int own = table[i];
        const int other = table[op::roulette(ctx.rng(), links.row(i))];
        if (own == other) continue;
        std::ranges::replace(table, own, other);
        --tables;
      }
    }
    return (tables + kDraws - 1) / kDraws;
  }

  /// The faster a task has progressed in the second stage, the better its rank.
  static void rankInGroups(std::vector<TaskState>& tasks) {
    for (int t = 0; t < isize(tasks); ++t) {
      tasks[t].rank = 1;
      for (int k = 0; k < isize(tasks); ++k) {
        if (k == t || tasks[k].group != tasks[t].group) continue;
        const double lead = tasks[k].quality - tasks[t].quality;
        if (lead > 0.0 || (lead == 0.0 && k < t)) ++tasks[t].rank;
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Trade, .name = "TRADE", .family = "many-task", .labels = ManyTask | SingleObjective | Unconstrained, .twin = "JADE",
    .minPopulation = 4,
    .citation = {"S.-H. Wu, Z.-H. Zhan, K. C. Tan, J. Zhang",
                 "Transferable adaptive differential evolution for many-task optimization",
                 "IEEE Transactions on Cybernetics 53(11), 7295-7308", 2023, "10.1109/TCYB.2023.3234969"},
    .doc =
        "Differential evolution whose tasks, grouped by their convergence curves, take over successful crossover rates "
        "from each other after G1 generations; before, the tasks run on their own.",
    .deviations =
        "A trial vector that is better than its parent counts as a success of the base solver that made it, and a task "
        "learns from its own group. The reference code counts one success per task and generation for the base solver "
        "drawn last, whether there was any, and lets all tasks learn from the group of the last one, which "
        "form=platform does (with the ranks of the current generation, where the reference uses those of the one "
        "before). The difference vector may contain the guide, as in JADE; the reference excludes it. A trial vector "
        "whose crossover rate comes from another task is tagged with it.")

}  // namespace tandem::alg::trade
