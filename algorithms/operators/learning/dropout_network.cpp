// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

#include "tandem/error.h"
#include "tandem/operators_dropout.h"
#include "tandem/vmath.h"

namespace tandem::op {

namespace {

constexpr int kUnits = DropoutNetwork::kHidden;
constexpr int kLanes = 8;            // partial sums of a dot product, in a fixed order
constexpr double kSaturated = 20.0;  // beyond, the hyperbolic tangent is 1
constexpr double kFar = 1e6;

/// Bits of the n units that are kept. Half of them: one random bit each.
std::uint64_t keep(Rng& rng, int n, double drop) {
  const std::uint64_t all = n == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
  if (drop <= 0.0) return all;
  if (drop == 0.5) return (rng.next() >> (64 - n)) & all;
  const auto limit = static_cast<std::uint64_t>(drop * 0x1.0p16);
  std::uint64_t kept = 0;
  std::uint64_t bits = 0;
  for (int j = 0; j < n; ++j) {
    bits = j % 4 == 0 ? rng.next() : bits >> 16;
    kept |= static_cast<std::uint64_t>((bits & 0xffff) >= limit) << j;
  }
  return kept;
}

template <typename Visit>
void forEachBit(std::uint64_t bits, Visit&& visit) {
  for (; bits != 0; bits &= bits - 1) visit(std::countr_zero(bits));
}

/// y += a x over the units of a layer.
void add(float a, const float* x, float* y) {
  for (int k = 0; k < kUnits; ++k) y[k] += a * x[k];
}

float dot(const float* a, const float* b) {
  float sums[kLanes] = {};
  for (int k = 0; k < kUnits; k += kLanes) {
    for (int l = 0; l < kLanes; ++l) sums[l] += a[k + l] * b[k + l];
  }
  return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

void hyperbolicTangent(const float* in, float* out) {
  double values[kUnits];
  for (int k = 0; k < kUnits; ++k) values[k] = -2.0 * std::clamp<double>(in[k], -kSaturated, kSaturated);
  vmath::exp(values, values);
  for (int k = 0; k < kUnits; ++k) out[k] = static_cast<float>((1.0 - values[k]) / (1.0 + values[k]));
}

/// The parts of a parameter or gradient vector.
template <typename Float>
struct Layers {
  Float *weights1, *bias1, *weights2, *bias2, *weights3, *bias3;
  Layers(Float* p, int inputs, int outputs)
      : weights1(p),
        bias1(weights1 + inputs * kUnits),
        weights2(bias1 + kUnits),
        bias2(weights2 + kUnits * kUnits),
        weights3(bias2 + kUnits),
        bias3(weights3 + outputs * kUnits) {}
};

/// The inputs that a pass keeps are the bits of a word, so more than that many would be lost without a sign.
const DropoutNetwork::Shape& checked(const DropoutNetwork::Shape& shape) {
  if (shape.inputs < 1 || shape.inputs > DropoutNetwork::kMostInputs || shape.outputs < 1) {
    throw Error("A DropoutNetwork takes 1 to " + std::to_string(DropoutNetwork::kMostInputs) + " inputs, not " +
                std::to_string(shape.inputs) + ", and at least one output.");
  }
  return shape;
}

/// One pass through the network. `scaled` inputs and `first` hold the values after dropout where bits are set.
struct Pass {
  std::uint64_t inputs = 0, active = 0;
  float scaled[DropoutNetwork::kMostInputs];
  float first[kUnits];
  float second[kUnits];

  void forward(Rng& rng, const DropoutNetwork::Shape& shape, const Layers<const float>& net, const float* x,
               float* out) {
    const float scaleInput = static_cast<float>(1.0 / (1.0 - shape.dropInput));
    const float scaleHidden = static_cast<float>(1.0 / (1.0 - shape.dropHidden));
    float sum[kUnits];
    inputs = keep(rng, shape.inputs, shape.dropInput);
    std::copy_n(net.bias1, kUnits, sum);
    forEachBit(inputs, [&](int j) {
      scaled[j] = x[j] * scaleInput;
      add(scaled[j], net.weights1 + j * kUnits, sum);
    });
    active = 0;
    for (int k = 0; k < kUnits; ++k) {
      first[k] = sum[k] * scaleHidden;
      active |= static_cast<std::uint64_t>(sum[k] > 0.0F) << k;
    }
    active &= keep(rng, kUnits, shape.dropHidden);
    std::copy_n(net.bias2, kUnits, sum);
    forEachBit(active, [&](int k) { add(first[k], net.weights2 + k * kUnits, sum); });
    hyperbolicTangent(sum, second);
    for (int m = 0; m < shape.outputs; ++m) out[m] = net.bias3[m] + dot(second, net.weights3 + m * kUnits);
  }

  /// Adds the gradient of half the squared error, whose derivatives by the outputs are `error`.
  void backward(const DropoutNetwork::Shape& shape, const Layers<const float>& net, const float* error,
                const Layers<float>& gradient) const {
    const float scaleHidden = static_cast<float>(1.0 / (1.0 - shape.dropHidden));
    float back[kUnits] = {};
    for (int m = 0; m < shape.outputs; ++m) {
      gradient.bias3[m] += error[m];
      add(error[m], second, gradient.weights3 + m * kUnits);
      add(error[m], net.weights3 + m * kUnits, back);
    }
    for (int k = 0; k < kUnits; ++k) {
      back[k] *= 1.0F - second[k] * second[k];
      gradient.bias2[k] += back[k];
    }
    float below[kUnits] = {};
    forEachBit(active, [&](int k) {
      add(first[k], back, gradient.weights2 + k * kUnits);
      below[k] = scaleHidden * dot(back, net.weights2 + k * kUnits);
    });
    for (int k = 0; k < kUnits; ++k) gradient.bias1[k] += below[k];
    forEachBit(inputs, [&](int j) { add(scaled[j], below, gradient.weights1 + j * kUnits); });
  }
};

void toFloats(std::span<const double> in, float* out) {
  for (const double v : in) *out++ = static_cast<float>(v);
}

}  // namespace

DropoutNetwork::DropoutNetwork(const Shape& shape)
    : shape_(checked(shape)), parameters_((shape.inputs + kUnits + shape.outputs + 2) * kUnits + shape.outputs, 0.0F) {}

void DropoutNetwork::initialise(Rng& rng) {
  const Layers<float> net(parameters_.data(), shape_.inputs, shape_.outputs);
  const auto draw = [&](float* values, int n, int variance) {
    const double deviation = std::sqrt(1.0 / variance);
    for (int i = 0; i < n; ++i) values[i] = static_cast<float>(rng.normal(0.0, deviation));
  };
  draw(net.weights1, shape_.inputs * kUnits, shape_.inputs);
  std::fill_n(net.bias1, kUnits, static_cast<float>(0.1 / std::sqrt(kUnits)));
  draw(net.weights2, kUnits * kUnits, kUnits);
  draw(net.bias2, kUnits, kUnits);
  draw(net.weights3, shape_.outputs * kUnits, kUnits);
  draw(net.bias3, shape_.outputs, shape_.outputs);
}

void DropoutNetwork::train(Rng& rng, Workspace& ws, ConstMatView inputs, ConstMatView targets,
                           const Training& training) {
  const int rows = inputs.rows;
  const int in = shape_.inputs;
  const int out = shape_.outputs;
  if (rows == 0) return;
  Workspace::Frame frame(ws);
  const std::span<float> x = frame.take<float>(rows * in);
  const std::span<float> y = frame.take<float>(rows * out);
  const std::span<float> gradient = frame.take<float>(parameters_.size());
  const std::span<float> error = frame.take<float>(out);
  for (int i = 0; i < rows; ++i) {
    toFloats(inputs.row(i), x.data() + i * in);
    toFloats(targets.row(i), y.data() + i * out);
  }
  const Layers<const float> net(parameters_.data(), in, out);
  const Layers<float> slopes(gradient.data(), in, out);
  const auto step = static_cast<float>(training.rate / training.batch);
  const auto shrink = static_cast<float>(training.decay);
  const std::span<float> all(parameters_);
  const auto descend = [&](int from, int count, float decay) {
    for (int i = from; i < from + count; ++i) all[i] -= step * (gradient[i] + decay * all[i]);
    return from + count;
  };
  Pass pass;
  for (int round = 0; round < training.rounds; ++round) {
    std::ranges::fill(gradient, 0.0F);
    for (int b = 0; b < training.batch; ++b) {
      const int i = rng.below(rows);
      pass.forward(rng, shape_, net, x.data() + i * in, error.data());
      for (int m = 0; m < out; ++m) error[m] -= y[i * out + m];
      pass.backward(shape_, net, error.data(), slopes);
    }
    int next = descend(0, in * kUnits, shrink);
    next = descend(next, kUnits, 0.0F);
    next = descend(next, kUnits * kUnits, shrink);
    next = descend(next, kUnits, 0.0F);
    next = descend(next, out * kUnits, shrink);
    descend(next, out, 0.0F);
  }
}

void DropoutNetwork::predict(Rng& rng, Workspace& ws, std::span<const double> x, std::span<double> out) const {
  Workspace::Frame frame(ws);
  const std::span<float> inputs = frame.take<float>(x.size());
  const std::span<float> outputs = frame.take<float>(out.size());
  toFloats(x, inputs.data());
  Pass pass;
  pass.forward(rng, shape_, {parameters_.data(), shape_.inputs, shape_.outputs}, inputs.data(), outputs.data());
  std::ranges::copy(outputs, out.begin());
}

void ColumnScale::fit(ConstMatView table) {
  for (int j = 0; j < table.cols; ++j) {
    double low = table(0, j);
    double high = low;
    for (int i = 1; i < table.rows; ++i) {
      low = std::min(low, table(i, j));
      high = std::max(high, table(i, j));
    }
    low_[j] = low;
    width_[j] = high > low && std::isfinite(high - low) ? high - low : 1.0;
  }
}

void ColumnScale::apply(std::span<const double> x, std::span<double> out) const {
  for (int j = 0; j < isize(x); ++j) out[j] = std::clamp(2.0 * ((x[j] - low_[j]) / width_[j]) - 1.0, -kFar, kFar);
}

}  // namespace tandem::op
