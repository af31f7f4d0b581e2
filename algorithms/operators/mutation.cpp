// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "quick_power.h"
#include "tandem/operators.h"
#include "tandem/simd.h"

namespace tandem::op {

namespace {
using Words = xsimd::batch<std::uint64_t>;

/// base ^ exponent for base in [0, 1], exponent > 0. Values below 2^-1000 count as that: exact enough for a mutation,
/// whose step is the difference from 1.
simd::Vec power(simd::Vec base, simd::Vec exponent) {
  return quickPower(xsimd::max(base, simd::Vec(0x1p-1000)), exponent);
}

/// Calls change(values, draws) for blocks of kWidth of the variables of x, each of which is picked with the given
/// probability, and stores what it returns; draws are uniform in [0, 1). Not every variable is tested: the number of
/// variables before the next picked one has a geometric distribution, which is drawn by inversion. Several gaps are
/// drawn at once, and those beyond the end of x are unused.
template <typename Change>
void changeSome(Rng& rng, std::span<double> x, double probability, const Change& change) {
  constexpr int kMost = 64;
  constexpr int kStep = 4;
  static_assert(kStep % simd::kWidth == 0 || simd::kWidth % kStep == 0);
  if (!(probability > 0.0)) return;
  const bool all = probability >= 1.0;
  // 1 / log2(1 - p); the gaps of p = 1 are 0.
  const simd::Vec scale(all ? 0.0 : std::numbers::ln2 / std::log1p(-probability));
  const double expected = std::min(probability, 1.0) * isize(x);
  const int chunk = expected >= kMost - kStep ? kMost : kStep * (1 + static_cast<int>(expected / kStep));
  alignas(64) std::array<std::uint64_t, kMost + simd::kWidth> words;
  alignas(64) std::array<double, kMost + simd::kWidth> gaps;
  alignas(64) std::array<double, kMost + simd::kWidth> values;
  std::array<std::size_t, kMost> places;
  if constexpr (simd::kWidth > kStep) words.fill(0);
  const auto end = static_cast<double>(x.size());
  double at = 0.0;
  while (at < end) {
    rng.fill(std::span(words).first(chunk));
    for (int k = 0; k < chunk; k += simd::kWidth) {
      const simd::Vec u = simd::Vec(1.0) - simd::unit(Words::load_aligned(&words[k]));  // (0, 1]
      simd::store(&gaps[k], xsimd::floor(scale * quickLog2(u)));
    }
    int picked = 0;
    for (int k = 0; k < chunk; ++k) {
      at += gaps[k];
      if (!(at < end)) break;
      places[picked] = static_cast<std::size_t>(at);
      values[picked] = x[places[picked]];
      ++picked;
      at += 1.0;
    }
    for (int k = picked; k % simd::kWidth != 0; ++k) values[k] = 0.5;
    rng.fill(std::span(words).first(picked));
    for (int k = 0; k < picked; k += simd::kWidth) {
      simd::store(&values[k], change(simd::load(&values[k]), simd::unit(Words::load_aligned(&words[k]))));
    }
    for (int k = 0; k < picked; ++k) x[places[k]] = values[k];
  }
}
}  // namespace

void polynomialMutation(Rng& rng, std::span<double> x, double eta, double probability) {
  const simd::Vec one(1.0);
  const simd::Vec whole(eta + 1.0);
  const simd::Vec root(1.0 / (eta + 1.0));
  changeSome(rng, x, probability, [&](simd::Vec v, simd::Vec u) {
    // The bounded form: the distance to the nearer bound shapes the distribution, so that a parent inside the box has a
    // child inside it. Values outside (unrepaired parents) count as on the bound and are left to the boundary function:
    // a power of a negative number is NaN.
    const simd::Vec inside = xsimd::min(xsimd::max(v, simd::Vec(0.0)), one);
    const auto down = u <= simd::Vec(0.5);
    const simd::Vec share = xsimd::select(down, simd::Vec(2.0) * u, simd::Vec(2.0) * (one - u));
    const simd::Vec far = power(xsimd::select(down, one - inside, inside), whole);
    const simd::Vec step = power(share + (one - share) * far, root) - one;
    return v + xsimd::select(down, step, -step);
  });
}

void polynomialMutationBasic(Rng& rng, std::span<double> x, double eta, double probability) {
  const simd::Vec one(1.0);
  const simd::Vec root(1.0 / (eta + 1.0));
  changeSome(rng, x, probability, [&](simd::Vec v, simd::Vec u) {
    const auto down = u < simd::Vec(0.5);
    const simd::Vec step = power(xsimd::select(down, simd::Vec(2.0) * u, simd::Vec(2.0) * (one - u)), root) - one;
    return v + step * xsimd::select(down, v, v - one);
  });
}

}  // namespace tandem::op
