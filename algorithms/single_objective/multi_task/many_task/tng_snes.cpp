// SPDX-License-Identifier: Apache-2.0
// TNG-SNES: separable natural evolution strategies that add the task-averaged natural gradient to their own, with a
// probability and a weight that are adapted by trying a stronger transfer from time to time.
// Y. Li, W. Gong, Q. Gu, Transfer task-averaged natural gradient for efficient many-task optimization, IEEE
// Transactions on Evolutionary Computation 29(5), 2025, doi:10.1109/TEVC.2024.3459862.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"

namespace tandem::alg::tng_snes {
namespace {

constexpr double kStronger = 1.5;  // weight under trial, relative; also the reward of a trial that does no worse

/// The search of one task.
struct Search {
  Search(int dim, int lambda, double sigma0, double weight, double probability)
      : own(dim, lambda, sigma0),
        stronger(own),
        gradientMean(dim),
        gradientDeviation(dim),
        rho(weight),
        alpha(probability) {}
  op::Snes own;
  op::Snes stronger;  // where a stronger transfer would have led
  std::vector<double> gradientMean, gradientDeviation;
  double rho;    // weight of the averaged gradient
  double alpha;  // probability of adding it
  bool transferred = false;
};

class TngSnes final : public Algorithm {
  double sigma0_ = 0.3;
  double rho0_ = 0.1;
  double alpha0_ = 0.7;
  int gap_ = 100;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial standard deviation"});
    p.real("rho0", rho0_, {.min = 0, .max = 1, .doc = "initial weight of the task-averaged gradient"});
    p.real("alpha0", alpha0_, {.min = 0, .max = 1, .doc = "initial probability of adding it"});
    p.integer("adjGap", gap_, {.min = 2, .max = 1000000, .doc = "generations between trials of a stronger transfer"});
    p.trace("sigma", {.doc = "mean of the step sizes of the variables", .per = TracePer::Task, .min = 0});
    p.trace("rho", {.doc = "weight of the task-averaged gradient", .per = TracePer::Task, .min = 0, .max = 1});
    p.trace("alpha", {.doc = "probability of adding it", .per = TracePer::Task, .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int n = ctx.populationSize();
    std::vector<Search> searches(tasks, Search(ctx.maxDim(), n, sigma0_, rho0_, alpha0_));
    std::vector<Population> samples;
    for (int t = 0; t < tasks; ++t) {
      op::startMean(ctx, t, searches[t].own.mean());
      searches[t].own.widen(ctx.task(t).startScale);
      searches[t].stronger = searches[t].own;
      samples.push_back(ctx.makePopulation(n, t));
    }
    Population trial = samples.front().like(n);
    std::vector<int> order(n);
    while (ctx.running(samples)) {
      for (int t = 0; t < tasks; ++t) {
        Search& search = searches[t];
        search.own.sample(ctx.rng(), ctx.workspace(), samples[t], 0, n);
        evaluate(ctx, samples[t], t, search.transferred);
        op::rankWithPenalty(ctx.workspace(), samples[t], ctx.task(t), order);
        if (ctx.generation() % gap_ == 0) {
          search.stronger.sampleAlike(search.own, trial);
          evaluate(ctx, trial, t, true);
          adapt(search, merit(trial) > merit(samples[t]));
        }
        search.own.gradient(order, search.gradientMean, search.gradientDeviation);
      }
      move(ctx, searches);
    }
  }

  static void evaluate(RunContext& ctx, Population& sample, int t, bool transferred) {
    // An averaged gradient comes from all other tasks; the next one represents them as donor.
    for (int i = 0; i < sample.size(); ++i) sample.setOrigin(i, t, transferred ? (t + 1) % ctx.taskCount() : t);
    ctx.evaluate(sample);
  }

  static void adapt(Search& search, bool worse) {
    const double factor = worse ? 1.0 / kStronger : kStronger;
    search.rho = std::min(1.0, factor * search.rho);
    search.alpha = std::min(1.0, factor * search.alpha);
  }

  /// Each task follows its own gradient and, with its probability, the average of all.
  void move(RunContext& ctx, std::vector<Search>& searches) const {
    const int tasks = ctx.taskCount();
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> averageMean = frame.doubles(ctx.maxDim());
    const std::span<double> averageDeviation = frame.doubles(ctx.maxDim());
    std::ranges::fill(averageMean, 0.0);
    std::ranges::fill(averageDeviation, 0.0);
    for (const Search& search : searches) {
      for (int j = 0; j < ctx.maxDim(); ++j) {
        averageMean[j] += search.gradientMean[j];
        averageDeviation[j] += search.gradientDeviation[j];
      }
    }
    for (int j = 0; j < ctx.maxDim(); ++j) {
      averageMean[j] /= tasks;
      averageDeviation[j] /= tasks;
    }
    const std::span<double> stepMean = frame.doubles(ctx.maxDim());
    const std::span<double> stepDeviation = frame.doubles(ctx.maxDim());
    const bool beforeTrial = (ctx.generation() + 1) % gap_ == 0;
    for (int t = 0; t < tasks; ++t) {
      Search& search = searches[t];
      const auto follow = [&](op::Snes& distribution, double weight) {
        for (int j = 0; j < ctx.maxDim(); ++j) {
          stepMean[j] = search.gradientMean[j] + weight * averageMean[j];
          stepDeviation[j] = search.gradientDeviation[j] + weight * averageDeviation[j];
        }
        distribution.follow(stepMean, stepDeviation, ctx.task(t).dim);
      };
      const bool transfers = ctx.rng().chance(search.alpha) || beforeTrial;
      search.transferred = transfers && tasks > 1;
      if (beforeTrial) {
        search.stronger = search.own;
        follow(search.stronger, kStronger * search.rho);
      }
      follow(search.own, transfers ? search.rho : 0.0);
      report(ctx, search, t);
    }
  }

  static void report(RunContext& ctx, const Search& search, int t) {
    double sum = 0.0;
    for (const double d : search.own.deviation()) sum += d;
    ctx.trace("sigma", sum / search.own.dim(), t);
    ctx.trace("rho", search.rho, t);
    ctx.trace("alpha", search.alpha, t);
  }

  static double merit(const Population& sample) {
    double sum = 0.0;
    for (int i = 0; i < sample.size(); ++i) sum += 1e8 * sample.cv(i) + sample.obj(i);
    return sum / sample.size();
  }
};

}  // namespace

TANDEM_ALGORITHM(TngSnes, .name = "TNG-SNES", .family = "many-task",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "SNES",
                 .minPopulation = 4,
                 .citation = {"Y. Li, W. Gong, Q. Gu",
                              "Transfer task-averaged natural gradient for efficient many-task optimization",
                              "IEEE Transactions on Evolutionary Computation 29(5), 1952-1965", 2025,
                              "10.1109/TEVC.2024.3459862"},
                 .doc = "Separable NES per task plus the task-averaged natural gradient, adaptively.")

}  // namespace tandem::alg::tng_snes
