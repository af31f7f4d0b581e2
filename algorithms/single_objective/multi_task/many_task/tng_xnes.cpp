// SPDX-License-Identifier: Apache-2.0
// TNG-xNES: exponential natural evolution strategies that add the task-averaged natural gradient to their own, with a
// probability and a weight that are adapted by trying a stronger transfer from time to time. Y. Li, W. Gong, Q. Gu,
// Transfer task-averaged natural gradient for efficient many-task optimization, IEEE Transactions on Evolutionary
// Computation 29(5), 2025, doi:10.1109/TEVC.2024.3459862.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"
#include "tandem/operators_exponential_nes.h"

namespace tandem::alg::tng_xnes {
namespace {

constexpr double kStronger = 1.5;  // weight under trial, relative; also the reward of a trial that does no worse
constexpr double kWeaker = 0.5;    // and of one that does worse

struct TaskState {
  TaskState(int dim, double sigma0, double weight, double rate)
      : own(dim, sigma0), trial(dim, sigma0), gradientMean(dim, 0.0), gradientFactor(dim, dim), rho(weight), tr(rate) {}
  op::ExponentialNormal own;
  op::ExponentialNormal trial;  // as own, had the transfer been stronger
  std::vector<double> gradientMean;
  Matrix gradientFactor;
  double rho;  // weight of the averaged gradient
  double tr;   // probability of adding it
  bool transferred = false;
};

class TngXnes final : public Algorithm {
  double sigma0_ = 0.3;
  double rho0_ = 0.05;
  double tr0_ = 0.5;
  int gap_ = 100;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.real("rho0", rho0_, {.min = 0, .max = 1, .doc = "initial weight of the task-averaged gradient"});
    p.real("tr0", tr0_, {.min = 0, .max = 1, .doc = "initial probability of adding it"});
    p.integer("adjGap", gap_, {.min = 2, .max = 1000000, .doc = "generations between trials of a stronger transfer"});
    p.trace("sigma", {.doc = "step size", .per = TracePer::Task, .min = 0});
    p.trace("rho", {.doc = "weight of the task-averaged gradient", .per = TracePer::Task, .min = 0, .max = 1});
    p.trace("tr", {.doc = "probability of adding it", .per = TracePer::Task, .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int d = ctx.maxDim();
    const int n = ctx.populationSize();
    const std::vector<double> utilities = op::nesUtilities(n);
    std::vector<TaskState> states;
    std::vector<Population> samples;
    for (int t = 0; t < tasks; ++t) {
      states.emplace_back(d, sigma0_, rho0_, tr0_);
      op::startMean(ctx, t, states[t].own.mean());
      states[t].own.widen(ctx.task(t).startScale);
      states[t].trial.assign(states[t].own);
      samples.push_back(ctx.makePopulation(n, t));
    }
    Population trial = ctx.makePopulation(n);
    Matrix z(n, d);
    std::vector<int> order(n);
    std::vector<double> averageMean(d);
    Matrix averageFactor(d, d);
    while (ctx.running(samples)) {
      for (int t = 0; t < tasks; ++t) {
        TaskState& state = states[t];
        ctx.rng().fillNormal(z.values());
        state.own.place(z, samples[t]);
        tag(samples[t], t, state.transferred ? (t + 1) % tasks : t);
        ctx.evaluate(samples[t]);
        op::rankWithPenalty(ctx.workspace(), samples[t], ctx.task(t), order);
        if (ctx.generation() % gap_ == 0) judgeTrial(ctx, state, samples[t], z, trial, t);
        op::xnesGradient(ctx.workspace(), z, order, utilities, state.gradientMean, state.gradientFactor);
      }
      average(ctx, states, averageMean, averageFactor);
      for (int t = 0; t < tasks; ++t) move(ctx, states[t], averageMean, averageFactor, t);
    }
  }

  /// An averaged gradient comes from all other tasks; the next one represents them as donor.
  static void tag(Population& sample, int t, int donor) {
    for (int i = 0; i < sample.size(); ++i) sample.setOrigin(i, t, donor);
  }

  /// Samples the distribution of the stronger transfer with the same noise: transfer grows unless it does worse.
  static void judgeTrial(RunContext& ctx, TaskState& state, const Population& sample, const Matrix& z,
                         Population& trial, int t) {
    state.trial.place(z, trial);
    tag(trial, t, (t + 1) % ctx.taskCount());
    ctx.evaluate(trial);
    const double factor = merit(trial) > merit(sample) ? kWeaker : kStronger;
    state.rho = std::min(1.0, factor * state.rho);
    state.tr = std::min(1.0, factor * state.tr);
  }

  /// Mean violation, heavily weighted, and objective.
  static double merit(const Population& sample) {
    double sum = 0.0;
    for (int i = 0; i < sample.size(); ++i) sum += (1e8 * sample.cv(i) + sample.obj(i)) / sample.size();
    return sum;
  }

  static void average(RunContext& ctx, const std::vector<TaskState>& states, std::span<double> mean, Matrix& factor) {
    const RunContext::ModelTime modelTime(ctx);
    const int tasks = isize(states);
    std::ranges::fill(mean, 0.0);
    std::ranges::fill(factor.values(), 0.0);
    for (const TaskState& state : states) {
      const std::span<const double> from = state.gradientFactor.values();
      const std::span<double> to = factor.values();
      for (int j = 0; j < isize(mean); ++j) mean[j] += state.gradientMean[j] / tasks;
      for (int j = 0; j < isize(to); ++j) to[j] += from[j] / tasks;
    }
  }

  void move(RunContext& ctx, TaskState& state, std::span<const double> mean, const Matrix& factor, int t) const {
    Workspace::Frame frame(ctx.workspace());
    const int dims = ctx.task(t).dim;
    const double rate = op::xnesRate(dims);
    const std::span<double> gradientMean = frame.doubles(mean.size());
    const MatView gradientFactor = frame.matrix(ctx.maxDim(), ctx.maxDim());
    const auto add = [&](double weight) {
      for (int j = 0; j < isize(mean); ++j) {
        gradientMean[j] = state.gradientMean[j] + weight * mean[j];
        for (int k = 0; k < isize(mean); ++k) gradientFactor(j, k) = state.gradientFactor(j, k) + weight * factor(j, k);
      }
    };
    const bool beforeTrial = (ctx.generation() + 1) % gap_ == 0;
    if (beforeTrial) {
      add(kStronger * state.rho);
      state.trial.assign(state.own);
      state.trial.step(ctx.workspace(), gradientMean, gradientFactor, rate, rate, dims);
    }
    const bool transfers = ctx.rng().chance(state.tr) || beforeTrial;
    add(transfers ? state.rho : 0.0);
    state.own.step(ctx.workspace(), gradientMean, gradientFactor, rate, rate, dims);
    state.transferred = transfers && ctx.taskCount() > 1;
    ctx.trace("sigma", state.own.sigma(), t);
    ctx.trace("rho", state.rho, t);
    ctx.trace("tr", state.tr, t);
  }
};

}  // namespace

TANDEM_ALGORITHM(TngXnes, .name = "TNG-xNES", .family = "many-task",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "xNES",
                 .minPopulation = 4,
                 .citation = {"Y. Li, W. Gong, Q. Gu",
                              "Transfer task-averaged natural gradient for efficient many-task optimization",
                              "IEEE Transactions on Evolutionary Computation 29(5), 1952-1965", 2025,
                              "10.1109/TEVC.2024.3459862"},
                 .doc = "Exponential NES per task plus the task-averaged natural gradient, adaptively.",
                 .deviations = "Samples carry the next task as donor where an averaged gradient went into them.")

}  // namespace tandem::alg::tng_xnes
