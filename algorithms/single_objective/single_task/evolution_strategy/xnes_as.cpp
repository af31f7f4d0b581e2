// SPDX-License-Identifier: Apache-2.0
// xNES with adaptation sampling: the learning rate of the step size is adapted online, by asking whether the samples,
// reweighted as if they had been drawn with a step size that had learned faster, would have ranked better. T. Schaul,
// Benchmarking natural evolution strategies with adaptation sampling on the noiseless and noisy black-box optimization
// testbeds, Genetic and Evolutionary Computation Conference (companion), 2012; D. Wierstra, T. Schaul, T. Glasmachers,
// Y. Sun, J. Peters, J. Schmidhuber, Natural evolution strategies, Journal of Machine Learning Research 15, 2014.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators_es.h"
#include "tandem/operators_exponential_nes.h"

namespace tandem::alg::xnes_as {
namespace {

enum class Form { Paper, Platform };

constexpr double kFaster = 1.5;    // the hypothetical learning rate, relative
constexpr double kChange = 0.1;    // of the learning rate per generation
constexpr double kLargest = 40.0;  // of a weight's logarithm

double normalDistribution(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

class AdaptiveXnes {
 public:
  AdaptiveXnes(int dim, int lambda, double sigma0, Form form)
      : form_(form),
        distribution_(dim, sigma0),
        utilities_(op::nesUtilities(lambda)),
        z_(lambda, dim),
        startRate_(op::xnesRate(dim)),
        rate_(startRate_) {}
  [[nodiscard]] int lambda() const { return z_.rows(); }
  std::span<double> mean() { return distribution_.mean(); }
  [[nodiscard]] double sigma() const { return distribution_.sigma(); }
  [[nodiscard]] double rate() const { return rate_; }
  void widen(double factor) { distribution_.widen(factor); }

  void sample(Rng& rng, Workspace& /*ws*/, Population& pop, int /*first*/, int /*count*/) {
    rng.fillNormal(z_.values());
    distribution_.place(z_, pop);
  }

  void update(Workspace& ws, const Population& /*samples*/, std::span<const int> order) {
    Workspace::Frame frame(ws);
    const int d = distribution_.dim();
    const std::span<double> gradientMean = frame.doubles(d);
    const MatView gradientFactor = frame.matrix(d, d);
    adaptRate(ws, order);
    op::xnesGradient(ws, z_, order, utilities_, gradientMean, gradientFactor);
    const double before = distribution_.sigma();
    distribution_.step(ws, gradientMean, gradientFactor, rate_, startRate_, d);
    const double growth = std::log(distribution_.sigma() / before);
    growth_ = std::isfinite(growth) ? growth : 0.0;
  }

 private:
  void adaptRate(Workspace& ws, std::span<const int> order) {
    const double d = distribution_.dim();
    const bool faster = form_ == Form::Paper ? weightedDoBetter(ws, order) >= 0.5 - 1.0 / (3.0 * (d + 1.0))
                                             : ranksDiffer(ws, order) >= 0.5 - 1.0 / (3.0 * d + 1.0);
    rate_ = faster ? std::min(1.0, (1.0 + kChange) * rate_) : (1.0 - kChange) * rate_ + kChange * startRate_;
  }

  /// Weighted Mann-Whitney test: probability that the samples with their importance weights for the hypothetical step
  /// size rank higher than without.
  double weightedDoBetter(Workspace& ws, std::span<const int> order) const {
    Workspace::Frame frame(ws);
    // The last generation would have multiplied sigma by exp(growth kFaster) instead of exp(growth).
    const double widening = (kFaster - 1.0) * growth_;
    const double n = lambda();
    double total = 0.0;
    double u = 0.0;
    for (int r = 0; r < lambda(); ++r) {
      const std::span<const double> z = std::as_const(z_).row(order[r]);
      const double log = 0.5 * linalg::dot(z, z) * (1.0 - std::exp(-2.0 * widening)) - isize(z) * widening;
      const double weight = std::exp(std::clamp(log, -kLargest, kLargest));
      total += weight;
      u += weight * (n - r - 0.5);  // how many it beats, itself by half
    }
    return normalDistribution((u - 0.5 * n * total) / std::sqrt(n * total * (n + total + 1.0) / 12.0));
  }

  /// The platform's test: p value, two-sided, of a rank-sum test of ranks against ranks times density ratios.
  double ranksDiffer(Workspace& ws, std::span<const int> order) const {
    Workspace::Frame frame(ws);
    const int n = lambda();
    const int total = 2 * n;
    const std::span<double> values = frame.doubles(total);
    const std::span<int> sorted = frame.ints(total);
    const double sigma = distribution_.sigma();
    const double hypothetical = sigma * std::exp((kFaster - 1.0) * growth_);
    for (int r = 0; r < n; ++r) {
      const std::span<const double> z = std::as_const(z_).row(order[r]);
      const double log =
          0.5 * isize(z) * std::log(hypothetical / sigma) - 0.5 * (sigma - hypothetical) * linalg::dot(z, z);
      values[r] = r + 1.0;
      values[n + r] = (r + 1.0) * std::exp(std::clamp(log, -kLargest, kLargest));
    }
    std::iota(sorted.begin(), sorted.end(), 0);
    std::ranges::sort(sorted, [&](int a, int b) { return values[a] != values[b] ? values[a] < values[b] : a < b; });
    double rankSum = 0.0;
    double ties = 0.0;
    for (int from = 0; from < 2 * n;) {
      int to = from + 1;
      while (to < 2 * n && values[sorted[to]] == values[sorted[from]]) ++to;
      const double equal = to - from;
      ties += equal * (equal * equal - 1.0);
      for (int k = from; k < to; ++k) rankSum += sorted[k] < n ? 0.5 * (from + to + 1) : 0.0;
      from = to;
    }
    const double size = n;
    const double all = 2.0 * size;
    const double variance = size * size / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)));
    const double off = std::max(0.0, std::abs(rankSum - 0.5 * size * (all + 1.0)) - 0.5);
    return variance > 0.0 ? 2.0 * normalDistribution(-off / std::sqrt(variance)) : 1.0;
  }

  Form form_;
  op::ExponentialNormal distribution_;
  std::vector<double> utilities_;
  Matrix z_;  // of the last samples
  double startRate_;
  double rate_;          // of the step size
  double growth_ = 0.0;  // of log sigma in the last update
};

class XnesAs final : public Algorithm {
  double sigma0_ = 0.3;
  bool useN_ = true;
  Form form_ = Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.boolean("useN", useN_, "samples per generation: the population size if true, 4 + 3 ln(D) if false");
    p.choice("form", form_, {.options = {"paper", "platform"}, .doc = "test that steers the learning rate"});
    p.trace("sigma", {.doc = "step size", .per = TracePer::Task, .min = 0});
    p.trace("eta", {.doc = "learning rate of the step size", .per = TracePer::Task, .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    op::runEvolutionStrategy(
        ctx, [&](int dim) { return AdaptiveXnes(dim, op::sampleCount(ctx, dim, useN_), sigma0_, form_); },
        [&](const AdaptiveXnes& strategy, int t) {
          ctx.trace("sigma", strategy.sigma(), t);
          ctx.trace("eta", strategy.rate(), t);
        });
  }
};

}  // namespace

TANDEM_ALGORITHM(XnesAs, .name = "xNES-as", .family = "single-task, evolution strategy",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"T. Schaul",
                              "Benchmarking natural evolution strategies with adaptation sampling on the noiseless and "
                              "noisy black-box optimization testbeds",
                              "Genetic and Evolutionary Computation Conference (companion), 229-236", 2012, ""},
                 .doc =
                     "xNES that adapts the learning rate of its step size by testing whether samples of a "
                     "faster-learning distribution would have ranked better.",
                 .deviations =
                     "As many samples as the population size by default. Samples outside the box are evaluated at its "
                     "border and ranked with a penalty for the distance. The reference code compares ranks with ranks "
                     "times a density ratio that is not the importance weight, takes a two-sided p value, and learns "
                     "faster where the two do not differ (form=platform); it also mirrors the upper triangle of the "
                     "shape matrix after each update.")

}  // namespace tandem::alg::xnes_as
