// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

/// Eight units at a time, for any instruction set; a layer is kBlocks of them, which stay in registers.
using Lanes [[gnu::vector_size(kLanes * sizeof(float))]] = float;
using Bits [[gnu::vector_size(kLanes * sizeof(float))]] = std::int32_t;
constexpr int kBlocks = kUnits / kLanes;
constexpr std::ptrdiff_t kStep = kLanes;  // between blocks
static_assert(kBlocks == 5);

/// Not by value: how vectors are returned depends on the instruction set, and compilers warn about it.
void load(Lanes& lanes, const float* values) {
  std::memcpy(&lanes, values, sizeof lanes);
}

struct Layer {
  Lanes block[kBlocks] = {};

  Layer() = default;
  explicit Layer(const float* values) {
    for (int i = 0; i < kBlocks; ++i) load(block[i], values + kStep * i);
  }
  void store(float* out) const {
    for (int i = 0; i < kBlocks; ++i) std::memcpy(out + kStep * i, &block[i], sizeof block[i]);
  }
  /// += a x
  void add(float a, const float* x) {
    Lanes lanes;
    for (int i = 0; i < kBlocks; ++i) {
      load(lanes, x + kStep * i);
      block[i] += a * lanes;
    }
  }
  [[nodiscard]] float dot(const float* x) const {
    Lanes s = {};
    Lanes lanes;
    for (int i = 0; i < kBlocks; ++i) {
      load(lanes, x + kStep * i);
      s += block[i] * lanes;
    }
    return ((s[0] + s[4]) + (s[1] + s[5])) + ((s[2] + s[6]) + (s[3] + s[7]));
  }
  /// A bit for each unit above zero.
  [[nodiscard]] std::uint64_t positive() const {
    constexpr Bits kBit = {1, 2, 4, 8, 16, 32, 64, 128};
    const Bits low = ((block[0] > 0.0F) & kBit) | ((block[1] > 0.0F) & (kBit << 8)) |
                     ((block[2] > 0.0F) & (kBit << 16)) | ((block[3] > 0.0F) & (kBit << 24));
    const Bits high = (block[4] > 0.0F) & kBit;
    std::uint32_t lows = 0;
    std::uint32_t highs = 0;
    for (int l = 0; l < kLanes; ++l) {
      lows |= static_cast<std::uint32_t>(low[l]);
      highs |= static_cast<std::uint32_t>(high[l]);
    }
    return std::uint64_t{highs} << 32 | lows;
  }
};

/// The weights of the k-th unit or output in those of a layer.
template <typename Float>
Float* rowOf(Float* weights, int k) {
  return weights + std::ptrdiff_t{kUnits} * k;
}

/// y += a x over the units of a layer.
void add(float a, const Layer& x, float* y) {
  Lanes sum;
  for (int i = 0; i < kBlocks; ++i) {
    load(sum, y + kStep * i);
    sum += a * x.block[i];
    std::memcpy(y + kStep * i, &sum, sizeof sum);
  }
}

void hyperbolicTangent(const float* in, float* out) {
  double values[kUnits];
  std::copy_n(in, kUnits, values);
  for (double& v : values) v = v < -kSaturated ? -kSaturated : v;  // in vectors, where std::clamp branches
  for (double& v : values) v = v > kSaturated ? kSaturated : v;
  for (double& v : values) v *= -2.0;
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

/// The inputs that a pass keeps are bits of a word, so any beyond that would be lost silently.
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
    const auto scaleInput = static_cast<float>(1.0 / (1.0 - shape.dropInput));
    const auto scaleHidden = static_cast<float>(1.0 / (1.0 - shape.dropHidden));
    inputs = keep(rng, shape.inputs, shape.dropInput);
    Layer sum(net.bias1);
    forEachBit(inputs, [&](int j) {
      scaled[j] = x[j] * scaleInput;
      sum.add(scaled[j], rowOf(net.weights1, j));
    });
    active = sum.positive() & keep(rng, kUnits, shape.dropHidden);
    for (Lanes& units : sum.block) units *= scaleHidden;
    sum.store(first);
    sum = Layer(net.bias2);
    forEachBit(active, [&](int k) { sum.add(first[k], rowOf(net.weights2, k)); });
    float before[kUnits];
    sum.store(before);
    hyperbolicTangent(before, second);
    const Layer last(second);
    for (int m = 0; m < shape.outputs; ++m) out[m] = net.bias3[m] + last.dot(rowOf(net.weights3, m));
  }

  /// Adds the gradient of half the squared error, whose derivatives by the outputs are `error`.
  void backward(const DropoutNetwork::Shape& shape, const Layers<const float>& net, const float* error,
                const Layers<float>& gradient) const {
    const auto scaleHidden = static_cast<float>(1.0 / (1.0 - shape.dropHidden));
    Layer back;
    const Layer last(second);
    for (int m = 0; m < shape.outputs; ++m) {
      gradient.bias3[m] += error[m];
      add(error[m], last, rowOf(gradient.weights3, m));
      back.add(error[m], rowOf(net.weights3, m));
    }
    for (int i = 0; i < kBlocks; ++i) back.block[i] *= 1.0F - last.block[i] * last.block[i];
    add(1.0F, back, gradient.bias2);
    float below[kUnits];
    Layer().store(below);
    forEachBit(active, [&](int k) {
      add(first[k], back, rowOf(gradient.weights2, k));
      below[k] = scaleHidden * back.dot(rowOf(net.weights2, k));
    });
    const Layer slope(below);
    add(1.0F, slope, gradient.bias1);
    forEachBit(inputs, [&](int j) { add(scaled[j], slope, rowOf(gradient.weights1, j)); });
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
  const std::span<float> x = frame.take<float>(std::size_t{1} * rows * in);
  const std::span<float> y = frame.take<float>(std::size_t{1} * rows * out);
  const std::span<float> gradient = frame.take<float>(parameters_.size());
  const std::span<float> error = frame.take<float>(out);
  for (int i = 0; i < rows; ++i) {
    toFloats(inputs.row(i), x.data() + std::ptrdiff_t{i} * in);
    toFloats(targets.row(i), y.data() + std::ptrdiff_t{i} * out);
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
      pass.forward(rng, shape_, net, x.data() + std::ptrdiff_t{i} * in, error.data());
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
