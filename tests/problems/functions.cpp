// SPDX-License-Identifier: Apache-2.0
// The raw functions against their formulas, written a second time in the plainest way, so that they are checked without
// any recorded values.
#include "problems/base/functions/functions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "problems_support.h"
#include "tandem/error.h"
#include "tandem/matrix.h"
#include "tandem/simd.h"

namespace tandem::test {
namespace {

using prob::Base;
using Point = std::vector<double>;
using Plain = std::function<double(const Point&)>;

const double pi = std::numbers::pi;

double plainSum(const Point& z, const std::function<double(double z, double i)>& term) {
  double sum = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) sum += term(z[i], static_cast<double>(i + 1));
  return sum;
}
double plainRosenbrock(const Point& z) {
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < z.size(); ++i) {
    sum += 100.0 * std::pow(z[i + 1] - z[i] * z[i], 2) + std::pow(z[i] - 1.0, 2);
  }
  return z.size() == 1 ? 100.0 * std::pow(z[0] - z[0] * z[0], 2) + std::pow(z[0] - 1.0, 2) : sum;
}
double plainWeierstrass(const Point& z) {
  double sum = 0.0;
  for (const double v : z) {
    for (int k = 0; k <= 20; ++k) {
      sum += std::pow(0.5, k) *
             (std::cos(2.0 * pi * std::pow(3.0, k) * (v + 0.5)) - std::cos(2.0 * pi * std::pow(3.0, k) * 0.5));
    }
  }
  return sum;
}
double plainSchwefel12(const Point& z) {
  double sum = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    double prefix = 0.0;
    for (std::size_t j = 0; j <= i; ++j) prefix += z[j];
    sum += prefix * prefix;
  }
  return sum;
}
double plainLevy(const Point& z) {
  Point w = z;
  for (double& v : w) v = 1.0 + v / 4.0;
  double sum = std::pow(std::sin(pi * w.front()), 2);
  for (std::size_t i = 0; i + 1 < w.size(); ++i) {
    sum += std::pow(w[i] - 1.0, 2) * (1.0 + 10.0 * std::pow(std::sin(pi * w[i] + 1.0), 2));
  }
  return sum + std::pow(w.back() - 1.0, 2) * (1.0 + std::pow(std::sin(2.0 * pi * w.back()), 2));
}
double plainCecSchwefel(const Point& point) {
  double sum = 418.9828872724338 * static_cast<double>(point.size());
  for (double z : point) {
    z += 420.9687462275036;
    if (z > 500.0) {
      const double m = 500.0 - std::fmod(z, 500.0);
      sum -= m * std::sin(std::sqrt(m)) - std::pow((z - 500.0) / 100.0, 2) / static_cast<double>(point.size());
    } else if (z < -500.0) {
      const double m = std::fmod(std::fabs(z), 500.0) - 500.0;
      sum -= m * std::sin(std::sqrt(-m)) - std::pow((z + 500.0) / 100.0, 2) / static_cast<double>(point.size());
    } else {
      sum -= z * std::sin(std::sqrt(std::fabs(z)));
    }
  }
  return sum;
}
double plainKatsuura(const Point& z) {
  const auto d = static_cast<double>(z.size());
  double product = 1.0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    double sum = 0.0;
    for (int j = 1; j <= 32; ++j)
      sum += std::fabs(std::ldexp(z[i], j) - std::round(std::ldexp(z[i], j))) / std::ldexp(1.0, j);
    product *= std::pow(1.0 + static_cast<double>(i + 1) * sum, 10.0 / std::pow(d, 1.2));
  }
  return 10.0 / (d * d) * product - 10.0 / (d * d);
}
double rosenbrockAroundZero(double z, double next) {
  z += 1.0;
  next += 1.0;
  return 100.0 * std::pow(z * z - next, 2) + std::pow(z - 1.0, 2);
}
double plainRing(const Point& z, const std::function<double(double, double)>& pair) {
  double sum = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) sum += pair(z[i], z[(i + 1) % z.size()]);
  return sum;
}

struct Case {
  Base base;
  double range;
  Plain plain;
};

std::vector<Case> cases() {
  const auto square = [](double z) { return z * z; };
  std::vector<Case> list;
  list.push_back(
      {Base::Sphere, 100, [=](const Point& z) { return plainSum(z, [=](double v, double) { return square(v); }); }});
  list.push_back({Base::Rosenbrock, 50, plainRosenbrock});
  list.push_back({Base::Ackley, 50, [=](const Point& z) {
                    const auto d = static_cast<double>(z.size());
                    return 20.0 + std::numbers::e -
                           20.0 * std::exp(-0.2 *
                                           std::sqrt(plainSum(z, [=](double v, double) { return square(v); }) / d)) -
                           std::exp(plainSum(z, [](double v, double) { return std::cos(2.0 * pi * v); }) / d);
                  }});
  list.push_back({Base::Rastrigin, 50, [](const Point& z) {
                    return plainSum(z, [](double v, double) { return v * v - 10.0 * std::cos(2.0 * pi * v) + 10.0; });
                  }});
  list.push_back({Base::Griewank, 100, [=](const Point& z) {
                    double product = 1.0;
                    for (std::size_t i = 0; i < z.size(); ++i)
                      product *= std::cos(z[i] / std::sqrt(static_cast<double>(i + 1)));
                    return 1.0 + plainSum(z, [=](double v, double) { return square(v); }) / 4000.0 - product;
                  }});
  list.push_back({Base::Weierstrass, 0.5, plainWeierstrass});
  list.push_back({Base::Schwefel, 500, [](const Point& z) {
                    return 418.9829 * static_cast<double>(z.size()) -
                           plainSum(z, [](double v, double) { return v * std::sin(std::sqrt(std::fabs(v))); });
                  }});
  list.push_back({Base::Schwefel12, 100, plainSchwefel12});
  list.push_back({Base::Elliptic, 100, [](const Point& z) {
                    const auto d = static_cast<double>(z.size());
                    return plainSum(z, [d](double v, double i) {
                      return (d == 1.0 ? 1e6 : std::pow(10.0, 6.0 * (i - 1.0) / (d - 1.0))) * v * v;
                    });
                  }});
  list.push_back({Base::Schwefel222, 3, [](const Point& z) {
                    double product = 1.0;
                    for (const double v : z) product *= std::fabs(v);
                    return plainSum(z, [](double v, double) { return std::fabs(v); }) + product;
                  }});
  list.push_back({Base::Ellipsoid, 50, [=](const Point& z) {
                    const auto d = static_cast<double>(z.size());
                    return plainSum(z, [=](double v, double i) { return (d + 1.0 - i) * square(v); });
                  }});
  list.push_back({Base::Quartic, 5, [=](const Point& z) {
                    return plainSum(z, [=](double v, double i) { return i * square(square(v)); });
                  }});
  list.push_back({Base::Levy, 20, plainLevy});
  list.push_back({Base::BentCigar, 100, [=](const Point& z) {
                    return plainSum(z, [=](double v, double i) { return (i > 1.0 ? 1e6 : 1.0) * square(v); });
                  }});
  list.push_back({Base::Discus, 100, [=](const Point& z) {
                    return plainSum(z, [=](double v, double i) { return (i > 1.0 ? 1.0 : 1e6) * square(v); });
                  }});
  list.push_back({Base::CecRosenbrock, 5, [](const Point& z) {
                    double sum = 0.0;
                    for (std::size_t i = 0; i + 1 < z.size(); ++i) sum += rosenbrockAroundZero(z[i], z[i + 1]);
                    return sum;
                  }});
  list.push_back({Base::CecSchwefel, 2500, plainCecSchwefel});
  list.push_back({Base::Katsuura, 10, plainKatsuura});
  list.push_back({Base::HappyCat, 10, [=](const Point& z) {
                    const auto d = static_cast<double>(z.size());
                    const double r = plainSum(z, [=](double v, double) { return square(v - 1.0); });
                    const double s = plainSum(z, [](double v, double) { return v - 1.0; });
                    return std::pow(std::fabs(r - d), 0.25) + (0.5 * r + s) / d + 0.5;
                  }});
  list.push_back({Base::HgBat, 10, [=](const Point& z) {
                    const auto d = static_cast<double>(z.size());
                    const double r = plainSum(z, [=](double v, double) { return square(v - 1.0); });
                    const double s = plainSum(z, [](double v, double) { return v - 1.0; });
                    return std::sqrt(std::fabs(r * r - s * s)) + (0.5 * r + s) / d + 0.5;
                  }});
  list.push_back({Base::GriewankRosenbrock, 5, [=](const Point& z) {
                    return plainRing(z, [](double v, double next) {
                      const double t = rosenbrockAroundZero(v, next);
                      return t * t / 4000.0 - std::cos(t) + 1.0;
                    });
                  }});
  list.push_back({Base::ExpandedScaffer, 100, [](const Point& z) {
                    return plainRing(z, [](double v, double next) {
                      const double r = v * v + next * next;
                      return 0.5 + (std::pow(std::sin(std::sqrt(r)), 2) - 0.5) / std::pow(1.0 + 0.001 * r, 2);
                    });
                  }});
  return list;
}

/// Values of points (rows) by the tile function.
std::vector<double> tileValues(const prob::TileFunction& f, const Matrix& points) {
  const int columns = (points.rows() + simd::kWidth - 1) / simd::kWidth * simd::kWidth;
  Matrix tile(points.cols(), columns);
  for (int i = 0; i < points.rows(); ++i) {
    for (int j = 0; j < points.cols(); ++j) tile(j, i) = points(i, j);
  }
  std::vector<double> values(static_cast<std::size_t>(columns));
  Workspace ws;
  f(tile, values, ws);
  values.resize(points.rows());
  return values;
}

Matrix randomPoints(int n, int dim, double range, std::uint64_t key) {
  Matrix x(n, dim);
  Rng rng(key);
  for (double& v : x.values()) v = rng.uniform(-range, range);
  return x;
}

TEST(Functions, AgreeWithTheirFormulas) {
  for (const Case& c : cases()) {
    for (const int dim : {1, 2, 3, 7, 50}) {
      const Matrix points = randomPoints(21, dim, c.range, static_cast<std::uint64_t>(dim));
      const std::vector<double> values = tileValues(prob::makeFunction(c.base, dim), points);
      for (int i = 0; i < points.rows(); ++i) {
        const std::span<const double> x = points.row(i);
        const double expected = c.plain({x.begin(), x.end()});
        EXPECT_NEAR(values[i], expected, 1e-11 * (1.0 + std::fabs(expected)))
            << prob::functionName(c.base) << " D " << dim;
      }
    }
  }
}

TEST(Functions, OptimumIsAtItsCoordinate) {
  for (const Case& c : cases()) {
    const Matrix best(1, 20, prob::optimumCoordinate(c.base));
    const double value = tileValues(prob::makeFunction(c.base, 20), best)[0];
    const double expected = c.base == Base::Schwefel ? 20 * 1.2728e-5 : 0.0;
    EXPECT_NEAR(value, expected, 2e-8) << prob::functionName(c.base);
    for (const double step : {0.01, -0.01}) {
      Matrix near = best;
      near(0, 3) += step;
      EXPECT_GT(tileValues(prob::makeFunction(c.base, 20), near)[0], value - 1e-12) << prob::functionName(c.base);
    }
  }
}

TEST(Functions, HybridDealsOutTheCoordinates) {
  const std::vector<int> order = {7, 1, 3, 10, 2, 5, 4, 9, 8, 6};
  const prob::TileFunction hybrid =
      prob::makeHybrid({{Base::Rastrigin, 0.25}, {Base::HgBat, 0.3}, {Base::Elliptic, 0.45}}, order);
  const Matrix points = randomPoints(9, 10, 100.0, 3);
  const std::vector<double> values = tileValues(hybrid, points);
  const std::vector<Case> all = cases();
  for (int i = 0; i < points.rows(); ++i) {
    // ceil(2.5) = 3, then 3, then the rest.
    double expected = 0.0;
    std::size_t first = 0;
    for (const auto& [base, count] :
         {std::pair{Base::Rastrigin, 3}, std::pair{Base::HgBat, 3}, std::pair{Base::Elliptic, 4}}) {
      Point part;
      for (int k = 0; k < count; ++k) part.push_back(points(i, order[first++] - 1) * prob::cecShrinkRate(base));
      expected += std::find_if(all.begin(), all.end(), [b = base](const Case& c) { return c.base == b; })->plain(part);
    }
    EXPECT_NEAR(values[i], expected, 1e-11 * expected);
  }
  EXPECT_THROW((void)prob::makeHybrid({{Base::Sphere, 0.5}, {Base::Ackley, 0.5}}, {1, 2, 3, 5}), Error);
}

/// CMT's constraints by formula; the recorded points never enter the hollow of the shell.
TEST(Cmt, ConstraintsAgreeWithTheirFormulas) {
  enum Kind { Islands, Ball, Shell, Surface };
  struct Row {
    const char* name;
    int task;
    Kind kind;
    double centre, stretch;
  };
  for (const Row& row :
       {Row{"CMT1", 0, Islands, -40, 1}, Row{"CMT3", 1, Islands, 400, 0.2}, Row{"CMT2", 1, Ball, 4, 2},
        Row{"CMT6", 1, Shell, 0, 200}, Row{"CMT8", 1, Shell, 0.2, 200}, Row{"CMT9", 0, Surface, 0, 2}}) {
    const BuiltProblem built = buildProblem(builtins(), row.name, {{"dim", "6"}});
    Rng rng(5);
    for (const double radius : {0.0, 3.0, 15.0, 60.0}) {
      Matrix x(1, 6);
      for (double& v : x.values()) v = row.centre + rng.uniform(-radius, radius) / row.stretch;
      const auto sum = [&](const std::function<double(double)>& term) {
        return plainSum({x.values().begin(), x.values().end()},
                        [&](double v, double) { return term(row.stretch * (v - row.centre)); });
      };
      Point expected;
      if (row.kind == Islands)
        expected = {sum([](double y) { return y * y - 5000.0 * std::cos(0.1 * pi * y) - 4000.0; })};
      if (row.kind == Ball) expected = {sum([](double y) { return y * y; }) - 600.0};
      if (row.kind == Shell) {
        expected = {72.0 - sum([](double y) { return std::fabs(y); }), sum([](double y) { return y * y; }) - 3000.0};
      }
      if (row.kind == Surface) expected = {std::fabs(sum([](double y) { return y * std::sin(0.1 * pi * y); })) - 1e-4};
      const Values values = evaluate(*built.problem, row.task, x);
      ASSERT_EQ(values.constraints.cols(), isize(expected)) << row.name;
      for (std::size_t k = 0; k < expected.size(); ++k) {
        EXPECT_NEAR(values.constraints(0, static_cast<int>(k)), std::max(0.0, expected[k]), 1e-9)
            << row.name << " radius " << radius;
      }
    }
  }
}

}  // namespace
}  // namespace tandem::test
