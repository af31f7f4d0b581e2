// SPDX-License-Identifier: Apache-2.0
// Variation operators against the distributions that their papers give in closed form. The streams are fixed, so these
// tests are not flaky; the bounds lie far out in the tails for a sound operator.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tandem/operators.h"

namespace tandem {
namespace {

constexpr int kSample = 200'000;
// sqrt(n) D of a Kolmogorov-Smirnov test: beyond 1.95 with probability 0.001, beyond 2.3 with 0.00005.
constexpr double kFarKs = 2.3;
constexpr double kFarZ = 4.0;

/// sqrt(n) times the largest distance between the distribution of the sample and a continuous one.
template <typename Cdf>
double kolmogorov(std::vector<double> sample, const Cdf& cdf) {
  std::ranges::sort(sample);
  const auto n = static_cast<double>(sample.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double p = cdf(sample[i]);
    const auto below = static_cast<double>(i);
    largest = std::max({largest, p - below / n, (below + 1.0) / n - p});
  }
  return std::sqrt(n) * largest;
}

double shareDeviate(std::int64_t hits, std::int64_t of, double p) {
  const auto n = static_cast<double>(of);
  return (static_cast<double>(hits) - n * p) / std::sqrt(n * p * (1.0 - p));
}

/// Deviate of chi^2 from counts and their expectations (Wilson and Hilferty 1931).
double chiSquareDeviate(std::span<const double> counts, std::span<const double> expected) {
  double chi2 = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    chi2 += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
  }
  const auto k = static_cast<double>(counts.size() - 1);
  return (std::cbrt(chi2 / k) - (1 - 2 / (9 * k))) / std::sqrt(2 / (9 * k));
}

/// Deb and Agrawal (1995): density (eta+1)/2 b^eta up to 1, (eta+1)/2 b^-(eta+2) beyond.
double spreadCdf(double beta, double eta) {
  return beta <= 1.0 ? 0.5 * std::pow(beta, eta + 1.0) : 1.0 - 0.5 * std::pow(beta, -(eta + 1.0));
}

class Index : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(Usual, Index, testing::Values(0.0, 2.0, 15.0, 1000.0));

TEST_P(Index, SpreadFactorsOfSbxFollowTheirDistribution) {
  const double eta = GetParam();
  Workspace ws;
  Rng rng(11, Rng::Streams::Eight);
  const std::vector<double> a(50, -1.0);
  const std::vector<double> b(50, 1.0);
  std::vector<double> c1(50);
  std::vector<double> c2(50);
  std::vector<double> beta;
  std::int64_t crossed = 0;
  std::int64_t positive = 0;
  for (int trial = 0; trial < 2 * kSample / 50; ++trial) {
    op::sbx(rng, a, b, c1, c2, eta);
    for (int j = 0; j < 50; ++j) {
      ASSERT_NEAR(c1[j] + c2[j], 0.0, 1e-12 * (1.0 + std::fabs(c1[j])));
      if (c1[j] == a[j]) continue;
      ++crossed;
      positive += static_cast<int>(c1[j] < 0.0);
      beta.push_back(std::fabs(c1[j]));
    }
  }
  EXPECT_LT(std::fabs(shareDeviate(crossed, 2 * std::int64_t{kSample}, 0.5)), kFarZ);
  EXPECT_LT(std::fabs(shareDeviate(positive, crossed, 0.5)), kFarZ);
  EXPECT_LT(kolmogorov(beta, [eta](double v) { return spreadCdf(v, eta); }), kFarKs);

  beta.clear();
  for (int trial = 0; trial < kSample / 50; ++trial) {
    op::sbxFull(rng, a, b, c1, c2, eta);
    for (int j = 0; j < 50; ++j) beta.push_back(-c1[j]);
  }
  EXPECT_LT(kolmogorov(beta, [eta](double v) { return v <= 0.0 ? 0.0 : spreadCdf(v, eta); }), kFarKs);
}

/// Of the bounded form, with the inverse of what the paper draws: v = x + d, d < 0 from 2u + (1-2u)(1-x)^(eta+1) =
/// (1+d)^(eta+1), d > 0 from its mirror image.
double mutationCdf(double v, double x, double eta) {
  const double k = eta + 1.0;
  if (v < x) {
    const double far = std::pow(1.0 - x, k);
    return std::clamp(0.5 * (std::pow(1.0 + v - x, k) - far) / (1.0 - far), 0.0, 0.5);
  }
  const double far = std::pow(x, k);
  return std::clamp(1.0 - 0.5 * (std::pow(1.0 - v + x, k) - far) / (1.0 - far), 0.5, 1.0);
}

TEST_P(Index, MutantsFollowTheDistributionOfThePolynomial) {
  const double eta = GetParam();
  Workspace ws;
  Rng rng(12, Rng::Streams::Eight);
  for (const double x : {0.25, 0.9}) {
    std::vector<double> mutants(kSample, x);
    op::polynomialMutation(rng, mutants, eta, 1.0);
    EXPECT_LT(kolmogorov(mutants, [&](double v) { return mutationCdf(v, x, eta); }), kFarKs) << x;
    std::ranges::fill(mutants, x);
    op::polynomialMutationBasic(rng, mutants, eta, 1.0);
    // The basic form: d = x ((2u)^(1/k) - 1) below, (1-x)(1 - (2-2u)^(1/k)) above.
    const double k = eta + 1.0;
    const auto basic = [&](double v) {
      return v < x ? 0.5 * std::pow(std::max(0.0, v / x), k) : 1.0 - 0.5 * std::pow((1.0 - v) / (1.0 - x), k);
    };
    EXPECT_LT(kolmogorov(mutants, basic), kFarKs) << x;
  }
}

TEST(Mutation, EveryVariableHasTheSameChanceAndTheyAreIndependent) {
  Workspace ws;
  Rng rng(13, Rng::Streams::Eight);
  for (const double p : {0.02, 0.3, 0.9}) {
    constexpr int kDim = 50;
    constexpr int kRows = 20'000;
    std::vector<double> byPlace(kDim, 0.0);
    std::vector<double> byCount(kDim + 1, 0.0);
    std::vector<double> x(kDim);
    for (int row = 0; row < kRows; ++row) {
      std::ranges::fill(x, 0.5);
      op::polynomialMutation(rng, x, 5.0, p);
      int changed = 0;
      for (int j = 0; j < kDim; ++j) {
        byPlace[j] += static_cast<int>(x[j] != 0.5);
        changed += static_cast<int>(x[j] != 0.5);
      }
      ++byCount[changed];
    }
    for (int j = 0; j < kDim; ++j) {
      EXPECT_LT(std::fabs(shareDeviate(std::llround(byPlace[j]), kRows, p)), kFarZ) << p << ", variable " << j;
    }
    // How many in a row: binomial, rare counts pooled.
    std::vector<double> counts(1, 0.0);
    std::vector<double> expected(1, 0.0);
    for (int k = 0; k <= kDim; ++k) {
      const double choose = std::lgamma(kDim + 1.0) - std::lgamma(k + 1.0) - std::lgamma(kDim - k + 1.0);
      const double rows = kRows * std::exp(choose + k * std::log(p) + (kDim - k) * std::log1p(-p));
      if (rows < 10.0) {
        counts[0] += byCount[k];
        expected[0] += rows;
      } else {
        counts.push_back(byCount[k]);
        expected.push_back(rows);
      }
    }
    EXPECT_LT(std::fabs(chiSquareDeviate(counts, expected)), kFarZ) << p;
  }
}

TEST(Mutation, GapsOfManyIndividualsInOneCallAreGeometric) {
  Workspace ws;
  Rng rng(14, Rng::Streams::Eight);
  constexpr double kChance = 0.02;
  std::vector<double> x(2'000'000, 0.5);
  op::polynomialMutation(rng, x, 5.0, kChance);
  constexpr int kBins = 200;
  std::vector<double> counts(kBins + 1, 0.0);
  int gap = 0;
  double gaps = 0.0;
  for (const double v : x) {
    if (v == 0.5) {
      ++gap;
      continue;
    }
    ++counts[std::min(gap, kBins)];
    ++gaps;
    gap = 0;
  }
  std::vector<double> expected(kBins + 1);
  for (int k = 0; k < kBins; ++k) expected[k] = gaps * kChance * std::pow(1.0 - kChance, k);
  expected[kBins] = gaps * std::pow(1.0 - kChance, kBins);
  EXPECT_LT(std::fabs(chiSquareDeviate(counts, expected)), kFarZ);
}

TEST(Mutation, TheEndsOfProbability) {
  Workspace ws;
  Rng rng(15, Rng::Streams::Eight);
  Rng twin(15, Rng::Streams::Eight);
  std::vector<double> x(1000, 0.5);
  for (const double p : {0.0, -1.0}) op::polynomialMutation(rng, x, 5.0, p);
  EXPECT_EQ(std::ranges::count(x, 0.5), 1000);
  EXPECT_EQ(rng.next(), twin.next()) << "nothing was drawn";
  op::polynomialMutation(rng, x, 5.0, 1e-300);
  EXPECT_EQ(std::ranges::count(x, 0.5), 1000);
  for (const double p : {1.0, 2.0}) {
    std::ranges::fill(x, 0.5);
    op::polynomialMutation(rng, x, 5.0, p);
    EXPECT_EQ(std::ranges::count(x, 0.5), 0);
  }
  std::vector<double> none;
  op::polynomialMutation(rng, none, 5.0, 0.5);
}

TEST(Crossover, BinomialTakesEveryVariableWithItsRateAndOneForCertain) {
  Workspace ws;
  Rng rng(16, Rng::Streams::Eight);
  for (const int dim : {1, 7, 50, 130}) {
    for (const double cr : {0.1, 0.9}) {
      const std::vector<double> target(dim, 0.0);
      std::vector<double> out(dim);
      std::vector<std::int64_t> hits(dim, 0);
      constexpr int kRows = 20'000;
      for (int row = 0; row < kRows; ++row) {
        std::ranges::fill(out, 1.0);
        op::binomial(rng, target, out, cr, out);
        ASSERT_NE(std::ranges::count(out, 1.0), 0);
        for (int j = 0; j < dim; ++j) hits[j] += std::llround(out[j]);
      }
      const double p = cr + (1.0 - cr) / dim;
      if (dim == 1) {
        EXPECT_EQ(hits[0], kRows);
        continue;
      }
      for (int j = 0; j < dim; ++j) {
        EXPECT_LT(std::fabs(shareDeviate(hits[j], kRows, p)), kFarZ) << dim << ", " << cr << ", variable " << j;
      }
    }
  }
}

}  // namespace
}  // namespace tandem
