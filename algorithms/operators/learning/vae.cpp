// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "tandem/linalg.h"
#include "tandem/operators_vae.h"

namespace tandem::op {

namespace {
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
// Beyond this, the exponential overflows; the network learns nothing useful there.
constexpr double kLargestLogVariance = 20.0;

double logistic(double v) {
  return 1.0 / (1.0 + std::exp(-v));
}

void rectify(MatView m) {
  for (int i = 0; i < m.rows; ++i) {
    for (double& v : m.row(i)) v = v > 0.0 ? v : 0.0;  // NaN too
  }
}

/// Full connection: out = in weight^T + bias, over a part of a vector of parameters (or of derivatives).
template <typename Value>
struct Dense {
  Value* weight;
  Value* bias;
  int outputs, inputs;

  Dense(Value*& next, int o, int i) : weight(next), bias(next + o * i), outputs(o), inputs(i) { next += o * (i + 1); }

  void forward(ConstMatView in, MatView out) const {
    linalg::multiplyTransposed(in, ConstMatView(weight, outputs, inputs), out);
    for (int i = 0; i < out.rows; ++i) {
      for (int j = 0; j < outputs; ++j) out(i, j) += bias[j];
    }
  }
};

/// Derivatives of a full connection by its parameters and, if wanted, by its input.
void backward(const Dense<const double>& layer, ConstMatView in, ConstMatView dOut, const Dense<double>& gradient,
              MatView dIn) {
  linalg::transposedMultiply(dOut, in, MatView(gradient.weight, gradient.outputs, gradient.inputs));
  std::fill_n(gradient.bias, gradient.outputs, 0.0);
  for (int i = 0; i < dOut.rows; ++i) {
    for (int k = 0; k < dOut.cols; ++k) gradient.bias[k] += dOut(i, k);
  }
  if (dIn.rows > 0) linalg::multiply(dOut, ConstMatView(layer.weight, layer.outputs, layer.inputs), dIn);
}

template <typename Value>
struct Layers {
  Dense<Value> encoder, mean, logVariance, decoder, output;
  Layers(Value* p, int dim, int hidden, int latent)
      : encoder(p, hidden, dim),
        mean(p, latent, hidden),
        logVariance(p, latent, hidden),
        decoder(p, hidden, latent),
        output(p, dim, hidden) {}
  static int size(int dim, int hidden, int latent) {
    return hidden * (dim + 1) + 2 * latent * (hidden + 1) + hidden * (latent + 1) + dim * (hidden + 1);
  }
};

void drawGlorot(Rng& rng, double* weight, int outputs, int inputs) {
  const double bound = std::sqrt(6.0 / (outputs + inputs));
  for (int i = 0; i < outputs * inputs; ++i) weight[i] = rng.uniform(-bound, bound);
}

void fillNormal(Rng& rng, MatView m) {
  for (int i = 0; i < m.rows; ++i) {
    for (double& v : m.row(i)) v = rng.normal(0.0, 1.0);
  }
}
}  // namespace

VariationalAutoEncoder::VariationalAutoEncoder(Rng& rng, int dim, int hidden, int latent)
    : dim_(dim),
      hidden_(hidden),
      latent_(latent),
      parameters_(Layers<double>::size(dim, hidden, latent)),
      first_(parameters_.size()),
      second_(parameters_.size()) {
  const Layers<double> layers(parameters_.data(), dim, hidden, latent);
  for (const auto* l : {&layers.encoder, &layers.mean, &layers.logVariance, &layers.decoder, &layers.output}) {
    drawGlorot(rng, l->weight, l->outputs, l->inputs);
  }
}

double VariationalAutoEncoder::loss(Workspace& ws, ConstMatView points, ConstMatView noise, MatView output,
                                    std::span<double> gradient) const {
  Workspace::Frame frame(ws);
  const Layers<const double> net(parameters_.data(), dim_, hidden_, latent_);
  const int n = points.rows;
  const MatView code = frame.matrix(n, hidden_);
  const MatView mean = frame.matrix(n, latent_);
  const MatView logVariance = frame.matrix(n, latent_);
  const MatView z = frame.matrix(n, latent_);
  const MatView decoded = frame.matrix(n, hidden_);
  const MatView logit = frame.matrix(n, dim_);
  net.encoder.forward(points, code);
  rectify(code);
  net.mean.forward(code, mean);
  net.logVariance.forward(code, logVariance);
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < latent_; ++j) {
      double& v = logVariance(i, j);
      v = std::clamp(v, -kLargestLogVariance, kLargestLogVariance);
      z(i, j) = mean(i, j) + std::exp(0.5 * v) * noise(i, j);
      sum += 0.5 * (mean(i, j) * mean(i, j) + std::exp(v) - v - 1.0);
    }
  }
  net.decoder.forward(z, decoded);
  rectify(decoded);
  net.output.forward(decoded, logit);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < dim_; ++j) {
      // Cross entropy x log(1 + e^-a) + (1 - x) log(1 + e^a), without overflow.
      double& a = logit(i, j);
      sum += std::max(a, 0.0) - a * points(i, j) + std::log1p(std::exp(-std::abs(a)));
      const double p = logistic(a);
      if (output.rows > 0) output(i, j) = p;
      a = (p - points(i, j)) / n;  // now the derivative
    }
  }
  if (gradient.empty()) return sum / n;
  const Layers<double> d(gradient.data(), dim_, hidden_, latent_);
  const MatView dHidden = frame.matrix(n, hidden_);
  const MatView dCode = frame.matrix(n, hidden_);
  const MatView dMean = frame.matrix(n, latent_);
  const MatView dLogVariance = frame.matrix(n, latent_);
  backward(net.output, decoded, logit, d.output, dHidden);
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < hidden_; ++k) dHidden(i, k) *= decoded(i, k) > 0.0 ? 1.0 : 0.0;
  }
  backward(net.decoder, z, dHidden, d.decoder, dMean);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < latent_; ++j) {
      const double v = logVariance(i, j);
      const double dLog = 0.5 * (dMean(i, j) * noise(i, j) * std::exp(0.5 * v) + (std::exp(v) - 1.0) / n);
      dLogVariance(i, j) = std::abs(v) < kLargestLogVariance ? dLog : 0.0;
      dMean(i, j) += mean(i, j) / n;
    }
  }
  backward(net.mean, code, dMean, d.mean, dHidden);
  backward(net.logVariance, code, dLogVariance, d.logVariance, dCode);
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < hidden_; ++k) dCode(i, k) = code(i, k) > 0.0 ? dCode(i, k) + dHidden(i, k) : 0.0;
  }
  backward(net.encoder, points, dCode, d.encoder, {});
  return sum / n;
}

double VariationalAutoEncoder::train(Rng& rng, Workspace& ws, ConstMatView points, const Training& training) {
  Workspace::Frame frame(ws);
  const std::span<double> gradient = frame.doubles(isize(parameters_));
  const MatView batch = frame.matrix(training.batch, dim_);
  const MatView noise = frame.matrix(training.batch, latent_);
  const std::span<int> order = frame.ints(points.rows);
  std::iota(order.begin(), order.end(), 0);
  double total = 0.0;
  for (int epoch = 0; epoch < training.epochs; ++epoch) {
    rng.shuffle(order);
    total = 0.0;
    for (int begin = 0; begin < points.rows; begin += training.batch) {
      const int n = std::min(training.batch, points.rows - begin);
      for (int i = 0; i < n; ++i) std::ranges::copy(points.row(order[begin + i]), batch.row(i).begin());
      fillNormal(rng, noise.rowRange(0, n));
      total += n * loss(ws, batch.rowRange(0, n), noise.rowRange(0, n), {}, gradient);
      ++steps_;
      const double correct1 = 1.0 - std::pow(kBeta1, steps_);
      const double correct2 = 1.0 - std::pow(kBeta2, steps_);
      for (int k = 0; k < isize(parameters_); ++k) {
        first_[k] = kBeta1 * first_[k] + (1.0 - kBeta1) * gradient[k];
        second_[k] = kBeta2 * second_[k] + (1.0 - kBeta2) * gradient[k] * gradient[k];
        parameters_[k] -= training.rate * (first_[k] / correct1) / (std::sqrt(second_[k] / correct2) + 1e-8);
      }
    }
  }
  return points.rows > 0 ? total / points.rows : 0.0;
}

void VariationalAutoEncoder::sample(Rng& rng, Workspace& ws, ConstMatView points, MatView out) const {
  Workspace::Frame frame(ws);
  const MatView noise = frame.matrix(points.rows, latent_);
  fillNormal(rng, noise);
  loss(ws, points, noise, out, {});
}

// ---- untrained ---------------------------------------------------------------------------------------------------

namespace {
constexpr int kUnits = 256;
constexpr int kLatent = 200;
enum class Unit { Rectifier, Logistic, Linear };

struct RandomLayer {
  int outputs, inputs;
  Unit unit;
};

constexpr int kLayers = 11;
constexpr int kMean = 4;  // the layer of the latent means; that of the log variances follows

std::array<RandomLayer, kLayers> randomLayers(int size) {
  return {{{kUnits, size, Unit::Rectifier},
           {kUnits, kUnits, Unit::Rectifier},
           {kUnits, kUnits, Unit::Rectifier},
           {kUnits, kUnits, Unit::Logistic},
           {kLatent, kUnits, Unit::Linear},
           {kLatent, kLatent, Unit::Linear},
           {kUnits, kLatent, Unit::Rectifier},
           {kUnits, kUnits, Unit::Rectifier},
           {kUnits, kUnits, Unit::Rectifier},
           {kUnits, kUnits, Unit::Logistic},
           {size, kUnits, Unit::Linear}}};
}
}  // namespace

RandomAutoEncoder::RandomAutoEncoder(int size) : size_(size) {
  int total = 0;
  for (const RandomLayer& layer : randomLayers(size)) total += layer.outputs * layer.inputs;
  weights_.resize(total);
}

void RandomAutoEncoder::draw(Rng& rng) {
  double* next = weights_.data();
  for (const RandomLayer& layer : randomLayers(size_)) {
    drawGlorot(rng, next, layer.outputs, layer.inputs);
    next += std::ptrdiff_t{1} * layer.outputs * layer.inputs;
  }
}

void RandomAutoEncoder::forward(Rng& rng, Workspace& ws, ConstMatView in, MatView out) const {
  Workspace::Frame frame(ws);
  const int n = in.rows;
  const std::array<RandomLayer, kLayers> layers = randomLayers(size_);
  const double* next = weights_.data();
  ConstMatView at = in;
  ConstMatView mean;
  for (int l = 0; l < kLayers; ++l) {
    const RandomLayer& layer = layers[l];
    const MatView y = l == kLayers - 1 ? out : frame.matrix(n, layer.outputs);
    linalg::multiplyTransposed(at, ConstMatView(next, layer.outputs, layer.inputs), y);
    next += std::ptrdiff_t{1} * layer.outputs * layer.inputs;
    if (layer.unit == Unit::Rectifier) rectify(y);
    if (layer.unit == Unit::Logistic) {
      for (int i = 0; i < n; ++i) {
        for (double& v : y.row(i)) v = std::isnan(v) ? 0.5 : logistic(v);
      }
    }
    if (l == kMean) mean = y;
    if (l == kMean + 1) {
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < kLatent; ++j) y(i, j) = mean(i, j) + std::exp(0.5 * y(i, j)) * rng.normal(0.0, 1.0);
      }
    }
    at = y;
  }
}

}  // namespace tandem::op
