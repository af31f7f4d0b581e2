// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "tandem/export.h"

namespace tandem {

/// 64-bit mixing step (SplitMix64; Steele, Lea, Flood 2014). Good enough to derive stream keys, not a generator.
constexpr std::uint64_t mix64(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/// FNV-1a hash of a text, mixed; stable across builds and machines. Used for stream keys and content hashes.
constexpr std::uint64_t hashText(std::string_view text, std::uint64_t seed = 0) {
  std::uint64_t h = 0xcbf29ce484222325ULL ^ mix64(seed);
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix64(h);
}

/// The random stream of a run: xoshiro256++ 1.0 (Blackman and Vigna, ACM TOMS 47(4), 2021, doi:10.1145/3460772) with
/// our own distributions, because those of std:: differ between libraries. Streams are derived from a key, never
/// shared.
class TANDEM_API Rng {
 public:
  explicit Rng(std::uint64_t key = 0);

  std::uint64_t next() {
    const std::uint64_t result = rotl(s_[0] + s_[3], 23) + s_[0];
    const std::uint64_t t = s_[1] << 17;
    s_[2] ^= s_[0];
    s_[3] ^= s_[1];
    s_[1] ^= s_[2];
    s_[0] ^= s_[3];
    s_[2] ^= t;
    s_[3] = rotl(s_[3], 45);
    return result;
  }
  /// Uniform in [0, 1), 53 bits.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// True with probability p.
  bool chance(double p) { return uniform() < p; }
  /// Uniform integer in [0, n), n >= 1, without bias (Lemire 2019).
  int below(int n);
  /// Standard normal (polar method; the second value is kept for the next call).
  double normal();
  double normal(double mean, double sd) { return mean + sd * normal(); }
  double cauchy(double location, double scale);
  /// Fills with independent values; the sequence equals that many calls of uniform() / a fixed order for normals.
  void fillUniform(std::span<double> out);
  void fillNormal(std::span<double> out);
  /// Fills with a uniformly random permutation of 0..n-1 (Fisher-Yates).
  void permutation(std::span<int> out);
  void shuffle(std::span<int> values);
  /// k distinct integers from [0, n) different from each of `except` (Floyd-like rejection; k + |except| <= n).
  void distinct(std::span<int> out, int n, std::span<const int> except = {});

  /// A stream of its own for a named purpose; does not advance this one.
  [[nodiscard]] Rng derive(std::uint64_t purpose) const;

 private:
  static constexpr std::uint64_t rotl(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  std::array<std::uint64_t, 4> s_{};
  std::uint64_t key_ = 0;
  double spare_ = 0.0;
  bool hasSpare_ = false;
};

}  // namespace tandem
