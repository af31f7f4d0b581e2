// SPDX-License-Identifier: Apache-2.0
// Rank-one natural evolution strategy, one search distribution per task: a common step size and one predominant
// direction, C = sigma^2 (I + u u^T), so that time and space stay linear in the dimension. Y. Sun, T. Schaul, F. Gomez,
// J. Schmidhuber, A linear time natural evolution strategy for non-separable functions, Genetic and Evolutionary
// Computation Conference (companion), 2013, doi:10.1145/2464576.2464608.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators_es.h"

namespace tandem::alg::r1_nes {
namespace {

constexpr double kRate = 0.1;        // of the step size and of the direction
constexpr double kLargest = 300.0;   // of the logarithm of the step size: no overflow on unbounded tasks
constexpr double kShortest = 1e-12;  // length of the direction: no division by zero

/// Normal distribution of mean x and covariance exp(2a) (I + u u^T).
class RankOne {
 public:
  RankOne(int dim, int lambda, double sigma0, Rng& rng)
      : utilities_(op::nesUtilities(lambda)), mean_(dim, 0.5), u_(dim, 0.0), w_(lambda, dim), a_(std::log(sigma0)) {
    do rng.fillNormal(u_);
    while (linalg::norm(u_) <= kShortest);
    const double length = linalg::norm(u_);
    for (double& u : u_) u /= length;
  }
  [[nodiscard]] int lambda() const { return w_.rows(); }
  std::span<double> mean() { return mean_; }
  [[nodiscard]] double sigma() const { return std::exp(a_); }
  void widen(double factor) { a_ += std::log(factor); }
  [[nodiscard]] double direction() const { return linalg::norm(u_); }

  void sample(Rng& rng, Workspace& /*ws*/, Population& pop, int first, int count) {
    const double sigma = std::exp(a_);
    for (int i = 0; i < count; ++i) {
      const std::span<double> w = w_.row(i);
      const std::span<double> x = pop.x(first + i);
      rng.fillNormal(w);
      const double along = rng.normal();
      for (int j = 0; j < isize(w); ++j) {
        w[j] += along * u_[j];
        x[j] = mean_[j] + sigma * w[j];
      }
    }
  }

  void update(Workspace& ws, const Population& /*samples*/, std::span<const int> order) {
    Workspace::Frame frame(ws);
    const int d = isize(mean_);
    const std::span<double> v = frame.doubles(d);
    const std::span<double> gradientMean = frame.doubles(d);
    const std::span<double> gradientU = frame.doubles(d);
    const double r = std::max(kShortest, linalg::norm(u_));
    for (int j = 0; j < d; ++j) v[j] = u_[j] / r;
    std::ranges::fill(gradientMean, 0.0);
    std::ranges::fill(gradientU, 0.0);
    const double others = std::max(1, d - 1);  // directions across v; with one variable all terms over it vanish
    double gradientA = 0.0;
    double alongV = 0.0;
    for (int k = 0; k < lambda(); ++k) {
      const std::span<const double> w = w_.row(order[k]);
      const double utility = utilities_[k];
      const double ww = linalg::dot(w, w);
      const double wv = linalg::dot(w, v);
      gradientA += utility * ((ww - d) - (wv * wv - 1.0)) / (2.0 * others);
      alongV += utility * ((r * r - d + 2.0) * wv * wv - (r * r + 1.0) * ww) / (2.0 * r * others);
      for (int j = 0; j < d; ++j) {
        gradientMean[j] += utility * w[j];
        gradientU[j] += utility * wv / r * w[j];
      }
    }
    for (int j = 0; j < d; ++j) gradientU[j] += alongV * v[j];

    const double sigma = std::exp(a_);
    for (int j = 0; j < d; ++j) mean_[j] += sigma * gradientMean[j];
    a_ = std::clamp(a_ + kRate * gradientA, -kLargest, kLargest);
    turn(v, r, gradientU);
  }

 private:
  /// Moves u = r v along its gradient: by addition if that lengthens it, else length and direction separately, so that
  /// it neither jumps nor passes through zero.
  void turn(std::span<const double> v, double r, std::span<const double> gradient) {
    const double squared = linalg::dot(gradient, gradient);
    if (!(squared > 0.0) || !std::isfinite(squared)) return;
    const double rate = std::min(kRate, 2.0 * r / std::sqrt(squared));
    const double growth = linalg::dot(gradient, v) / r;  // of log r
    if (growth > 0.0) {
      for (int j = 0; j < isize(u_); ++j) u_[j] += rate * gradient[j];
      return;
    }
    for (int j = 0; j < isize(u_); ++j) u_[j] = v[j] + rate * (gradient[j] / r - growth * v[j]);
    const double length = linalg::norm(u_);
    const double scale = std::max(kShortest, r * std::exp(rate * growth)) / length;
    for (double& u : u_) u *= scale;
  }

  std::vector<double> utilities_, mean_, u_;
  Matrix w_;  // of the last samples: (x - mean) / sigma
  double a_;
};

class R1Nes final : public Algorithm {
  double sigma0_ = 0.3;
  bool useN_ = true;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.boolean("useN", useN_, "samples per generation: the population size if true, 4 + 3 ln(D) if false");
    p.trace("sigma", {.doc = "step size", .per = TracePer::Task, .min = 0});
    p.trace("direction", {.doc = "length of the predominant direction", .per = TracePer::Task, .min = 0});
  }

  void run(RunContext& ctx) override {
    op::runEvolutionStrategy(
        ctx, [&](int dim) { return RankOne(dim, op::sampleCount(ctx, dim, useN_), sigma0_, ctx.rng()); },
        [&](const RankOne& strategy, int t) {
          ctx.trace("sigma", strategy.sigma(), t);
          ctx.trace("direction", strategy.direction(), t);
        });
  }
};

}  // namespace

TANDEM_ALGORITHM(R1Nes, .name = "R1-NES", .family = "single-task, evolution strategy",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"Y. Sun, T. Schaul, F. Gomez, J. Schmidhuber",
                              "A linear time natural evolution strategy for non-separable functions",
                              "Genetic and Evolutionary Computation Conference (companion), 61-62", 2013,
                              "10.1145/2464576.2464608"},
                 .doc =
                     "Follows the natural gradient of the expected utility in the mean, the step size and one "
                     "predominant direction of a normal distribution.",
                 .deviations =
                     "As many samples as the population size by default. Samples outside the box are evaluated at its "
                     "border and ranked with a penalty for the distance.")

}  // namespace tandem::alg::r1_nes
