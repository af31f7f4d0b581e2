// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/problem.h"

/// Policy search as MaT-Gym poses it: a small neural network acts in an environment, its weights are the variables,
/// minus its mean reward is the objective. Y. Li, J. Liu, W. Gong, Q. Gu, Y. Zhao, Y.-S. Ong, Breaking multi-task
/// curse: reward-weighted evolution for black-box many-task optimization, ICML 2026.
namespace tandem::prob::control {

/// A perceptron with tanh units. Its variables lie in the order b1, then (W, b) of each further hidden layer, then W
/// and b of the output, and last W1, so that all tasks share the head of the vector. Matrices are row-major, a row an
/// input.
struct TANDEM_API PolicyShape {
  int observations = 1;
  int actions = 1;
  int hidden = 16;
  int layers = 2;  ///< hidden layers

  [[nodiscard]] int variables() const;
  /// Where distribution-based methods start, in [-1, 1]: zeros for biases, uniform within sqrt(3 / fan-in) for weights.
  [[nodiscard]] std::vector<double> start(Rng& rng) const;
  /// Outputs of the network with the given variables for one observation. `units`: scratch, 2 * hidden.
  void respond(std::span<const double> variables, std::span<const double> observation, std::span<double> units,
               std::span<double> outputs) const;
};

/// Count, mean and sum of squared deviations of observations (Welford's algorithm; merging by Chan et al. 1979).
struct TANDEM_API Moments {
  double count = 0.0;
  std::vector<double> mean, squares;

  explicit Moments(int size) : mean(size), squares(size) {}
  void clear();
  void add(std::span<const double> observation);
  void merge(const Moments& other);
};

/// Scales of observations, one set per task, updated with every batch of a run.
class TANDEM_API Normalisers final : public ProblemState {
 public:
  explicit Normalisers(std::span<const PolicyShape> shapes);
  /// out := (observation - mean) / deviation, of the batches merged so far.
  void apply(int task, std::span<const double> observation, std::span<double> out) const;
  [[nodiscard]] std::span<const double> mean(int task) const { return seen_[task].mean; }
  [[nodiscard]] std::span<const double> deviation(int task) const { return deviation_[task]; }
  void merge(int task, const Moments& batch);
  /// Means, then standard deviations.
  [[nodiscard]] std::vector<double> save(int task) const override;

 private:
  std::vector<Moments> seen_;
  std::vector<std::vector<double>> deviation_;
};

/// What both suites of policy search let the user choose.
struct TANDEM_API PolicyOptions {
  int layers = 2;
  int hidden = 16;
  int rollouts = 3;
  /// Declares hiddenLayers, hiddenSize and rollouts.
  void params(ParamVisitor& p);
};

/// One task of policy search: variables within [-1, 1] to begin with, but unbounded.
TaskInfo policyTask(const std::string& name, const PolicyShape& shape, double startScale);

}  // namespace tandem::prob::control
