// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>

#include "tandem/operators.h"
#include "tandem/simd.h"

namespace tandem::op {

namespace {
constexpr int kLanes = 4;
constexpr int kChunk = 64;  // variables whose crossover is drawn at once

/// Mutants by variable, one or kWidth of them.
struct Given {
  const double* x;
  [[nodiscard]] double one(int j) const { return x[j]; }
  [[nodiscard]] simd::Vec several(int j) const { return simd::load(x + j); }
};
/// a + f (b - c), clipped. In this order a NaN becomes 0.
struct ClippedDifference {
  const double* a;
  const double* b;
  const double* c;
  double f;
  [[nodiscard]] double one(int j) const { return std::min(std::max(0.0, a[j] + f * (b[j] - c[j])), 1.0); }
  [[nodiscard]] simd::Vec several(int j) const {
    const simd::Vec v = simd::load(a + j) + simd::Vec(f) * (simd::load(b + j) - simd::load(c + j));
    return xsimd::min(xsimd::max(v, simd::Vec(0.0)), simd::Vec(1.0));
  }
};

/// out_j = of(j) with probability cr, and for one forced j, else target_j. Two variables share a 64-bit draw: of eight
/// in a row the first four have the lower halves of four draws and the others the upper ones. 32 bits are finer than
/// any crossover rate used.
template <typename Mutant>
void crossBinomially(Rng& rng, std::span<const double> target, double cr, std::span<double> out, const Mutant& of) {
  const auto threshold = static_cast<std::int64_t>(std::clamp(cr, 0.0, 1.0) * 0x1.0p32);
  const int d = isize(target);
  const int forced = rng.below(d);
  const double kept = of.one(forced);  // out may be the mutant
  for (int first = 0; first < d; first += kChunk) {
    const int n = std::min(kChunk, d - first);
    std::array<std::uint64_t, kChunk / 2> draws;
    const int blocks = (n + 2 * kLanes - 1) / (2 * kLanes);
    const int drawn = kLanes * blocks;
    rng.fill(std::span(draws).first(drawn));
    std::array<std::int64_t, kChunk> halves;
    for (int b = 0; b < blocks; ++b) {
      for (int l = 0; l < kLanes; ++l) {
        const std::uint64_t draw = draws[kLanes * b + l];
        halves[2 * kLanes * b + l] = static_cast<std::int64_t>(draw & 0xffffffffU);
        halves[2 * kLanes * b + kLanes + l] = static_cast<std::int64_t>(draw >> 32U);
      }
    }
    const double* from = target.data() + first;
    double* to = out.data() + first;
    int j = 0;
    for (; j + simd::kWidth <= n; j += simd::kWidth) {
      const auto crosses = xsimd::bool_cast(simd::IntVec::load_unaligned(&halves[j]) < simd::IntVec(threshold));
      simd::store(to + j, xsimd::select(crosses, of.several(first + j), simd::load(from + j)));
    }
    for (; j < n; ++j) to[j] = halves[j] < threshold ? of.one(first + j) : from[j];
  }
  out[forced] = kept;
}
}  // namespace

void binomial(Rng& rng, std::span<const double> target, std::span<const double> mutant, double cr,
              std::span<double> out) {
  crossBinomially(rng, target, cr, out, Given{mutant.data()});
}

void exponential(Rng& rng, std::span<const double> target, std::span<const double> mutant, double cr,
                 std::span<double> out) {
  const int d = isize(target);
  const auto first = rng.below(d);
  int length = 1;
  while (length < d && rng.chance(cr)) ++length;
  for (int k = 0; k < d; ++k) {
    const int j = (first + k) % d;
    out[j] = k < length ? mutant[j] : target[j];
  }
}

void difference(std::span<const double> a, double f, std::span<const double> b, std::span<const double> c,
                std::span<double> out) {
  for (int j = 0; j < isize(out); ++j) out[j] = a[j] + f * (b[j] - c[j]);
}

void deRand1Bin(RunContext& ctx, const Population& pop, Population& off, double f, double cr) {
  Rng& rng = ctx.rng();
  off.resize(pop.size());
  for (int i = 0; i < pop.size(); ++i) {
    int others[3];
    rng.distinct(others, pop.size(), {&i, 1});
    const auto row = [&](int r) { return pop.x(others[r]).data(); };
    // The target is already inside.
    crossBinomially(rng, pop.x(i), cr, off.x(i), ClippedDifference{row(0), row(1), row(2), f});
    off.task(i) = pop.task(i);
  }
}

}  // namespace tandem::op
