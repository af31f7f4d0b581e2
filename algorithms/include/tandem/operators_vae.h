// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem::op {

/// Variational auto-encoder (Kingma and Welling 2014) of points in [0,1]^dim, one hidden layer on each side. Encoder:
/// full connection and rectifier, from which mean and logarithm of the variance of the latent vector follow linearly;
/// decoder: full connection and rectifier, full connection and logistic function. Loss of a point: cross entropy of
/// point and reconstruction, summed over the variables, plus the Kullback-Leibler divergence of the latent distribution
/// from the standard normal one. Trained with Adam (0.9, 0.999); moments persist from one call to the next.
class TANDEM_API VariationalAutoEncoder {
 public:
  /// Weights uniform (Glorot and Bengio 2010), biases zero.
  VariationalAutoEncoder(Rng& rng, int dim, int hidden, int latent);

  struct Training {
    double rate = 0.001;
    int batch = 20;
    int epochs = 5;
  };
  /// Trains on the rows of points, reshuffled every epoch (the last batch may be smaller). Returns the mean loss of a
  /// point in the last epoch.
  double train(Rng& rng, Workspace& ws, ConstMatView points, const Training& training);

  /// out (as many rows) := decoded samples of the latent distributions of the points.
  void sample(Rng& rng, Workspace& ws, ConstMatView points, MatView out) const;

  /// Mean loss of the points, whose latent vectors are mean + deviation * noise (rows x latent); `output`, if it has
  /// rows, := reconstructions; `gradient`, if not empty, := derivatives by the parameters.
  double loss(Workspace& ws, ConstMatView points, ConstMatView noise, MatView output, std::span<double> gradient) const;

  /// Layer by layer (encoder, mean, log variance, decoder, output), of each the weights (outputs x inputs, row by row)
  /// and the biases.
  [[nodiscard]] std::span<double> parameters() { return parameters_; }

 private:
  int dim_, hidden_, latent_;
  int steps_ = 0;
  std::vector<double> parameters_, first_, second_;
};

/// Untrained stochastic auto-encoder of the MToP code of MFEA-VC: four hidden layers of 256 units on each side (three
/// rectified, the last logistic), 200 latent means, log variances that are a linear function of the means, a sample of
/// that distribution, linear output of the input's length. A rectifier turns NaN into 0.
class TANDEM_API RandomAutoEncoder {
 public:
  explicit RandomAutoEncoder(int size);
  /// Redraws the weights, uniformly (Glorot and Bengio 2010); biases are zero.
  void draw(Rng& rng);
  /// out := images of the rows of in; finite whatever the input.
  void forward(Rng& rng, Workspace& ws, ConstMatView in, MatView out) const;

 private:
  int size_;
  std::vector<double> weights_;
};

}  // namespace tandem::op
