// SPDX-License-Identifier: Apache-2.0
// Generalized MFEA: before mating across tasks, parents are translated so that the optima of their tasks, estimated
// from the best individuals, meet at the centre of the box, and the variables of the task that has fewer are spread at
// random over those of the other. J. Ding, C. Yang, Y. Jin, T. Chai, Generalized multitasking for evolutionary
// optimization of expensive problems, IEEE Transactions on Evolutionary Computation 23(1), 2019,
// doi:10.1109/TEVC.2017.2785351.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_mf.h"

namespace tandem::alg::g_mfea {
namespace {

/// Decision variable shuffling: where the variables of the smaller task of a pair go among those of the larger, one
/// permutation per pair.
class Spread {
 public:
  explicit Spread(RunContext& ctx)
      : places_(std::size_t{1} * ctx.taskCount() * ctx.taskCount() * ctx.maxDim()),
        before_(ctx.makePopulation(ctx.populationSize() * ctx.taskCount())) {}

  /// Which of two tasks counts as the smaller; if equal, the first.
  static bool smaller(const RunContext& ctx, int a, int b) {
    return ctx.task(a).dim != ctx.task(b).dim ? ctx.task(a).dim < ctx.task(b).dim : a < b;
  }

  void draw(RunContext& ctx, int small, int large, bool random) {
    const std::span<int> place = of(ctx, small, large);
    std::iota(place.begin(), place.end(), 0);
    if (random) ctx.rng().shuffle(place);
  }

  /// out := filler, with the variables of the smaller task at their places.
  void apply(RunContext& ctx, int small, int large, std::span<const double> x, std::span<const double> filler,
             std::span<double> out) {
    std::ranges::copy(filler, out.begin());
    const std::span<const int> place = of(ctx, small, large);
    for (int j = 0; j < ctx.task(small).dim; ++j) {
      out[place[j]] = x[j];
    }
  }
  /// Puts the variables back.
  void undo(RunContext& ctx, int small, int large, std::span<const double> x, std::span<double> out) {
    const std::span<const int> place = of(ctx, small, large);
    for (int j = 0; j < isize(out); ++j) out[j] = x[place[j]];
  }

  /// The reference code's form: new places for every pair, and the whole population of the smaller task is permanently
  /// spread over random individuals of the larger one.
  void permute(RunContext& ctx, Population& pop, bool evaluate) {
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    before_ = pop;
    for (int a = 0; a < ctx.taskCount(); ++a) {
      for (int b = a + 1; b < ctx.taskCount(); ++b) {
        const int small = smaller(ctx, a, b) ? a : b;
        const int large = small == a ? b : a;
        draw(ctx, small, large, true);
        const std::span<const int> fillers = groups.rows(large);
        for (const int i : groups.rows(small)) {
          const auto filler = ctx.rng().below(isize(fillers));
          apply(ctx, small, large, before_.x(i), before_.x(fillers[filler]), pop.x(i));
          pop.setOrigin(i, small, large);
        }
        if (evaluate) ctx.evaluate(pop, groups.rows(small));
      }
    }
  }

 private:
  std::span<int> of(const RunContext& ctx, int small, int large) {
    const auto dim = ctx.maxDim();
    const std::size_t pair = small * ctx.taskCount() + large;
    return std::span(places_).subspan(pair * dim, dim);
  }
  std::vector<int> places_;
  Population before_;
};

class GMfea final : public Algorithm {
  double rmp_ = 0.3;
  double phi_ = 0.1;
  double theta_ = 0.02;
  double top_ = 0.4;
  op::GaVariation variation_;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    variation_.params(p);
    p.real("Phi", phi_, {.min = 0, .max = 1, .doc = "share of the generations before translation starts"});
    p.real("Theta", theta_, {.min = 0, .max = 1, .doc = "share of the generations between updates of the translation"});
    p.real("Top", top_, {.min = 0, .max = 1, .doc = "share of the best from which the optimum is estimated"});
    p.choice(
        "form", form_,
        {.options = {"paper", "platform"},
         .doc = "paper: variables are spread for mating only; platform: in the population, as the reference code"});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    Matrix optimum(ctx.taskCount(), ctx.maxDim(), 0.5);  // estimates
    double strength = 0.0;                               // of the decision variable translation
    const double generations = ratio(ctx.budget(), pop.size());
    const int gap = std::max(1, nearest(theta_ * generations));
    Spread spread(ctx);
    if (form_ == op::Form::Platform) spread.permute(ctx, pop, false);
    while (ctx.running(pop)) {
      op::matePairs(ctx, pop, off, [&](int p1, int p2, int c1, int c2) {
        mate(ctx, pop, optimum, strength, spread, p1, p2, off, c1, c2);
      });
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
      if (ctx.generation() >= phi_ * generations && ctx.generation() % gap == 0) {
        const double progress = std::min(ctx.progress(), 1.0);
        strength = progress * progress;
        estimateOptima(ctx, pop, optimum);
      }
      if (form_ == op::Form::Platform) spread.permute(ctx, pop, true);
    }
  }

  void mate(RunContext& ctx, const Population& pop, const Matrix& optimum, double strength, Spread& spread, int p1,
            int p2, Population& off, int c1, int c2) const {
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
    if (Spread::smaller(ctx, pop.task(p1), pop.task(p2))) std::swap(p1, p2);
    const int large = pop.task(p1);
    const int small = pop.task(p2);
    const bool paper = form_ == op::Form::Paper;
    if (paper) spread.draw(ctx, small, large, ctx.task(small).dim < ctx.task(large).dim);

    Workspace::Frame frame(ctx.workspace());
    const auto dim = pop.dim();
    const std::span<double> a = frame.doubles(dim);
    const std::span<double> b = frame.doubles(dim);
    const std::span<double> shiftA = frame.doubles(dim);
    const std::span<double> shiftB = frame.doubles(dim);
    std::ranges::copy(pop.x(p1), a.begin());
    std::ranges::copy(optimum.row(large), shiftA.begin());
    std::ranges::copy(pop.x(p2), b.begin());
    if (paper) spread.apply(ctx, small, large, pop.x(p2), pop.x(p1), b);
    spread.apply(ctx, small, large, optimum.row(small), optimum.row(large), shiftB);
    for (int j = 0; j < dim; ++j) {
      shiftA[j] = strength * (0.5 - shiftA[j]);
      shiftB[j] = strength * (0.5 - shiftB[j]);
      a[j] += shiftA[j];
      b[j] += shiftB[j];
    }
    variation_.crossover(ctx, a, b, off.x(c1), off.x(c2));
    for (const int c : {c1, c2}) {
      const std::span<double> x = off.x(c);
      const std::span<const double> shift = c == c1 ? shiftA : shiftB;
      for (int j = 0; j < dim; ++j) x[j] -= shift[j];
      op::imitate(rng, pop, p1, p2, off, c);
      if (paper && off.task(c) == small) {
        std::ranges::copy(x, a.begin());
        spread.undo(ctx, small, large, a, x);
      }
    }
  }

  /// Means of the best of each task; pop is sorted by fitness within a task.
  void estimateOptima(RunContext& ctx, const Population& pop, Matrix& optimum) const {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const std::span<const int> rows = groups.rows(t);
      const int best = std::max(1, nearest(top_ * isize(rows)));
      const std::span<double> mean = optimum.row(t);
      std::ranges::fill(mean, 0.0);
      for (const int i : rows.first(best)) {
        for (int j = 0; j < isize(mean); ++j) mean[j] += pop.x(i)[j] / best;
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
                     "afterwards; form=platform reproduces the reference code, which permutes and "
                     "re-evaluates the whole population of the smaller (or equal) task in every generation.")

}  // namespace tandem::alg::g_mfea
