// SPDX-License-Identifier: Apache-2.0
// Functions of J. J. Liang, B. Y. Qu, P. N. Suganthan, "Problem definitions and evaluation criteria for the CEC 2014
// special session and competition on single objective real-parameter numerical optimization", 2013.
#include "problems/base/functions_cec.h"

#include <cmath>
#include <numeric>

#include "problems/base/tile.h"
#include "tandem/error.h"

namespace tandem::prob {

namespace {

using simd::mulAdd;
using simd::Vec;

/// 1 for the first coordinate's weight `first`, `others` for the rest.
TileFunction unequalSphere(double first, double others) {
  return perPoint([first, others](auto at, int dim) {
    Vec sum(0.0);
    for (int i = 0; i < dim; ++i) sum = mulAdd(Vec(i == 0 ? first : others) * at(i), at(i), sum);
    return sum;
  });
}

/// Rosenbrock's term of two coordinates around the optimum 0.
Vec rosenbrockTerm(Vec z, Vec next) {
  const Vec moved = z + Vec(1.0);
  const Vec valley = moved * moved - (next + Vec(1.0));
  const Vec slope = moved - Vec(1.0);
  return Vec(100.0) * valley * valley + slope * slope;
}

TileFunction rosenbrock() {
  return perPoint([](auto at, int dim) {
    Vec sum(0.0);
    for (int i = 0; i + 1 < dim; ++i) sum = sum + rosenbrockTerm(at(i), at(i + 1));
    return sum;
  });
}

TileFunction schwefel() {
  return perPoint([](auto at, int dim) {
    Vec sum(0.0);
    for (int i = 0; i < dim; ++i) {
      const Vec z = at(i) + Vec(420.9687462275036);
      const Vec size = simd::abs(z);
      const auto beyond = size > Vec(500.0);
      // Beyond +-500 the wave is mirrored: 500 - |z| mod 500.
      Vec rest = size - Vec(500.0) * xsimd::floor(size / Vec(500.0));
      rest = xsimd::select(rest < Vec(0.0), rest + Vec(500.0), rest);
      const Vec inner = xsimd::select(beyond, Vec(500.0) - rest, size);
      const Vec wave = inner * simd::sin(simd::sqrt(inner));
      const Vec excess = (size - Vec(500.0)) / Vec(100.0);
      const Vec penalty = xsimd::select(beyond, excess * excess / Vec(dim), Vec(0.0));
      sum = (sum - xsimd::select(z < Vec(0.0), -wave, wave)) + penalty;
    }
    return sum + Vec(418.9828872724338 * dim);
  });
}

TileFunction katsuura() {
  return perPoint([](auto at, int dim) {
    const double exponent = 10.0 / std::pow(static_cast<double>(dim), 1.2);
    Vec product(1.0);
    for (int i = 0; i < dim; ++i) {
      const Vec z = at(i);
      Vec roughness(0.0);
      double power = 1.0;
      for (int j = 1; j <= 32; ++j) {
        power *= 2.0;
        const Vec scaled = Vec(power) * z;
        roughness = mulAdd(simd::abs(scaled - xsimd::nearbyint(scaled)), Vec(1.0 / power), roughness);
      }
      product = product * simd::pow(mulAdd(Vec(i + 1), roughness, Vec(1.0)), exponent);
    }
    const Vec factor(10.0 / dim / dim);
    return product * factor - factor;
  });
}

/// HappyCat and HGBat share their tail; `kernel` gets the sum of squares, the sum and the dimension.
template <typename F>
TileFunction aroundSphere(F kernel) {
  return perPoint([kernel](auto at, int dim) {
    Vec squares(0.0);
    Vec sum(0.0);
    for (int i = 0; i < dim; ++i) {
      const Vec z = at(i) - Vec(1.0);
      squares = mulAdd(z, z, squares);
      sum = sum + z;
    }
    return kernel(squares, sum, Vec(dim)) + (Vec(0.5) * squares + sum) / Vec(dim) + Vec(0.5);
  });
}

/// Sum of pair(z_i, z_(i+1)) around the ring of coordinates.
template <typename F>
TileFunction ring(F pair) {
  return perPoint([pair](auto at, int dim) {
    Vec sum(0.0);
    for (int i = 0; i < dim; ++i) sum = sum + pair(at(i), at(i + 1 < dim ? i + 1 : 0));
    return sum;
  });
}

}  // namespace

const char* cecFunctionName(Base base) {
  switch (base) {
    case Base::BentCigar:
      return "Bent cigar";
    case Base::Discus:
      return "Discus";
    case Base::CecRosenbrock:
      return "Rosenbrock";
    case Base::CecSchwefel:
      return "Modified Schwefel";
    case Base::Katsuura:
      return "Katsuura";
    case Base::HappyCat:
      return "HappyCat";
    case Base::HgBat:
      return "HGBat";
    case Base::GriewankRosenbrock:
      return "Expanded Griewank plus Rosenbrock";
    case Base::ExpandedScaffer:
      return "Expanded Scaffer F6";
    default:
      throw Error("functionName: unknown function.");
  }
}

TileFunction makeCecFunction(Base base) {
  switch (base) {
    case Base::BentCigar:
      return unequalSphere(1.0, 1e6);
    case Base::Discus:
      return unequalSphere(1e6, 1.0);
    case Base::CecRosenbrock:
      return rosenbrock();
    case Base::CecSchwefel:
      return schwefel();
    case Base::Katsuura:
      return katsuura();
    case Base::HappyCat:
      return aroundSphere([](Vec squares, Vec, Vec dim) { return simd::sqrt(simd::sqrt(simd::abs(squares - dim))); });
    case Base::HgBat:
      return aroundSphere(
          [](Vec squares, Vec sum, Vec) { return simd::sqrt(simd::abs(squares * squares - sum * sum)); });
    case Base::GriewankRosenbrock:
      return ring([](Vec z, Vec next) {
        const Vec t = rosenbrockTerm(z, next);
        return t * t / Vec(4000.0) - simd::cos(t) + Vec(1.0);
      });
    case Base::ExpandedScaffer:
      return ring([](Vec z, Vec next) {
        const Vec squares = z * z + next * next;
        const Vec wave = simd::sin(simd::sqrt(squares));
        const Vec damping = mulAdd(Vec(0.001), squares, Vec(1.0));
        return Vec(0.5) + (wave * wave - Vec(0.5)) / (damping * damping);
      });
    default:
      throw Error("makeFunction: unknown function.");
  }
}

double cecShrinkRate(Base base) {
  switch (base) {
    case Base::CecRosenbrock:
      return 2.048 / 100.0;
    case Base::Weierstrass:
      return 0.5 / 100.0;
    case Base::Griewank:
      return 600.0 / 100.0;
    case Base::Rastrigin:
      return 5.12 / 100.0;
    case Base::CecSchwefel:
      return 1000.0 / 100.0;
    case Base::Katsuura:
    case Base::HappyCat:
    case Base::HgBat:
    case Base::GriewankRosenbrock:
      return 5.0 / 100.0;
    default:
      return 1.0;
  }
}

TileFunction makeHybrid(const std::vector<HybridPart>& parts, const std::vector<int>& order) {
  struct Block {
    TileFunction function;
    double rate;
    std::vector<int> coordinates;  // from 0
  };
  const int dim = static_cast<int>(order.size());
  std::vector<Block> blocks;
  int first = 0;
  for (const HybridPart& part : parts) {
    const bool last = &part == &parts.back();
    const int count = last ? dim - first : static_cast<int>(std::ceil(part.share * dim));
    if (count < 1 || first + count > dim) throw Error("makeHybrid: too few coordinates for the parts.");
    Block block{part.make ? part.make(count) : makeFunction(part.base, count), cecShrinkRate(part.base), {}};
    for (int i = 0; i < count; ++i) {
      const int coordinate = order[static_cast<std::size_t>((part.fromStart ? 0 : first) + i)] - 1;
      if (coordinate < 0 || coordinate >= dim) throw Error("makeHybrid: the order is no permutation.");
      block.coordinates.push_back(coordinate);
    }
    blocks.push_back(std::move(block));
    first += count;
  }
  return [blocks = std::move(blocks)](ConstMatView z, std::span<double> f, Workspace& ws) {
    Workspace::Frame frame(ws);
    const std::span<double> value = frame.doubles(f.size());
    const MatView part = frame.matrix(z.rows, z.cols);
    std::fill(f.begin(), f.end(), 0.0);
    for (const Block& block : blocks) {
      const int count = static_cast<int>(block.coordinates.size());
      for (int i = 0; i < count; ++i) {
        const double* from = z.data + block.coordinates[static_cast<std::size_t>(i)] * z.stride;
        for (int c = 0; c < z.cols; ++c) part(i, c) = from[c] * block.rate;
      }
      block.function(part.rowRange(0, count), value, ws);
      for (std::size_t c = 0; c < f.size(); ++c) f[c] += value[c];
    }
  };
}

}  // namespace tandem::prob
