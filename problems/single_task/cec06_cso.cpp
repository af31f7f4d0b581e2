// SPDX-License-Identifier: Apache-2.0
// CEC06-CSO: the 24 constrained functions g01 to g24. Equality constraints h are used as |h| - 1e-4 <= 0; constraint
// values are violations, max(0, g).
#include <cmath>
#include <numbers>

#include "problems/base/functions/violation.h"
#include "problems/base/instances/paper_point.h"
#include "tandem/catalogue.h"

namespace tandem::prob::cec06_cso {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kTiny = 1e-30;  // keeps g02, g08 and g14 finite at 0

using X = PaperPoint;

double eq(double h) {
  return std::abs(h) - kEqualityTolerance;
}
double g01(X x, double* g) {
  put(g, {2 * x(1) + 2 * x(2) + x(10) + x(11) - 10, 2 * x(1) + 2 * x(3) + x(10) + x(12) - 10,
          2 * x(2) + 2 * x(3) + x(11) + x(12) - 10, -8 * x(1) + x(10), -8 * x(2) + x(11), -8 * x(3) + x(12),
          -2 * x(4) - x(5) + x(10), -2 * x(6) - x(7) + x(11), -2 * x(8) - x(9) + x(12)});
  double f = 0.0;
  for (int i = 1; i <= 4; ++i) f += 5 * x(i) - 5 * sq(x(i));
  for (int i = 5; i <= 13; ++i) f -= x(i);
  return f;
}

double g02(X x, double* g) {
  double product = 1.0;
  double sum = 0.0;
  double fourth = 0.0;
  double squares = 1.0;
  double weighted = kTiny;
  for (int i = 1; i <= x.dim; ++i) {
    const double c = sq(std::cos(x(i)));
    product *= x(i);
    sum += x(i);
    fourth += c * c;
    squares *= c;
    weighted += i * sq(x(i));
  }
  put(g, {0.75 - product, sum - 7.5 * x.dim});
  return -std::abs(fourth - 2 * squares) / std::sqrt(weighted);
}

double g03(X x, double* g) {
  double product = 1.0;
  double squares = 0.0;
  for (int i = 1; i <= x.dim; ++i) {
    product *= std::sqrt(static_cast<double>(x.dim)) * x(i);
    squares += sq(x(i));
  }
  put(g, {eq(squares - 1)});
  return -product;
}

double g04(X x, double* g) {
  const double a = 85.334407 + 0.0056858 * x(2) * x(5) + 0.0006262 * x(1) * x(4) - 0.0022053 * x(3) * x(5);
  const double b = 80.51249 + 0.0071317 * x(2) * x(5) + 0.0029955 * x(1) * x(2) + 0.0021813 * sq(x(3));
  const double c = 9.300961 + 0.0047026 * x(3) * x(5) + 0.0012547 * x(1) * x(3) + 0.0019085 * x(3) * x(4);
  put(g, {a - 92, -a, b - 110, 90 - b, c - 25, 20 - c});
  return 5.3578547 * sq(x(3)) + 0.8356891 * x(1) * x(5) + 37.293239 * x(1) - 40792.141;
}

double g05(X x, double* g) {
  put(g, {x(3) - x(4) - 0.55, x(4) - x(3) - 0.55,
          eq(1000 * std::sin(-x(3) - 0.25) + 1000 * std::sin(-x(4) - 0.25) + 894.8 - x(1)),
          eq(1000 * std::sin(x(3) - 0.25) + 1000 * std::sin(x(3) - x(4) - 0.25) + 894.8 - x(2)),
          eq(1000 * std::sin(x(4) - 0.25) + 1000 * std::sin(x(4) - x(3) - 0.25) + 1294.8)});
  return 3 * x(1) + 0.000001 * cube(x(1)) + 2 * x(2) + 0.000002 / 3 * cube(x(2));
}

double g06(X x, double* g) {
  put(g, {100 - sq(x(1) - 5) - sq(x(2) - 5), sq(x(1) - 6) + sq(x(2) - 5) - 82.81});
  return cube(x(1) - 10) + cube(x(2) - 20);
}

double g07(X x, double* g) {
  put(g, {-105 + 4 * x(1) + 5 * x(2) - 3 * x(7) + 9 * x(8), 10 * x(1) - 8 * x(2) - 17 * x(7) + 2 * x(8),
          -8 * x(1) + 2 * x(2) + 5 * x(9) - 2 * x(10) - 12,
          3 * sq(x(1) - 2) + 4 * sq(x(2) - 3) + 2 * sq(x(3)) - 7 * x(4) - 120,
          5 * sq(x(1)) + 8 * x(2) + sq(x(3) - 6) - 2 * x(4) - 40,
          sq(x(1)) + 2 * sq(x(2) - 2) - 2 * x(1) * x(2) + 14 * x(5) - 6 * x(6),
          0.5 * sq(x(1) - 8) + 2 * sq(x(2) - 4) + 3 * sq(x(5)) - x(6) - 30,
          -3 * x(1) + 6 * x(2) + 12 * sq(x(9) - 8) - 7 * x(10)});
  return sq(x(1)) + sq(x(2)) + x(1) * x(2) - 14 * x(1) - 16 * x(2) + sq(x(3) - 10) + 4 * sq(x(4) - 5) + sq(x(5) - 3) +
         2 * sq(x(6) - 1) + 5 * sq(x(7)) + 7 * sq(x(8) - 11) + 2 * sq(x(9) - 10) + sq(x(10) - 7) + 45;
}

double g08(X x, double* g) {
  put(g, {sq(x(1)) - x(2) + 1, 1 - x(1) + sq(x(2) - 4)});
  return -cube(std::sin(2 * kPi * x(1))) * std::sin(2 * kPi * x(2)) / (cube(x(1)) * (x(1) + x(2)) + kTiny);
}

double g09(X x, double* g) {
  put(g,
      {-127 + 2 * sq(x(1)) + 3 * sq(sq(x(2))) + x(3) + 4 * sq(x(4)) + 5 * x(5),
       -282 + 7 * x(1) + 3 * x(2) + 10 * sq(x(3)) + x(4) - x(5), -196 + 23 * x(1) + sq(x(2)) + 6 * sq(x(6)) - 8 * x(7),
       4 * sq(x(1)) + sq(x(2)) - 3 * x(1) * x(2) + 2 * sq(x(3)) + 5 * x(6) - 11 * x(7)});
  return sq(x(1) - 10) + 5 * sq(x(2) - 12) + sq(sq(x(3))) + 3 * sq(x(4) - 11) + 10 * cube(sq(x(5))) + 7 * sq(x(6)) +
         sq(sq(x(7))) - 4 * x(6) * x(7) - 10 * x(6) - 8 * x(7);
}

double g10(X x, double* g) {
  put(g, {-1 + 0.0025 * (x(4) + x(6)), -1 + 0.0025 * (x(5) + x(7) - x(4)), -1 + 0.01 * (x(8) - x(5)),
          -x(1) * x(6) + 833.33252 * x(4) + 100 * x(1) - 83333.333,
          -x(2) * x(7) + 1250 * x(5) + x(2) * x(4) - 1250 * x(4), -x(3) * x(8) + 1250000 + x(3) * x(5) - 2500 * x(5)});
  return x(1) + x(2) + x(3);
}

double g11(X x, double* g) {
  put(g, {eq(x(2) - sq(x(1)))});
  return sq(x(1)) + sq(x(2) - 1);
}

double g12(X x, double* g) {
  // The feasible region is the union of 9^3 balls around the grid points 1..9; the nearest one is found by rounding.
  double nearest = 0.0;
  double f = 100;
  for (int i = 1; i <= 3; ++i) {
    nearest += sq(x(i) - std::fmin(9.0, std::fmax(1.0, std::round(x(i)))));
    f -= sq(x(i) - 5);
  }
  put(g, {nearest - 0.0625});
  return -f / 100;
}

double g13(X x, double* g) {
  put(g, {eq(sq(x(1)) + sq(x(2)) + sq(x(3)) + sq(x(4)) + sq(x(5)) - 10), eq(x(2) * x(3) - 5 * x(4) * x(5)),
          eq(cube(x(1)) + cube(x(2)) + 1)});
  return std::exp(x(1) * x(2) * x(3) * x(4) * x(5));
}

double g14(X x, double* g) {
  static constexpr double c[] = {-6.089, -17.164, -34.054, -5.914, -24.721, -14.986, -24.1, -10.708, -26.662, -22.179};
  put(g, {eq(x(1) + 2 * x(2) + 2 * x(3) + x(6) + x(10) - 2), eq(x(4) + 2 * x(5) + x(6) + x(7) - 1),
          eq(x(3) + x(7) + x(8) + 2 * x(9) + x(10) - 1)});
  double sum = kTiny;
  for (int i = 1; i <= 10; ++i) sum += x(i);
  double f = 0.0;
  for (int i = 1; i <= 10; ++i) f += x(i) * (c[i - 1] + std::log(kTiny + x(i) / sum));
  return f;
}

double g15(X x, double* g) {
  put(g, {eq(sq(x(1)) + sq(x(2)) + sq(x(3)) - 25), eq(8 * x(1) + 14 * x(2) + 7 * x(3) - 56)});
  return 1000 - sq(x(1)) - 2 * sq(x(2)) - sq(x(3)) - x(1) * x(2) - x(1) * x(3);
}

double g16(X x, double* g) {
  const double y1 = x(2) + x(3) + 41.6;
  const double y2 = 12.5 / (0.024 * x(4) - 4.62) + 12;
  const double c2 = 0.0003535 * sq(x(1)) + 0.5311 * x(1) + 0.08705 * y2 * x(1);
  const double y3 = c2 / (0.052 * x(1) + 78 + 0.002377 * y2 * x(1));
  const double y4 = 19 * y3;
  const double c4 = 0.04782 * (x(1) - y3) + 0.1956 * sq(x(1) - y3) / x(2) + 0.6376 * y4 + 1.594 * y3;
  const double y5 = (x(1) - y3 - y4) * (0.950 - c4 / (100 * x(2)));
  const double y6 = x(1) - y5 - y4 - y3;
  const double c8 = (y5 + y4) * 0.995;
  const double y7 = c8 / y1;
  const double y8 = c8 / 3798;
  const double y9 = 96.82 / (y7 - 0.0663 * y7 / y8 - 0.3153) + 0.321 * y1;
  const double y10 = 1.29 * y5 + 1.258 * y4 + 2.29 * y3 + 1.71 * y6;
  const double y11 = 1.71 * x(1) - 0.452 * y4 + 0.580 * y3;
  const double c12 = 0.995 * y10 + 1998.0;
  const double y12 = 12.3 / 752.3 * x(1) + 1.75 * y2 * 0.995 * x(1) / c12;
  const double y13 = c12 - 1.75 * y2;
  const double c17 = y9 + x(5);
  const double y14 = 3623.0 + 64.4 * x(2) + 58.4 * x(3) + 146312.0 / c17;
  const double y15 = y13 / (0.995 * y10 + 60.8 * x(2) + 48 * x(4) - 0.1121 * y14 - 5095.0);
  const double y16 = 148000.0 - 331000.0 * y15 + 40.0 * y13 - 61.0 * y15 * y13;
  const double y17 = 14130000 - 1328.0 * y10 - 531.0 * y11 + (2324 * y10 - 28740000 * y2) / c12;
  put(g, {0.28 / 0.72 * y5 - y4, x(3) - 1.5 * x(2), 3496 * y2 / c12 - 21, 110.6 + y1 - 62212 / c17});
  // Every intermediate quantity has its own range.
  struct Range {
    double value, low, high;
  };
  const Range ranges[] = {{y1, 213.1, 405.23},       {y2, 17.505, 1053.6667},    {y3, 11.275, 35.03},
                          {y4, 214.228, 665.585},    {y5, 7.458, 584.463},       {y6, 0.961, 265.916},
                          {y7, 1.612, 7.046},        {y8, 0.146, 0.222},         {y9, 107.99, 273.366},
                          {y10, 922.693, 1286.105},  {y11, 926.832, 1444.046},   {y12, 18.766, 537.141},
                          {y13, 1072.163, 3247.039}, {y14, 8961.448, 26844.086}, {y15, 0.063, 0.386},
                          {y16, 71084.33, 140000},   {y17, 2802713, 12146108}};
  g += 4;
  for (const Range& r : ranges) {
    *g++ = r.low - r.value;
    *g++ = r.value - r.high;
  }
  return 0.000117 * y14 + 0.1365 + 0.00002358 * y13 + 0.000001502 * y16 + 0.0321 * y12 + 0.004324 * y5 +
         0.0001 * ((y13 / y15 - y13 / 0.52) / (1.104 - 0.72 * y15)) + 37.48 * (y2 / c12) - 0.0000005843 * y17;
}

double g17(X x, double* g) {
  const double a = x(3) * x(4) / 131.078;
  const double b3 = 0.90798 * sq(x(3)) / 131.078;
  const double b4 = 0.90798 * sq(x(4)) / 131.078;
  const double minus = 1.48477 - x(6);
  const double plus = 1.48477 + x(6);
  put(g,
      {eq(-x(1) + 300 - a * std::cos(minus) + b3 * std::cos(1.47588)),
       eq(-x(2) - a * std::cos(plus) + b4 * std::cos(1.47588)), eq(-x(5) - a * std::sin(plus) + b4 * std::sin(1.47588)),
       eq(200 - a * std::sin(minus) + b3 * std::sin(1.47588))});
  const double first = x(1) < 300 ? 30 : 31;
  const double second = x(2) < 100 ? 28 : (x(2) < 200 ? 29 : (x(2) < 1000 ? 30 : 0));  // defined on [0, 1000)
  return first * x(1) + second * x(2);
}

double g18(X x, double* g) {
  put(g, {sq(x(3)) + sq(x(4)) - 1, sq(x(9)) - 1, sq(x(5)) + sq(x(6)) - 1, sq(x(1)) + sq(x(2) - x(9)) - 1,
          sq(x(1) - x(5)) + sq(x(2) - x(6)) - 1, sq(x(1) - x(7)) + sq(x(2) - x(8)) - 1,
          sq(x(3) - x(5)) + sq(x(4) - x(6)) - 1, sq(x(3) - x(7)) + sq(x(4) - x(8)) - 1, sq(x(7)) + sq(x(8) - x(9)) - 1,
          x(2) * x(3) - x(1) * x(4), -x(3) * x(9), x(5) * x(9), x(6) * x(7) - x(5) * x(8)});
  return -0.5 * (x(1) * x(4) - x(2) * x(3) + x(3) * x(9) - x(5) * x(9) + x(5) * x(8) - x(6) * x(7));
}

double g19(X x, double* g) {
  static constexpr double a[10][5] = {
      {-16, 2, 0, 1, 0}, {0, -2, 0, 0.4, 2},   {-3.5, 0, 2, 0, 0},   {0, -2, 0, -4, -1}, {0, -9, -2, 1, -2.8},
      {2, 0, -4, 0, 0},  {-1, -1, -1, -1, -1}, {-1, -2, -3, -2, -1}, {1, 2, 3, 4, 5},    {1, 1, 1, 1, 1}};
  static constexpr double b[10] = {-40, -2, -0.25, -4, -4, -1, -40, -60, 5, 1};
  static constexpr double c[5][5] = {{30, -20, -10, 32, -10},
                                     {-20, 39, -6, -31, 32},
                                     {-10, -6, 10, -6, -10},
                                     {32, -31, -6, 39, -20},
                                     {-10, 32, -10, -20, 30}};
  static constexpr double d[5] = {4, 8, 10, 6, 2};
  static constexpr double e[5] = {-15, -27, -36, -18, -12};
  double f = 0.0;
  for (int j = 0; j < 5; ++j) {
    double quadratic = 0.0;
    double linear = 0.0;
    for (int i = 0; i < 5; ++i) quadratic += c[i][j] * x(11 + i);
    for (int i = 0; i < 10; ++i) linear += a[i][j] * x(1 + i);
    const double xj = x(11 + j);
    g[j] = -2 * quadratic - 3 * d[j] * sq(xj) - e[j] + linear;
    f += quadratic * xj + 2 * d[j] * cube(xj);
  }
  for (int i = 0; i < 10; ++i) f -= b[i] * x(1 + i);
  return f;
}

double g20(X x, double* g) {
  static constexpr double a[12] = {0.0693, 0.0577, 0.05, 0.2, 0.26, 0.55, 0.06, 0.1, 0.12, 0.18, 0.1, 0.09};
  // Molar weights; the report's b24 differs from b12 in the last digits.
  static constexpr double b[24] = {44.094,  58.12,  58.12,  137.4,  120.9,   170.9,  62.501, 84.94,
                                   133.425, 82.507, 46.07,  60.097, 44.094,  58.12,  58.12,  137.4,
                                   120.9,   170.9,  62.501, 84.94,  133.425, 82.507, 46.07,  60.079};
  static constexpr double c[12] = {123.7, 31.7, 45.7, 14.7, 84.7, 27.7, 49.7, 7.1, 2.1, 17.7, 0.85, 0.64};
  static constexpr double d[12] = {31.244, 36.12, 34.784, 92.7, 82.7, 91.6, 56.708, 82.7, 80.8, 64.517, 49.4, 49.1};
  static constexpr double e[6] = {0.1, 0.3, 0.4, 0.3, 0.6, 0.3};
  double total = 0.0;
  double moles1 = 0.0;
  double moles2 = 0.0;
  double volume = 0.0;
  double f = 0.0;
  for (int i = 1; i <= 24; ++i) total += x(i);
  for (int i = 1; i <= 12; ++i) {
    moles1 += x(i) / b[i - 1];
    moles2 += x(i + 12) / b[i + 11];
    volume += x(i) / d[i - 1];
    f += a[i - 1] * (x(i) + x(i + 12));
  }
  for (int k = 0; k < 6; ++k) {
    const int i = k < 3 ? k + 1 : k + 4;
    g[k] = (x(i) + x(i + 12)) / (total + e[k]);
  }
  for (int i = 1; i <= 12; ++i) {
    g[5 + i] = eq(x(i + 12) / (b[i + 11] * moles2) - c[i - 1] * x(i) / (40 * b[i - 1] * moles1));
  }
  g[18] = eq(total - 1);
  g[19] = eq(volume + 0.7302 * 530 * 14.7 / 40 * moles2 - 1.671);
  return f;
}

double g21(X x, double* g) {
  put(g, {-x(1) + 35 * std::pow(x(2), 0.6) + 35 * std::pow(x(3), 0.6),
          eq(-300 * x(3) + 7500 * x(5) - 7500 * x(6) - 25 * x(4) * x(5) + 25 * x(4) * x(6) + x(3) * x(4)),
          eq(100 * x(2) + 155.365 * x(4) + 2500 * x(7) - x(2) * x(4) - 25 * x(4) * x(7) - 15536.5),
          eq(-x(5) + std::log(-x(4) + 900)), eq(-x(6) + std::log(x(4) + 300)), eq(-x(7) + std::log(-2 * x(4) + 700))});
  return x(1);
}

double g22(X x, double* g) {
  put(g, {-x(1) + std::pow(x(2), 0.6) + std::pow(x(3), 0.6) + std::pow(x(4), 0.6),
          eq(x(5) - 1e5 * x(8) + 1e7),
          eq(x(6) + 1e5 * x(8) - 1e5 * x(9)),
          eq(x(7) + 1e5 * x(9) - 5e7),
          eq(x(5) + 1e5 * x(10) - 3.3e7),
          eq(x(6) + 1e5 * x(11) - 4.4e7),
          eq(x(7) + 1e5 * x(12) - 6.6e7),
          eq(x(5) - 120 * x(2) * x(13)),
          eq(x(6) - 80 * x(3) * x(14)),
          eq(x(7) - 40 * x(4) * x(15)),
          eq(x(8) - x(11) + x(16)),
          eq(x(9) - x(12) + x(17)),
          eq(-x(18) + std::log(x(10) - 100)),
          eq(-x(19) + std::log(-x(8) + 300)),
          eq(-x(20) + std::log(x(16))),
          eq(-x(21) + std::log(-x(9) + 400)),
          eq(-x(22) + std::log(x(17))),
          eq(-x(8) - x(10) + x(13) * x(18) - x(13) * x(19) + 400),
          eq(x(8) - x(9) - x(11) + x(14) * x(20) - x(14) * x(21) + 400),
          eq(x(9) - x(12) - 4.60517 * x(15) + x(15) * x(22) + 100)});
  return x(1);
}

double g23(X x, double* g) {
  put(g, {x(9) * x(3) + 0.02 * x(6) - 0.025 * x(5), x(9) * x(4) + 0.02 * x(7) - 0.015 * x(8),
          eq(x(1) + x(2) - x(3) - x(4)), eq(0.03 * x(1) + 0.01 * x(2) - x(9) * (x(3) + x(4))), eq(x(3) + x(6) - x(5)),
          eq(x(4) + x(7) - x(8))});
  return -9 * x(5) - 15 * x(8) + 6 * x(1) + 16 * x(2) + 10 * (x(6) + x(7));
}

double g24(X x, double* g) {
  const double a = x(1);
  put(g, {-2 * sq(sq(a)) + 8 * cube(a) - 8 * sq(a) + x(2) - 2,
          -4 * sq(sq(a)) + 32 * cube(a) - 88 * sq(a) + 96 * a + x(2) - 36});
  return -x(1) - x(2);
}

/// Bounds of `count` variables in a row.
struct Span {
  int count;
  double low;
  double high;
};

struct Row {
  double (*function)(X, double*);
  int constraints;
  std::vector<Span> bounds;
  double optimum;  // best known value with equalities relaxed by 1e-4; NaN where none is known
};

const std::vector<Row>& rows() {
  static const std::vector<Row> table = {
      {g01, 9, {{9, 0, 1}, {3, 0, 100}, {1, 0, 1}}, -15.0},
      {g02, 2, {{20, 0, 10}}, -0.8036191042558},
      {g03, 1, {{10, 0, 1}}, -1.0005001000},
      {g04, 6, {{1, 78, 102}, {1, 33, 45}, {3, 27, 45}}, -30665.5386717834},
      {g05, 5, {{2, 0, 1200}, {2, -0.55, 0.55}}, 5126.4967140071},
      {g06, 2, {{1, 13, 100}, {1, 0, 100}}, -6961.8138755802},
      {g07, 8, {{10, -10, 10}}, 24.3062090681},
      {g08, 2, {{2, 0, 10}}, -0.0958250415},
      {g09, 4, {{7, -10, 10}}, 680.6300573745},
      {g10, 6, {{1, 100, 10000}, {2, 1000, 10000}, {5, 10, 1000}}, 7049.2480205286},
      {g11, 1, {{2, -1, 1}}, 0.7499000000},
      {g12, 1, {{3, 0, 10}}, -1.0},
      {g13, 3, {{2, -2.3, 2.3}, {3, -3.2, 3.2}}, 0.0539415140},
      {g14, 3, {{10, 0, 10}}, -47.7648884595},
      {g15, 2, {{3, 0, 10}}, 961.7150222899},
      {g16,
       38,
       {{1, 704.4148, 906.3855}, {1, 68.6, 288.88}, {1, 0, 134.75}, {1, 193, 287.0966}, {1, 25, 84.1988}},
       -1.9051552586},
      {g17, 4, {{1, 0, 400}, {1, 0, 1000}, {2, 340, 420}, {1, -1000, 1000}, {1, 0, 0.5236}}, 8853.5338748065},
      {g18, 13, {{8, -10, 10}, {1, 0, 20}}, -0.8660254038},
      {g19, 5, {{15, 0, 10}}, 32.6555929502},
      {g20, 20, {{24, 0, 10}}, NAN},
      {g21, 6, {{1, 0, 1000}, {2, 0, 40}, {1, 100, 300}, {1, 6.3, 6.7}, {1, 5.9, 6.4}, {1, 4.5, 6.25}}, 193.7245100700},
      {g22,
       20,
       {{1, 0, 20000},
        {3, 0, 1e6},
        {3, 0, 4e7},
        {1, 100, 299.99},
        {1, 100, 399.99},
        {1, 100.01, 300},
        {1, 100, 400},
        {1, 100, 600},
        {3, 0, 500},
        {1, 0.01, 300},
        {1, 0.01, 400},
        {5, -4.7, 6.25}},
       236.4309755040},
      {g23,
       6,
       {{2, 0, 300}, {1, 0, 100}, {1, 0, 200}, {1, 0, 100}, {1, 0, 300}, {1, 0, 100}, {1, 0, 200}, {1, 0.01, 0.03}},
       -400.0551000000},
      {g24, 2, {{1, 0, 3}, {1, 0, 4}}, -5.5080132716},
  };
  return table;
}

class Constrained06 final : public Problem {
 public:
  Constrained06(const Row& row, const std::string& name) : row_(row) {
    TaskInfo task;
    task.name = name;
    task.constraints = row.constraints;
    for (const Span& s : row.bounds) {
      task.lower.insert(task.lower.end(), static_cast<std::size_t>(s.count), s.low);
      task.upper.insert(task.upper.end(), static_cast<std::size_t>(s.count), s.high);
    }
    task.dim = isize(task.lower);
    tasks_.push_back(std::move(task));
    defaultBudget_ = 500000;
  }
  void evaluate(int /*task*/, ConstMatView x, MatView objectives, MatView constraints,
                EvalContext& /*ctx*/) const override {
    for (int i = 0; i < x.rows; ++i) {
      objectives(i, 0) = row_.function({x.row(i).data(), x.cols}, constraints.row(i).data());
      for (double& g : constraints.row(i)) g = violation(g);
    }
  }
  [[nodiscard]] Reference reference(int /*task*/) const override {
    Reference ref;
    ref.hasOptimum = !std::isnan(row_.optimum);
    if (ref.hasOptimum) ref.optimum = row_.optimum;
    return ref;
  }

 private:
  const Row& row_;
};

class Builder final : public ProblemBuilder {
 public:
  Builder(const Row& row, std::string name) : row_(row), name_(std::move(name)) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<Constrained06>(row_, name_), Instance::Official, {}};
  }

 private:
  const Row& row_;
  std::string name_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const Row& row : rows()) {
    ProblemInfo info;
    info.name = "CEC06-CSO" + std::to_string(++number);
    info.suite = "CEC06-CSO";
    info.labels = SingleTask | SingleObjective | Constrained;
    info.citation = {
        "J. J. Liang, T. P. Runarsson, E. Mezura-Montes, M. Clerc, P. N. Suganthan, C. A. Coello Coello, K. Deb",
        "Problem Definitions and Evaluation Criteria for the CEC 2006 Special Session on Constrained Real-Parameter "
        "Optimization",
        "Technical report, Nanyang Technological University", 2006, ""};
    info.doc = std::string("Constrained function g") + (number < 10 ? "0" : "") + std::to_string(number) + ", " +
               std::to_string(row.constraints) + " constraints.";
    info.make = [&row, name = info.name] { return std::make_unique<Builder>(row, name); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec06_cso
