// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <xsimd/xsimd.hpp>

#include <cmath>
#include <cstdint>

/// Vector type and element-wise functions for fused loops (problem functions, operators, vmath). Needs xsimd, hence not
/// included by any other public header; include it in .cpp files only. The instruction set is that which the including
/// file is compiled for: that of the build, but for a few kernels of the core that are compiled once more, for AVX-512.
///
/// The vector layer is xsimd's: of the packaged libraries it alone is inline, covers every width down to SSE2
/// and is exact enough (Highway: quicker, but scalar below AVX2 and wrong beyond |x| = 39000; SLEEF: calls into a
/// shared library). sin and cos are our own, because xsimd chooses its range reduction for a whole vector: the bits of
/// a lane would depend on its neighbours, that is, the value of a point on the batch it is evaluated in. exp and pow
/// are our own because they are quicker, and exact where xsimd's pow loses digits; log because xsimd's bits depend on
/// the width.
namespace tandem::simd {

// Two files with vectors of different widths must not share inline functions.
#ifdef __AVX512F__
inline namespace avx512 {
#else
inline namespace narrow {
#endif

using Vec = xsimd::batch<double>;
using IntVec = xsimd::batch<std::int64_t>;
inline constexpr int kWidth = static_cast<int>(Vec::size);

inline Vec load(const double* p) {
  return Vec::load_unaligned(p);
}
inline void store(double* p, Vec v) {
  v.store_unaligned(p);
}

/// a * b + c, fused where the instruction set has it; the scalar form gives the same bits as a lane. (xsimd 8 does not
/// fuse eight doubles.)
inline Vec mulAdd(Vec a, Vec b, Vec c) {
#ifdef __AVX512F__
  return _mm512_fmadd_pd(a, b, c);
#else
  return xsimd::fma(a, b, c);
#endif
}
inline double mulAdd(double a, double b, double c) {
#ifdef __FMA__
  return __builtin_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// c - a * b and a * b - c, fused likewise.
inline Vec subMul(Vec a, Vec b, Vec c) {
#ifdef __AVX512F__
  return _mm512_fnmadd_pd(a, b, c);
#else
  return xsimd::fnma(a, b, c);
#endif
}
inline Vec mulSub(Vec a, Vec b, Vec c) {
#ifdef __AVX512F__
  return _mm512_fmsub_pd(a, b, c);
#else
  return xsimd::fms(a, b, c);
#endif
}

/// Sum of the lanes in a fixed order.
inline double sum(Vec v) {
  alignas(64) double lanes[kWidth];
  v.store_aligned(lanes);
  double total = lanes[0];
  for (int i = 1; i < kWidth; ++i) total += lanes[i];
  return total;
}

inline Vec sqrt(Vec v) {
  return xsimd::sqrt(v);
}
inline Vec abs(Vec v) {
  return xsimd::abs(v);
}

namespace detail {

/// Adding this rounds to the nearest integer and leaves it in the low bits (|x| < 2^51).
inline constexpr double kRounder = 0x1.8p52;

template <typename... C>
inline Vec polynomial(Vec x, double highest, C... lower) {
  Vec result(highest);
  ((result = mulAdd(result, x, Vec(static_cast<double>(lower)))), ...);
  return result;
}

/// Sine and cosine of r for |r| <= pi/4 (slightly more does no harm). Minimax coefficients by the Remez algorithm,
/// errors 3.5e-18 and 5e-20.
struct SineCosine {
  Vec sine;
  Vec cosine;
};
inline SineCosine withinQuadrant(Vec r) {
  const Vec z = r * r;
  const Vec s = mulAdd(r * z,
                       polynomial(z, 1.5896505072408027e-10, -2.5050753266569684e-08, 2.7557313662069587e-06,
                                  -0.00019841269829725235, 0.008333333333322316, -0.16666666666666632),
                       r);
  const Vec half = Vec(0.5) * z;
  const Vec w = Vec(1.0) - half;
  const Vec c = w + mulAdd(z * z,
                           polynomial(z, -1.1359448768480947e-11, 2.0875719560356303e-09, -2.755731432604248e-07,
                                      2.4801587289394967e-05, -0.001388888888887399, 0.0416666666666666),
                           (Vec(1.0) - w) - half);
  return {s, c};
}

/// sin(r + quadrant * pi/2).
inline Vec turned(const SineCosine& of, IntVec quadrant) {
  const auto odd = xsimd::bool_cast((quadrant & IntVec(1)) == IntVec(1));
  const IntVec sign = (quadrant & IntVec(2)) << 62;
  return xsimd::bitwise_cast<Vec>(xsimd::bitwise_cast<IntVec>(xsimd::select(odd, of.cosine, of.sine)) ^ sign);
}
inline Vec sineOfQuadrant(Vec r, IntVec quadrant) {
  return turned(withinQuadrant(r), quadrant);
}

/// sin(x + shift * pi/2). Cody-Waite reduction: pi/2 in parts of 33 bits, so that the products with the quadrant number
/// are exact up to kReducible. Larger lanes, one by one, from the C library.
inline constexpr double kReducible = 800000.0;
inline Vec sineShifted(Vec x, int shift) {
  const Vec rounded = x * Vec(0.63661977236758134308) + Vec(kRounder);
  const Vec n = rounded - Vec(kRounder);
  Vec r = x - n * Vec(1.57079632673412561417);
  r = r - n * Vec(6.07710050630396597660e-11);
  r = r - n * Vec(2.02226624879595063154e-21);
  Vec result = sineOfQuadrant(r, xsimd::bitwise_cast<IntVec>(rounded) + IntVec(shift));
  if (xsimd::any(abs(x) > Vec(kReducible))) {
    alignas(64) double in[kWidth];
    alignas(64) double out[kWidth];
    x.store_aligned(in);
    result.store_aligned(out);
    for (int i = 0; i < kWidth; ++i) {
      if (std::fabs(in[i]) > kReducible) out[i] = shift == 0 ? std::sin(in[i]) : std::cos(in[i]);
    }
    result = Vec::load_aligned(out);
  }
  return result;
}

/// 2 pi t as r + quadrant * pi/2: t is reduced exactly, whatever its size.
struct Turn {
  Vec r;
  IntVec quadrant;
};
inline Turn reduced(Vec t) {
  const Vec fraction = t - xsimd::nearbyint(t);
  const Vec rounded = Vec(4.0) * fraction + Vec(kRounder);
  const Vec r = fraction - Vec(0.25) * (rounded - Vec(kRounder));
  return {Vec(6.283185307179586476925) * r, xsimd::bitwise_cast<IntVec>(rounded)};
}

/// a * b = p + returned error, p = a * b rounded.
inline Vec productError(Vec a, Vec b, Vec p) {
#ifdef __FMA__
  return mulSub(a, b, p);
#else
  const Vec splitter(134217729.0);  // Dekker: 2^27 + 1
  const Vec aBig = splitter * a;
  const Vec aHigh = aBig - (aBig - a);
  const Vec aLow = a - aHigh;
  const Vec bBig = splitter * b;
  const Vec bHigh = bBig - (bBig - b);
  const Vec bLow = b - bHigh;
  return ((aHigh * bHigh - p) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
#endif
}

}  // namespace detail

/// Random words as numbers in [0, 1), the bits of Rng::uniform(). No conversion of 64 bits is needed: the halves of the
/// upper 53 bits go into the fractions of doubles from 2^84 and 2^52 on, and no sum is rounded.
inline Vec unit(xsimd::batch<std::uint64_t> words) {
  using Words = xsimd::batch<std::uint64_t>;
  const Words bits = words >> 11;
  const Vec high = xsimd::bitwise_cast<Vec>((bits >> 32) | Words(std::uint64_t{0x4530000000000000}));
  const Vec low =
      xsimd::bitwise_cast<Vec>((bits & Words(std::uint64_t{0xffffffff})) | Words(std::uint64_t{0x4330000000000000}));
  return ((high - Vec(0x1p84 + 0x1p52)) + low) * Vec(0x1.0p-53);
}

/// log x = k log 2 + log m with m in [sqrt(1/2), sqrt(2)) and log m = f - (f^2 / 2 - s (f^2 / 2 + R)) with f = m - 1,
/// s = f / (2 + f) and a polynomial R of s^2: the method, constants and so the bits of FreeBSD's C library and of
/// xsimd, but fused for every width. NaN below 0, minus infinity at 0.
inline Vec log(Vec x) {
  const auto tiny = x < Vec(0x1p-1022);  // scaled up first
  const Vec scaled = xsimd::select(tiny, x * Vec(0x1p54), x);
  using Bits = xsimd::batch<std::uint64_t>;
  constexpr std::uint64_t kRoot = std::uint64_t{0x3fe6a09e} << 32;  // the upper half of sqrt(1/2)
  const Bits bits = xsimd::bitwise_cast<Bits>(scaled) + Bits((std::uint64_t{0x3ff} << 52) - kRoot);
  const Vec m = xsimd::bitwise_cast<Vec>((bits & Bits(std::uint64_t{0xfffffffffffff})) + Bits(kRoot));
  // k without a conversion of 64 bits: into the fraction of doubles from 2^52 on.
  const Vec biased = xsimd::bitwise_cast<Vec>((bits >> 52) | Bits(std::uint64_t{0x4330000000000000}));
  const Vec k = biased - xsimd::select(tiny, Vec(0x1p52 + 1077.0), Vec(0x1p52 + 1023.0));
  const Vec f = m - Vec(1.0);
  const Vec half = Vec(0.5) * f * f;
  const Vec s = f / (Vec(2.0) + f);
  const Vec z = s * s;
  const Vec w = z * z;
  const Vec odd = z * detail::polynomial(w, 1.479819860511658591e-01, 1.818357216161805012e-01,
                                         2.857142874366239149e-01, 6.666666666666735130e-01);
  const Vec even =
      w * detail::polynomial(w, 1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01);
  const Vec low = mulAdd(s, half + (odd + even), k * Vec(1.90821492927058770002e-10));
  const Vec result = mulAdd(k, Vec(6.93147180369123816490e-01), low - half + f);
  const Vec special = xsimd::select(x == Vec(0.0), Vec(-HUGE_VAL), xsimd::select(x == Vec(HUGE_VAL), x, Vec(NAN)));
  return xsimd::select((x > Vec(0.0)) && (x < Vec(HUGE_VAL)), result, special);
}

/// e^x by x = n log 2 + r and a minimax polynomial (error 4e-18); gradual underflow, overflow to infinity.
inline Vec exp(Vec x) {
  const Vec clamped = xsimd::min(xsimd::max(x, Vec(-746.0)), Vec(710.0));
  const Vec rounded = clamped * Vec(1.4426950408889634074) + Vec(detail::kRounder);
  const Vec n = rounded - Vec(detail::kRounder);
  Vec r = clamped - n * Vec(6.93147180369123816490e-01);
  r = r - n * Vec(1.90821492927058770002e-10);
  const Vec e = detail::polynomial(r, 2.5118507225491228e-08, 2.7632007554253856e-07, 2.7557214268708826e-06,
                                   2.4801488019110137e-05, 0.00019841269919648676, 0.0013888888948746193,
                                   0.008333333333306162, 0.04166666666650939, 0.16666666666666702, 0.5000000000000013);
  const Vec p = Vec(1.0) + mulAdd(r * r, e, r);
  // 2^n in two factors, so that neither overflows before the result does.
  const IntVec whole = xsimd::bitwise_cast<IntVec>(rounded) - IntVec(std::int64_t{0x4338000000000000});
  const IntVec biased = whole + IntVec(std::int64_t{2} * 1023);
  const IntVec half = biased >> 1;
  const Vec scaled = p * xsimd::bitwise_cast<Vec>(half << 52) * xsimd::bitwise_cast<Vec>((biased - half) << 52);
  return xsimd::select(x == x, scaled, x);
}

inline Vec sin(Vec x) {
  return detail::sineShifted(x, 0);
}
inline Vec cos(Vec x) {
  return detail::sineShifted(x, 1);
}
/// sin(2 pi t) and cos(2 pi t), with an exact argument reduction; both together cost little more than one.
inline Vec sin2pi(Vec t) {
  const detail::Turn turn = detail::reduced(t);
  return detail::sineOfQuadrant(turn.r, turn.quadrant);
}
inline Vec cos2pi(Vec t) {
  const detail::Turn turn = detail::reduced(t);
  return detail::sineOfQuadrant(turn.r, turn.quadrant + IntVec(1));
}
inline void sinCos2pi(Vec t, Vec& sine, Vec& cosine) {
  const detail::Turn turn = detail::reduced(t);
  const detail::SineCosine within = detail::withinQuadrant(turn.r);
  sine = detail::turned(within, turn.quadrant);
  cosine = detail::turned(within, turn.quadrant + IntVec(1));
}

/// x ^ y for x >= 0, finite y: exp(y log x) with the logarithm in two doubles.
inline Vec pow(Vec x, double y) {
  if (y == 0.0) return Vec(1.0);
  // x = 2^k m with m in [sqrt(1/2), sqrt(2)); subnormal numbers are scaled up first.
  const auto tiny = x < Vec(0x1p-1000);
  const Vec scaled = xsimd::select(tiny, x * Vec(0x1p54), x);
  const IntVec bits = xsimd::bitwise_cast<IntVec>(scaled) - IntVec(0x3fe6a09e667f3bcd);
  const IntVec exponent = bits & IntVec(~std::int64_t{0xfffffffffffff});
  const Vec m = xsimd::bitwise_cast<Vec>(xsimd::bitwise_cast<IntVec>(scaled) - exponent);
  // The exponent as a double without a 64-bit conversion: 2^52 k lies in the high bits, biased to be positive.
  const IntVec biased = (exponent + IntVec(std::int64_t{2048} << 52));
  const Vec k = xsimd::bitwise_cast<Vec>(((biased >> 52) & IntVec(0xfff)) | IntVec(0x4330000000000000)) -
                Vec(0x1p52 + 2048.0) - xsimd::select(tiny, Vec(54.0), Vec(0.0));
  // log m = 2 atanh(s), s = (m - 1) / (m + 1) = sHigh + sLow.
  const Vec f = m - Vec(1.0);
  const Vec d = m + Vec(1.0);
  const Vec dLow = m - (d - Vec(1.0));
  const Vec sHigh = f / d;
  const Vec product = sHigh * d;
  const Vec sLow = (((f - product) - detail::productError(sHigh, d, product)) - sHigh * dLow) / d;
  const Vec z = sHigh * sHigh;
  const Vec tail = z * sHigh *
                   detail::polynomial(z, 0.12040726294671031, 0.1166781882289501, 0.13336714115174492,
                                      0.15384544673955175, 0.181818190905179, 0.22222222215179968, 0.2857142857145942,
                                      0.39999999999999936, 0.6666666666666666);
  const Vec big = k * Vec(6.93147180369123816490e-01);
  const Vec twoS = Vec(2.0) * sHigh;
  const Vec high = big + twoS;
  const Vec carry = xsimd::select(k == Vec(0.0), Vec(0.0), (big - high) + twoS);
  const Vec low = carry + (k * Vec(1.90821492927058770002e-10) + (Vec(2.0) * sLow + tail));
  const Vec h = high + low;
  const Vec l = (high - h) + low;
  // y * (h + l) = p + pLow
  const Vec yy(y);
  const Vec p = yy * h;
  const Vec pLow = detail::productError(yy, h, p) + yy * l;
  const Vec e = exp(p);
  const Vec result = xsimd::select(xsimd::isfinite(e), mulAdd(e, pLow, e), e);
  const double atZero = y > 0.0 ? 0.0 : HUGE_VAL;
  const double atInfinity = y > 0.0 ? HUGE_VAL : 0.0;
  const Vec special =
      xsimd::select(x == Vec(0.0), Vec(atZero), xsimd::select(x == Vec(HUGE_VAL), Vec(atInfinity), x * Vec(NAN)));
  return xsimd::select((x > Vec(0.0)) && (x < Vec(HUGE_VAL)), result, special);
}

}  // namespace

}  // namespace tandem::simd
