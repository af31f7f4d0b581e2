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
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int d = ctx.maxDim();
    const int n = ctx.populationSize();
    std::vector<double> shape(n);
    double total = 0.0;
    for (int r = 0; r < n; ++r) {
      shape[r] = std::max(0.0, std::log(n / 2.0 + 1.0) - std::log(r + 1.0));
      total += shape[r];
    }
    for (double& s : shape) s = s / total - 1.0 / n;

    Matrix mean(tasks, d);
    for (int t = 0; t < tasks; ++t) op::startMean(ctx, t, mean.row(t));
    Matrix deviation(tasks, d, sigma0_);
    Matrix trialMean = mean;
    Matrix trialDeviation = deviation;
    Matrix gradientMean(tasks, d);
    Matrix gradientDeviation(tasks, d);
    std::vector<double> averageMean(d);
    std::vector<double> averageDeviation(d);
    std::vector<double> rho(tasks, rho0_);
    std::vector<double> alpha(tasks, alpha0_);
    std::vector<std::uint8_t> transferred(tasks, 0);
    std::vector<Population> samples;
    for (int t = 0; t < tasks; ++t) samples.push_back(ctx.makePopulation(n, t));
    Population trial = ctx.makePopulation(n);
    Matrix noise(n, d);
    std::vector<int> order(n);
    while (ctx.running(samples)) {
      const int g = ctx.generation();
      for (int t = 0; t < tasks; ++t) {
        const auto at = t;
        Population& sample = samples[at];
        ctx.rng().fillNormal(noise.values());
        draw(mean.row(t), deviation.row(t), noise, sample);
        // The donor of an averaged gradient is all other tasks; the next one stands for them.
        for (int i = 0; i < n; ++i) sample.setOrigin(i, t, transferred[at] != 0 ? (t + 1) % tasks : t);
        ctx.evaluate(sample);
        op::rankWithPenalty(ctx.workspace(), sample, ctx.task(t), order);
        if (g % gap_ == 0) {
          draw(trialMean.row(t), trialDeviation.row(t), noise, trial);
          for (int i = 0; i < n; ++i) trial.setOrigin(i, t, (t + 1) % tasks);
          ctx.evaluate(trial);
          const double factor = merit(trial) > merit(sample) ? 2.0 / 3.0 : 3.0 / 2.0;
          rho[at] = std::min(1.0, factor * rho[at]);
          alpha[at] = std::min(1.0, factor * alpha[at]);
        }
        std::ranges::fill(gradientMean.row(t), 0.0);
        std::ranges::fill(gradientDeviation.row(t), 0.0);
        for (int r = 0; r < n; ++r) {
          const double w = shape[r];
          const int i = order[r];
          for (int j = 0; j < d; ++j) {
            gradientMean(t, j) += w * noise(i, j);
            gradientDeviation(t, j) += w * (noise(i, j) * noise(i, j) - 1.0);
          }
        }
      }
      for (int j = 0; j < d; ++j) {
        double sumMean = 0.0;
        double sumDeviation = 0.0;
        for (int t = 0; t < tasks; ++t) {
          sumMean += gradientMean(t, j);
          sumDeviation += gradientDeviation(t, j);
        }
        averageMean[j] = sumMean / tasks;
        averageDeviation[j] = sumDeviation / tasks;
      }
      const bool beforeTrial = (g + 1) % gap_ == 0;
      for (int t = 0; t < tasks; ++t) {
        const auto at = t;
        const double dim = ctx.task(t).dim;
        const double rate = 0.5 * (3.0 + std::log(dim)) / (5.0 * std::sqrt(dim));
        const bool transfers = ctx.rng().chance(alpha[at]) || beforeTrial;
        transferred[at] = transfers && tasks > 1;
        for (int j = 0; j < d; ++j) {
          const double meanAll = averageMean[j];
          const double deviationAll = averageDeviation[j];
          if (beforeTrial) {
            trialMean(t, j) = mean(t, j) + deviation(t, j) * (gradientMean(t, j) + 1.5 * rho[at] * meanAll);
            trialDeviation(t, j) =
                deviation(t, j) * std::exp(rate * (gradientDeviation(t, j) + 1.5 * rho[at] * deviationAll));
          }
          const double weight = transfers ? rho[at] : 0.0;
          mean(t, j) += deviation(t, j) * (gradientMean(t, j) + weight * meanAll);
          deviation(t, j) *= std::exp(rate * (gradientDeviation(t, j) + weight * deviationAll));
        }
      }
    }
  }

  static void draw(std::span<const double> mean, std::span<const double> deviation, const Matrix& noise,
                   Population& out) {
    for (int i = 0; i < out.size(); ++i) {
      const auto x = out.x(i);
      for (int j = 0; j < isize(x); ++j) x[j] = mean[j] + deviation[j] * noise(i, j);
    }
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
