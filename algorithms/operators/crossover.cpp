// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>

#include "quick_power.h"
#include "tandem/operators.h"
#include "tandem/simd.h"

namespace tandem::op {

namespace {
using Words = xsimd::batch<std::uint64_t>;

/// Which variables cross, and whether the spread factor has a random sign.
enum class Crossed { Half, All };

/// Spread factors of SBX from words: of u, uniform in [0, 1), (2u)^e below 1/2 and (2-2u)^-e above, e = 1/(eta+1). The
/// eleven low bits are not part of u: two of them decide the sign and whether the variable crosses.
template <Crossed crossed>
simd::Vec spreadFactors(Words words, simd::Vec exponent) {
  const simd::Vec u = simd::unit(words);
  const auto contracts = u <= simd::Vec(0.5);
  // u = 0, once in 2^53 draws, is treated as half the next value.
  const simd::Vec base =
      xsimd::max(xsimd::min(simd::Vec(2.0) * u, simd::Vec(2.0) - simd::Vec(2.0) * u), simd::Vec(0x1p-53));
  simd::Vec beta = quickPower(base, xsimd::select(contracts, exponent, -exponent));
  if constexpr (crossed == Crossed::Half) {
    const Words sign = (words << 63) ^ Words(std::uint64_t{1} << 63U);  // bit 0 set: positive
    beta = xsimd::bitwise_cast<simd::Vec>(xsimd::bitwise_cast<Words>(beta) ^ sign);
    const auto crosses =
        xsimd::bool_cast((xsimd::bitwise_cast<simd::IntVec>(words) & simd::IntVec(2)) == simd::IntVec(2));
    beta = xsimd::select(crosses, beta, simd::Vec(1.0));
  }
  return beta;
}

template <Crossed crossed>
void cross(Rng& rng, std::span<const double> p1, std::span<const double> p2, std::span<double> c1, std::span<double> c2,
           double eta) {
  constexpr int kChunk = 64;
  alignas(64) std::array<std::uint64_t, kChunk> words;
  const simd::Vec exponent(1.0 / (eta + 1.0));
  const simd::Vec half(0.5);
  const simd::Vec one(1.0);
  const auto pair = [&](Words w, simd::Vec a, simd::Vec b) {
    const simd::Vec beta = spreadFactors<crossed>(w, exponent);
    const simd::Vec more = one + beta;
    const simd::Vec less = one - beta;
    return std::pair(half * (more * a + less * b), half * (more * b + less * a));
  };
  const int d = isize(p1);
  for (int first = 0; first < d; first += kChunk) {
    const int n = std::min(kChunk, d - first);
    rng.fill(std::span(words).first(n));
    int j = 0;
    for (; j + simd::kWidth <= n; j += simd::kWidth) {
      const auto [x, y] = pair(Words::load_aligned(&words[j]), simd::load(&p1[first + j]), simd::load(&p2[first + j]));
      simd::store(&c1[first + j], x);
      simd::store(&c2[first + j], y);
    }
    if (j == n) continue;
    alignas(64) double a[simd::kWidth] = {};
    alignas(64) double b[simd::kWidth] = {};
    std::fill(words.begin() + n, words.begin() + j + simd::kWidth, 0);
    std::copy_n(&p1[first + j], n - j, a);
    std::copy_n(&p2[first + j], n - j, b);
    const auto [x, y] = pair(Words::load_aligned(&words[j]), simd::load(a), simd::load(b));
    simd::store(a, x);
    simd::store(b, y);
    std::copy_n(a, n - j, &c1[first + j]);
    std::copy_n(b, n - j, &c2[first + j]);
  }
}
}  // namespace

void sbx(Rng& rng, std::span<const double> p1, std::span<const double> p2, std::span<double> c1, std::span<double> c2,
         double eta) {
  cross<Crossed::Half>(rng, p1, p2, c1, c2, eta);
}

void sbxFull(Rng& rng, std::span<const double> p1, std::span<const double> p2, std::span<double> c1,
             std::span<double> c2, double eta) {
  cross<Crossed::All>(rng, p1, p2, c1, c2, eta);
}

void swapVariables(Rng& rng, std::span<double> c1, std::span<double> c2, double probability) {
  for (int j = 0; j < isize(c1); ++j) {
    if (rng.chance(probability)) std::swap(c1[j], c2[j]);
  }
}

void GaVariation::params(ParamVisitor& p) {
  p.real("muC", muC, {.min = 0, .max = 1000, .doc = "distribution index of simulated binary crossover"});
  p.real("muM", muM, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
  p.choice(
      "operators", form,
      {.options = {"platform", "report"},
       .doc = "form of the operators: platform (half of the variables cross, bounded mutation) or report (all cross, "
              "basic mutation: the code behind the CEC17-MTSO report)"});
}

void GaVariation::crossover(RunContext& ctx, std::span<const double> p1, std::span<const double> p2,
                            std::span<double> c1, std::span<double> c2) const {
  if (form == Form::Report) {
    sbxFull(ctx.rng(), p1, p2, c1, c2, muC);
  } else {
    sbx(ctx.rng(), p1, p2, c1, c2, muC);
  }
}

namespace {
void mutateWith(RunContext& ctx, const GaVariation& variation, std::span<double> x, double probability) {
  if (variation.form == GaVariation::Form::Report) {
    polynomialMutationBasic(ctx.rng(), x, variation.muM, probability);
  } else {
    polynomialMutation(ctx.rng(), x, variation.muM, probability);
  }
}
}  // namespace

void GaVariation::mutate(RunContext& ctx, std::span<double> x) const {
  mutateWith(ctx, *this, x, 1.0 / isize(x));
}

void GaVariation::mutate(RunContext& ctx, Population& off) const {
  const MatView rows = off.x();
  mutateWith(ctx, *this, {rows.data, static_cast<std::size_t>(rows.rows) * static_cast<std::size_t>(rows.cols)},
             1.0 / off.dim());
}

void gaOffspring(RunContext& ctx, const Population& pop, Population& off, const GaVariation& variation) {
  Workspace::Frame frame(ctx.workspace());
  const std::span<int> order = frame.ints(pop.size());
  ctx.rng().permutation(order);
  gaOffspring(ctx, pop, order, off, variation);
}

void gaOffspring(RunContext& ctx, const Population& pop, std::span<const int> pool, Population& off,
                 const GaVariation& variation) {
  const int n = isize(pool);
  off.resize(2 * ((n + 1) / 2));
  for (int i = 0; i < (n + 1) / 2; ++i) {
    const int parents[2] = {pool[i], pool[i + n / 2]};
    const int first = 2 * i;
    variation.crossover(ctx, pop.x(parents[0]), pop.x(parents[1]), off.x(first), off.x(first + 1));
    for (int k = 0; k < 2; ++k) off.task(first + k) = pop.task(parents[k]);
  }
  variation.mutate(ctx, off);
  for (int i = 0; i < off.size(); ++i) clip(off.x(i));
}

void tagByParents(const Population& mates, std::span<const int> pool, Population& off, int t) {
  const int half = isize(pool) / 2;
  for (int c = 0; c < off.size(); ++c) {
    const auto pair = c / 2;
    const int first = mates.task(pool[pair]);
    off.setOrigin(c, t, first != t ? first : mates.task(pool[pair + half]));
  }
}

}  // namespace tandem::op
