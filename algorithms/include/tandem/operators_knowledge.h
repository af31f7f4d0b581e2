// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/population.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem::op {

/// Feed-forward network that learns from successful moves of a search where to move next (Jiang et al. 2023, knowledge
/// learning for evolutionary computation): decision vector in, direction out, two hidden layers of 16 logistic units, a
/// linear output layer. Trained by batch gradient descent on the mean squared error with momentum and an adaptive rate.
class TANDEM_API KnowledgeNetwork {
 public:
  /// All weights zero.
  explicit KnowledgeNetwork(int dim);
  [[nodiscard]] int dim() const { return sizes_.front(); }

  /// Random weights for inputs like the rows of `inputs` (at least one): hidden layers after Nguyen and Widrow (1990)
  /// for the active range [-4, 4] of the logistic function, output layer uniform in [-1, 1].
  void initialise(Rng& rng, ConstMatView inputs);

  /// `epochs` gradient steps on the mean squared error over all rows of `inputs` (n x dim) and `targets` (n x dim).
  /// Step = 0.9 previous step + 0.1 rate * descent; a step that increases the error by more than 4 % is undone and the
  /// rate multiplied by 0.7, one that lowers it multiplies the rate by 1.05. Returns the error reached.
  double train(Workspace& ws, ConstMatView inputs, ConstMatView targets, int epochs, double rate);

  /// out (size dim) := direction at x (size dim).
  void predict(Workspace& ws, std::span<const double> x, std::span<double> out) const;

  /// Layer by layer weights (unit by unit), then biases.
  std::span<double> parameters() { return parameters_; }

 private:
  static constexpr int kLayers = 3;
  using Activations = std::array<MatView, kLayers + 1>;  // of the input, then of each layer
  /// Where the weights of a layer start; its biases follow them.
  [[nodiscard]] int start(int layer) const;
  [[nodiscard]] MatView weights(std::span<double> parameters, int layer) const;
  [[nodiscard]] std::span<double> biases(std::span<double> parameters, int layer) const;
  /// Fills all but the first.
  void forward(const Activations& activations) const;
  /// Error of the last activations; the gradient goes to `gradient`, which has the layout of the parameters.
  double backward(Workspace& ws, const Activations& activations, ConstMatView targets, std::span<double> gradient);

  std::array<int, kLayers + 1> sizes_;
  std::vector<double> parameters_;
};

/// Successful moves of one generation and the network that learns from them.
class TANDEM_API MoveLearner {
 public:
  /// Allocates room for `most` moves of `dim` variables.
  MoveLearner(int most, int dim);
  /// Records the move from row i of `from` to row i of `to`.
  void note(const Population& from, const Population& to, int i);
  /// Trains the network on the recorded moves, if any, and forgets them.
  void learn(Rng& rng, Workspace& ws, int epochs);
  /// Whether the network has been trained.
  [[nodiscard]] bool trained() const { return trained_; }
  [[nodiscard]] const KnowledgeNetwork& network() const { return network_; }

 private:
  KnowledgeNetwork network_;
  Matrix starts_, moves_;
  int count_ = 0;
  bool trained_ = false;
};

}  // namespace tandem::op
