// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "tandem/simd.h"

/// From the unified space to that of a task, for the vectors of the instruction set that the including file is compiled
/// for (base/wide.h).
namespace tandem {

namespace {

/// x in [0, 1]^n to the box [low, high], cut off at its bounds if there are any. False if a value is not finite.
bool toBounds(const double* x, const double* low, const double* high, bool bounded, int n, double* out) {
  // NaN and infinity have all bits of the exponent set. As whole numbers: a sum of doubles has an order to keep, and
  // one coordinate would wait for the other.
  constexpr std::int64_t kExponent = 0x7ff0000000000000;
  auto notFinite = simd::IntVec(1) == simd::IntVec(0);
  const auto scaled = [&](simd::Vec from, simd::Vec least, simd::Vec most) {
    simd::Vec value = least + from * (most - least);
    if (bounded) {
      value = xsimd::select(value < least, least, value);
      value = xsimd::select(most < value, most, value);
    }
    const simd::IntVec bits = xsimd::bitwise_cast<simd::IntVec>(value) & simd::IntVec(kExponent);
    notFinite = notFinite || bits == simd::IntVec(kExponent);
    return value;
  };
  const auto vector = [&](int j) {
    simd::store(out + j, scaled(simd::load(x + j), simd::load(low + j), simd::load(high + j)));
  };
  int j = 0;
  for (; j + simd::kWidth <= n; j += simd::kWidth) vector(j);
  if (j < n && n >= simd::kWidth) {
    vector(n - simd::kWidth);  // some coordinates once more
  } else {
    for (; j < n; ++j) {
      double one[simd::kWidth];
      simd::store(one, scaled(simd::Vec(x[j]), simd::Vec(low[j]), simd::Vec(high[j])));
      out[j] = one[0];
    }
  }
  return !xsimd::any(notFinite);
}

}  // namespace

}  // namespace tandem
