// SPDX-License-Identifier: Apache-2.0
#include "tandem/vmath.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "tandem/rng.h"
#include "tandem/simd.h"

namespace tandem {
namespace {

/// Distance in units in the last place of the exact value.
double ulps(double value, long double exact) {
  const double rounded = std::fabs(static_cast<double>(exact));
  const double unit = std::nextafter(rounded, std::numeric_limits<double>::infinity()) - rounded;
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) / static_cast<long double>(unit));
}

using SpanFunction = std::function<void(std::span<const double>, std::span<double>)>;
using ExactFunction = std::function<long double(long double)>;

void expectAccurate(const char* what, const SpanFunction& f, const ExactFunction& exact, double low, double high,
                    double most) {
  Rng rng(hashText(what));
  std::vector<double> in(20001);
  for (double& v : in) v = rng.uniform(low, high);
  in[0] = low;
  in[1] = high;
  std::vector<double> out(in.size());
  f(in, out);
  for (std::size_t i = 0; i < in.size(); ++i) {
    ASSERT_LE(ulps(out[i], exact(static_cast<long double>(in[i]))), most) << what << " of " << in[i];
  }
  // A value depends neither on its position nor on its neighbours.
  for (std::size_t i = 0; i < 500; ++i) {
    double alone = 0.0;
    f({&in[i], 1}, {&alone, 1});
    ASSERT_EQ(alone, out[i]) << what << " of " << in[i];
  }
}

TEST(Vmath, WithinFourUlps) {
  expectAccurate(
      "exp", [](auto in, auto out) { vmath::exp(in, out); }, [](long double v) { return std::exp(v); }, -700, 700, 4);
  expectAccurate(
      "log", [](auto in, auto out) { vmath::log(in, out); }, [](long double v) { return std::log(v); }, 1e-9, 1e9, 4);
  expectAccurate(
      "log near 1", [](auto in, auto out) { vmath::log(in, out); }, [](long double v) { return std::log(v); }, 0.9, 1.1,
      4);
  for (const double range : {0.7, 10.0, 1000.0, 7e5, 1e9}) {
    expectAccurate(
        "sin", [](auto in, auto out) { vmath::sin(in, out); }, [](long double v) { return std::sin(v); }, -range, range,
        4);
    expectAccurate(
        "cos", [](auto in, auto out) { vmath::cos(in, out); }, [](long double v) { return std::cos(v); }, -range, range,
        4);
  }
  expectAccurate(
      "sqrt", [](auto in, auto out) { vmath::sqrt(in, out); }, [](long double v) { return std::sqrt(v); }, 0, 1e9,
      0.51);
  for (const double y : {0.1, 0.25, 0.5, 1.0 / 3.0, 1.5, 2.0, 7.0, -0.3, -2.0, 40.0}) {
    const auto exact = [y](long double v) { return std::pow(v, static_cast<long double>(y)); };
    expectAccurate(
        "pow", [y](auto in, auto out) { vmath::pow(in, y, out); }, exact, 1e-3, 1e4, 2);
    expectAccurate(
        "pow near 1", [y](auto in, auto out) { vmath::pow(in, y, out); }, exact, 0.5, 2.0, 2);
  }
}

TEST(Vmath, NeighboursDoNotMatter) {
  // Lanes of very different magnitude take the same path to their values.
  const std::vector<double> in = {0.1, 3e5, 1e12, 2.0, -7.0, 1e-300, 900000.0, 0.0, 44.0};
  std::vector<double> together(in.size());
  for (const auto f : {&vmath::sin, &vmath::cos, &vmath::exp, &vmath::log}) {
    f(in, together);
    for (std::size_t i = 0; i < in.size(); ++i) {
      double alone = 0.0;
      f({&in[i], 1}, {&alone, 1});
      if (std::isnan(alone)) {
        EXPECT_TRUE(std::isnan(together[i]));
      } else {
        EXPECT_EQ(alone, together[i]) << in[i];
      }
    }
  }
}

TEST(Vmath, SpecialValues) {
  const double inf = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto one = [](auto f, double v) {
    double out = 0.0;
    f(std::span<const double>(&v, 1), std::span<double>(&out, 1));
    return out;
  };
  EXPECT_EQ(one(vmath::exp, 0.0), 1.0);
  EXPECT_EQ(one(vmath::exp, inf), inf);
  EXPECT_EQ(one(vmath::exp, -inf), 0.0);
  EXPECT_TRUE(std::isnan(one(vmath::exp, nan)));
  EXPECT_EQ(one(vmath::log, 1.0), 0.0);
  EXPECT_EQ(one(vmath::log, 0.0), -inf);
  EXPECT_EQ(one(vmath::log, inf), inf);
  EXPECT_TRUE(std::isnan(one(vmath::log, -1.0)));
  EXPECT_TRUE(std::isnan(one(vmath::log, nan)));
  for (const double subnormal : {5e-324, 1e-310}) {
    EXPECT_DOUBLE_EQ(one(vmath::log, subnormal), std::log(subnormal));
  }
  EXPECT_EQ(one(vmath::sin, 0.0), 0.0);
  EXPECT_EQ(one(vmath::cos, 0.0), 1.0);
  EXPECT_TRUE(std::isnan(one(vmath::cos, inf)));
  EXPECT_TRUE(std::isnan(one(vmath::sin, nan)));
  const auto power = [&](double x, double y) {
    return one([y](std::span<const double> in, std::span<double> out) { vmath::pow(in, y, out); }, x);
  };
  EXPECT_EQ(power(0.0, 0.3), 0.0);
  EXPECT_EQ(power(0.0, -1.0), inf);
  EXPECT_EQ(power(0.0, 0.0), 1.0);
  EXPECT_EQ(power(inf, 2.0), inf);
  EXPECT_EQ(power(inf, -2.0), 0.0);
  EXPECT_EQ(power(1.0, 123.4), 1.0);
  EXPECT_EQ(power(1e300, 2.0), inf);
  EXPECT_NEAR(power(4e-320, 0.5), 2e-160, 1e-163);
  EXPECT_TRUE(std::isnan(power(-1.0, 0.5)));
  EXPECT_TRUE(std::isnan(power(nan, 0.5)));
}

TEST(Simd, Turns) {
  Rng rng(7);
  for (const double range : {0.5, 10.0, 1e4, 3e9}) {
    for (int i = 0; i < 2000; ++i) {
      double t[simd::kWidth];
      for (double& v : t) v = rng.uniform(-range, range);
      double c[simd::kWidth];
      double s[simd::kWidth];
      simd::store(c, simd::cos2pi(simd::load(t)));
      simd::store(s, simd::sin2pi(simd::load(t)));
      for (int k = 0; k < simd::kWidth; ++k) {
        // The reference reduces to the nearest quarter turn, exactly.
        const long double fraction = static_cast<long double>(t[k]) - std::round(static_cast<long double>(t[k]));
        const long double quarter = std::round(4.0L * fraction);
        const long double angle = 6.283185307179586476925286766559L * (fraction - quarter / 4.0L);
        const long double sines[4] = {std::sin(angle), std::cos(angle), -std::sin(angle), -std::cos(angle)};
        const int q = (static_cast<int>(quarter) + 4) % 4;
        ASSERT_LE(ulps(c[k], sines[(q + 1) % 4]), 3) << t[k];
        ASSERT_LE(ulps(s[k], sines[q]), 3) << t[k];
      }
    }
  }
  double c[simd::kWidth];
  simd::store(c, simd::cos2pi(simd::Vec(-3.0)));
  EXPECT_EQ(c[0], 1.0);
}

}  // namespace
}  // namespace tandem
