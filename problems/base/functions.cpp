// SPDX-License-Identifier: Apache-2.0
#include "problems/base/functions.h"

#include <cmath>
#include <numbers>
#include <vector>

#include "problems/base/functions_cec.h"
#include "problems/base/tile.h"

namespace tandem::prob {

namespace {

using simd::mulAdd;
using simd::Vec;

/// Coefficient i (from 1) of a function on dim coordinates.
template <typename F>
std::vector<double> table(int dim, F&& coefficient) {
  std::vector<double> values(static_cast<std::size_t>(dim));
  for (int i = 1; i <= dim; ++i) values[static_cast<std::size_t>(i - 1)] = coefficient(i);
  return values;
}

/// sum over i of weight_i * term(z_i)
template <typename F>
TileFunction weightedSum(std::vector<double> weights, F term) {
  return [weights = std::move(weights), term](ConstMatView z, std::span<double> f, Workspace&) {
    forColumns(z, f, [&](auto at) {
      Vec sum(0.0);
      for (int i = 0; i < z.rows; ++i) sum = mulAdd(Vec(weights[static_cast<std::size_t>(i)]), term(at(i)), sum);
      return sum;
    });
  };
}

TileFunction rosenbrock() {
  return perPoint([](auto at, int dim) {
    const auto term = [](Vec z, Vec next) {
      const Vec valley = next - z * z;
      const Vec slope = z - Vec(1.0);
      return mulAdd(Vec(100.0) * valley, valley, slope * slope);
    };
    Vec sum(0.0);
    for (int i = 0; i + 1 < dim; ++i) sum = sum + term(at(i), at(i + 1));
    return dim == 1 ? term(at(0), at(0)) : sum;
  });
}

TileFunction ackley() {
  return perPoint([](auto at, int dim) {
    Vec squares(0.0);
    Vec cosines(0.0);
    for (int i = 0; i < dim; ++i) {
      const Vec z = at(i);
      squares = mulAdd(z, z, squares);
      cosines = cosines + simd::cos2pi(z);
    }
    const Vec d(dim);
    // Written so that rounding leaves the customary 4.4e-16 at the optimum, not less than 0.
    return Vec(-20.0) * simd::exp(Vec(-0.2) * simd::sqrt(squares / d)) - simd::exp(cosines / d) + Vec(20.0) +
           Vec(std::numbers::e);
  });
}

TileFunction rastrigin() {
  return perPoint([](auto at, int dim) {
    Vec sum(10.0 * dim);
    for (int i = 0; i < dim; ++i) {
      const Vec z = at(i);
      sum = sum + (z * z - Vec(10.0) * simd::cos2pi(z));
    }
    return sum;
  });
}

TileFunction griewank(int dim) {
  return [root = table(dim, [](int i) { return std::sqrt(static_cast<double>(i)); })](ConstMatView z,
                                                                                      std::span<double> f, Workspace&) {
    forColumns(z, f, [&](auto at) {
      Vec squares(0.0);
      Vec cosines(1.0);
      for (int i = 0; i < z.rows; ++i) {
        const Vec v = at(i);
        squares = mulAdd(v, v, squares);
        cosines = cosines * simd::cos(v / Vec(root[static_cast<std::size_t>(i)]));
      }
      return Vec(1.0) + Vec(1.0 / 4000.0) * squares - cosines;
    });
  };
}

/// Adds Weierstrass' inner sums of the coordinates i .. i + K - 1. K chains at a time keep the arithmetic units busy:
/// each one is a recurrence.
///
/// cos(2 pi 3^k t) for k = 0..20 comes from cubing the unit vector of the angle: some flops a term instead of a cosine.
/// The angle's error grows as 3^k while the weight falls as 2^-k, just as the rounding of 3^k t does.
template <int K, typename At>
Vec addWeierstrass(Vec sum, At at, int i) {
  constexpr int kTerms = 21;
  Vec c[K];
  Vec s[K];
  Vec inner[K];
  for (int k = 0; k < K; ++k) {
    const Vec t = at(i + k) + Vec(0.5);
    c[k] = simd::cos2pi(t);
    s[k] = simd::sin2pi(t);
    inner[k] = Vec(0.0);
  }
  double weight = 1.0;
  for (int term = 0; term < kTerms; ++term) {
    for (int k = 0; k < K; ++k) {
      inner[k] = mulAdd(Vec(weight), c[k], inner[k]);
      const Vec cc = c[k] * c[k];
      const Vec ss = s[k] * s[k];
      const Vec cubed = c[k] * mulAdd(Vec(-3.0), ss, cc);
      s[k] = s[k] * mulAdd(Vec(3.0), cc, -ss);
      c[k] = cubed;
    }
    weight *= 0.5;
  }
  for (int k = 0; k < K; ++k) sum = sum + inner[k];
  return sum;
}

TileFunction weierstrass() {
  return perPoint([](auto at, int dim) {
    Vec sum(0.0);
    int i = 0;
    for (; i + 3 <= dim; i += 3) sum = addWeierstrass<3>(sum, at, i);
    for (; i < dim; ++i) sum = addWeierstrass<1>(sum, at, i);
    // At t = 1/2 every cosine is -1.
    return sum + Vec(dim * (2.0 - 0x1p-20));
  });
}

TileFunction schwefel() {
  return perPoint([](auto at, int dim) {
    Vec sum(0.0);
    for (int i = 0; i < dim; ++i) {
      const Vec z = at(i);
      sum = mulAdd(z, simd::sin(simd::sqrt(simd::abs(z))), sum);
    }
    return Vec(418.9829 * dim) - sum;
  });
}

TileFunction schwefel12() {
  return perPoint([](auto at, int dim) {
    Vec prefix(0.0);
    Vec sum(0.0);
    for (int i = 0; i < dim; ++i) {
      prefix = prefix + at(i);
      sum = mulAdd(prefix, prefix, sum);
    }
    return sum;
  });
}

TileFunction schwefel222() {
  return perPoint([](auto at, int dim) {
    Vec sum(0.0);
    Vec product(1.0);
    for (int i = 0; i < dim; ++i) {
      const Vec size = simd::abs(at(i));
      sum = sum + size;
      product = product * size;
    }
    return sum + product;
  });
}

TileFunction levy() {
  return perPoint([](auto at, int dim) {
    constexpr double kTurn = 0.5 / std::numbers::pi;  // one radian
    const auto w = [&](int i) { return Vec(1.0) + at(i) / Vec(4.0); };
    const Vec first = simd::sin2pi(Vec(0.5) * w(0));
    Vec sum = first * first;
    for (int i = 0; i + 1 < dim; ++i) {
      const Vec s = simd::sin2pi(Vec(0.5) * w(i) + Vec(kTurn));
      const Vec d = w(i) - Vec(1.0);
      sum = mulAdd(d * d, mulAdd(Vec(10.0) * s, s, Vec(1.0)), sum);
    }
    const Vec s = simd::sin2pi(w(dim - 1));
    const Vec d = w(dim - 1) - Vec(1.0);
    return mulAdd(d * d, mulAdd(s, s, Vec(1.0)), sum);
  });
}

}  // namespace

const char* functionName(Base base) {
  switch (base) {
    case Base::Sphere:
      return "Sphere";
    case Base::Rosenbrock:
      return "Rosenbrock";
    case Base::Ackley:
      return "Ackley";
    case Base::Rastrigin:
      return "Rastrigin";
    case Base::Griewank:
      return "Griewank";
    case Base::Weierstrass:
      return "Weierstrass";
    case Base::Schwefel:
      return "Schwefel";
    case Base::Schwefel12:
      return "Schwefel 1.2";
    case Base::Elliptic:
      return "Elliptic";
    case Base::Schwefel222:
      return "Schwefel 2.22";
    case Base::Ellipsoid:
      return "Ellipsoid";
    case Base::Quartic:
      return "Quartic";
    case Base::Levy:
      return "Levy";
    default:
      return cecFunctionName(base);
  }
}

TileFunction makeFunction(Base base, int dim) {
  const auto square = [](Vec z) { return z * z; };
  switch (base) {
    case Base::Sphere:
      return weightedSum(table(dim, [](int) { return 1.0; }), square);
    case Base::Rosenbrock:
      return rosenbrock();
    case Base::Ackley:
      return ackley();
    case Base::Rastrigin:
      return rastrigin();
    case Base::Griewank:
      return griewank(dim);
    case Base::Weierstrass:
      return weierstrass();
    case Base::Schwefel:
      return schwefel();
    case Base::Schwefel12:
      return schwefel12();
    case Base::Elliptic:
      return weightedSum(
          table(dim, [dim](int i) { return dim == 1 ? 1e6 : std::pow(1e6, (i - 1) / static_cast<double>(dim - 1)); }),
          square);
    case Base::Schwefel222:
      return schwefel222();
    case Base::Ellipsoid:
      return weightedSum(table(dim, [dim](int i) { return static_cast<double>(dim + 1 - i); }), square);
    case Base::Quartic:
      return weightedSum(table(dim, [](int i) { return static_cast<double>(i); }),
                         [](Vec z) { return (z * z) * (z * z); });
    case Base::Levy:
      return levy();
    default:
      return makeCecFunction(base);
  }
}

double optimumCoordinate(Base base) {
  if (base == Base::Rosenbrock) return 1.0;
  if (base == Base::Schwefel) return 420.968746359982;
  return 0.0;
}

}  // namespace tandem::prob
