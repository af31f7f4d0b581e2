// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "tandem/simd.h"

/// The kernels of Rng for the vectors of the instruction set that the including file is compiled for (base/wide.h).
namespace tandem {

namespace {

using Words = xsimd::batch<std::uint64_t>;
constexpr int kWordWidth = static_cast<int>(Words::size);

template <int kBits>
Words rotl(Words x) {
  return (x << kBits) | (x >> (64 - kBits));
}

/// Words of eight generators side by side, a multiple of eight; word i of generator g is state[8 i + g].
void generateWords(std::uint64_t* state, std::span<std::uint64_t> out) {
  constexpr int kStreams = 8;
  constexpr int kVectors = kStreams / kWordWidth;
  static_assert(kVectors * kWordWidth == kStreams);
  const auto at = [&](int i, int v) { return state + std::ptrdiff_t{kStreams * i + kWordWidth * v}; };
  Words s[4][kVectors];
  for (int i = 0; i < 4; ++i) {
    for (int v = 0; v < kVectors; ++v) s[i][v] = Words::load_unaligned(at(i, v));
  }
  for (std::size_t k = 0; k < out.size(); k += kStreams) {
    for (int v = 0; v < kVectors; ++v) {
      (rotl<23>(s[0][v] + s[3][v]) + s[0][v]).store_unaligned(&out[k + Words::size * v]);
      const Words t = s[1][v] << 17;
      s[2][v] ^= s[0][v];
      s[3][v] ^= s[1][v];
      s[1][v] ^= s[2][v];
      s[0][v] ^= s[3][v];
      s[2][v] ^= t;
      s[3][v] = rotl<45>(s[3][v]);
    }
  }
  for (int i = 0; i < 4; ++i) {
    for (int v = 0; v < kVectors; ++v) s[i][v].store_unaligned(at(i, v));
  }
}

/// Sixteen words make sixteen standard normals, any number of times.
void boxMuller(const std::uint64_t* words, std::span<double> out) {
  constexpr std::size_t kPairs = 8;
  for (std::size_t at = 0; at < out.size(); at += 2 * kPairs) {
    for (std::size_t k = at; k < at + kPairs; k += simd::kWidth) {
      const simd::Vec u = simd::Vec(1.0) - simd::unit(Words::load_unaligned(words + k));  // (0, 1]
      const simd::Vec radius = simd::sqrt(simd::Vec(-2.0) * simd::log(u));
      simd::Vec sine;
      simd::Vec cosine;
      simd::sinCos2pi(simd::unit(Words::load_unaligned(words + kPairs + k)), sine, cosine);
      simd::store(&out[k], radius * cosine);
      simd::store(&out[kPairs + k], radius * sine);
    }
  }
}

}  // namespace

}  // namespace tandem
