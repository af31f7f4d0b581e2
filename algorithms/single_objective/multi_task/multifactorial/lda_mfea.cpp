// SPDX-License-Identifier: Apache-2.0
// MFEA with linearized domain adaptation: the sorted points of two tasks, past (clustered) and present, define a linear
// least-squares map between their spaces; parents of different tasks meet in the space of the one with more variables.
// K. K. Bali, A. Gupta, L. Feng, Y.-S. Ong, P. S. Tan, Linearized domain adaptation in evolutionary multitasking, IEEE
// Congress on Evolutionary Computation, 2017, doi:10.1109/CEC.2017.7969454.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "tandem/algorithm.h"
#include "tandem/clustering.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::lda_mfea {
namespace {

constexpr int kIterations = 100;
constexpr double kRidge = 1e-8;

/// Points of a task, best first: the centres of its past and its present population; the last column is the objective.
struct TaskPoints {
  TaskPoints(int most, int dim) : points(most, dim + 1), scratch(most, dim + 1) {}
  Matrix points, scratch;
  int count = 0;
};

/// The maps between a task with fewer and one with more variables, learned when first needed in a generation.
struct Maps {
  explicit Maps(int dim) : up(dim, dim), down(dim, dim) {}
  Matrix up, down;  // x up: into the larger task; x down: back
  int generation = -1;
};

class LdaMfea final : public Algorithm {
  double rmp_ = 0.3;
  int clusters_ = 5;
  op::GaVariation variation_;
  op::Form form_ = op::Form::Paper;
  std::vector<TaskPoints> points_;
  std::vector<Maps> maps_;  // [smaller task][larger task]

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "probability of a plain crossover between individuals of different tasks"});
    variation_.params(p);
    p.integer("K", clusters_, {.min = 1, .max = 10000, .doc = "clusters that stand for the past of a task"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: children of the mapped parents; platform: mutated parents and bare inverses, as the "
                     "reference code"});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    const auto tasks = ctx.taskCount();
    points_.assign(tasks, TaskPoints(2 * ctx.populationSize() + clusters_, ctx.maxDim()));
    const int pairs = tasks * tasks;
    maps_.assign(pairs, Maps(ctx.maxDim()));
    while (ctx.running(pop)) {
      if (tasks > 1) collect(ctx, pop);  // one task needs no maps
      op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) { mate(ctx, pop, p1, p2, off, c1, c2); });
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  /// Clusters what is known about each task and adds its current individuals.
  void collect(RunContext& ctx, const Population& pop) {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    const int dim = pop.dim();
    for (int t = 0; t < ctx.taskCount(); ++t) {
      TaskPoints& p = points_[t];
      if (ctx.generation() > 1) cluster(ctx, p);
      for (const int i : groups.rows(t)) {
        const std::span<double> row = p.points.row(p.count++);
        std::ranges::copy(pop.x(i), row.begin());
        row.back() = pop.obj(i);
      }
      Workspace::Frame inner(ctx.workspace());
      const std::span<int> order = inner.ints(p.count);
      std::iota(order.begin(), order.end(), 0);
      std::ranges::sort(order, [&](int a, int b) {
        return p.points(a, dim) != p.points(b, dim) ? p.points(a, dim) < p.points(b, dim) : a < b;
      });
      for (int i = 0; i < p.count; ++i) {
        std::ranges::copy(p.points.row(order[i]), p.scratch.row(i).begin());
      }
      std::swap(p.points, p.scratch);
    }
  }

  /// Replaces the points by the centres of their clusters, objective included.
  void cluster(RunContext& ctx, TaskPoints& p) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> assignment = frame.ints(p.count);
    // Objectives that are not finite cannot enter a mean.
    for (int i = 0; i < p.count; ++i) {
      double& objective = p.points.row(i).back();
      if (!std::isfinite(objective)) objective = 1e100;
    }
    const int k = kMeans(ctx.rng(), ctx.workspace(), p.points.view().rowRange(0, p.count), clusters_,
                         ClusterMetric::SquaredEuclidean, kIterations, assignment);
    std::ranges::fill(p.scratch.values(), 0.0);
    const std::span<double> sizes = frame.doubles(k);
    std::ranges::fill(sizes, 0.0);
    for (const int c : assignment) sizes[c] += 1.0;
    for (int i = 0; i < p.count; ++i) {
      const int c = assignment[i];
      const std::span<double> centre = p.scratch.row(c);
      for (int j = 0; j < isize(centre); ++j) {
        centre[j] += p.points.row(i)[j] / std::max(1.0, sizes[c]);
      }
    }
    std::swap(p.points, p.scratch);
    p.count = k;
  }

  void mate(RunContext& ctx, const Population& pop, int p1, int p2, Population& off, int c1, int c2) {
    if (pop.task(p1) == pop.task(p2) || ctx.rng().chance(rmp_)) {
      variation_.crossover(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
      op::imitate(ctx.rng(), pop, p1, p2, off, c1);
      op::imitate(ctx.rng(), pop, p1, p2, off, c2);
      return;
    }
    if (ctx.task(pop.task(p1)).dim > ctx.task(pop.task(p2)).dim) std::swap(p1, p2);
    const int small = pop.task(p1);
    const Maps& maps = mapsBetween(ctx, small, pop.task(p2));
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mapped = frame.doubles(pop.dim());
    linalg::transposedMultiply(maps.up, pop.x(p1), mapped);
    variation_.crossover(ctx, mapped, pop.x(p2), off.x(c1), off.x(c2));
    for (const int c : {c1, c2}) {
      if (form_ == op::Form::Platform) std::ranges::copy(pop.x(c == c1 ? p1 : p2), off.x(c).begin());
      variation_.mutate(ctx, off.x(c));
      op::imitate(ctx.rng(), pop, p1, p2, off, c);
      if (off.task(c) != small) continue;
      std::ranges::copy(off.x(c), mapped.begin());
      linalg::transposedMultiply(maps.down, mapped, off.x(c));
    }
  }

  /// Rows a of the smaller task, b of the larger: up = (a^t a)^-1 a^t b, down = its right inverse up^t (up up^t)^-1.
  const Maps& mapsBetween(RunContext& ctx, int small, int large) {
    Maps& maps = maps_[small * points_.size() + large];
    if (maps.generation == ctx.generation()) return maps;
    const RunContext::ModelTime modelTime(ctx);
    maps.generation = ctx.generation();
    const TaskPoints& from = points_[small];
    const TaskPoints& to = points_[large];
    const int rows = std::min(from.count, to.count);
    const int dim = ctx.maxDim();
    const ConstMatView a = from.points.view().rowRange(0, rows).leftCols(dim);
    const ConstMatView b = to.points.view().rowRange(0, rows).leftCols(dim);
    Workspace::Frame frame(ctx.workspace());
    const MatView gram = frame.matrix(dim, dim);
    const MatView right = frame.matrix(dim, dim);
    linalg::transposedMultiply(a, a, gram);
    linalg::transposedMultiply(a, b, right);
    bool sound = regularised(gram) && linalg::solve(gram, right, maps.up, ctx.workspace());
    if (sound) {
      linalg::multiplyTransposed(maps.up, maps.up, gram);
      // down = up^t (up up^t)^-1, and (up up^t) is symmetric: solve for the transpose.
      sound = regularised(gram) && linalg::solve(gram, maps.up, right, ctx.workspace());
    }
    for (int i = 0; i < dim; ++i) {
      for (int j = 0; j < dim; ++j) {
        if (!sound) maps.up(i, j) = i == j ? 1.0 : 0.0;
        maps.down(i, j) = sound ? right(j, i) : maps.up(i, j);
      }
    }
    return maps;
  }

  /// Adds a small multiple of the mean to the diagonal (the reference code does not, and its nearly singular maps slow
  /// it down for the first third of a run); false if there is nothing to work with.
  bool regularised(MatView gram) const {
    double trace = 0.0;
    for (int j = 0; j < gram.rows; ++j) trace += gram(j, j);
    const double ridge = form_ == op::Form::Platform ? 0.0 : kRidge;
    for (int j = 0; j < gram.rows; ++j) gram(j, j) += ridge * trace / gram.rows;
    return std::isfinite(trace) && trace > 0.0;
  }
};

}  // namespace

TANDEM_ALGORITHM(LdaMfea, .name = "LDA-MFEA", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"K. K. Bali, A. Gupta, L. Feng, Y.-S. Ong, P. S. Tan",
                              "Linearized domain adaptation in evolutionary multitasking",
                              "IEEE Congress on Evolutionary Computation, 1295-1302", 2017, "10.1109/CEC.2017.7969454"},
                 .doc =
                     "MFEA that maps parents between the tasks' spaces by linear least squares over their sorted "
                     "points.",
                 .deviations =
                     "Least squares carry a small ridge. Children are made from the mapped parents, as in the "
                     "paper; form=platform reproduces the reference code, which overwrites them with "
                     "mutated parents and has no ridge.")

}  // namespace tandem::alg::lda_mfea
