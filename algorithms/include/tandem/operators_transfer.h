// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/operators.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

/// Knowledge transfer: mappings between the spaces of two tasks, density models of populations.
namespace tandem::op {

/// Linear mapping between tasks learned as a single-layer denoising autoencoder (Feng et al. 2019): the points of a
/// source task are the corrupted input, equally many points of a target task the output, paired by rank. One object
/// holds what depends on the source only; the mapping to any target is applied without ever forming its matrix.
class TANDEM_API AutoencoderMap {
 public:
  AutoencoderMap() = default;
  /// source: n points of dimension d, best first. Allocates. `ridge` regularises all but the bias.
  explicit AutoencoderMap(ConstMatView source, double ridge = 1e-5);
  [[nodiscard]] int points() const { return coefficients_.rows(); }
  /// out (size of a target point) := image of x (size d) in the space of `target`, n points, best first; the bias of
  /// the mapping is left out, as in the paper's code.
  void map(Workspace& ws, std::span<const double> x, ConstMatView target, std::span<double> out) const;

 private:
  Matrix coefficients_;  // n x d: x -> weights of the target's points
};

/// Univariate normal marginals of a set of points plus a share of uniform noise (MFEA-II).
struct TANDEM_API MarginalModel {
  std::vector<double> mean, inverseDeviation, logInverseDeviation;

  explicit MarginalModel(int dim);
  /// Fits rows of x (named, all columns) plus floor(noiseShare * rows) uniform random points.
  void fit(Rng& rng, ConstMatView x, std::span<const int> rows, double noiseShare);
  /// Log density of the first `dims` coordinates.
  [[nodiscard]] double logDensity(std::span<const double> x, int dims) const;
};

/// Multivariate normal model.
class TANDEM_API GaussianModel {
 public:
  explicit GaussianModel(int dim);
  /// Mean and covariance of the points plus `ridge` on the diagonal; false if that cannot be factored.
  bool fit(ConstMatView points, double ridge, Workspace& ws);
  /// Log density up to a constant of the model: minus half the squared Mahalanobis distance.
  [[nodiscard]] double score(Workspace& ws, std::span<const double> x) const;
  [[nodiscard]] std::span<const double> mean() const { return mean_; }
  /// A point of the distribution.
  void sample(Rng& rng, Workspace& ws, std::span<double> out) const;

 private:
  std::vector<double> mean_;
  Matrix covariance_;
  Matrix lower_;
};

/// Normal distribution of a set of points as Kullback-Leibler divergences need it: mean, covariance, its inverse and
/// its determinant. Where the covariance is singular, its pseudo-inverse is taken and the determinant is 0.
class TANDEM_API DivergenceModel {
 public:
  explicit DivergenceModel(int dim);
  /// points: n x dim, n >= 1. The number of distinct points decides how the inverse is computed. May allocate.
  void fit(ConstMatView points, Workspace& ws);
  [[nodiscard]] int dim() const { return isize(mean_); }
  /// Half the sum of the absolute values of both Kullback-Leibler divergences; determinants below `floor` count as
  /// `floor`.
  [[nodiscard]] static double symmetric(const DivergenceModel& a, const DivergenceModel& b, double floor,
                                        Workspace& ws);

 private:
  bool invertRegular(Workspace& ws);
  bool invertFromPoints(ConstMatView points, Workspace& ws);
  [[nodiscard]] double divergenceFrom(const DivergenceModel& other, double floor, Workspace& ws) const;
  std::vector<double> mean_;
  Matrix covariance_;
  Matrix inverse_;
  double determinant_ = 0.0;
};

/// Random mating probabilities between tasks, learned from the current populations (Bali et al. 2020, MFEA-II).
class TANDEM_API MatingMatrix {
 public:
  MatingMatrix(int tasks, int dim);
  /// The learned probability with a little normal noise, as added by the authors.
  double operator()(int a, int b) const { return noisy_(a, b); }

  /// Maximises the likelihood of all individuals (with their tasks) over the matrix. Task k's children follow the
  /// mixture
  ///   g_k + sum over j of (0.5 / T) rmp_kj (g_j - g_k),
  /// whose log-likelihood is concave in rmp: one entry at a time is set to its best value, the others held fixed.
  void learn(RunContext& ctx, const Population& pop);

  /// Declares the trace "rmp", and reports the probabilities of all pairs.
  static void declareTrace(ParamVisitor& p);
  void trace(RunContext& ctx) const;

 private:
  void improve(int a, int b, const TaskGroups& groups, MatView excess, std::span<double> mixture);
  Matrix rmp_;
  Matrix noisy_;
  std::vector<MarginalModel> models_;
};

}  // namespace tandem::op
