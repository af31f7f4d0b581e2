// SPDX-License-Identifier: Apache-2.0
#include "tandem/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "tandem/simd.h"

namespace tandem {

Rng::Rng(std::uint64_t key) : key_(key) {
  std::uint64_t z = key;
  for (std::uint64_t& word : s_) {
    word = mix64(z);
    z += 0x9e3779b97f4a7c15ULL;
  }
}

int Rng::below(int n) {
  // Multiply-shift with rejection of the few values that would bias the result.
  const auto range = static_cast<std::uint32_t>(n);
  std::uint64_t product = (next() >> 32U) * range;
  auto low = static_cast<std::uint32_t>(product);
  if (low < range) {
    const std::uint32_t threshold = (0U - range) % range;
    while (low < threshold) {
      product = (next() >> 32U) * range;
      low = static_cast<std::uint32_t>(product);
    }
  }
  return static_cast<int>(product >> 32U);
}

double Rng::normal() {
  if (hasSpare_) {
    hasSpare_ = false;
    return spare_;
  }
  double u = 0.0;
  double v = 0.0;
  double s = 0.0;
  do {
    u = 2.0 * uniform() - 1.0;
    v = 2.0 * uniform() - 1.0;
    s = u * u + v * v;
  } while (s >= 1.0 || s == 0.0);
  const double factor = std::sqrt(-2.0 * std::log(s) / s);
  spare_ = v * factor;
  hasSpare_ = true;
  return u * factor;
}

double Rng::cauchy(double location, double scale) {
  return location + scale * std::tan(std::numbers::pi * (uniform() - 0.5));
}

void Rng::fillUniform(std::span<double> out) {
  for (double& v : out) v = uniform();
}

// The values of as many calls of normal(), in stages that the processor can overlap: the draws without a branch for
// what is rejected, the logarithms, then square roots and divisions in vectors.
void Rng::fillNormal(std::span<double> out) {
  constexpr std::size_t kPairs = 64;
  double u[kPairs + 1];
  double v[kPairs + 1];
  double s[kPairs + simd::kWidth];
  std::size_t at = 0;
  if (hasSpare_ && !out.empty()) out[at++] = normal();
  while (out.size() - at >= 2) {
    const std::size_t pairs = std::min(kPairs, (out.size() - at) / 2);
    for (std::size_t k = 0; k < pairs;) {
      u[k] = 2.0 * uniform() - 1.0;
      v[k] = 2.0 * uniform() - 1.0;
      s[k] = u[k] * u[k] + v[k] * v[k];
      k += static_cast<std::size_t>(s[k] < 1.0) & static_cast<std::size_t>(s[k] != 0.0);
    }
    double factor[kPairs + simd::kWidth];
    const std::size_t roundedUp = (pairs + simd::kWidth - 1) / simd::kWidth * simd::kWidth;
    for (std::size_t k = 0; k < pairs; ++k) factor[k] = std::log(s[k]);
    std::fill(factor + pairs, factor + roundedUp, 0.0);
    std::fill(s + pairs, s + roundedUp, 1.0);
    for (std::size_t k = 0; k < roundedUp; k += simd::kWidth) {
      simd::store(factor + k, simd::sqrt(simd::Vec(-2.0) * simd::load(factor + k) / simd::load(s + k)));
    }
    for (std::size_t k = 0; k < pairs; ++k) {
      out[at + 2 * k] = u[k] * factor[k];
      out[at + 2 * k + 1] = v[k] * factor[k];
    }
    at += 2 * pairs;
  }
  if (at < out.size()) out[at] = normal();
}

void Rng::permutation(std::span<int> out) {
  std::iota(out.begin(), out.end(), 0);
  shuffle(out);
}

void Rng::shuffle(std::span<int> values) {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[below(static_cast<int>(i))]);
  }
}

void Rng::distinct(std::span<int> out, int n, std::span<const int> except) {
  // The same draws either way: many are looked up in a set of bits, a few are compared with each other.
  constexpr std::size_t kFew = 8;
  constexpr std::size_t kWords = 128;
  const auto wordOf = [](int i) { return static_cast<std::size_t>(i) / 64; };
  const auto bitOf = [](int i) { return std::uint64_t{1} << (static_cast<unsigned>(i) % 64); };
  if (out.size() > kFew && wordOf(n) < kWords) {
    std::array<std::uint64_t, kWords> taken;
    std::fill_n(taken.begin(), wordOf(n) + 1, 0);
    for (const int i : except) {
      if (i >= 0 && i < n) taken[wordOf(i)] |= bitOf(i);
    }
    for (int& value : out) {
      do value = below(n);
      while ((taken[wordOf(value)] & bitOf(value)) != 0);
      taken[wordOf(value)] |= bitOf(value);
    }
    return;
  }
  for (std::size_t k = 0; k < out.size(); ++k) {
    int candidate = 0;
    bool taken = true;
    while (taken) {
      candidate = below(n);
      taken = std::find(except.begin(), except.end(), candidate) != except.end() ||
              std::find(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(k), candidate) !=
                  out.begin() + static_cast<std::ptrdiff_t>(k);
    }
    out[k] = candidate;
  }
}

Rng Rng::derive(std::uint64_t purpose) const {
  return Rng(mix64(key_ ^ mix64(purpose + 1)));
}

}  // namespace tandem
