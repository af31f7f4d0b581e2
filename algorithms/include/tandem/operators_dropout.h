// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem::op {

/// Small feed-forward network with dropout, a model of its own uncertainty: two hidden layers of 40 units, the first of
/// rectifiers, the second of hyperbolic tangents, and a linear output. A share of the inputs and of the first hidden
/// layer is dropped at random (the rest is scaled up), in training and in prediction: each prediction draws one member
/// of the ensemble (Gal and Ghahramani 2016). Trained on the mean squared error by plain stochastic gradient descent.
/// Computes in single precision and a fixed order; work on dropped units is skipped.
class TANDEM_API DropoutNetwork {
 public:
  static constexpr int kHidden = 40;
  static constexpr int kMostInputs = 64;

  struct Shape {
    int inputs = 1;  ///< at most kMostInputs
    int outputs = 1;
    double dropInput = 0.2;  ///< shares that are dropped, below 1
    double dropHidden = 0.5;
  };
  /// Weights and biases are zero until initialise().
  explicit DropoutNetwork(const Shape& shape);
  [[nodiscard]] const Shape& shape() const { return shape_; }

  /// Weights normal with variance 1 / inputs of the layer; biases of the first layer 0.1 / sqrt(40), those of the
  /// others normal with variance 1 / units of the layer.
  void initialise(Rng& rng);

  struct Training {
    int rounds = 80000;   ///< gradient steps
    int batch = 200;      ///< rows per step, drawn with replacement
    double rate = 0.01;   ///< of the mean gradient of half the squared error
    double decay = 1e-5;  ///< of the weights, divided by the size of the batch
  };
  /// Row i of `inputs` belongs to row i of `targets` (finite, scaled to about [-1, 1]). A row takes about 0.5 us per
  /// step, the default training about 8 s.
  void train(Rng& rng, Workspace& ws, ConstMatView inputs, ConstMatView targets, const Training& training);

  /// out (size outputs) := one random prediction at x (size inputs).
  void predict(Rng& rng, Workspace& ws, std::span<const double> x, std::span<double> out) const;

  /// First layer: 40 weights for each input, biases; second layer: 40 weights for each unit of the first, biases; last
  /// layer: 40 weights for each output, biases.
  std::span<float> parameters() { return parameters_; }

 private:
  Shape shape_;
  std::vector<float> parameters_;
};

/// Linear map of every column of a table to [-1, 1]; constant columns go to -1.
class TANDEM_API ColumnScale {
 public:
  explicit ColumnScale(int columns) : low_(columns, 0.0), width_(columns, 1.0) {}
  void fit(ConstMatView table);
  /// out may be x. Values far outside the fitted range are clamped at 1e6.
  void apply(std::span<const double> x, std::span<double> out) const;
  [[nodiscard]] double reverse(int column, double value) const {
    return low_[column] + 0.5 * (value + 1.0) * width_[column];
  }

 private:
  std::vector<double> low_, width_;
};

/// Chooses one of a few actions by their past outcomes (deep Q-learning): a DropoutNetwork predicts the reward from the
/// state of the search and the action (one more input, a number from 1). Choices are random at first; then the network
/// is trained on reward and next state of the recorded transitions, and from time to time further with targets of
/// Q-learning.
class TANDEM_API ActionLearner {
 public:
  struct Options {
    int state = 1;  ///< numbers in a state
    int actions = 2;
    int memory = 500;         ///< latest transitions kept
    int threshold = 150;      ///< generations with random actions
    int gap = 50;             ///< transitions between two updates
    double greedy = 0.8;      ///< probability that the network decides
    double gamma = 0.9;       ///< discount
    int rounds = 80000;       ///< steps of the first training
    int updateRounds = 8000;  ///< of an update
    /// Target of an update: reward + gamma * largest value of the next state. If false, the largest value of all
    /// recorded transitions takes its place, which is the same for all, so that only rewards are learned.
    bool bootstrap = true;
  };
  explicit ActionLearner(const Options& options);

  /// Action (from 0) for a state in this generation (from 1). May train the network, which takes seconds.
  int choose(Rng& rng, Workspace& ws, int generation, std::span<const double> state);
  /// Records the outcome of an action. May update the network. Numbers that are not finite count as 0.
  void note(Rng& rng, Workspace& ws, std::span<const double> state, int action, double reward,
            std::span<const double> next);
  [[nodiscard]] bool trained() const { return trained_; }

 private:
  /// Value of an action in a state: one random prediction.
  double value(Rng& rng, Workspace& ws, std::span<const double> state, int action) const;
  void fit(Rng& rng, Workspace& ws, int rounds);
  void update(Rng& rng, Workspace& ws);

  Options options_;
  DropoutNetwork network_;
  Matrix inputs_, outcomes_;  // transitions: state and action; reward and next state
  Matrix scaled_, targets_;
  ColumnScale inputScale_, targetScale_;
  int count_ = 0, next_ = 0, sinceUpdate_ = 0;
  bool trained_ = false;
};

}  // namespace tandem::op
