// SPDX-License-Identifier: Apache-2.0
// The raw functions of functions.h, written once for the CPU and for OpenCL devices: this file is C++ (functions.cpp
// includes it) and OpenCL C (its text is compiled by the device's driver). It keeps to what both languages have, with a
// small vocabulary; core/device/prologue.cl has the device's half. The order of operations is part of a function:
// contraction is off on both sides, so that CPU and device differ in their elementary functions only.
//
//   Vec          a number of a point; here a vector of several points
//   Vec(x)       conversion of a constant
//   Number       a constant that is the same for all points
//   at(i)        coordinate i of the point
//   table[i]     coefficient i of the function (functionTable())
#ifndef __OPENCL_VERSION__
#pragma once
#include "tandem/simd.h"

#define TANDEM_FUNCTION(name) \
  template <typename At>      \
  Vec name(At at, int dim, [[maybe_unused]] Table table)
#define TANDEM_OF_POINT template <typename At>
#define TANDEM_POINT At at
#define TANDEM_SAME_POINT at
#define TANDEM_INLINE [[gnu::always_inline]] inline

/// One template per function, f(at, dim, table), of the values that `at` reads.
namespace tandem::prob::terms {

using simd::Vec;
using Mask = xsimd::batch_bool<double>;
using Number = double;
using Table = const double*;

inline Vec mulAdd(Vec a, Vec b, Vec c) {
  return simd::mulAdd(a, b, c);
}
inline Vec root(Vec v) {
  return simd::sqrt(v);
}
inline Vec size(Vec v) {
  return simd::abs(v);
}
inline Vec exponential(Vec v) {
  return simd::exp(v);
}
inline Vec power(Vec v, double exponent) {
  return simd::pow(v, exponent);
}
inline Vec sine(Vec v) {
  return simd::sin(v);
}
inline Vec cosine(Vec v) {
  return simd::cos(v);
}
/// Of an angle in turns.
inline Vec sineOfTurns(Vec v) {
  return simd::sin2pi(v);
}
inline Vec cosineOfTurns(Vec v) {
  return simd::cos2pi(v);
}
inline Vec nearest(Vec v) {
  return xsimd::nearbyint(v);
}
inline Vec wholePart(Vec v) {
  return xsimd::floor(v);
}
inline Vec choose(Mask condition, Vec yes, Vec no) {
  return xsimd::select(condition, yes, no);
}
#endif

TANDEM_FUNCTION(sphere) {
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) sum = sum + at(i) * at(i);
  return sum;
}

TANDEM_FUNCTION(weightedSquares) {
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) sum = mulAdd(Vec(table[i]), at(i) * at(i), sum);
  return sum;
}

TANDEM_FUNCTION(weightedQuartic) {
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    const Vec square = at(i) * at(i);
    sum = mulAdd(Vec(table[i]), square * square, sum);
  }
  return sum;
}

/// table: weight of the first coordinate, weight of the others
TANDEM_FUNCTION(unequalSphere) {
  const Number others = table[1];
  Vec sum = mulAdd(Vec(table[0]) * at(0), at(0), Vec(0.0));
  for (int i = 1; i < dim; ++i) sum = mulAdd(Vec(others) * at(i), at(i), sum);
  return sum;
}

TANDEM_INLINE Vec rosenbrockPair(Vec z, Vec next) {
  const Vec valley = next - z * z;
  const Vec slope = z - Vec(1.0);
  return mulAdd(Vec(100.0) * valley, valley, slope * slope);
}

TANDEM_FUNCTION(rosenbrock) {
  Vec sum = Vec(0.0);
  if (dim == 1) return rosenbrockPair(at(0), at(0));
  for (int i = 0; i + 1 < dim; ++i) sum = sum + rosenbrockPair(at(i), at(i + 1));
  return sum;
}

TANDEM_FUNCTION(ackley) {
  Vec squares = Vec(0.0);
  Vec cosines = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i);
    squares = mulAdd(z, z, squares);
    cosines = cosines + cosineOfTurns(z);
  }
  // Written so that rounding leaves the customary 4.4e-16 at the optimum, not less than 0.
  return Vec(-20.0) * exponential(Vec(-0.2) * root(squares / Vec(dim))) - exponential(cosines / Vec(dim)) + Vec(20.0) +
         Vec(2.718281828459045235);
}

TANDEM_FUNCTION(rastrigin) {
  Vec sum = Vec(10.0 * dim);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i);
    sum = sum + (z * z - Vec(10.0) * cosineOfTurns(z));
  }
  return sum;
}

/// table: the square roots of 1, 2, ...
TANDEM_FUNCTION(griewank) {
  Vec squares = Vec(0.0);
  Vec cosines = Vec(1.0);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i);
    squares = mulAdd(z, z, squares);
    cosines = cosines * cosine(z / Vec(table[i]));
  }
  return Vec(1.0) + Vec(1.0 / 4000.0) * squares - cosines;
}

/// Adds Weierstrass' inner sums of `chains` coordinates from the i-th on, at most 3. Some chains side by side keep the
/// arithmetic units busy: each one is a recurrence.
///
/// cos(2 pi 3^k t) for k = 0..20 comes from cubing the unit vector of the angle: a few flops per term instead of a
/// cosine. The angle's error grows as 3^k while the weight falls as 2^-k, just as the rounding of 3^k t does.
TANDEM_OF_POINT TANDEM_INLINE Vec weierstrassChains(Vec sum, TANDEM_POINT, int i, const int chains) {
  Vec c[3];
  Vec s[3];
  Vec inner[3];
  for (int k = 0; k < chains; ++k) {
    const Vec t = at(i + k) + Vec(0.5);
    c[k] = cosineOfTurns(t);
    s[k] = sineOfTurns(t);
    inner[k] = Vec(0.0);
  }
  Number weight = 1.0;
  for (int term = 0; term <= 20; ++term) {
    for (int k = 0; k < chains; ++k) {
      inner[k] = mulAdd(Vec(weight), c[k], inner[k]);
      const Vec cc = c[k] * c[k];
      const Vec ss = s[k] * s[k];
      const Vec cubed = c[k] * mulAdd(Vec(-3.0), ss, cc);
      s[k] = s[k] * mulAdd(Vec(3.0), cc, -ss);
      c[k] = cubed;
    }
    weight *= 0.5;
  }
  for (int k = 0; k < chains; ++k) sum = sum + inner[k];
  return sum;
}

TANDEM_FUNCTION(weierstrass) {
  Vec sum = Vec(0.0);
  int i = 0;
  for (; i + 3 <= dim; i += 3) sum = weierstrassChains(sum, TANDEM_SAME_POINT, i, 3);
  for (; i < dim; ++i) sum = weierstrassChains(sum, TANDEM_SAME_POINT, i, 1);
  // At t = 1/2 every cosine is -1.
  return sum + Vec(dim * (2.0 - 0x1p-20));
}

TANDEM_FUNCTION(schwefel) {
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i);
    sum = mulAdd(z, sine(root(size(z))), sum);
  }
  return Vec(418.9829 * dim) - sum;
}

TANDEM_FUNCTION(schwefel12) {
  Vec prefix = Vec(0.0);
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    prefix = prefix + at(i);
    sum = mulAdd(prefix, prefix, sum);
  }
  return sum;
}

TANDEM_FUNCTION(schwefel222) {
  Vec sum = Vec(0.0);
  Vec product = Vec(1.0);
  for (int i = 0; i < dim; ++i) {
    const Vec a = size(at(i));
    sum = sum + a;
    product = product * a;
  }
  return sum + product;
}

TANDEM_INLINE Vec levyMoved(Vec z) {
  return Vec(1.0) + z / Vec(4.0);
}

TANDEM_FUNCTION(levy) {
  const Vec first = sineOfTurns(Vec(0.5) * levyMoved(at(0)));
  Vec sum = first * first;
  for (int i = 0; i + 1 < dim; ++i) {
    // The shift is one radian.
    const Vec s = sineOfTurns(Vec(0.5) * levyMoved(at(i)) + Vec(0.5 / 3.14159265358979323846));
    const Vec d = levyMoved(at(i)) - Vec(1.0);
    sum = mulAdd(d * d, mulAdd(Vec(10.0) * s, s, Vec(1.0)), sum);
  }
  const Vec last = levyMoved(at(dim - 1));
  const Vec s = sineOfTurns(last);
  const Vec d = last - Vec(1.0);
  return mulAdd(d * d, mulAdd(s, s, Vec(1.0)), sum);
}

/// Rosenbrock's term of two coordinates around the optimum 0.
TANDEM_INLINE Vec movedRosenbrockPair(Vec z, Vec next) {
  const Vec moved = z + Vec(1.0);
  const Vec valley = moved * moved - (next + Vec(1.0));
  const Vec slope = moved - Vec(1.0);
  return Vec(100.0) * valley * valley + slope * slope;
}

TANDEM_FUNCTION(cecRosenbrock) {
  Vec sum = Vec(0.0);
  for (int i = 0; i + 1 < dim; ++i) sum = sum + movedRosenbrockPair(at(i), at(i + 1));
  return sum;
}

TANDEM_FUNCTION(cecSchwefel) {
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i) + Vec(420.9687462275036);
    const Vec distance = size(z);
    const Mask beyond = distance > Vec(500.0);
    // Beyond +-500 the wave is mirrored: 500 - |z| mod 500.
    Vec rest = distance - Vec(500.0) * wholePart(distance / Vec(500.0));
    rest = choose(rest < Vec(0.0), rest + Vec(500.0), rest);
    const Vec inner = choose(beyond, Vec(500.0) - rest, distance);
    const Vec wave = inner * sine(root(inner));
    const Vec excess = (distance - Vec(500.0)) / Vec(100.0);
    const Vec penalty = choose(beyond, excess * excess / Vec(dim), Vec(0.0));
    sum = (sum - choose(z < Vec(0.0), -wave, wave)) + penalty;
  }
  return sum + Vec(418.9828872724338 * dim);
}

/// table: 10 / dim^1.2
TANDEM_FUNCTION(katsuura) {
  Vec product = Vec(1.0);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i);
    Vec roughness = Vec(0.0);
    Number doubled = 1.0;
    for (int j = 1; j <= 32; ++j) {
      doubled *= 2.0;
      const Vec scaled = Vec(doubled) * z;
      roughness = mulAdd(size(scaled - nearest(scaled)), Vec(1.0 / doubled), roughness);
    }
    product = product * power(mulAdd(Vec(i + 1), roughness, Vec(1.0)), table[0]);
  }
  const Vec factor = Vec(10.0 / dim / dim);
  return product * factor - factor;
}

TANDEM_FUNCTION(happyCat) {
  Vec squares = Vec(0.0);
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i) - Vec(1.0);
    squares = mulAdd(z, z, squares);
    sum = sum + z;
  }
  const Vec kernelValue = root(root(size(squares - Vec(dim))));
  return kernelValue + (Vec(0.5) * squares + sum) / Vec(dim) + Vec(0.5);
}

TANDEM_FUNCTION(hgBat) {
  Vec squares = Vec(0.0);
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i) - Vec(1.0);
    squares = mulAdd(z, z, squares);
    sum = sum + z;
  }
  const Vec kernelValue = root(size(squares * squares - sum * sum));
  return kernelValue + (Vec(0.5) * squares + sum) / Vec(dim) + Vec(0.5);
}

// The last two treat the coordinates as a ring.

TANDEM_FUNCTION(griewankRosenbrock) {
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    const Vec t = movedRosenbrockPair(at(i), at(i + 1 < dim ? i + 1 : 0));
    sum = sum + (t * t / Vec(4000.0) - cosine(t) + Vec(1.0));
  }
  return sum;
}

TANDEM_FUNCTION(expandedScaffer) {
  Vec sum = Vec(0.0);
  for (int i = 0; i < dim; ++i) {
    const Vec z = at(i);
    const Vec next = at(i + 1 < dim ? i + 1 : 0);
    const Vec squares = z * z + next * next;
    const Vec wave = sine(root(squares));
    const Vec damping = mulAdd(Vec(0.001), squares, Vec(1.0));
    sum = sum + (Vec(0.5) + (wave * wave - Vec(0.5)) / (damping * damping));
  }
  return sum;
}

#ifndef __OPENCL_VERSION__
}  // namespace tandem::prob::terms
#undef TANDEM_FUNCTION
#undef TANDEM_OF_POINT
#undef TANDEM_POINT
#undef TANDEM_SAME_POINT
#undef TANDEM_INLINE
#endif
