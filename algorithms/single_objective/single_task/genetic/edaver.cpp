// SPDX-License-Identifier: Apache-2.0
// Univariate estimation of distribution with variance enlargement and reflecting sampling, one model per task: a sample
// worse than the mean is reflected at it; the deviations are taken around a mean that is moved along its trend.
// Z. Ren, C. He, D. Zhong, S. Huang, Y. Liang, Enhance continuous estimation of distribution algorithm by variance
// enlargement and reflecting sampling, IEEE Congress on Evolutionary Computation, 2016, doi:10.1109/CEC.2016.7744225.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::edaver {
namespace {

/// A normal model with independent variables. Row 0 of `centre`: its mean, evaluated. Rows 1 to 3: scratch.
struct Model {
  Population centre;
  std::vector<double> deviation;
  std::vector<double> oldMean;
};

class EdaVer final : public Algorithm {
  double share_ = 0.35;
  int n_ = 200;

  void params(ParamVisitor& p) override {
    p.real("A", share_, {.min = 0, .max = 1, .doc = "share of the population from which the model is made"});
    p.integer("N", n_, {.min = 4, .max = 1000000, .doc = "population size, in place of the one asked for"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<Model> models;
    const auto dim = ctx.maxDim();
    for (int t = 0; t < ctx.taskCount(); ++t) {
      pops.push_back(op::initUniform(ctx, n_, t));
      models.push_back({ctx.makePopulation(4, t), std::vector<double>(dim), std::vector<double>(dim)});
      weightedMean(ctx, pops.back(), models.back().centre.x(0));
      spread(ctx, pops.back(), models.back());
      ctx.evaluate(models.back().centre, 0, Purpose::Initial);
    }
    Population off = pops.front().like(n_);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        sample(ctx, models[t], pops[t], off);
        std::swap(pops[t], off);
        moveMean(ctx, pops[t], models[t]);
        spread(ctx, pops[t], models[t]);
      }
    }
  }

  [[nodiscard]] int selected() const { return std::max(1, nearest(share_ * n_)); }

  /// N - 2 samples, the best so far and the mean. Reflections wait for the worse of their pair, so that the two batches
  /// are evaluated one after the other.
  void sample(RunContext& ctx, const Model& model, const Population& pop, Population& off) const {
    Rng& rng = ctx.rng();
    const std::span<const double> mean = model.centre.x(0);
    off.setTask(pop.task(0));
    bool reflect = false;
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> reflected = frame.ints(n_);
    int waiting = 0;
    for (int i = 0; i < n_ - 2; ++i) {
      const std::span<double> x = off.x(i);
      for (int j = 0; j < isize(x); ++j) {
        x[j] = reflect ? 2.0 * mean[j] - off.x(i - 1)[j] : rng.normal(mean[j], model.deviation[j]);
      }
      op::clip(x);
      if (reflect) {
        reflected[waiting++] = i;
        reflect = false;
      } else {
        ctx.evaluate(off, i);
        reflect = better(model.centre.obj(0), model.centre.cv(0), off.obj(i), off.cv(i));
      }
    }
    ctx.evaluate(off, reflected.first(waiting));
    off.copyRow(n_ - 2, pop, op::bestIndex(pop));
    off.copyRow(n_ - 1, model.centre, 0);
  }

  /// Mean of the best, further along its trend if that is better, a little back if the step was bad.
  void moveMean(RunContext& ctx, const Population& pop, Model& model) const {
    Population& centre = model.centre;
    std::ranges::copy(centre.x(0), model.oldMean.begin());
    const double oldObjective = centre.obj(0);
    const double oldCv = centre.cv(0);
    weightedMean(ctx, pop, centre.x(1));
    for (int j = 0; j < isize(model.oldMean); ++j) {
      const double step = centre.x(1)[j] - model.oldMean[j];
      centre.x(2)[j] = centre.x(1)[j] + 2.0 * step;
      centre.x(3)[j] = centre.x(1)[j] - 0.5 * step;
    }
    const int rows[] = {1, 2, 3};
    ctx.evaluate(centre, rows);
    const auto beats = [&](int a, int b) { return better(centre.obj(a), centre.cv(a), centre.obj(b), centre.cv(b)); };
    const bool gained = better(centre.obj(1), centre.cv(1), oldObjective, oldCv);
    const bool lost = better(oldObjective, oldCv, centre.obj(1), centre.cv(1));
    int chosen = 1;
    if (gained && beats(2, 1)) chosen = 2;
    if (lost && beats(3, 1)) chosen = 3;
    centre.copyRow(0, centre, chosen);
  }

  /// Log-rank weighted mean of the selected.
  void weightedMean(RunContext& ctx, const Population& pop, std::span<double> mean) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    op::sortByFitness(pop, order);
    std::ranges::fill(mean, 0.0);
    double sum = 0.0;
    for (int r = 0; r < selected(); ++r) {
      const double weight = std::log(selected() + 1.0) - std::log(r + 1.0);
      const std::span<const double> x = pop.x(order[r]);
      for (int j = 0; j < isize(mean); ++j) mean[j] += weight * x[j];
      sum += weight;
    }
    for (double& m : mean) m /= sum;
  }

  /// Deviations of the selected around the model's mean, which is not their own: that enlarges them along its path.
  void spread(RunContext& ctx, const Population& pop, Model& model) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    op::sortByFitness(pop, order);
    std::ranges::fill(model.deviation, 0.0);
    const std::span<const double> mean = model.centre.x(0);
    for (int r = 0; r < selected(); ++r) {
      const std::span<const double> x = pop.x(order[r]);
      for (int j = 0; j < isize(mean); ++j) model.deviation[j] += (x[j] - mean[j]) * (x[j] - mean[j]);
    }
    for (double& d : model.deviation) d = std::sqrt(d / selected());
  }
};

}  // namespace

TANDEM_ALGORITHM(EdaVer, .name = "EDAver", .family = "single-task, estimation of distribution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 1,
                 .citation = {"Z. Ren, C. He, D. Zhong, S. Huang, Y. Liang",
                              "Enhance continuous estimation of distribution algorithm by variance enlargement and "
                              "reflecting sampling",
                              "IEEE Congress on Evolutionary Computation, 3441-3447", 2016, "10.1109/CEC.2016.7744225"},
                 .doc =
                     "Univariate normal model whose mean is moved along its trend and whose bad samples are "
                     "reflected at the mean; works with a population of its own size N.",
                 .deviations =
                     "Constraints enter by feasibility first. Points whose values are known (old mean, best) "
                     "are not evaluated again; the reference code spends four evaluations per generation on "
                     "that.")

}  // namespace tandem::alg::edaver
