// SPDX-License-Identifier: Apache-2.0
// Bootstrap intervals, clustered means and the Bayesian signed-rank test: closed forms, symmetry, refusals.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::stats {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

std::vector<double> normals(int n, double mean, Rng& rng) {
  std::vector<double> v;
  for (int i = 0; i < n; ++i) v.push_back(rng.normal(mean, 1.0));
  return v;
}

TEST(Resampling, A12IntervalCoversTheTruth) {
  // Two normals a standard deviation apart: P(a > b) = Phi(1 / sqrt 2).
  const double truth = 0.5 * std::erfc(-0.5);
  Rng rng(1);
  int covered = 0;
  constexpr int kTrials = 400;
  for (int i = 0; i < kTrials; ++i) {
    const std::vector<double> a = normals(30, 1.0, rng);
    const std::vector<double> b = normals(30, 0.0, rng);
    const Interval interval = varghaDelaneyInterval(a, b, 0.95, 500, rng);
    EXPECT_EQ(interval.estimate, varghaDelaney(a, b));
    EXPECT_LE(interval.low, interval.high);
    covered += interval.low <= truth && truth <= interval.high ? 1 : 0;
  }
  EXPECT_GT(covered, 0.90 * kTrials);
  EXPECT_LT(covered, 0.995 * kTrials);
}

TEST(Resampling, A12OfSeparatedAndOfFailedRuns) {
  Rng rng(2);
  const std::vector<double> low{1, 2, 3, 4};
  const std::vector<double> failed(4, kInf);
  const Interval i = varghaDelaneyInterval(failed, low, 0.95, 200, rng);
  EXPECT_EQ(i.estimate, 1.0);
  EXPECT_EQ(i.low, 1.0);
  EXPECT_EQ(i.high, 1.0);
  const Interval same = varghaDelaneyInterval(failed, failed, 0.95, 200, rng);
  EXPECT_EQ(same.low, 0.5);
  EXPECT_EQ(same.high, 0.5);
}

TEST(Resampling, ErtOfAGeometricToyEqualsItsClosedForm) {
  // Each evaluation succeeds with probability q; runs end after B evaluations. Restarted runs are one long geometric
  // trial: the expected running time is 1/q whatever B is. The estimate's interval covers it about as often as claimed.
  constexpr double kQ = 0.01;
  constexpr double kBudget = 120.0;
  Rng rng(3);
  int covered = 0;
  double all = 0.0;
  double successes = 0.0;
  constexpr int kTrials = 400;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> evaluations;
    std::vector<double> reached;
    for (int r = 0; r < 40; ++r) {
      const double time = std::ceil(std::log1p(-rng.uniform()) / std::log1p(-kQ));
      evaluations.push_back(std::min(std::max(1.0, time), kBudget));
      reached.push_back(time <= kBudget ? 1.0 : 0.0);
      all += evaluations.back();
      successes += reached.back();
    }
    const Interval i = ratioInterval(evaluations, reached, 0.95, 400, rng);
    covered += i.low <= 1.0 / kQ && 1.0 / kQ <= i.high ? 1 : 0;
  }
  // 16,000 runs, about 11,200 successes: relative standard error about 1/sqrt(11200).
  EXPECT_NEAR(all / successes, 1.0 / kQ, 4.0 * (1.0 / kQ) / std::sqrt(11200.0));
  EXPECT_GT(covered, 0.89 * kTrials);
  EXPECT_LT(covered, 0.995 * kTrials);
}

TEST(Resampling, RatioWithoutSuccessIsInfinite) {
  Rng rng(4);
  const Interval i = ratioInterval(std::vector{5.0, 5.0}, std::vector{0.0, 0.0}, 0.9, 50, rng);
  EXPECT_EQ(i.estimate, kInf);
  EXPECT_EQ(i.low, kInf);
  // Some resamples without success: the upper end is infinite, not NaN.
  const Interval j = ratioInterval(std::vector{5.0, 5.0, 5.0}, std::vector{0.0, 0.0, 1.0}, 0.9, 500, rng);
  EXPECT_EQ(j.estimate, 15.0);
  EXPECT_EQ(j.high, kInf);
  EXPECT_TRUE(std::isfinite(j.low));
}

TEST(Resampling, ClusterSignsByHand) {
  // Three clusters with sums 3, 2, 1: |+-3 +-2 +-1| >= 6 for 2 of 8 patterns.
  Rng rng(5);
  const ClusterMean m = clusterMean(std::vector{1.0, 2.0, 2.0, 0.5, 0.5}, std::vector{0, 0, 1, 2, 2}, 0.95, 100, rng);
  EXPECT_DOUBLE_EQ(m.mean, 6.0 / 5.0);
  EXPECT_EQ(m.clusters, 3);
  EXPECT_DOUBLE_EQ(m.p, 2.0 / 8.0);
  EXPECT_TRUE(std::isnan(m.low)) << "three clusters are too few for an interval";
}

TEST(Resampling, CopiesWithinAClusterAddNothing) {
  // Every task of a problem repeated tenfold: neither p nor interval may change. (As blocks of their own they would.)
  Rng make(6);
  const std::vector<double> single = normals(8, 0.5, make);
  std::vector<int> one;
  std::vector<double> ten;
  std::vector<int> tenCluster;
  for (int c = 0; c < 8; ++c) {
    one.push_back(c);
    for (int k = 0; k < 10; ++k) {
      ten.push_back(single[c]);
      tenCluster.push_back(c);
    }
  }
  Rng a(7);
  Rng b(7);
  const ClusterMean m1 = clusterMean(single, one, 0.95, 2000, a);
  const ClusterMean m10 = clusterMean(ten, tenCluster, 0.95, 2000, b);
  EXPECT_NEAR(m1.mean, m10.mean, 1e-12);
  EXPECT_EQ(m1.p, m10.p);
  EXPECT_NEAR(m1.low, m10.low, 1e-9);
  EXPECT_NEAR(m1.high, m10.high, 1e-9);
}

TEST(Resampling, BayesianSignedRankIsSureOfWhatIsPlain) {
  Rng rng(8);
  const BayesSignedRank better = bayesianSignedRank(std::vector<double>(12, 0.3), 0.06, 5000, rng);
  EXPECT_GT(better.above, 0.99);
  const BayesSignedRank worse = bayesianSignedRank(std::vector<double>(12, -0.3), 0.06, 5000, rng);
  EXPECT_EQ(worse.above, 0.0);
  EXPECT_GT(worse.below, 0.99);
  const BayesSignedRank same = bayesianSignedRank(std::vector<double>(12, 0.01), 0.06, 5000, rng);
  EXPECT_EQ(same.within, 1.0);
  EXPECT_NEAR(better.above + better.within + better.below, 1.0, 1e-12);
}

TEST(Resampling, BayesianSignedRankOfOneDifferenceByHand) {
  // One difference d beyond the region and the prior at 0: weights w and 1 - w with w ~ Beta(1, 1/2). The pair sums are
  // 2d (weight w^2, above), d (weight 2w(1 - w): above the edge 2 rope for d > 2 rope), 0. Above wins where
  // w^2 + 2w(1 - w) > 1/2, that is w > 1 - sqrt(1/2): P = 1 - F, F(w) = 1 - (1 - w)^(1/2).
  Rng rng(9);
  constexpr int kSamples = 200'000;
  const BayesSignedRank b = bayesianSignedRank(std::vector{1.0}, 0.1, kSamples, rng);
  const double p = std::pow(0.5, 0.25);
  EXPECT_NEAR(b.above, p, 4.0 * std::sqrt(p * (1.0 - p) / kSamples));
  EXPECT_EQ(b.below, 0.0);
  // For rope < d < 2 rope the pair sum d lies within, so that above wins where w^2 > 1/2.
  const BayesSignedRank near = bayesianSignedRank(std::vector{0.15}, 0.1, kSamples, rng);
  const double q = std::sqrt(1.0 - std::sqrt(0.5));
  EXPECT_NEAR(near.above, q, 4.0 * std::sqrt(q * (1.0 - q) / kSamples));
}

TEST(Resampling, Refusals) {
  Rng rng(10);
  const std::vector<double> v{1.0, 2.0};
  EXPECT_THROW((void)varghaDelaneyInterval(v, {}, 0.95, 10, rng), InputError);
  EXPECT_THROW((void)varghaDelaneyInterval(v, v, 1.0, 10, rng), InputError);
  EXPECT_THROW((void)varghaDelaneyInterval(v, v, 0.95, 0, rng), InputError);
  EXPECT_THROW((void)ratioInterval(v, std::vector{1.0}, 0.95, 10, rng), InputError);
  EXPECT_THROW((void)clusterMean(v, std::vector{1}, 0.95, 10, rng), InputError);
  EXPECT_THROW((void)bayesianSignedRank(std::vector{kInf}, 0.1, 10, rng), InputError);
  EXPECT_THROW((void)bayesianSignedRank(v, -0.1, 10, rng), InputError);
}

}  // namespace
}  // namespace tandem::stats
