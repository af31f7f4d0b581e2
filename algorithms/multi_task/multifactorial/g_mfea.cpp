// SPDX-License-Identifier: Apache-2.0
// Generalized MFEA: before mating across tasks, parents are translated so that the optima of their tasks, estimated
// from the best individuals, meet at the centre of the box, and the variables of the task that has fewer are spread at
// random over those of the other. J. Ding, C. Yang, Y. Jin, T. Chai, Generalized multitasking for evolutionary
// optimization of expensive problems, IEEE Transactions on Evolutionary Computation 23(1), 2019,
// doi:10.1109/TEVC.2017.2785351.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::g_mfea {
namespace {

class GMfea final : public Algorithm {
  double rmp_ = 0.3;
  double phi_ = 0.1;
  double theta_ = 0.02;
  double top_ = 0.4;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
    p.real("Phi", phi_, {.min = 0, .max = 1, .doc = "share of the generations before translation starts"});
    p.real("Theta", theta_, {.min = 0, .max = 1, .doc = "share of the generations between updates of the translation"});
    p.real("Top", top_, {.min = 0, .max = 1, .doc = "share of the best from which the optimum is estimated"});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    Matrix optimum(ctx.taskCount(), ctx.maxDim(), 0.5);  // estimates
    double strength = 0.0;                               // of the translation
    const double generations = static_cast<double>(ctx.budget()) / pop.size();
    const int gap = std::max(1, static_cast<int>(std::lround(theta_ * generations)));
    while (ctx.running(pop)) {
      op::matePairs(ctx, pop, off,
                    [&](int p1, int p2, int c1, int c2) { mate(ctx, pop, optimum, strength, p1, p2, off, c1, c2); });
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
      if (ctx.generation() >= phi_ * generations && ctx.generation() % gap == 0) {
        const double progress = std::min(ctx.progress(), 1.0);
        strength = progress * progress;
        estimateOptima(ctx, pop, optimum);
      }
    }
  }

  void mate(RunContext& ctx, const Population& pop, const Matrix& optimum, double strength, int p1, int p2,
            Population& off, int c1, int c2) const {
    Rng& rng = ctx.rng();
    if (pop.task(p1) == pop.task(p2)) {
      variation_.crossover(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
      for (const int c : {c1, c2}) op::imitate(rng, pop, p1, p2, off, c);
      return;
    }
    if (!rng.chance(rmp_)) {
      op::mutateAlone(ctx, variation_, pop, p1, off, c1);
      op::mutateAlone(ctx, variation_, pop, p2, off, c2);
      return;
    }
    if (ctx.task(pop.task(p1)).dim < ctx.task(pop.task(p2)).dim) std::swap(p1, p2);
    const int large = pop.task(p1);
    const int small = pop.task(p2);
    Workspace::Frame frame(ctx.workspace());
    const auto dim = static_cast<std::size_t>(pop.dim());
    const std::span<double> a = frame.doubles(dim);
    const std::span<double> b = frame.doubles(dim);
    const std::span<double> shiftA = frame.doubles(dim);
    const std::span<double> shiftB = frame.doubles(dim);
    const std::span<int> place = frame.ints(dim);

    std::ranges::copy(pop.x(p1), a.begin());
    std::ranges::copy(optimum.row(large), shiftA.begin());
    placesOf(ctx, small, large, place);
    spread(ctx, pop.x(p2), pop.x(p1), small, place, b);
    spread(ctx, optimum.row(small), optimum.row(large), small, place, shiftB);
    for (std::size_t j = 0; j < dim; ++j) {
      shiftA[j] = strength * (0.5 - shiftA[j]);
      shiftB[j] = strength * (0.5 - shiftB[j]);
      a[j] += shiftA[j];
      b[j] += shiftB[j];
    }
    variation_.crossover(ctx, a, b, off.x(c1), off.x(c2));
    for (const int c : {c1, c2}) {
      const std::span<double> x = off.x(c);
      const std::span<const double> shift = c == c1 ? shiftA : shiftB;
      for (std::size_t j = 0; j < dim; ++j) x[j] -= shift[j];
      op::imitate(rng, pop, p1, p2, off, c);
      if (off.task(c) == small) {
        std::ranges::copy(x, a.begin());
        for (std::size_t j = 0; j < dim; ++j) x[j] = a[static_cast<std::size_t>(place[j])];
      }
    }
  }

  /// Where the variables of the smaller task go: a random permutation; nowhere else if the tasks are equally large.
  static void placesOf(RunContext& ctx, int small, int large, std::span<int> place) {
    if (ctx.task(small).dim < ctx.task(large).dim) {
      ctx.rng().permutation(place);
    } else {
      for (std::size_t j = 0; j < place.size(); ++j) place[j] = static_cast<int>(j);
    }
  }

  /// out := filler, with the variables of the smaller task at their places.
  static void spread(RunContext& ctx, std::span<const double> x, std::span<const double> filler, int small,
                     std::span<const int> place, std::span<double> out) {
    std::ranges::copy(filler, out.begin());
    for (std::size_t j = 0; j < static_cast<std::size_t>(ctx.task(small).dim); ++j) {
      out[static_cast<std::size_t>(place[j])] = x[j];
    }
  }

  /// Means of the best of each task; pop is sorted by fitness within a task.
  void estimateOptima(RunContext& ctx, const Population& pop, Matrix& optimum) const {
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const std::span<const int> rows = groups.rows(t);
      const auto best = std::max(1.0, std::round(top_ * static_cast<double>(rows.size())));
      const std::span<double> mean = optimum.row(t);
      std::ranges::fill(mean, 0.0);
      for (const int i : rows.first(static_cast<std::size_t>(best))) {
        for (std::size_t j = 0; j < mean.size(); ++j) mean[j] += pop.x(i)[j] / best;
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(GMfea, .name = "G-MFEA", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"J. Ding, C. Yang, Y. Jin, T. Chai",
                              "Generalized multitasking for evolutionary optimization of expensive problems",
                              "IEEE Transactions on Evolutionary Computation 23(1), 44-58", 2019,
                              "10.1109/TEVC.2017.2785351"},
                 .doc =
                     "MFEA that translates parents of different tasks to a common optimum and spreads the variables "
                     "of the smaller task over those of the larger before they mate.",
                 .deviations =
                     "Variables are spread for mating only, when the tasks differ in size, and put back "
                     "afterwards. The reference code permutes and re-evaluates the whole population of the "
                     "smaller (or equal) task in every generation, which destroys it.")

}  // namespace tandem::alg::g_mfea
