// SPDX-License-Identifier: Apache-2.0
// TNG-SNES-EP: TNG-SNES with evolution paths. The mean follows the natural gradient plus the task-averaged one, with a
// probability and a weight adapted by trying a stronger transfer from time to time; step size and variances follow from
// the path of the mean as in sep-CMA-ES, the natural gradient of the spread taking the place of the rank-mu update. Y.
// Li, W. Gong, Q. Gu, Transfer task-averaged natural gradient for efficient many-task optimization, IEEE Transactions
// on Evolutionary Computation 29(5), 2025, doi:10.1109/TEVC.2024.3459862.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"

namespace tandem::alg::tng_snes_ep {
namespace {

constexpr double kStronger = 1.5;     // weight under trial, relative; also the reward of a trial that does no worse
constexpr double kLargestLog = 50.0;  // of a deviation's growth in one step

/// Constants of sep-CMA-ES with the effective mass of the utilities of a natural evolution strategy.
op::CmaConstants constantsFor(int dim, std::span<const double> utilities) {
  op::CmaConstants k(dim, isize(utilities));
  double squares = 0.0;
  for (const double u : utilities) squares += u * u;
  const double n = dim;
  k.muEff = 1.0 / squares;
  k.cSigma = (k.muEff + 2.0) / (n + k.muEff + 3.0);
  k.damping = 1.0 + k.cSigma + 2.0 * std::max(0.0, std::sqrt(std::max(0.0, k.muEff - 1.0) / (n + 1.0)) - 1.0);
  k.cC = 4.0 / (n + 4.0);
  const double width = (n + std::numbers::sqrt2) * (n + std::numbers::sqrt2);
  const double full = 2.0 / (k.muEff * width) +
                      (1.0 - 1.0 / k.muEff) * std::min(1.0, (2.0 * k.muEff - 1.0) / ((n + 2.0) * (n + 2.0) + k.muEff));
  const double rate = std::clamp((n + 2.0) / 3.0 * full, 0.0, 1.0);
  k.c1 = rate / k.muEff;
  k.cMu = rate - k.c1;
  return k;
}

struct TaskState {
  TaskState(int dim, double sigma0, double weight, double rate)
      : paths(dim, sigma0),
        variance(dim, 1.0),
        trialMean(dim, 0.5),
        trialDeviation(dim, sigma0),
        gradientMean(dim, 0.0),
        gradientSpread(dim, 0.0),
        rho(weight),
        alpha(rate) {}
  op::CmaPaths paths;
  std::vector<double> variance;
  std::vector<double> trialMean, trialDeviation;  // had the transfer been stronger; the deviation without sigma
  std::vector<double> gradientMean, gradientSpread;
  double rho;    // weight of the averaged gradient
  double alpha;  // probability of adding it
  bool transferred = false;
  bool pathOn = true;
};

class TngSnesEp final : public Algorithm {
  double sigma0_ = 0.3;
  double rho0_ = 0.1;
  double alpha0_ = 0.7;
  int gap_ = 100;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.real("rho0", rho0_, {.min = 0, .max = 1, .doc = "initial weight of the task-averaged gradient"});
    p.real("alpha0", alpha0_, {.min = 0, .max = 1, .doc = "initial probability of adding it"});
    p.integer("adjGap", gap_, {.min = 2, .max = 1000000, .doc = "generations between trials of a stronger transfer"});
    p.trace("sigma", {.doc = "step size", .per = TracePer::Task, .min = 0});
    p.trace("rho", {.doc = "weight of the task-averaged gradient", .per = TracePer::Task, .min = 0, .max = 1});
    p.trace("alpha", {.doc = "probability of adding it", .per = TracePer::Task, .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int d = ctx.maxDim();
    const int n = ctx.populationSize();
    const std::vector<double> utilities = op::nesUtilities(n);
    const op::CmaConstants constants = constantsFor(d, utilities);
    std::vector<TaskState> states;
    std::vector<Population> samples;
    for (int t = 0; t < tasks; ++t) {
      states.emplace_back(d, sigma0_, rho0_, alpha0_);
      op::startMean(ctx, t, states[t].paths.mean);
      states[t].paths.sigma = states[t].paths.sigma0 = sigma0_ * ctx.task(t).startScale;
      samples.push_back(ctx.makePopulation(n, t));
    }
    Population trial = ctx.makePopulation(n);
    Matrix z(n, d);
    std::vector<int> order(n);
    std::vector<double> averageMean(d);
    std::vector<double> averageSpread(d);
    std::vector<double> deviation(d);
    while (ctx.running(samples)) {
      for (int t = 0; t < tasks; ++t) {
        TaskState& state = states[t];
        ctx.rng().fillNormal(z.values());
        for (int j = 0; j < d; ++j) deviation[j] = state.paths.sigma * std::sqrt(state.variance[j]);
        draw(state.paths.mean, deviation, z, samples[t], t, state.transferred ? (t + 1) % tasks : t);
        ctx.evaluate(samples[t]);
        op::rankWithPenalty(ctx.workspace(), samples[t], ctx.task(t), order);
        if (ctx.generation() % gap_ == 0) {
          for (int j = 0; j < d; ++j) deviation[j] = state.paths.sigma * state.trialDeviation[j];
          draw(state.trialMean, deviation, z, trial, t, (t + 1) % tasks);
          ctx.evaluate(trial);
          const double factor = merit(trial) > merit(samples[t]) ? 1.0 / kStronger : kStronger;
          state.rho = std::min(1.0, factor * state.rho);
          state.alpha = std::min(1.0, factor * state.alpha);
        }
        gradients(state, z, order, utilities);
      }
      std::ranges::fill(averageMean, 0.0);
      std::ranges::fill(averageSpread, 0.0);
      for (const TaskState& state : states) {
        for (int j = 0; j < d; ++j) {
          averageMean[j] += state.gradientMean[j] / tasks;
          averageSpread[j] += state.gradientSpread[j] / tasks;
        }
      }
      for (int t = 0; t < tasks; ++t) move(ctx, states[t], constants, averageMean, averageSpread, t);
    }
  }

  static void draw(std::span<const double> mean, std::span<const double> deviation, const Matrix& z, Population& out,
                   int t, int donor) {
    for (int i = 0; i < out.size(); ++i) {
      const std::span<double> x = out.x(i);
      for (int j = 0; j < isize(x); ++j) x[j] = mean[j] + deviation[j] * z(i, j);
      out.setOrigin(i, t, donor);  // the next task represents all the others
    }
  }

  /// Mean violation, heavily weighted, and objective.
  static double merit(const Population& sample) {
    double sum = 0.0;
    for (int i = 0; i < sample.size(); ++i) sum += (1e8 * sample.cv(i) + sample.obj(i)) / sample.size();
    return sum;
  }

  static void gradients(TaskState& state, const Matrix& z, std::span<const int> order,
                        std::span<const double> utilities) {
    std::ranges::fill(state.gradientMean, 0.0);
    std::ranges::fill(state.gradientSpread, 0.0);
    for (int r = 0; r < isize(order); ++r) {
      const std::span<const double> from = z.row(order[r]);
      for (int j = 0; j < isize(from); ++j) {
        state.gradientMean[j] += utilities[r] * from[j];
        state.gradientSpread[j] += utilities[r] * (from[j] * from[j] - 1.0);
      }
    }
  }

  void move(RunContext& ctx, TaskState& state, const op::CmaConstants& k, std::span<const double> meanAll,
            std::span<const double> spreadAll, int t) const {
    Workspace::Frame frame(ctx.workspace());
    const int d = isize(meanAll);
    const std::span<double> step = frame.doubles(d);
    const std::span<double> whitened = frame.doubles(d);
    op::CmaPaths& paths = state.paths;
    const bool beforeTrial = (ctx.generation() + 1) % gap_ == 0;
    if (beforeTrial) tryStronger(state, k, meanAll, spreadAll);
    const bool transfers = ctx.rng().chance(state.alpha) || beforeTrial;
    state.transferred = transfers && ctx.taskCount() > 1;
    const double weight = transfers ? state.rho : 0.0;
    const double sigma = paths.sigma;
    for (int j = 0; j < d; ++j) {
      whitened[j] = state.gradientMean[j] + weight * meanAll[j];
      step[j] = std::sqrt(state.variance[j]) * whitened[j];
      paths.mean[j] += sigma * step[j];
    }
    state.pathOn = paths.advance(k, step, whitened);
    bool sound = std::isfinite(paths.sigma);
    for (int j = 0; j < d; ++j) {
      const double spread = state.gradientSpread[j] + weight * spreadAll[j];
      state.variance[j] = nextVariance(state, k, j, sigma, spread);
      sound = sound && std::isfinite(state.variance[j]) && state.variance[j] > 0.0 && std::isfinite(paths.mean[j]);
    }
    if (!sound) {
      std::ranges::fill(state.variance, 1.0);
      paths.reset();
    }
    ctx.trace("sigma", paths.sigma, t);
    ctx.trace("rho", state.rho, t);
    ctx.trace("alpha", state.alpha, t);
  }

  /// The variance from the path and from the spread's gradient, for the distribution with step size sigma.
  static double nextVariance(const TaskState& state, const op::CmaConstants& k, int j, double sigma, double spread) {
    const double own = state.variance[j];
    const double path = state.paths.pC[j];
    const double asked = sigma * sigma * own * std::exp(std::clamp(spread, -kLargestLog, kLargestLog));
    const double forgotten = state.pathOn ? 0.0 : k.cC * (2.0 - k.cC) * own;
    return (1.0 - k.c1 - k.cMu) * own + k.c1 * (path * path + forgotten) + k.cMu * asked;
  }

  /// Mean and deviation for the next generation, were the transfer stronger.
  static void tryStronger(TaskState& state, const op::CmaConstants& k, std::span<const double> meanAll,
                          std::span<const double> spreadAll) {
    const double sigma = state.paths.sigma;
    const double weight = kStronger * state.rho;
    for (int j = 0; j < isize(meanAll); ++j) {
      const double move = state.gradientMean[j] + weight * meanAll[j];
      state.trialMean[j] = state.paths.mean[j] + sigma * std::sqrt(state.variance[j]) * move;
      const double spread = state.gradientSpread[j] + weight * spreadAll[j];
      const double variance = nextVariance(state, k, j, sigma, spread);
      state.trialDeviation[j] = std::isfinite(variance) ? std::sqrt(std::max(0.0, variance)) : 1.0;
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(TngSnesEp, .name = "TNG-SNES-EP", .family = "many-task",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "SNES",
                 .minPopulation = 4,
                 .citation = {"Y. Li, W. Gong, Q. Gu",
                              "Transfer task-averaged natural gradient for efficient many-task optimization",
                              "IEEE Transactions on Evolutionary Computation 29(5), 1952-1965", 2025,
                              "10.1109/TEVC.2024.3459862"},
                 .doc = "TNG-SNES whose step size and variances follow the evolution path of the mean.",
                 .deviations =
                     "Samples carry the next task as donor where an averaged gradient went into them. The trial of a "
                     "stronger transfer keeps the last decision on whether the path is on; the reference code takes it "
                     "from a difference to the old mean of another task. As in the reference, the variance that the "
                     "gradient asks for enters with the square of the step size.")

}  // namespace tandem::alg::tng_snes_ep
