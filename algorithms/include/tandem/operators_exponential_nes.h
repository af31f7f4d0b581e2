// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/population.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

/// The individual steps of an exponential natural evolution strategy, for methods that change the gradient or the rates
/// between them; op::Xnes is the whole strategy.
namespace tandem::op {

/// Learning rate of step size and shape (Glasmachers et al. 2010): (9 + 3 ln d) / (5 d sqrt d).
TANDEM_API double xnesRate(int dim);

/// Natural gradients in the local coordinates z of the samples, of the mean, sum u_r z_r, and of the logarithm of the
/// covariance factor, sum u_r (z_r z_r^T - I). z: samples in rows; order: ranks, best first; utilities: by rank.
TANDEM_API void xnesGradient(Workspace& ws, ConstMatView z, std::span<const int> order,
                             std::span<const double> utilities, std::span<double> mean, MatView factor);

/// Normal distribution N(mean, sigma^2 B B^T) with det B = 1.
class TANDEM_API ExponentialNormal {
 public:
  ExponentialNormal(int dim, double sigma0);
  [[nodiscard]] int dim() const { return shape_.rows(); }
  std::span<double> mean() { return mean_; }
  [[nodiscard]] double sigma() const { return sigma_; }
  [[nodiscard]] ConstMatView shape() const { return shape_; }
  /// Multiplies the initial step size.
  void widen(double factor) { sigma0_ = sigma_ *= factor; }

  /// Rows [0, z.rows) of pop := mean + sigma B z.
  void place(ConstMatView z, Population& pop) const;
  /// Follows the gradients: mean += sigma B gradientMean; the trace of the factor's gradient, over `dims` variables,
  /// goes to log sigma at half `rateSigma`, the rest to B at half `rateShape`. A distribution that is no longer finite
  /// restarts around its mean.
  void step(Workspace& ws, std::span<const double> gradientMean, ConstMatView gradientFactor, double rateSigma,
            double rateShape, int dims);
  /// Becomes a copy of another one of the same dimension.
  void assign(const ExponentialNormal& other);

 private:
  std::vector<double> mean_;
  double sigma_;
  double sigma0_;
  Matrix shape_;
};

}  // namespace tandem::op
