// SPDX-License-Identifier: Apache-2.0
// MTES: multitask evolution strategy. One isotropic search distribution per task follows its estimated gradient; means
// that have been approaching each other are pulled together in proportion. L. Bai, W. Lin, A. Gupta, Y.-S. Ong, From
// multitask gradient descent to gradient-free evolutionary multitasking: a proof of faster convergence, IEEE
// Transactions on Cybernetics 52(8), 2022, doi:10.1109/TCYB.2021.3052509.
#include <algorithm>
#include <cmath>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"

namespace tandem::alg::mtes {
namespace {

class Mtes final : public Algorithm {
  double sigma_ = 0.3;
  double sigmaDecay_ = 0.2;
  double rate_ = 0.1;
  double rateDecay_ = 0.1;

  void params(ParamVisitor& p) override {
    p.real("sigma", sigma_, {.min = 1e-12, .max = 10, .doc = "initial step size"});
    p.trace("pull",
            {.doc = "weight of the donor's mean in the mean of the task", .per = TracePer::Pair, .min = 0, .max = 1});
    p.real("sigmaDecay", sigmaDecay_, {.min = 1e-12, .max = 1, .doc = "step size at the end, relative to the start"});
    p.real("learningRate", rate_, {.min = 0, .max = 100, .doc = "initial learning rate"});
    p.real("learningRateDecay", rateDecay_, {.min = 1e-12, .max = 1, .doc = "learning rate at the end, relative"});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int d = ctx.maxDim();
    const int n = ctx.populationSize() + ctx.populationSize() % 2;
    Matrix mean(tasks, d);
    for (int t = 0; t < tasks; ++t) op::startMean(ctx, t, mean.row(t));
    Matrix before = mean;
    Matrix step(tasks, d);
    Matrix lastDistance(tasks, tasks);
    Matrix distance(tasks, tasks);
    measure(mean, lastDistance);
    std::vector<double> scale(tasks, 1.0);  // of each task, the mean distance of the others at the start
    for (int t = 0; t < tasks && tasks > 1; ++t) {
      double sum = 0.0;
      for (int k = 0; k < tasks; ++k) sum += lastDistance(t, k);
      scale[t] = sum / (tasks - 1);
    }
    std::vector<Population> samples;
    for (int t = 0; t < tasks; ++t) samples.push_back(ctx.makePopulation(n, t));
    Matrix noise(n, d);
    std::vector<int> order(n);
    Matrix pull(tasks, tasks);  // weights of the others in the mean of a task, of the last transfer
    while (ctx.running(samples)) {
      const double progress = ctx.progress();
      const double sigma = sigma_ * std::pow(sigmaDecay_, progress);
      const double rate = rate_ * std::pow(rateDecay_, progress);
      for (int t = 0; t < tasks; ++t) {
        const int donor = strongest(pull, t);
        ctx.rng().fillNormal(noise.values());
        for (int i = 0; i < n; ++i) {
          for (int j = 0; j < d; ++j) samples[t].x(i)[j] = mean(t, j) + sigma * noise(i, j);
          samples[t].setOrigin(i, t, donor);
        }
        ctx.evaluate(samples[t]);
        op::rankWithPenalty(ctx.workspace(), samples[t], ctx.task(t), order);
        estimateGradient(order, noise, rate, sigma, step.row(t));
      }
      before = mean;
      measure(mean, distance);
      for (int t = 0; t < tasks; ++t) {
        attract(ctx, lastDistance, distance, scale[t], t, pull.row(t));
        follow(before, std::as_const(pull).row(t), std::as_const(step).row(t), t, mean.row(t));
      }
      std::ranges::copy(std::as_const(distance).values(), lastDistance.values().begin());
    }
  }

  /// The task whose mean weighs most in that of task t; t itself if none does.
  static int strongest(const Matrix& pull, int t) {
    int donor = t;
    for (int k = 0; k < pull.rows(); ++k) {
      if (pull(t, k) > (donor == t ? 0.0 : pull(t, donor))) donor = k;
    }
    return donor;
  }

  /// step := learning rate times the gradient estimated from ranked samples; the utilities fall from 1/2 to -1/2.
  static void estimateGradient(std::span<const int> order, const Matrix& noise, double rate, double sigma,
                               std::span<double> step) {
    const int n = isize(order);
    std::ranges::fill(step, 0.0);
    for (int r = 0; r < n; ++r) {
      const double utility = (n - 1.0 - r) / (n - 1.0) - 0.5;
      const std::span<const double> z = noise.row(order[r]);
      for (int j = 0; j < isize(step); ++j) step[j] += rate * utility / (n * sigma) * z[j];
    }
  }

  /// pull := weights of the other tasks, in proportion to how much they have come nearer.
  static void attract(RunContext& ctx, const Matrix& lastDistance, const Matrix& distance, double scale, int t,
                      std::span<double> pull) {
    double total = 0.0;
    for (int k = 0; k < isize(pull); ++k) {
      pull[k] = k == t ? 0.0 : std::max(0.0, lastDistance(t, k) - distance(t, k));
      total += pull[k];
    }
    const double denominator = total + scale;
    for (int k = 0; k < isize(pull); ++k) {
      pull[k] = denominator > 1e-15 ? pull[k] / denominator : 0.0;
      if (k != t) ctx.trace("pull", pull[k], t, k);
    }
  }

  /// The new mean of task t: the weighted one of all, and the step.
  static void follow(const Matrix& before, std::span<const double> pull, std::span<const double> step, int t,
                     std::span<double> mean) {
    double self = 1.0;
    for (const double p : pull) self -= p;
    for (int j = 0; j < isize(mean); ++j) {
      double x = self * before(t, j);
      for (int k = 0; k < isize(pull); ++k) {
        if (k != t) x += pull[k] * before(k, j);
      }
      mean[j] = std::clamp(x + step[j], 0.0, 1.0);
    }
  }

  static void measure(const Matrix& mean, Matrix& distance) {
    for (int t = 0; t < mean.rows(); ++t) {
      for (int k = 0; k < mean.rows(); ++k) {
        distance(t, k) = std::sqrt(linalg::squaredDistance(mean.row(t), mean.row(k)));
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Mtes, .name = "MTES", .family = "multitask, multi-population",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "OpenAI-ES",
                 .minPopulation = 2,
                 .citation = {"L. Bai, W. Lin, A. Gupta, Y.-S. Ong",
                              "From multitask gradient descent to gradient-free evolutionary multitasking: a proof of "
                              "faster convergence",
                              "IEEE Transactions on Cybernetics 52(8), 8561-8573", 2022, "10.1109/TCYB.2021.3052509"},
                 .doc = "Gradient-estimating evolution strategy per task; approaching means attract each other.")

}  // namespace tandem::alg::mtes
