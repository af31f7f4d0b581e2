// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tandem/operators.h"
#include "tandem/simd.h"

namespace tandem::op {

void clip(std::span<double> x) {
  // In this order a NaN becomes 0.
  for (double& v : x) v = std::min(std::max(0.0, v), 1.0);
}

void midpoint(std::span<double> x, std::span<const double> parent) {
  for (int j = 0; j < isize(x); ++j) {
    if (x[j] < 0.0) x[j] = 0.5 * parent[j];
    if (x[j] > 1.0) x[j] = 0.5 * (1.0 + parent[j]);
  }
}

void randomReset(Rng& rng, std::span<double> x) {
  for (double& v : x) {
    if (v < 0.0 || v > 1.0) v = rng.uniform();
  }
}

void randomParent(Rng& rng, std::span<double> x, std::span<const double> parent) {
  for (int j = 0; j < isize(x); ++j) {
    if (x[j] < 0.0) x[j] = rng.uniform(0.0, parent[j]);
    if (x[j] > 1.0) x[j] = rng.uniform(parent[j], 1.0);
  }
}

void reflectRandom(Rng& rng, std::span<double> x) {
  for (const bool below : {true, false}) {
    const bool mirrored = rng.chance(0.5);
    const double bound = rng.chance(0.5) ? 0.0 : 1.0;
    for (double& v : x) {
      if (below ? v >= 0.0 : v <= 1.0) continue;
      v = mirrored ? std::clamp(below ? -v : 2.0 - v, 0.0, 1.0) : bound;
    }
  }
}

double squaredViolation(std::span<const double> x, double low, double high) {
  // All squares, in vectors, then their sum in order. Zeros take part: which coordinates are outside is unpredictable,
  // and adding nothing costs less than a wrong guess.
  constexpr int kChunk = 64;
  double squares[kChunk];
  double sum = 0.0;
  for (int from = 0; from < isize(x); from += kChunk) {
    const int n = std::min(isize(x) - from, kChunk);
    int j = 0;
    for (; j + simd::kWidth <= n; j += simd::kWidth) {
      const simd::Vec v = simd::load(&x[from + j]);
      // A NaN is never outside.
      const simd::Vec outside = xsimd::max(xsimd::max(simd::Vec(low) - v, v - simd::Vec(high)), simd::Vec(0.0));
      simd::store(squares + j, outside * outside);
    }
    for (; j < n; ++j) {
      const double v = x[from + j];
      const double outside = v < low ? low - v : (v > high ? v - high : 0.0);
      squares[j] = outside * outside;
    }
    for (int k = 0; k < n; ++k) sum += squares[k];
  }
  return sum;
}

}  // namespace tandem::op
