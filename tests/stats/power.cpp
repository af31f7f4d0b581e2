// SPDX-License-Identifier: Apache-2.0
// Power of the rank-sum test: level under the null, known approximations, ties.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>

#include "tandem/error.h"
#include "tandem/power.h"
#include "tandem/stats.h"

namespace tandem::stats {
namespace {

constexpr double kAlpha = 0.05;

std::vector<double> normals(int n, Rng& rng, double shift = 0.0) {
  std::vector<double> v(static_cast<std::size_t>(n));
  for (double& x : v) x = rng.normal() + shift;
  return v;
}

TEST(Power, WithoutAnEffectItIsTheLevelOfTheTest) {
  Rng rng(1);
  const std::vector<double> sample = normals(30, rng);
  const std::vector<int> runs{5, 10, 30, 60, 120};
  for (const PowerCurve& curve :
       {rankSumPower(sample, 0.5, runs, kAlpha, 4000, rng), rankSumPower(sample, sample, runs, kAlpha, 4000, rng)}) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      // The exact test has steps: at five runs each its level is 0.032.
      EXPECT_LE(curve.power[i], kAlpha + 0.012) << runs[i];
      EXPECT_GE(curve.power[i], (runs[i] == 5 ? 0.032 : 0.042) - 0.012) << runs[i];
    }
  }
}

// Noether (1987): (z_{1 - alpha/2} + z_{power})^2 / (6 (A12 - 1/2)^2) runs of each algorithm.
TEST(Power, RunsNeededAreThoseOfNoethersFormula) {
  Rng rng(2);
  const std::vector<double> sample = normals(30, rng);
  const double z = 1.959964 + 0.841621;
  for (const double a12 : {0.64, 0.71, 0.36}) {
    const double formula = z * z / (6.0 * (a12 - 0.5) * (a12 - 0.5));
    const PowerCurve curve = rankSumPower(sample, a12, usualRuns(), kAlpha, 3000, rng);
    EXPECT_NEAR(curve.needed(0.8), formula, 0.08 * formula + 1.0) << a12;
    EXPECT_EQ(curve.needed(0.99999), a12 == 0.71 ? curve.needed(0.99999) : 0);
  }
  EXPECT_EQ(rankSumPower(sample, 0.52, std::vector<int>{5, 50}, kAlpha, 500, rng).needed(0.8), 0);
}

// Two normal distributions that are shifted to A12 = 0.64, tested without any resampling.
TEST(Power, AgreesWithShiftedNormalDistributions) {
  Rng rng(3);
  const double shift = std::sqrt(2.0) * 0.3584588;  // Phi(0.3584588) = 0.64
  const std::vector<int> runs{15, 30, 60};
  const PowerCurve curve = rankSumPower(normals(40, rng), 0.64, runs, kAlpha, 4000, rng);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    int rejected = 0;
    for (int e = 0; e < 4000; ++e) {
      rejected += rankSum(normals(runs[i], rng, shift), normals(runs[i], rng)).p < kAlpha ? 1 : 0;
    }
    EXPECT_NEAR(curve.power[i], rejected / 4000.0, 0.04) << runs[i];
  }
}

TEST(Power, TiesOfTheSampleCount) {
  Rng rng(4);
  const double inf = std::numeric_limits<double>::infinity();
  // All runs reached the optimum: there is nothing that could be larger.
  const PowerCurve none = rankSumPower(std::vector<double>(20, 0.0), 0.64, usualRuns(), kAlpha, 100, rng);
  for (const double p : none.power) EXPECT_TRUE(std::isnan(p));
  EXPECT_EQ(none.needed(0.8), 0);
  const PowerCurve level = rankSumPower(std::vector<double>(20, 0.0), 0.5, usualRuns(), kAlpha, 100, rng);
  for (const double p : level.power) EXPECT_EQ(p, 0.0);
  // Half of the runs found nothing feasible: 0.64 is possible, 0.8 is not.
  std::vector<double> half(20, inf);
  for (int i = 0; i < 10; ++i) half[i] = i;
  EXPECT_GT(rankSumPower(half, 0.64, usualRuns(), kAlpha, 300, rng).power.back(), 0.9);
  EXPECT_TRUE(std::isnan(rankSumPower(half, 0.8, usualRuns(), kAlpha, 100, rng).power[0]));
  EXPECT_FALSE(std::isnan(rankSumPower(half, 0.2, usualRuns(), kAlpha, 100, rng).power[0]));
}

TEST(Power, GrowsWithRunsAndEffect) {
  Rng rng(5);
  const std::vector<double> b = normals(30, rng);
  const std::vector<double> a = normals(30, rng, 0.8);
  const PowerCurve seen = rankSumPower(a, b, usualRuns(), kAlpha, 600, rng);
  for (std::size_t i = 1; i < seen.power.size(); ++i) EXPECT_GE(seen.power[i], seen.power[i - 1] - 0.06);
  EXPECT_GT(seen.power.back(), 0.95);
  EXPECT_GT(rankSumPower(b, 0.71, std::vector<int>{30}, kAlpha, 1000, rng).power[0],
            rankSumPower(b, 0.64, std::vector<int>{30}, kAlpha, 1000, rng).power[0] + 0.1);
}

// What docs/statistics.md warns of: after the fact, the power of an observed effect looks better than the level
// although there is no difference at all.
TEST(Power, OfADifferenceSeenByChanceIsTooHigh) {
  Rng rng(6);
  double sum = 0.0;
  constexpr int kPairs = 150;
  for (int i = 0; i < kPairs; ++i) {
    sum += rankSumPower(normals(30, rng), normals(30, rng), std::vector<int>{30}, kAlpha, 150, rng).power[0];
  }
  std::printf("identical algorithms, 30 runs each: mean power of the difference seen %.3f\n", sum / kPairs);
  EXPECT_GT(sum / kPairs, 0.10);
}

TEST(Power, SaysWhatItCannotDo) {
  Rng rng(7);
  const std::vector<double> sample{1, 2, 3};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW((void)rankSumPower({}, 0.64, usualRuns(), kAlpha, 10, rng), InputError);
  EXPECT_THROW((void)rankSumPower(std::vector<double>{1, nan}, 0.64, usualRuns(), kAlpha, 10, rng), InputError);
  EXPECT_THROW((void)rankSumPower(sample, 1.0, usualRuns(), kAlpha, 10, rng), InputError);
  EXPECT_THROW((void)rankSumPower(sample, 0.64, {}, kAlpha, 10, rng), InputError);
  EXPECT_THROW((void)rankSumPower(sample, 0.64, std::vector<int>{0}, kAlpha, 10, rng), InputError);
  EXPECT_THROW((void)rankSumPower(sample, 0.64, usualRuns(), 0.0, 10, rng), InputError);
  EXPECT_THROW((void)rankSumPower(sample, 0.64, usualRuns(), kAlpha, 0, rng), InputError);
}

}  // namespace
}  // namespace tandem::stats
