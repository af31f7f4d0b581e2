// SPDX-License-Identifier: Apache-2.0
// Cases worked out by hand, edges and refusals.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::stats {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Stats, RankSumOfThreeAgainstThreeByHand) {
  // {1,2,3} against {4,5,6}: one arrangement of 20 on each side.
  const TestResult r = rankSum(std::vector{1.0, 2.0, 3.0}, std::vector{4.0, 5.0, 6.0});
  EXPECT_TRUE(r.exact);
  EXPECT_EQ(r.statistic, 0.0);
  EXPECT_NEAR(r.p, 2.0 / 20.0, 1e-15);
}

TEST(Stats, SignedRankOfFivePairsByHand) {
  // All five differences positive and distinct: V = 15, one pattern of 32 on each side.
  const TestResult r = signedRank(std::vector{1.0, 2.0, 3.0, 4.0, 5.0}, std::vector{0.5, 1.0, 1.5, 2.0, 2.5});
  EXPECT_TRUE(r.exact);
  EXPECT_EQ(r.statistic, 15.0);
  EXPECT_NEAR(r.p, 2.0 / 32.0, 1e-15);
}

TEST(Stats, NoDifferenceIsNoEvidence) {
  const std::vector<double> same(12, 7.0);
  EXPECT_EQ(rankSum(same, same).p, 1.0);
  EXPECT_EQ(signedRank(same, same).p, 1.0);
  EXPECT_EQ(varghaDelaney(same, same), 0.5);
  const FriedmanResult f = friedman(Matrix(4, 3, 1.0));
  EXPECT_EQ(f.p, 1.0);
  EXPECT_EQ(f.meanRanks, (std::vector{2.0, 2.0, 2.0}));
}

TEST(Stats, InfinityRanksAsWorst) {
  const std::vector<double> good{1.0, 2.0, 3.0, 4.0};
  const std::vector<double> failed{kInf, kInf, kInf, kInf};
  EXPECT_EQ(rankSum(good, failed).statistic, 0.0);
  EXPECT_LT(rankSum(good, failed).p, 0.05);
  EXPECT_EQ(varghaDelaney(failed, good), 1.0);
  // Two failed runs of one pair are a tie, not a NaN.
  const TestResult r = signedRank(std::vector{kInf, 1.0, 2.0, kInf}, std::vector{kInf, 2.0, 4.0, 1.0});
  EXPECT_EQ(r.statistic, 3.0);
  EXPECT_FALSE(r.exact);
  EXPECT_EQ(median(std::vector{1.0, kInf, kInf, 2.0, kInf}), kInf);
  EXPECT_EQ(median(std::vector{kInf, kInf}), kInf);
  EXPECT_EQ(quantile(std::vector{kInf, kInf, 1.0}, 0.75), kInf);
}

TEST(Stats, MomentsOfExtremeValues) {
  const double most = std::numeric_limits<double>::max();
  const double least = std::numeric_limits<double>::denorm_min();
  const std::vector<double> large{1e200, 1, 2};
  EXPECT_NEAR(stats::mean(large) / (1e200 / 3), 1.0, 1e-14);
  EXPECT_NEAR(stats::standardDeviation(large) / (1e200 / std::sqrt(3.0)), 1.0, 1e-14);
  EXPECT_EQ(stats::mean(std::vector{most, most, most}), most);
  EXPECT_EQ(stats::mean(std::vector{-most, most}), 0.0);
  EXPECT_EQ(stats::standardDeviation(std::vector{most, most}), 0.0);
  EXPECT_NEAR(stats::standardDeviation(std::vector{0.0, most / 2}) / (most / 2 / std::sqrt(2.0)), 1.0, 1e-14);
  EXPECT_EQ(stats::standardDeviation(std::vector{-most, most}), most) << "more than a double can hold";
  EXPECT_NEAR(stats::standardDeviation(std::vector{1e-200, 3e-200}) / (std::sqrt(2.0) * 1e-200), 1.0, 1e-12);
  EXPECT_EQ(stats::standardDeviation(std::vector{least, least}), 0.0);
  EXPECT_GT(stats::standardDeviation(std::vector{0.0, 100 * least}), 0.0);
  EXPECT_EQ(stats::median(std::vector{-most, most}), 0.0);
  EXPECT_DOUBLE_EQ(stats::quantile(std::vector{-most, most}, 0.25), -most / 2);
  EXPECT_EQ(stats::standardScore(most, -most, most), 2.0);
  EXPECT_EQ(stats::standardScore(3.0, 1.0, 4.0), 0.5);
  EXPECT_TRUE(std::isinf(stats::mean(std::vector<double>{1.0, HUGE_VAL}))) << "an infinity remains one";
}

TEST(Stats, FriedmanByHand) {
  // Three blocks that agree completely on three treatments: chi-square = n (k - 1) = 6, F infinite.
  Matrix blocks(3, 3);
  for (int r = 0; r < 3; ++r) {
    for (int j = 0; j < 3; ++j) blocks(r, j) = j;
  }
  const FriedmanResult f = friedman(blocks);
  EXPECT_NEAR(f.chiSquare, 6.0, 1e-14);
  EXPECT_NEAR(f.p, std::exp(-3.0), 1e-15);  // chi-square with 2 degrees of freedom
  EXPECT_EQ(f.imanDavenportF, kInf);
  EXPECT_EQ(f.imanDavenportP, 0.0);
}

TEST(Stats, StudentizedRangeOfTwoIsANormalDifference) {
  // The range of two normals is |difference| = sqrt(2) |z|: 1.959963984540054 * sqrt(2) has tail 0.05.
  EXPECT_NEAR(studentizedRangeTail(1.959963984540054 * std::sqrt(2.0), 2), 0.05, 1e-14);
  EXPECT_EQ(studentizedRangeTail(0.0, 5), 1.0);
  // Demsar 2006, table 5: q_0.05 for 10 classifiers is 3.164 (divided by sqrt 2).
  EXPECT_NEAR(nemenyiCriticalDifference(10, 30, 0.05) / std::sqrt(10.0 * 11.0 / (6.0 * 30.0)), 3.164, 6e-4);
}

TEST(Stats, BootstrapIntervalIsSeededAndCoversTheEstimate) {
  std::vector<double> a;
  std::vector<double> b;
  Rng data(7);
  for (int i = 0; i < 30; ++i) {
    a.push_back(data.normal(1.0, 1.0));
    b.push_back(data.normal(0.0, 1.0));
  }
  Rng one(1);
  Rng two(1);
  const Interval first = medianDifference(a, b, 0.95, 2000, one);
  const Interval second = medianDifference(a, b, 0.95, 2000, two);
  EXPECT_EQ(first.low, second.low);
  EXPECT_EQ(first.high, second.high);
  EXPECT_EQ(first.estimate, median(a) - median(b));
  EXPECT_LT(first.low, first.estimate);
  EXPECT_GT(first.high, first.estimate);
  Rng three(1);
  const Interval narrow = medianDifference(a, b, 0.5, 2000, three);
  EXPECT_GT(narrow.low, first.low);
  EXPECT_LT(narrow.high, first.high);
}

TEST(Stats, BootstrapIntervalCoversTheTruthAboutAsOftenAsItSays) {
  int covered = 0;
  Rng data(11);
  Rng draws(12);
  for (int repeat = 0; repeat < 400; ++repeat) {
    std::vector<double> a(30);
    std::vector<double> b(30);
    for (double& x : a) x = data.normal(0.5, 1.0);
    for (double& x : b) x = data.normal(0.0, 1.0);
    const Interval i = medianDifference(a, b, 0.9, 400, draws);
    covered += (i.low <= 0.5 && 0.5 <= i.high) ? 1 : 0;
  }
  EXPECT_GT(covered, 0.86 * 400);  // 0.9 with a Monte-Carlo margin; the percentile method is slightly conservative
  EXPECT_LT(covered, 0.98 * 400);
}

TEST(Stats, RejectsAtTheStatedRateUnderTheNull) {
  Rng rng(5);
  int rejected = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<double> a(20);
    std::vector<double> b(20);
    for (double& x : a) x = rng.uniform();
    for (double& x : b) x = rng.uniform();
    rejected += rankSum(a, b).p < 0.05 ? 1 : 0;
  }
  EXPECT_LT(rejected, 240);  // 200 expected, standard deviation 14
  EXPECT_GT(rejected, 150);
}

TEST(Stats, RefusesWhatIsNotDefined) {
  const std::vector<double> none;
  const std::vector<double> some{1.0, 2.0};
  const std::vector<double> bad{1.0, kNaN};
  EXPECT_THROW(mean(none), InputError);
  EXPECT_THROW(median(bad), InputError);
  EXPECT_THROW(rankSum(some, none), InputError);
  EXPECT_THROW(rankSum(bad, some), InputError);
  EXPECT_THROW(signedRank(some, std::vector{1.0}), InputError);
  EXPECT_THROW(friedman(Matrix(3, 1)), InputError);
  EXPECT_THROW(holm(std::vector{0.5, kNaN}), InputError);
  EXPECT_THROW(nemenyiCriticalDifference(1, 5, 0.05), InputError);
  EXPECT_THROW(nemenyiCriticalDifference(5, 5, 0.0), InputError);
  EXPECT_THROW(quantile(some, 1.5), InputError);
  Rng rng(1);
  EXPECT_THROW(medianDifference(some, std::vector{kInf}, 0.95, 10, rng), InputError);
}

}  // namespace
}  // namespace tandem::stats
