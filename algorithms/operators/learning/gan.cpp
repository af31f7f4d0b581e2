// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tandem/linalg.h"
#include "tandem/operators_gan.h"

namespace tandem::op {

namespace {
constexpr double kSlope = 0.5;
constexpr double kSmallVariance = 1e-5;
constexpr double kBeta1 = 0.7;
constexpr double kBeta2 = 0.9;
constexpr double kRealLabel = 0.9;

double logistic(double v) {
  return 1.0 / (1.0 + std::exp(-v));
}

/// Hands out parts of a parameter (or gradient) vector in order.
class Parts {
 public:
  explicit Parts(std::span<double> all) : rest_(all.data()) {}
  MatView matrix(int rows, int cols) { return {take(rows * cols), rows, cols}; }
  std::span<double> vector(int n) { return {take(n), static_cast<std::size_t>(n)}; }

 private:
  double* take(int n) {
    double* p = rest_;
    rest_ += n;
    return p;
  }
  double* rest_;
};

/// Full connection: out = in weight^T + bias.
struct Dense {
  MatView weight;
  std::span<double> bias;
  Dense(Parts& parts, int outputs, int inputs) : weight(parts.matrix(outputs, inputs)), bias(parts.vector(outputs)) {}

  void forward(ConstMatView in, MatView out) const {
    linalg::multiplyTransposed(in, weight, out);
    for (int i = 0; i < out.rows; ++i) {
      for (int j = 0; j < out.cols; ++j) out(i, j) += bias[j];
    }
  }
};

/// Adds the gradients of a full connection; dIn (if wanted) := gradient of its input.
void backward(const Dense& layer, ConstMatView in, ConstMatView dOut, const Dense& gradient, MatView dIn,
              Workspace& ws) {
  Workspace::Frame frame(ws);
  const MatView product = frame.matrix(layer.weight.rows, layer.weight.cols);
  linalg::transposedMultiply(dOut, in, product);
  for (int k = 0; k < product.rows; ++k) {
    for (int j = 0; j < product.cols; ++j) gradient.weight(k, j) += product(k, j);
  }
  for (int i = 0; i < dOut.rows; ++i) {
    for (int k = 0; k < dOut.cols; ++k) gradient.bias[k] += dOut(i, k);
  }
  if (dIn.rows > 0) linalg::multiply(dOut, layer.weight, dIn);
}

/// Full connection, leaky rectifier, dropout, batch normalisation.
struct Block {
  Dense dense;
  std::span<double> offset, scale;
  Block(Parts& parts, int outputs, int inputs)
      : dense(parts, outputs, inputs), offset(parts.vector(outputs)), scale(parts.vector(outputs)) {}

  /// What the backward pass needs.
  struct Trace {
    MatView slope;   // of rectifier and dropout together
    MatView normal;  // normalised, before offset and scale
    MatView out;
    std::span<double> inverse;  // of the standard deviations
    Trace(Workspace::Frame& frame, int rows, int cols)
        : slope(frame.matrix(rows, cols)),
          normal(frame.matrix(rows, cols)),
          out(frame.matrix(rows, cols)),
          inverse(frame.doubles(cols)) {}
  };

  /// With rng: drops half of the units.
  void forward(ConstMatView in, Rng* rng, Trace& trace) const {
    const int n = in.rows;
    const int c = dense.weight.rows;
    dense.forward(in, trace.normal);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < c; ++j) {
        double& v = trace.normal(i, j);
        trace.slope(i, j) = (v > 0.0 ? 1.0 : kSlope) * (rng != nullptr && rng->chance(0.5) ? 0.0 : 1.0);
        v *= trace.slope(i, j);
      }
    }
    for (int j = 0; j < c; ++j) {
      double mean = 0.0;
      for (int i = 0; i < n; ++i) mean += trace.normal(i, j) / n;
      double variance = 0.0;
      for (int i = 0; i < n; ++i) variance += (trace.normal(i, j) - mean) * (trace.normal(i, j) - mean) / n;
      trace.inverse[j] = 1.0 / std::sqrt(variance + kSmallVariance);
      for (int i = 0; i < n; ++i) {
        double& v = trace.normal(i, j);
        v = (v - mean) * trace.inverse[j];
        trace.out(i, j) = scale[j] * v + offset[j];
      }
    }
  }
};

/// Adds the gradients of a block; dOut is overwritten; dIn (if wanted) := gradient of its input.
void backward(const Block& block, ConstMatView in, const Block::Trace& trace, MatView dOut, const Block& gradient,
              MatView dIn, Workspace& ws) {
  const int n = in.rows;
  for (int j = 0; j < dOut.cols; ++j) {
    double sum = 0.0;
    double along = 0.0;
    for (int i = 0; i < n; ++i) {
      sum += dOut(i, j);
      along += dOut(i, j) * trace.normal(i, j);
    }
    gradient.offset[j] += sum;
    gradient.scale[j] += along;
    for (int i = 0; i < n; ++i) {
      const double centred = dOut(i, j) - (sum + trace.normal(i, j) * along) / n;
      dOut(i, j) = block.scale[j] * trace.inverse[j] * centred * trace.slope(i, j);
    }
  }
  backward(block.dense, in, dOut, gradient.dense, dIn, ws);
}

struct Generator {
  Block first, second;
  Dense last;
  explicit Generator(Parts parts, int c) : first(parts, c, c), second(parts, c, c), last(parts, c, c) {}
  static int size(int c) { return 3 * c * c + 7 * c; }
};

struct Discriminator {
  Block first;
  Dense last;
  explicit Discriminator(Parts parts, int c) : first(parts, c, c), last(parts, 1, c) {}
  static int size(int c) { return c * c + 4 * c + 1; }
};

/// Adam with its moments, initially zero.
struct Adam {
  std::span<double> first, second;
  double rate;
  Adam(Workspace::Frame& frame, int n, double r) : first(frame.doubles(n)), second(frame.doubles(n)), rate(r) {
    std::ranges::fill(first, 0.0);
    std::ranges::fill(second, 0.0);
  }
  void step(std::span<double> values, std::span<const double> gradient, int iteration) const {
    const double correct1 = 1.0 - std::pow(kBeta1, iteration);
    const double correct2 = 1.0 - std::pow(kBeta2, iteration);
    for (int i = 0; double& v : values) {
      first[i] = kBeta1 * first[i] + (1.0 - kBeta1) * gradient[i];
      second[i] = kBeta2 * second[i] + (1.0 - kBeta2) * gradient[i] * gradient[i];
      v -= rate * (first[i] / correct1) / (std::sqrt(second[i] / correct2) + 1e-8);
      ++i;
    }
  }
};
}  // namespace

TransferGan::TransferGan(Rng& rng, int dim)
    : dim_(dim), generator_(Generator::size(dim)), discriminator_(Discriminator::size(dim)) {
  const Generator g(Parts(generator_), dim);
  const Discriminator d(Parts(discriminator_), dim);
  const auto draw = [&](MatView weight, double deviation) {
    for (int i = 0; i < weight.rows; ++i) {
      for (double& v : weight.row(i)) v = rng.normal(0.0, deviation);
    }
  };
  draw(g.first.dense.weight, 0.03);
  draw(g.second.dense.weight, 0.06);
  draw(g.last.weight, 0.06);
  draw(d.first.dense.weight, 0.03);
  draw(d.last.weight, 0.06);
  for (const Block* block : {&g.first, &g.second, &d.first}) std::ranges::fill(block->scale, 1.0);
}

void TransferGan::generate(Workspace& ws, ConstMatView source, MatView out) const {
  Workspace::Frame frame(ws);
  const Generator g(Parts({const_cast<double*>(generator_.data()), generator_.size()}), dim_);  // read only
  Block::Trace first(frame, source.rows, dim_);
  Block::Trace second(frame, source.rows, dim_);
  g.first.forward(source, nullptr, first);
  g.second.forward(first.out, nullptr, second);
  g.last.forward(second.out, out);
  for (int i = 0; i < out.rows; ++i) {
    for (double& v : out.row(i)) v = logistic(v);
  }
}

double TransferGan::train(Rng& rng, Workspace& ws, ConstMatView real, ConstMatView source, const Training& training) {
  Workspace::Frame frame(ws);
  const int c = dim_;
  const int n = training.batch;
  const int batches = std::min(real.rows, source.rows) / n;
  const Generator g(Parts(generator_), c);
  const Discriminator d(Parts(discriminator_), c);
  const std::span<double> gradientG = frame.doubles(generator_.size());
  const std::span<double> gradientD = frame.doubles(discriminator_.size());
  const std::span<double> unused = frame.doubles(discriminator_.size());
  const Generator dG(Parts(gradientG), c);
  const Discriminator dD(Parts(gradientD), c);
  const Discriminator dUnused(Parts(unused), c);
  const Adam adamG(frame, Generator::size(c), training.rateGenerator);
  const Adam adamD(frame, Discriminator::size(c), training.rateDiscriminator);
  Block::Trace first(frame, n, c);
  Block::Trace second(frame, n, c);
  Block::Trace judgeReal(frame, n, c);
  Block::Trace judgeFake(frame, n, c);
  const MatView x = frame.matrix(n, c);
  const MatView fake = frame.matrix(n, c);
  const MatView logit = frame.matrix(n, 1);
  const MatView dFake = frame.matrix(n, c);
  const MatView back = frame.matrix(n, c);
  const MatView forward = frame.matrix(n, 1);
  const std::span<int> order = frame.ints(real.rows);
  std::iota(order.begin(), order.end(), 0);
  double loss = 0.0;
  int iteration = 0;
  for (int epoch = 0; epoch < training.epochs; ++epoch) {
    rng.shuffle(order);
    loss = 0.0;
    for (int b = 0; b < batches; ++b) {
      for (int i = 0; i < n; ++i) std::ranges::copy(real.row(order[b * n + i]), x.row(i).begin());
      const ConstMatView z = source.rowRange(b * n, n);
      std::ranges::fill(gradientG, 0.0);
      std::ranges::fill(gradientD, 0.0);
      g.first.forward(z, nullptr, first);
      g.second.forward(first.out, nullptr, second);
      g.last.forward(second.out, fake);
      for (int i = 0; i < n; ++i) {
        for (double& v : fake.row(i)) v = logistic(v);
      }
      // Discriminator: real points.
      d.first.forward(x, &rng, judgeReal);
      d.last.forward(judgeReal.out, logit);
      for (int i = 0; i < n; ++i) {
        const double p = logistic(logit(i, 0));
        loss -= kRealLabel * std::log(p + 1e-16) / n;
        logit(i, 0) = -kRealLabel * (1.0 - p) / n;
      }
      backward(d.last, judgeReal.out, logit, dD.last, back, ws);
      backward(d.first, x, judgeReal, back, dD.first, {}, ws);
      // Generated points, for the discriminator and for the generator.
      d.first.forward(fake, &rng, judgeFake);
      d.last.forward(judgeFake.out, logit);
      for (int i = 0; i < n; ++i) {
        const double p = logistic(logit(i, 0));
        loss -= std::log(1.0 - p + 1e-16) / n;
        logit(i, 0) = p / n;
        forward(i, 0) = -(1.0 - p) / n;
      }
      backward(d.last, judgeFake.out, logit, dD.last, back, ws);
      backward(d.first, fake, judgeFake, back, dD.first, {}, ws);
      std::ranges::fill(unused, 0.0);
      backward(d.last, judgeFake.out, forward, dUnused.last, back, ws);
      backward(d.first, fake, judgeFake, back, dUnused.first, dFake, ws);
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j < c; ++j) dFake(i, j) *= fake(i, j) * (1.0 - fake(i, j));
      }
      backward(g.last, second.out, dFake, dG.last, back, ws);
      backward(g.second, first.out, second, back, dG.second, dFake, ws);
      backward(g.first, z, first, dFake, dG.first, {}, ws);
      ++iteration;
      adamD.step(discriminator_, gradientD, iteration);
      adamG.step(generator_, gradientG, iteration);
    }
  }
  return batches > 0 ? loss / batches : 0.0;
}

}  // namespace tandem::op
