// SPDX-License-Identifier: Apache-2.0
// MFEA with genetic transform and hyper-rectangle search: before mating across tasks one parent is scaled from its
// task's best to the other's; the second child of every crossover is the first one's opposite, in the unified space or
// in the hyper-rectangle of its population. Z. Liang, J. Zhang, L. Feng, Z. Zhu, A hybrid of genetic transform and
// hyper-rectangle search strategies for evolutionary multi-tasking, Expert Systems with Applications 138, 2019,
// doi:10.1016/j.eswa.2019.07.015.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::mfea_ghs {
namespace {

constexpr double kTiny = 1e-10;

/// What the search knows about each task: row t of each matrix.
struct Domains {
  Domains(int tasks, int dim) : low(tasks, dim), high(tasks, dim), centre(tasks, dim, 1.0) {}
  Matrix low, high;  // hyper-rectangle of the population
  Matrix centre;     // mean of a few of the best; all 1 at first: no scaling
};

class MfeaGhs final : public Algorithm {
  double rmp_ = 0.3;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorialOnce(ctx);
    Population off = pop.like(pop.size() + 1);
    Domains domains(ctx.taskCount(), ctx.maxDim());
    measureBoxes(ctx, pop, domains);
    while (ctx.running(pop)) {
      op::matePairs(ctx, pop, off,
                    [&](int p1, int p2, int c1, int c2) { mate(ctx, pop, domains, p1, p2, off, c1, c2); });
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
      measureBoxes(ctx, pop, domains);
      measureCentres(ctx, pop, domains);
    }
  }

  void mate(RunContext& ctx, const Population& pop, const Domains& domains, int p1, int p2, Population& off, int c1,
            int c2) const {
    Rng& rng = ctx.rng();
    const bool sameTask = pop.task(p1) == pop.task(p2);
    if (!sameTask && !rng.chance(rmp_)) {
      op::mutateAlone(ctx, variation_, pop, p1, off, c1);
      op::mutateAlone(ctx, variation_, pop, p2, off, c2);
      return;
    }
    // The receiver's domain counts; the other parent is scaled to it.
    if (!sameTask && rng.chance(0.5)) std::swap(p1, p2);
    const int task = pop.task(p2);
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> guest = frame.doubles(pop.dim());
    std::ranges::copy(pop.x(p1), guest.begin());
    if (!sameTask) {
      for (int j = 0; j < isize(guest); ++j) {
        guest[j] *= (domains.centre.row(task)[j] + kTiny) / (domains.centre.row(pop.task(p1))[j] + kTiny);
      }
      op::clip(guest);
    }
    variation_.crossover(ctx, guest, pop.x(p2), off.x(c1), off.x(c2));
    opposite(ctx, off.x(c1), domains, task, off.x(c2));
    op::imitate(rng, pop, p1, p2, off, c1);
    op::imitate(rng, pop, p1, p2, off, c2);
  }

  /// In odd generations in the unit box, in even ones in the hyper-rectangle, randomly stretched.
  static void opposite(RunContext& ctx, std::span<const double> x, const Domains& domains, int task,
                       std::span<double> out) {
    const double stretch = 0.5 + ctx.rng().uniform();
    const bool unit = ctx.generation() % 2 == 1;
    for (int j = 0; j < isize(x); ++j) {
      const double sum = unit ? 1.0 : stretch * (domains.low.row(task)[j] + domains.high.row(task)[j]);
      out[j] = sum - x[j];
    }
  }

  static void measureBoxes(RunContext& ctx, const Population& pop, Domains& domains) {
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const std::span<double> low = domains.low.row(t);
      const std::span<double> high = domains.high.row(t);
      std::ranges::fill(low, 1.0);
      std::ranges::fill(high, 0.0);
      for (const int i : groups.rows(t)) {
        for (int j = 0; j < isize(low); ++j) {
          low[j] = std::min(low[j], pop.x(i)[j]);
          high[j] = std::max(high[j], pop.x(i)[j]);
        }
      }
    }
  }

  /// Means of the best 1 to T individuals (the number is random).
  static void measureCentres(RunContext& ctx, const Population& pop, Domains& domains) {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());  // sorted by fitness within a task
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const std::span<const int> rows = groups.rows(t);
      const int count = std::min(isize(rows), 1 + ctx.rng().below(ctx.taskCount()));
      const std::span<double> centre = domains.centre.row(t);
      std::ranges::fill(centre, 0.0);
      for (const int i : rows.first(count)) {
        for (int j = 0; j < isize(centre); ++j) centre[j] += pop.x(i)[j] / count;
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(MfeaGhs, .name = "MFEA-GHS", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"Z. Liang, J. Zhang, L. Feng, Z. Zhu",
                              "A hybrid of genetic transform and hyper-rectangle search strategies for evolutionary "
                              "multi-tasking",
                              "Expert Systems with Applications 138, 112798", 2019, "10.1016/j.eswa.2019.07.015"},
                 .doc =
                     "MFEA that scales one parent to the other's task before mating and makes the second child the "
                     "first one's opposite.",
                 .deviations =
                     "The start evaluates each individual on its own task only; the task means behind the "
                     "scaling are of the best 1 to T individuals, as in the reference code.")

}  // namespace tandem::alg::mfea_ghs
