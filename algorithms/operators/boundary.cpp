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
  // Few coordinates are outside: their squares are gathered without a branch for each, then added one after the other.
  constexpr int kChunk = 64;
  double squares[kChunk + simd::kWidth];
  double sum = 0.0;
  for (int from = 0; from < isize(x); from += kChunk) {
    const int end = std::min(isize(x), from + kChunk);
    int found = 0;
    const auto take = [&](double square) {
      squares[found] = square;
      found += static_cast<int>(square > 0.0);
    };
    int j = from;
    for (; j + simd::kWidth <= end; j += simd::kWidth) {
      const simd::Vec v = simd::load(&x[j]);
      // Of a NaN nothing is outside.
      const simd::Vec outside = xsimd::max(xsimd::max(simd::Vec(low) - v, v - simd::Vec(high)), simd::Vec(0.0));
      if (xsimd::none(outside > simd::Vec(0.0))) continue;
      double lanes[simd::kWidth];
      simd::store(lanes, outside * outside);
      for (const double square : lanes) take(square);
    }
    for (; j < end; ++j) {
      const double outside = x[j] < low ? low - x[j] : (x[j] > high ? x[j] - high : 0.0);
      take(outside * outside);
    }
    for (int k = 0; k < found; ++k) sum += squares[k];
  }
  return sum;
}

}  // namespace tandem::op
