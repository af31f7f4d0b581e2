// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>

#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/operators_knowledge.h"
#include "tandem/vmath.h"

namespace tandem::op {

namespace {

constexpr int kHidden = 16;
constexpr double kMomentum = 0.9;
constexpr double kGrowth = 1.05, kDecay = 0.7;  // of the rate
constexpr double kTolerance = 1.04;             // growth of the error that is accepted
constexpr double kActive = 4.0;                 // the logistic function is steep within +-4
constexpr double kFirstRate = 0.1;

void logistic(std::span<double> x) {
  for (double& v : x) v = -std::clamp(v, -700.0, 700.0);
  vmath::exp(x, x);
  for (double& v : x) v = 1.0 / (1.0 + v);
}

}  // namespace

KnowledgeNetwork::KnowledgeNetwork(int dim) : sizes_{dim, kHidden, kHidden, dim} {
  parameters_.resize(start(kLayers));
}

int KnowledgeNetwork::start(int layer) const {
  int count = 0;
  for (int l = 0; l < layer; ++l) count += (sizes_[l] + 1) * sizes_[l + 1];
  return count;
}

MatView KnowledgeNetwork::weights(std::span<double> parameters, int layer) const {
  return {parameters.data() + start(layer), sizes_[layer + 1], sizes_[layer]};
}

std::span<double> KnowledgeNetwork::biases(std::span<double> parameters, int layer) const {
  return parameters.subspan(start(layer) + sizes_[layer] * sizes_[layer + 1], sizes_[layer + 1]);
}

void KnowledgeNetwork::initialise(Rng& rng, ConstMatView inputs) {
  for (int l = 0; l < kLayers; ++l) {
    const MatView w = weights(parameters_, l);
    const std::span<double> bias = biases(parameters_, l);
    for (int i = 0; i < w.rows; ++i) {
      for (double& v : w.row(i)) v = rng.uniform(-1.0, 1.0);
    }
    if (l == kLayers - 1) {
      for (double& b : bias) b = rng.uniform(-1.0, 1.0);
      break;
    }
    // Nguyen and Widrow: directions at random, of a length that lets the units share the input space evenly.
    const double length = kActive * 0.7 * std::pow(w.rows, 1.0 / w.cols);
    for (int i = 0; i < w.rows; ++i) {
      const std::span<double> row = w.row(i);
      const double norm = std::max(linalg::norm(row), 1e-300);
      for (double& v : row) v *= length / norm;
      const double place = w.rows > 1 ? -1.0 + 2.0 * i / (w.rows - 1.0) : 0.0;
      bias[i] = length * std::copysign(place, place * row[0]);
    }
    // From [-1, 1] to the range of each input, which for the second layer is that of the logistic function.
    for (int j = 0; j < w.cols; ++j) {
      double low = 0.0;
      double high = 1.0;
      if (l == 0) {
        low = high = inputs(0, j);
        for (int i = 1; i < inputs.rows; ++i) {
          low = std::min(low, inputs(i, j));
          high = std::max(high, inputs(i, j));
        }
      }
      const double scale = high > low ? 2.0 / std::max(high - low, 1e-3) : 1.0;
      const double shift = 1.0 - high * scale;
      for (int i = 0; i < w.rows; ++i) {
        bias[i] += w(i, j) * shift;
        w(i, j) *= scale;
      }
    }
  }
}

void KnowledgeNetwork::forward(const Activations& activations) const {
  for (int l = 0; l < kLayers; ++l) {
    const MatView out = activations[l + 1];
    const double* const parameters = parameters_.data() + start(l);
    linalg::multiplyTransposed(activations[l], ConstMatView(parameters, sizes_[l + 1], sizes_[l]), out);
    const double* const bias = parameters + std::ptrdiff_t{1} * sizes_[l] * sizes_[l + 1];
    for (int i = 0; i < out.rows; ++i) {
      const std::span<double> row = out.row(i);
      for (int j = 0; j < out.cols; ++j) row[j] += bias[j];
    }
    if (l < kLayers - 1) logistic({out.data, std::size_t{1} * out.rows * out.cols});
  }
}

double KnowledgeNetwork::backward(Workspace& ws, const Activations& activations, ConstMatView targets,
                                  std::span<double> gradient) {
  Workspace::Frame frame(ws);
  const MatView out = activations[kLayers];
  const int n = out.rows;
  MatView delta = frame.matrix(n, out.cols);
  const double count = 1.0 * n * out.cols;
  double error = 0.0;
  {
    Workspace::Frame inner(ws);
    const std::span<double> parts = inner.doubles(out.cols);  // of a row; only their sum has an order to keep
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < out.cols; ++j) {
        const double difference = out(i, j) - targets(i, j);
        parts[j] = difference * difference / count;
        delta(i, j) = 2.0 * difference / count;
      }
      for (const double part : parts) error += part;
    }
  }
  for (int l = kLayers - 1; l >= 0; --l) {
    const MatView in = activations[l];
    linalg::transposedMultiply(delta, in, weights(gradient, l));
    const std::span<double> bias = biases(gradient, l);
    std::ranges::fill(bias, 0.0);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < delta.cols; ++j) bias[j] += delta(i, j);
    }
    if (l == 0) break;
    const MatView before = frame.matrix(n, in.cols);
    linalg::multiply(delta, weights(parameters_, l), before);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < in.cols; ++j) before(i, j) *= in(i, j) * (1.0 - in(i, j));
    }
    delta = before;
  }
  return error;
}

double KnowledgeNetwork::train(Workspace& ws, ConstMatView inputs, ConstMatView targets, int epochs, double rate) {
  Workspace::Frame frame(ws);
  const int n = inputs.rows;
  const int count = isize(parameters_);
  Activations activations;
  activations[0] = frame.matrix(n, sizes_[0]);
  for (int i = 0; i < n; ++i) std::ranges::copy(inputs.row(i), activations[0].row(i).begin());
  for (int l = 0; l < kLayers; ++l) activations[l + 1] = frame.matrix(n, sizes_[l + 1]);
  const std::span<double> gradient = frame.doubles(count);
  const std::span<double> trialGradient = frame.doubles(count);
  const std::span<double> step = frame.doubles(count);
  const std::span<double> before = frame.doubles(count);
  forward(activations);
  double error = backward(ws, activations, targets, gradient);
  for (int p = 0; p < count; ++p) step[p] = -rate * gradient[p];
  for (int epoch = 0; epoch < epochs; ++epoch) {
    std::ranges::copy(parameters_, before.begin());
    for (int p = 0; p < count; ++p) {
      step[p] = kMomentum * step[p] - (1.0 - kMomentum) * rate * gradient[p];
      parameters_[p] += step[p];
    }
    forward(activations);
    const double trial = backward(ws, activations, targets, trialGradient);
    if (!(trial <= kTolerance * error)) {
      std::ranges::copy(before, parameters_.begin());
      rate *= kDecay;
      for (int p = 0; p < count; ++p) step[p] = -rate * gradient[p];
      continue;
    }
    if (trial < error) rate *= kGrowth;
    error = trial;
    std::ranges::copy(trialGradient, gradient.begin());
  }
  return error;
}

void KnowledgeNetwork::predict(Workspace& ws, std::span<const double> x, std::span<double> out) const {
  Workspace::Frame frame(ws);
  Activations activations;
  for (int l = 0; l <= kLayers; ++l) activations[l] = frame.matrix(1, sizes_[l]);
  std::ranges::copy(x, activations[0].row(0).begin());
  forward(activations);
  std::ranges::copy(activations[kLayers].row(0), out.begin());
}

MoveLearner::MoveLearner(int most, int dim) : network_(dim), starts_(most, dim), moves_(most, dim) {}

void MoveLearner::note(const Population& from, const Population& to, int i) {
  if (count_ == starts_.rows()) {
    throw Error("MoveLearner::note: more than " + std::to_string(count_) +
                " moves since learn(); make it for as many as there may be.");
  }
  std::ranges::copy(from.x(i), starts_.row(count_).begin());
  for (int j = 0; j < network_.dim(); ++j) moves_(count_, j) = to.x(i)[j] - from.x(i)[j];
  ++count_;
}

void MoveLearner::learn(Rng& rng, Workspace& ws, int epochs) {
  if (count_ == 0) return;
  const ConstMatView inputs = starts_.view().rowRange(0, count_);
  if (!trained_) network_.initialise(rng, inputs);
  trained_ = true;
  network_.train(ws, inputs, moves_.view().rowRange(0, count_), epochs, kFirstRate);
  count_ = 0;
}

}  // namespace tandem::op
