// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/population.h"
#include "tandem/rng.h"
#include "tandem/run_context.h"

/// Evolution strategies: ranking of samples that may lie outside the box, covariance matrix adaptation. A search
/// distribution lives in the first dim() coordinates of the unified space.
namespace tandem::op {

/// Ranks samples by (CV, objective + penalty): the penalty is the squared distance to the box, times the largest finite
/// objective magnitude of the samples (at least 1). Unbounded tasks have none. order: size n, best first.
TANDEM_API void rankWithPenalty(Workspace& ws, const Population& samples, const TaskInfo& task, std::span<int> order);

/// Samples per generation: the requested population size or, by default, 4 + 3 ln(dim), as usual for evolution
/// strategies.
TANDEM_API int sampleCount(const RunContext& ctx, int dim, bool usePopulationSize);

/// Whether a task has spent its share of the budget, budget / taskCount() evaluations.
TANDEM_API bool shareSpent(const RunContext& ctx, int task);

/// Strategy parameters of CMA-ES, from dimension and number of samples (Hansen, The CMA evolution strategy: a tutorial,
/// 2016, with positive weights only; mu is half of the samples, rounded up where the tutorial rounds down).
struct TANDEM_API CmaConstants {
  CmaConstants(int dim, int samples);
  int lambda = 0;
  int mu = 0;
  std::vector<double> weights;  ///< size mu, decreasing, sum 1
  double muEff = 0.0;
  double cSigma = 0.0;
  double damping = 0.0;
  double cC = 0.0;
  double c1 = 0.0;
  double cMu = 0.0;
  double chiN = 0.0;  ///< expected length of a standard normal vector
};

/// Evolution paths and mean of a CMA-ES: what full and diagonal covariance share.
struct TANDEM_API CmaPaths {
  CmaPaths(int dim, double sigmaStart);
  std::vector<double> mean, previousMean, pSigma, pC;
  double sigma;
  double sigma0;
  std::int64_t updates = 0;

  /// mean := weighted mean of the best; step (size dim) := its change in units of sigma.
  void moveMean(const CmaConstants& k, const Population& samples, std::span<const int> order, std::span<double> step);
  /// Updates both paths and sigma; `whitened` is C^-1/2 step. Returns whether the update of pC was on (h_sigma).
  bool advance(const CmaConstants& k, std::span<const double> step, std::span<const double> whitened);
  /// Forgets the paths; sigma doubled within [0.01, 0.3] of the unit box.
  void reset();
};

/// CMA-ES with full covariance C = B diag(d^2) B^T. The decomposition is renewed only when C has changed enough.
class TANDEM_API CmaEs {
 public:
  /// The mean starts at the centre of the box.
  CmaEs(int dim, int lambda, double sigma0);
  [[nodiscard]] int dim() const { return basis_.rows(); }
  [[nodiscard]] int lambda() const { return constants_.lambda; }
  [[nodiscard]] const CmaConstants& constants() const { return constants_; }
  std::span<double> mean() { return paths_.mean; }
  [[nodiscard]] std::span<const double> mean() const { return paths_.mean; }
  [[nodiscard]] double sigma() const { return paths_.sigma; }
  /// Multiplies the initial step size.
  void widen(double factor) { paths_.sigma0 = paths_.sigma *= factor; }
  [[nodiscard]] const Matrix& covariance() const { return covariance_; }
  /// Square roots of the eigenvalues of C, ascending once C has been decomposed.
  [[nodiscard]] std::span<const double> axisDeviations() const { return deviation_; }
  [[nodiscard]] std::span<const double> path() const { return paths_.pC; }

  /// Fills rows [first, first + count) with samples of N(mean, sigma^2 C).
  void sample(Rng& rng, Workspace& ws, Population& pop, int first, int count) const;
  /// out = C^1/2 z: B diag(d) z. out may be z.
  void colour(Workspace& ws, std::span<const double> z, std::span<double> out) const;
  /// out = diag(d^-1) B^T y, the inverse of colour. out may be y.
  void whiten(Workspace& ws, std::span<const double> y, std::span<double> out) const;
  /// Updates the distribution from ranked samples (order: all of them, best first).
  void update(Workspace& ws, const Population& samples, std::span<const int> order);

 private:
  void decompose(Workspace& ws);
  CmaConstants constants_;
  CmaPaths paths_;
  Matrix covariance_;
  Matrix basis_;                   // B, eigenvectors in columns
  std::vector<double> deviation_;  // d
  double sinceDecomposition_ = 0.0;
};

/// sep-CMA-ES: the covariance stays diagonal, so its learning rate may be (dim + 2) / 3 times as large.
class TANDEM_API SepCmaEs {
 public:
  SepCmaEs(int dim, int lambda, double sigma0);
  [[nodiscard]] int dim() const { return isize(variance_); }
  [[nodiscard]] int lambda() const { return constants_.lambda; }
  [[nodiscard]] const CmaConstants& constants() const { return constants_; }
  std::span<double> mean() { return paths_.mean; }
  [[nodiscard]] double sigma() const { return paths_.sigma; }
  void widen(double factor) { paths_.sigma0 = paths_.sigma *= factor; }
  [[nodiscard]] std::span<const double> variance() const { return variance_; }
  void sample(Rng& rng, Workspace& ws, Population& pop, int first, int count) const;
  void update(Workspace& ws, const Population& samples, std::span<const int> order);

 private:
  CmaConstants constants_;
  CmaPaths paths_;
  std::vector<double> variance_;
};

/// Utilities of natural evolution strategies by rank (Wierstra et al. 2014): best half positive, sum 0.
TANDEM_API std::vector<double> nesUtilities(int lambda);

/// Separable natural evolution strategy: one step size per variable.
class TANDEM_API Snes {
 public:
  Snes(int dim, int lambda, double sigma0);
  [[nodiscard]] int dim() const { return isize(mean_); }
  [[nodiscard]] int lambda() const { return z_.rows(); }
  std::span<double> mean() { return mean_; }
  std::span<double> deviation() { return deviation_; }
  [[nodiscard]] std::span<const double> deviation() const { return deviation_; }
  void widen(double factor) {
    for (double& d : deviation_) d *= factor;
  }
  void sample(Rng& rng, Workspace& ws, Population& pop, int first, int count);
  /// Samples of this distribution from the noise of the last samples of `other`, which has the same size.
  void sampleAlike(const Snes& other, Population& pop) const;
  /// order: ranks of the last lambda() samples drawn.
  void update(Workspace& ws, const Population& samples, std::span<const int> order);

  /// The two halves of update(): the natural gradient by mean and by logarithm of the deviations (size dim()), and a
  /// step along one. `variables`: the number for which the learning rate is computed.
  void gradient(std::span<const int> order, std::span<double> ofMean, std::span<double> ofDeviation) const;
  void follow(std::span<const double> ofMean, std::span<const double> ofDeviation, int variables);

 private:
  std::vector<double> utilities_, mean_, deviation_;
  Matrix z_;  // of the last samples
};

/// Exponential natural evolution strategy: step size sigma and shape B with determinant 1, C = sigma^2 B B^T.
class TANDEM_API Xnes {
 public:
  Xnes(int dim, int lambda, double sigma0);
  [[nodiscard]] int dim() const { return shape_.rows(); }
  [[nodiscard]] int lambda() const { return z_.rows(); }
  std::span<double> mean() { return mean_; }
  [[nodiscard]] double sigma() const { return sigma_; }
  void widen(double factor) { sigma0_ = sigma_ *= factor; }
  [[nodiscard]] const Matrix& shape() const { return shape_; }
  void sample(Rng& rng, Workspace& ws, Population& pop, int first, int count);
  void update(Workspace& ws, const Population& samples, std::span<const int> order);

 private:
  std::vector<double> utilities_, mean_;
  double sigma_;
  double sigma0_;
  Matrix shape_;
  Matrix z_;
};

/// Initial mean of a search distribution: the problem's proposal, else uniform in the box. Consumes random numbers
/// either way.
TANDEM_API void startMean(RunContext& ctx, int task, std::span<double> mean);

/// The whole search of a plain evolution strategy: a search distribution per task, made by make(dimension), mean and
/// step scale as the problem proposes (else at random); sample, evaluate, rank with penalty, update, until the task's
/// share of the budget is spent. report(strategy, task) is called after each update, for traces.
template <typename Make, typename Report>
void runEvolutionStrategy(RunContext& ctx, Make&& make, Report&& report) {
  std::vector<decltype(make(1))> strategies;
  std::vector<Population> samples;
  for (int t = 0; t < ctx.taskCount(); ++t) {
    strategies.push_back(make(ctx.task(t).dim));
    startMean(ctx, t, strategies.back().mean());
    if constexpr (requires { strategies.back().widen(1.0); }) strategies.back().widen(ctx.task(t).startScale);
    samples.push_back(ctx.makePopulation(strategies.back().lambda(), t));
  }
  while (ctx.running(samples)) {
    for (int t = 0; t < ctx.taskCount(); ++t) {
      if (shareSpent(ctx, t)) continue;
      auto& strategy = strategies[t];
      Population& sample = samples[t];
      strategy.sample(ctx.rng(), ctx.workspace(), sample, 0, sample.size());
      ctx.evaluate(sample);
      Workspace::Frame frame(ctx.workspace());
      const std::span<int> order = frame.ints(sample.size());
      rankWithPenalty(ctx.workspace(), sample, ctx.task(t), order);
      strategy.update(ctx.workspace(), sample, order);
      report(strategy, t);
    }
  }
}
template <typename Make>
void runEvolutionStrategy(RunContext& ctx, Make&& make) {
  runEvolutionStrategy(ctx, make, [](const auto& /*strategy*/, int /*task*/) {});
}

}  // namespace tandem::op
