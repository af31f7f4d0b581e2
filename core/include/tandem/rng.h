// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
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

/// Version of the streams that runs draw from and of the operators that turn them into individuals: 1 while one
/// xoshiro256++ served a run, 2 now that eight do. Result files record it; files of different versions are neither
/// continued nor merged.
inline constexpr int kStreamVersion = 2;

/// A random stream: xoshiro256++ 1.0 (Blackman and Vigna, ACM TOMS 47(4), 2021, doi:10.1145/3460772) with our own
/// distributions, because those of std:: differ between libraries. Streams are derived from a key, never shared.
///
/// Two kinds, which differ in their words and in how they make normals:
/// - Streams::One: a single generator, for what must never change: instance data, noise of a problem, samples for
///   statistics.
/// - Streams::Eight: eight generators side by side in vectors, for the search (RunContext::rng()). Word k comes from
///   generator k mod 8, in this order whatever the width of the machine's vectors: every distribution reads this one
///   sequence of words, and fill(), fillUniform() and fillNormal() give the same values as that many single calls. The
///   32 words of state are a SplitMix64 sequence of the key: word i of generator g is mix64 of term 8 i + g.
class TANDEM_API Rng {
 public:
  enum class Streams { One, Eight };
  explicit Rng(std::uint64_t key = 0, Streams streams = Streams::One);

  std::uint64_t next() {
    if (at_ == kBlock) refill();
    return block_[at_++];
  }
  /// Uniform in [0, 1), 53 bits: the upper ones of a word. The other eleven are free for a caller of next().
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// True with probability p.
  bool chance(double p) { return uniform() < p; }
  /// Uniform integer in [0, n), n >= 1, without bias (Lemire 2019).
  int below(int n) {
    // Multiply-shift with rejection of the few values that would bias the result.
    const auto range = static_cast<std::uint32_t>(n);
    const std::uint64_t product = (next() >> 32U) * range;
    if (static_cast<std::uint32_t>(product) < range) return belowRarely(product, range);
    return static_cast<int>(product >> 32U);
  }
  /// Standard normal. One: the polar method (Marsaglia), two at a time. Eight: Box and Muller, sixteen at a time from
  /// sixteen words; the first eight make the radii, the others the angles, and the cosines come before the sines.
  double normal() {
    if (normalAt_ == kNormals) moreNormals();
    return normals_[normalAt_++];
  }
  double normal(double mean, double sd) { return mean + sd * normal(); }
  double cauchy(double location, double scale);
  /// Fill with independent values: those of as many calls to next(), uniform() or normal().
  void fill(std::span<std::uint64_t> out);
  void fillUniform(std::span<double> out);
  void fillNormal(std::span<double> out);
  /// Fills with a uniformly random permutation of 0..n-1 (Fisher-Yates).
  void permutation(std::span<int> out);
  void shuffle(std::span<int> values);
  /// k distinct integers from [0, n) different from each of `except` (Floyd-like rejection; k + |except| <= n).
  void distinct(std::span<int> out, int n, std::span<const int> except = {});

  /// A separate stream for a named purpose, of the same kind; does not advance this one.
  [[nodiscard]] Rng derive(std::uint64_t purpose) const;

 private:
  static constexpr int kStreams = 8;
  static constexpr int kWords = 4 * kStreams;
  static constexpr int kBlock = 64;    // words made at once
  static constexpr int kNormals = 16;  // likewise
  void refill();
  void generate(std::span<std::uint64_t> out);  // a multiple of kStreams
  void moreNormals();
  std::size_t polarNormals(std::span<double> out);
  int belowRarely(std::uint64_t product, std::uint32_t range);

  std::array<std::uint64_t, kWords> s_{};      // word i of generator g: [8 i + g]; of the single one: [i]
  std::array<std::uint64_t, kBlock> block_{};  // words not yet handed out: from at_
  std::array<double, kNormals> normals_{};     // likewise
  std::uint64_t key_ = 0;
  int at_ = kBlock;
  int normalAt_ = kNormals;
  Streams streams_ = Streams::One;
};

}  // namespace tandem
