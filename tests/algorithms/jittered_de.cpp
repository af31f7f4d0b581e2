// SPDX-License-Identifier: Apache-2.0
// Inherited F and CR, and rows by rank (tandem/operators_jittered_de.h).
#include "tandem/operators_jittered_de.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace tandem {
namespace {

constexpr int kDraws = 40000;

TEST(JitteredDe, StartsAnywhereInItsRanges) {
  Rng rng(1);
  op::JitteredDe de{.lowest = 0.1};
  Population pop(kDraws, 1, 1);
  de.initialise(rng, pop);
  double f = 0.0;
  double cr = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    EXPECT_TRUE(pop.value(de.columns.f, i) >= 0.1 && pop.value(de.columns.f, i) <= 1.1);
    EXPECT_TRUE(pop.value(de.columns.cr, i) >= 0.0 && pop.value(de.columns.cr, i) <= 1.0);
    f += pop.value(de.columns.f, i) / kDraws;
    cr += pop.value(de.columns.cr, i) / kDraws;
  }
  EXPECT_NEAR(f, 0.6, 0.01);
  EXPECT_NEAR(cr, 0.5, 0.01);
}

/// Mean, deviation and median distance of the children's settings from those of one parent, F = 0.7 and CR = 0.5.
struct Noise {
  double meanF = 0.0, deviationF = 0.0, meanCr = 0.0, deviationCr = 0.0, nearF = 0.0;
};
Noise noiseOf(op::JitteredDe de) {
  Rng rng(2);
  Population pop(1, 1, 1);
  de.initialise(rng, pop);
  pop.value(de.columns.f, 0) = 0.7;
  pop.value(de.columns.cr, 0) = 0.5;
  Population off = pop.like(1);
  Noise noise;
  for (int k = 0; k < kDraws; ++k) {
    const op::DeSetting setting = de.inherit(rng, pop, 0, off);
    EXPECT_EQ(off.value(de.columns.f, 0), setting.f);
    EXPECT_EQ(off.value(de.columns.cr, 0), setting.cr);
    EXPECT_TRUE(setting.f >= de.lowest && setting.f <= de.lowest + 1.0);
    EXPECT_TRUE(setting.cr >= 0.0 && setting.cr <= 1.0);
    noise.meanF += setting.f / kDraws;
    noise.meanCr += setting.cr / kDraws;
    noise.deviationF += (setting.f - 0.7) * (setting.f - 0.7) / kDraws;
    noise.deviationCr += (setting.cr - 0.5) * (setting.cr - 0.5) / kDraws;
    noise.nearF += std::abs(setting.f - 0.7) < 0.1 ? 1.0 / kDraws : 0.0;
  }
  noise.deviationF = std::sqrt(noise.deviationF);
  noise.deviationCr = std::sqrt(noise.deviationCr);
  EXPECT_EQ(pop.value(de.columns.f, 0), 0.7) << "the parent keeps its own";
  return noise;
}

TEST(JitteredDe, InheritsWithNoise) {
  const Noise noise = noiseOf({.tau = 0.0});
  EXPECT_NEAR(noise.meanF, 0.7, 0.003);
  EXPECT_NEAR(noise.deviationF, 0.1, 0.002);
  EXPECT_NEAR(noise.meanCr, 0.5, 0.003);
  EXPECT_NEAR(noise.deviationCr, 0.1, 0.002);
}

TEST(JitteredDe, DrawsAnewWithTau) {
  const Noise all = noiseOf({.tau = 1.0});  // uniform: deviation sqrt(1/12)
  EXPECT_NEAR(all.deviationF, 0.288675, 0.004);
  EXPECT_NEAR(all.deviationCr, 0.288675, 0.004);
  const Noise some = noiseOf({.tau = 0.25});  // sqrt(.75*.01+.25/12)
  EXPECT_NEAR(some.deviationF, 0.168325, 0.004);
  EXPECT_NEAR(some.deviationCr, 0.168325, 0.004);
}

// from math import atan,pi; c=lambda x:.5+atan((x-.7)/.1)/pi; (c(.8)-c(.6))/(1-c(.2))
TEST(JitteredDe, CauchyNoiseIsDrawnAnewAtTheLowerEnd) {
  EXPECT_NEAR(noiseOf({.tau = 0.0, .cauchy = true}).nearF, 0.533523, 0.01);
}

TEST(JitteredDe, IsDeterministic) {
  op::JitteredDe de;
  Rng first(5);
  Rng second(5);
  Population a(3, 1, 1);
  de.initialise(first, a);
  Population b(3, 1, 1);
  de.initialise(second, b);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(de.inherit(first, a, i, a).f, de.inherit(second, b, i, b).f);
    EXPECT_EQ(a.value(de.columns.cr, i), b.value(de.columns.cr, i));
  }
}

// Rank r of 5 is accepted with (4 - r) / 5; row 1 is barred: 4, 2, 1 and 0 of 7.
TEST(RankedRows, AreDistinctAndFavourGoodRanks) {
  Rng rng(3);
  std::vector<int> base(5);
  int beyond = 0;
  for (int k = 0; k < kDraws; ++k) {
    int rows[3];
    op::rankedRows(rng, 5, 8, 1, rows);
    ASSERT_EQ((std::set<int>{1, rows[0], rows[1], rows[2]}).size(), 4U);
    ASSERT_LT(rows[1], 5);
    ++base[rows[0]];
    beyond += rows[2] >= 5 ? 1 : 0;
  }
  EXPECT_NEAR(base[0], kDraws * 4 / 7.0, 500);
  EXPECT_NEAR(base[2], kDraws * 2 / 7.0, 500);
  EXPECT_NEAR(base[3], kDraws * 1 / 7.0, 500);
  EXPECT_EQ(base[4], 0);
  EXPECT_NEAR(beyond, kDraws * 3 / 5.0, 500);  // any of the 5 of 8 that are left
}

TEST(RankedRows, FourAreEnough) {
  Rng rng(4);
  for (int i = 0; i < 4; ++i) {
    int rows[3];
    op::rankedRows(rng, 4, 4, i, rows);
    EXPECT_EQ((std::set<int>{i, rows[0], rows[1], rows[2]}).size(), 4U);
  }
}

}  // namespace
}  // namespace tandem
