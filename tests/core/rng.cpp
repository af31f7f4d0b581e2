// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "tandem/rng.h"

namespace tandem {
namespace {

// Expected values of the Golden tests come from an independent implementation of the published algorithms in Python
// that reproduces the authors' own test vectors. They must never change: the results of past experiments depend on
// them.
TEST(RngGolden, Words) {
  Rng rng(42);
  for (const std::uint64_t expected : {0xd0764d4f4476689fULL, 0x519e4174576f3791ULL, 0xfbe07cfb0c24ed8cULL,
                                       0xb37d9f600cd835b8ULL, 0xcb231c3874846a73ULL}) {
    EXPECT_EQ(rng.next(), expected);
  }
}

TEST(RngGolden, SplitMixVector) {
  EXPECT_EQ(mix64(1234567), 6457827717110365317ULL);  // first output of SplitMix64 seeded with 1234567
}

TEST(RngGolden, IntegersAndPermutation) {
  Rng rng(7);
  for (const int expected : {0, 1, 7, 4, 9, 4, 7, 3, 9, 0, 1, 1}) EXPECT_EQ(rng.below(10), expected);
  Rng other(7);
  std::array<int, 8> permutation{};
  other.permutation(permutation);
  EXPECT_EQ(permutation, (std::array<int, 8>{7, 5, 6, 3, 2, 4, 1, 0}));
}

TEST(RngGolden, Normals) {
  Rng rng(2024);
  for (const double expected : {0.22244165424005105, -1.8673213898020844, -1.509809611576007, -0.4612388297767382}) {
    EXPECT_DOUBLE_EQ(rng.normal(), expected);  // std::log may differ in its last bit
  }
}

TEST(RngGolden, EightStreams) {
  Rng rng(42, Rng::Streams::Eight);
  std::vector<std::uint64_t> words(200);
  rng.fill(words);
  EXPECT_EQ(words[0], 0xca0403ba22d3d848ULL);
  EXPECT_EQ(words[1], 0xb485df1ebc9ef048ULL);
  EXPECT_EQ(words[8], 0x294e22ca3e0a09c1ULL);
  EXPECT_EQ(words[9], 0x7bcde64fcf7b6a83ULL);
  EXPECT_EQ(words[63], 0xc400c85793c067c5ULL);
  EXPECT_EQ(words[64], 0xae5dbcd861c72fd4ULL);
  EXPECT_EQ(words[199], 0xfc99274c408b39a1ULL);
  Rng other(2024, Rng::Streams::Eight);
  std::array<double, 16> normals{};
  other.fillNormal(normals);
  EXPECT_NEAR(normals[0], -0.6181070186413947, 1e-14);
  EXPECT_NEAR(normals[1], -1.1627978893166482, 1e-14);
  EXPECT_NEAR(normals[7], 0.9206823100569849, 1e-14);
  EXPECT_NEAR(normals[8], -0.38061612194929173, 1e-14);
  EXPECT_NEAR(normals[15], -0.34921285348236447, 1e-14);
}

TEST(RngGolden, KeysAndHashes) {
  EXPECT_EQ(mix64(42 ^ mix64(6)), 0x2f76f117a35585f0ULL);
  EXPECT_EQ(Rng(42).derive(5).next(), Rng(0x2f76f117a35585f0ULL).next());
  EXPECT_EQ(hashText("CEC17-MTSO1-CI-HS"), 0xd45e286860d07e33ULL);
  EXPECT_EQ(hashText("", 1), 0x36178ff42bee28e5ULL);
}

TEST(Rng, DeriveDoesNotAdvanceAndSeparatesPurposes) {
  Rng rng(3);
  Rng twin(3);
  Rng a = rng.derive(1);
  Rng b = rng.derive(2);
  EXPECT_EQ(rng.next(), twin.next());
  EXPECT_NE(a.next(), b.next());
  Rng eight(3, Rng::Streams::Eight);
  EXPECT_NE(eight.derive(1).next(), rng.derive(1).next()) << "a derived stream is of the same kind";
}

class RngKinds : public testing::TestWithParam<Rng::Streams> {};
INSTANTIATE_TEST_SUITE_P(OneAndEight, RngKinds, testing::Values(Rng::Streams::One, Rng::Streams::Eight));

TEST_P(RngKinds, FillEqualsSingleCalls) {
  Rng a(9, GetParam());
  Rng b(9, GetParam());
  // With and without words left over from before, across blocks of 64.
  for (const int size : {0, 1, 5, 63, 64, 65, 300, 128}) {
    std::vector<std::uint64_t> words(size);
    a.fill(words);
    for (const std::uint64_t word : words) ASSERT_EQ(word, b.next()) << size;
  }
  std::vector<double> filled(101);
  a.fillUniform(filled);
  for (const double v : filled) EXPECT_EQ(v, b.uniform());
  // In blocks of 64 pairs, with and without a value left over from before.
  for (const int size : {101, 0, 1, 2, 7, 128, 129, 300, 5}) {
    filled.resize(size);
    a.fillNormal(filled);
    for (const double v : filled) ASSERT_EQ(v, b.normal()) << size;
  }
  EXPECT_EQ(a.next(), b.next());
}

TEST(Rng, DistinctDrawsUntilNobodyIsTaken) {
  for (const int n : {9, 63, 64, 65, 500, 8191, 8192, 20000}) {
    for (const int count : {1, 8, 9, 40}) {
      const std::vector<int> except = {0, n - 1, n + 7, -1};
      if (count + 2 > n) continue;
      Rng a(n);
      Rng b(n);
      std::vector<int> found(count);
      a.distinct(found, n, except);
      std::vector<int> expected;
      while (std::ssize(expected) < count) {
        const int candidate = b.below(n);
        if (candidate != 0 && candidate != n - 1 && std::ranges::find(expected, candidate) == expected.end()) {
          expected.push_back(candidate);
        }
      }
      EXPECT_EQ(found, expected) << n;
      EXPECT_EQ(a.next(), b.next());
    }
  }
}

/// Chi-square statistic of observed counts against equal expectation, as a normal deviate (Wilson and Hilferty).
double chiSquareDeviate(const std::vector<int>& counts) {
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  const double expected = total / static_cast<double>(counts.size());
  double chi2 = 0.0;
  for (const int c : counts) chi2 += (c - expected) * (c - expected) / expected;
  const double k = static_cast<double>(counts.size()) - 1;
  return (std::cbrt(chi2 / k) - (1 - 2 / (9 * k))) / std::sqrt(2 / (9 * k));
}

// The streams are fixed, so these tests are not flaky; 4 is far out in the tail for a sound generator.
TEST_P(RngKinds, UniformIsUniform) {
  Rng rng(1, GetParam());
  std::vector<int> counts(1000, 0);
  for (int i = 0; i < 1'000'000; ++i) {
    const double u = rng.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    ++counts[static_cast<int>(u * 1000)];
  }
  EXPECT_LT(std::abs(chiSquareDeviate(counts)), 4.0);
}

TEST_P(RngKinds, ConsecutiveValuesAreIndependent) {
  Rng rng(2, GetParam());
  std::vector<int> counts(1024, 0);
  for (int i = 0; i < 500'000; ++i) {
    const int a = rng.below(32);
    const int b = rng.below(32);
    const int pair = 32 * a + b;
    ++counts[pair];
  }
  EXPECT_LT(std::abs(chiSquareDeviate(counts)), 4.0);
}

TEST_P(RngKinds, BelowIsUnbiasedForAwkwardRanges) {
  Rng rng(3, GetParam());
  // 3/8 of 2^32: plain multiply-shift would draw two residues of three half as often again as the third.
  const int n = 1610612736;
  std::vector<int> counts(3, 0);
  for (int i = 0; i < 300'000; ++i) ++counts[rng.below(n) % 3];
  EXPECT_LT(std::abs(chiSquareDeviate(counts)), 4.0);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(rng.below(1), 0);
}

TEST_P(RngKinds, NormalHasTheMomentsAndTailOfANormal) {
  Rng rng(4, GetParam());
  const int n = 1'000'000;
  double sum = 0;
  double squares = 0;
  double cubes = 0;
  double fourths = 0;
  int beyondTwo = 0;
  for (int i = 0; i < n; ++i) {
    const double z = rng.normal();
    sum += z;
    squares += z * z;
    cubes += z * z * z;
    fourths += z * z * z * z;
    beyondTwo += std::abs(z) > 2 ? 1 : 0;
  }
  // Four standard errors each: Var z = 1, z^2: 2, z^3: 15, z^4: 96.
  const double se = 4 / std::sqrt(n);
  EXPECT_NEAR(sum / n, 0.0, se);
  EXPECT_NEAR(squares / n, 1.0, se * std::sqrt(2));
  EXPECT_NEAR(cubes / n, 0.0, se * std::sqrt(15));
  EXPECT_NEAR(fourths / n, 3.0, se * std::sqrt(96));
  EXPECT_NEAR(static_cast<double>(beyondTwo) / n, std::erfc(std::sqrt(2.0)), se * std::sqrt(0.0455 * 0.9545));
}

TEST(Rng, CauchyHasItsQuartiles) {
  Rng rng(5);
  std::vector<double> values(100'001);
  for (double& v : values) v = rng.cauchy(0.5, 0.1);
  std::ranges::sort(values);
  EXPECT_NEAR(values[25'000], 0.4, 0.003);
  EXPECT_NEAR(values[50'000], 0.5, 0.003);
  EXPECT_NEAR(values[75'000], 0.6, 0.003);
}

TEST(Rng, PermutationsAreEquallyLikely) {
  Rng rng(6);
  std::vector<int> counts(24, 0);
  std::array<int, 4> p{};
  for (int i = 0; i < 240'000; ++i) {
    rng.permutation(p);
    int rank = 0;  // Lehmer code
    for (std::size_t a = 0; a < 4; ++a) {
      int smaller = 0;
      for (std::size_t b = a + 1; b < 4; ++b) smaller += p[b] < p[a] ? 1 : 0;
      rank = rank * static_cast<int>(4 - a) + smaller;
    }
    ++counts[rank];
  }
  EXPECT_LT(std::abs(chiSquareDeviate(counts)), 4.0);
}

TEST(Rng, DistinctDrawsAreDistinctAndUniform) {
  Rng rng(8);
  const std::array<int, 2> except{3, 0};
  std::vector<int> counts(10, 0);
  for (int i = 0; i < 100'000; ++i) {
    std::array<int, 3> out{};
    rng.distinct(out, 10, except);
    ASSERT_TRUE(out[0] != out[1] && out[0] != out[2] && out[1] != out[2]);
    for (const int v : out) {
      ASSERT_TRUE(v >= 0 && v < 10 && v != 3 && v != 0);
      ++counts[v];
    }
  }
  counts.erase(counts.begin() + 3);
  counts.erase(counts.begin());
  EXPECT_LT(std::abs(chiSquareDeviate(counts)), 4.0);
  std::array<int, 8> all{};
  rng.distinct(all, 10, except);  // the tightest case ends too
  std::ranges::sort(all);
  EXPECT_EQ(all, (std::array<int, 8>{1, 2, 4, 5, 6, 7, 8, 9}));
}

TEST(Rng, NeighbouringKeysGiveUnrelatedStreams) {
  // The first words of 4096 neighbouring keys: each bit is set in about half of them.
  std::array<int, 64> ones{};
  for (std::uint64_t key = 0; key < 4096; ++key) {
    const std::uint64_t word = Rng(key).next() ^ Rng(key + 1).next();
    for (unsigned bit = 0; bit < 64; ++bit) ones[bit] += static_cast<int>((word >> bit) & 1U);
  }
  for (const int count : ones) EXPECT_NEAR(count, 2048, 4.5 * 32);
}

}  // namespace
}  // namespace tandem
