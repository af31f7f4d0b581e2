// SPDX-License-Identifier: Apache-2.0
#include "tandem/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "base/rng_kernels.h"
#include "base/wide.h"
#include "tandem/simd.h"

namespace tandem {

namespace {

constexpr std::uint64_t rotl(std::uint64_t x, int k) {
  return (x << k) | (x >> (64 - k));
}

void normalsOf(std::span<const std::uint64_t> words, double* out) {
  const std::span<double> to(out, words.size());
  if (const wide::Kernels* const kernels = wide::kernels()) {
    kernels->normals(words.data(), to);
  } else {
    boxMuller(words.data(), to);
  }
}

}  // namespace

Rng::Rng(std::uint64_t key, Streams streams) : key_(key), streams_(streams) {
  const std::size_t words = streams == Streams::One ? 4 : s_.size();
  std::uint64_t z = key;
  for (std::size_t i = 0; i < words; ++i) {
    s_[i] = mix64(z);
    z += 0x9e3779b97f4a7c15ULL;
  }
}

void Rng::refill() {
  if (streams_ == Streams::Eight) {
    generate(block_);
    at_ = 0;
    return;
  }
  // Only a few: many of these generators serve for one or two values.
  constexpr int kFew = 8;
  at_ = kBlock - kFew;
  for (int k = at_; k < kBlock; ++k) {
    block_[k] = rotl(s_[0] + s_[3], 23) + s_[0];
    const std::uint64_t t = s_[1] << 17U;
    s_[2] ^= s_[0];
    s_[3] ^= s_[1];
    s_[1] ^= s_[2];
    s_[0] ^= s_[3];
    s_[2] ^= t;
    s_[3] = rotl(s_[3], 45);
  }
}

void Rng::generate(std::span<std::uint64_t> out) {
  if (const wide::Kernels* const kernels = wide::kernels()) {
    kernels->words(s_.data(), out);
  } else {
    generateWords(s_.data(), out);
  }
}

int Rng::belowRarely(std::uint64_t product, std::uint32_t range) {
  const std::uint32_t threshold = (0U - range) % range;
  while (static_cast<std::uint32_t>(product) < threshold) product = (next() >> 32U) * range;
  return static_cast<int>(product >> 32U);
}

void Rng::moreNormals() {
  if (streams_ == Streams::Eight) {
    std::array<std::uint64_t, kNormals> words;
    fill(words);
    normalsOf(words, normals_.data());
    normalAt_ = 0;
    return;
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
  normalAt_ = kNormals - 2;
  normals_[kNormals - 2] = u * factor;
  normals_[kNormals - 1] = v * factor;
}

double Rng::cauchy(double location, double scale) {
  return location + scale * std::tan(std::numbers::pi * (uniform() - 0.5));
}

void Rng::fill(std::span<std::uint64_t> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    if (at_ == kBlock && streams_ == Streams::Eight && out.size() - done >= kBlock) {
      const std::size_t whole = (out.size() - done) / kBlock * kBlock;
      generate(out.subspan(done, whole));
      done += whole;
      continue;
    }
    if (at_ == kBlock) refill();
    const std::size_t some = std::min(out.size() - done, static_cast<std::size_t>(kBlock - at_));
    std::copy_n(block_.begin() + at_, some, out.begin() + static_cast<std::ptrdiff_t>(done));
    at_ += static_cast<int>(some);
    done += some;
  }
}

void Rng::fillUniform(std::span<double> out) {
  std::array<std::uint64_t, kBlock> words;
  for (std::size_t done = 0; done < out.size(); done += kBlock) {
    const int n = static_cast<int>(std::min(out.size() - done, words.size()));
    fill(std::span(words).first(n));
    double* to = out.data() + done;
    int k = 0;
    for (; k + kWordWidth <= n; k += kWordWidth) simd::store(to + k, simd::unit(Words::load_unaligned(&words[k])));
    for (; k < n; ++k) to[k] = static_cast<double>(words[k] >> 11U) * 0x1.0p-53;
  }
}

void Rng::fillNormal(std::span<double> out) {
  std::size_t at = 0;
  while (at < out.size() && normalAt_ < kNormals) out[at++] = normals_[normalAt_++];
  if (streams_ == Streams::Eight) {
    std::array<std::uint64_t, std::size_t{16} * kNormals> words;
    while (out.size() - at >= kNormals) {
      const std::size_t some = std::min((out.size() - at) / kNormals * kNormals, words.size());
      fill(std::span(words).first(some));
      normalsOf(std::span(words).first(some), out.data() + at);
      at += some;
    }
  } else {
    at += polarNormals(out.subspan(at));
  }
  while (at < out.size()) out[at++] = normal();
}

// The values of as many calls of normal(), in stages that the processor can overlap: the draws without a branch for
// rejections, the logarithms, then square roots and divisions in vectors. An odd last value is left out.
std::size_t Rng::polarNormals(std::span<double> out) {
  constexpr std::size_t kPairs = 64;
  double u[kPairs + 1];
  double v[kPairs + 1];
  double s[kPairs + simd::kWidth];
  std::size_t at = 0;
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
  return at;
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
  constexpr std::size_t kBitWords = 128;
  const auto wordOf = [](int i) { return static_cast<std::size_t>(i) / 64; };
  const auto bitOf = [](int i) { return std::uint64_t{1} << (static_cast<unsigned>(i) % 64); };
  if (out.size() > kFew && wordOf(n) < kBitWords) {
    std::array<std::uint64_t, kBitWords> taken;
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
  return Rng(mix64(key_ ^ mix64(purpose + 1)), streams_);
}

}  // namespace tandem
