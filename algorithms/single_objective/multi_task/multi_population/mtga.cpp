// SPDX-License-Identifier: Apache-2.0
// Multitasking genetic algorithm: one GA per task. Before each mating the worst of a task are replaced by the best of
// the previous task, moved by the bias between the two tasks, which is estimated as the difference of the means of
// their best. D. Wu, X. Tan, Multitasking genetic algorithm (MTGA) for fuzzy system optimization, IEEE Transactions on
// Fuzzy Systems 28(6), 2020, doi:10.1109/TFUZZ.2020.2968863.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::mtga {
namespace {

class Mtga final : public Algorithm {
  double share_ = 0.4;
  op::GaVariation variation_{.form = op::GaVariation::Form::Report};

  void params(ParamVisitor& p) override {
    p.real("pTransfer", share_, {.min = 0, .max = 1, .doc = "share of a population that comes from the other task"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    const int transferred = tasks > 1 ? nearest(share_ * n) : 0;
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<int> order(n);
    for (Population& pop : pops) {
      op::sortByFitness(pop, order);
      pop.gather(order);
    }
    Population mates = pops.front().like(n);
    Population off = pops.front().like(n + 1);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        for (int i = 0; i < n; ++i) mates.copyRow(i, pops[t], i);
        if (transferred > 0) transfer(ctx, pops[(t + tasks - 1) % tasks], pops[t], transferred, mates);
        ctx.rng().permutation(order);
        op::gaOffspring(ctx, mates, order, off, variation_);
        op::tagByParents(mates, order, off, t);
        ctx.evaluate(off);
        op::selectElitist(ctx, pops[t], off);
      }
    }
  }

  /// The last `count` mates become the best of the source, without its bias. Variables are matched at random.
  static void transfer(RunContext& ctx, const Population& source, const Population& target, int count,
                       Population& mates) {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const int sourceDim = ctx.task(source.task(0)).dim;
    const int targetDim = ctx.task(target.task(0)).dim;
    const std::span<double> sourceMean = frame.doubles(sourceDim);
    const std::span<double> targetMean = frame.doubles(targetDim);
    meanOfBest(source, count, sourceMean);
    meanOfBest(target, count, targetMean);
    const std::span<int> match = frame.ints(targetDim);
    for (int i = 0; i < count; ++i) {
      const int row = mates.size() - 1 - i;
      if (sourceDim >= targetDim) {
        ctx.rng().distinct(match, sourceDim);
      } else {
        for (int& j : match) j = ctx.rng().below(sourceDim);
      }
      for (int j = 0; j < targetDim; ++j) {
        mates.x(row)[j] = source.x(i)[match[j]] - sourceMean[match[j]] + targetMean[j];
      }
      mates.task(row) = source.task(0);
    }
  }

  static void meanOfBest(const Population& pop, int count, std::span<double> mean) {
    std::ranges::fill(mean, 0.0);
    for (int i = 0; i < count; ++i) {
      int j = 0;
      for (double& m : mean) m += pop.x(i)[j++] / count;
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Mtga, .name = "MTGA", .family = "multitask, multi-population",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "GA",
                 .minPopulation = 2,
                 .citation = {"D. Wu, X. Tan", "Multitasking genetic algorithm (MTGA) for fuzzy system optimization",
                              "IEEE Transactions on Fuzzy Systems 28(6), 1050-1061", 2020,
                              "10.1109/TFUZZ.2020.2968863"},
                 .doc =
                     "One GA per task; the worst parents are replaced by the best of the task before, freed of the "
                     "bias between the tasks.",
                 .deviations =
                     "Follows the authors' code, in which the source is always the task before (the last for the "
                     "first) and the variables of the two tasks are matched at random.")

}  // namespace tandem::alg::mtga
