// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "tandem/simd.h"

/// Logarithm and power for the draws of operators: less than half the work of simd::log and simd::pow, which are exact
/// to the last digit and handle every special value. Relative errors are within 1e-13 for the logarithm and (1 + |log2
/// of the power|) 1e-13 for the power: far finer than any number of draws could tell. Coefficients by interpolation at
/// Chebyshev nodes in 50 digits.
namespace tandem::op {

/// log2(x) for normal x > 0.
inline simd::Vec quickLog2(simd::Vec x) {
  using Words = xsimd::batch<std::uint64_t>;
  // x = 2^k m with m in [sqrt(1/2), sqrt(2)), log2 m = s P(s^2), s = (m - 1) / (m + 1).
  const auto bits = xsimd::bitwise_cast<Words>(x);
  const Words exponent = (bits - Words(std::uint64_t{0x3fe6a09e667f3bcd})) & Words(~std::uint64_t{0xfffffffffffff});
  const auto m = xsimd::bitwise_cast<simd::Vec>(bits - exponent);
  const Words biased = (exponent + Words(std::uint64_t{1024} << 52U)) >> 52;
  const simd::Vec k =
      xsimd::bitwise_cast<simd::Vec>(biased | Words(std::uint64_t{0x4330000000000000})) - simd::Vec(0x1p52 + 1024.0);
  const simd::Vec s = (m - simd::Vec(1.0)) / (m + simd::Vec(1.0));
  const simd::Vec p = simd::detail::polynomial(s * s, 0.28288718263073565, 0.3199066608891474, 0.41220922733052445,
                                               0.5770779426302618, 0.9617966941123595, 2.8853900817778504);
  return simd::mulAdd(s, p, k);
}

/// base ^ exponent for normal base in (0, 1], |exponent * log2(base)| < 1020; bases below 2^-1020 count as that.
inline simd::Vec quickPower(simd::Vec base, simd::Vec exponent) {
  using Words = xsimd::batch<std::uint64_t>;
  const simd::Vec l = xsimd::max(exponent * quickLog2(base), simd::Vec(-1020.0));
  const simd::Vec rounded = l + simd::Vec(simd::detail::kRounder);
  const simd::Vec r = l - (rounded - simd::Vec(simd::detail::kRounder));
  const simd::Vec p = simd::detail::polynomial(
      r, 1.0205906527945659e-07, 1.3259647013855699e-06, 1.5252672919976235e-05, 0.0001540343374351187,
      0.0013333558200801122, 0.009618129193944678, 0.05550410866465164, 0.24022650695640296, 0.6931471805599462, 1.0);
  return xsimd::bitwise_cast<simd::Vec>(xsimd::bitwise_cast<Words>(p) + (xsimd::bitwise_cast<Words>(rounded) << 52));
}

}  // namespace tandem::op
