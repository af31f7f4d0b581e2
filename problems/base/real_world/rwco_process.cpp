// SPDX-License-Identifier: Apache-2.0
// CEC20-RWCO, chemical processes and process synthesis: RC01 to RC14.
#include "problems/base/real_world/rwco.h"

namespace tandem::prob::rwco {
namespace {

constexpr double kTiny = 1e-8;  // keeps logarithms of temperature differences finite

double rc01(const Call& c) {
  const PaperPoint x = c.x;
  put(c.h, {200 * x(1) * x(4) - x(3), 200 * x(2) * x(6) - x(5), x(3) - 10000 * (x(7) - 100),
            x(5) - 10000 * (300 - x(7)), x(3) - 10000 * (600 - x(8)), x(5) - 10000 * (900 - x(9)),
            x(4) * std::log(std::abs(x(8) - 100) + kTiny) - x(4) * std::log(600 - x(7) + kTiny) - x(8) + x(7) + 500,
            x(6) * std::log(std::abs(x(9) - x(7)) + kTiny) - x(6) * std::log(600.0) - x(9) + x(7) + 600});
  return 35 * std::pow(x(1), 0.6) + 35 * std::pow(x(2), 0.6);
}

double rc02(const Call& c) {
  const PaperPoint x = c.x;
  put(c.h, {x(1) - 1e4 * (x(7) - 100), x(2) - 1e4 * (x(8) - x(7)), x(3) - 1e4 * (500 - x(8)), x(1) - 1e4 * (300 - x(9)),
            x(2) - 1e4 * (400 - x(10)), x(3) - 1e4 * (600 - x(11)),
            x(4) * std::log(std::abs(x(9) - 100) + kTiny) - x(4) * std::log(300 - x(7) + kTiny) - x(9) - x(7) + 400,
            x(5) * std::log(std::abs(x(10) - x(7)) + kTiny) - x(5) * std::log(std::abs(400 - x(8)) + kTiny) - x(10) +
                x(7) - x(8) + 400,
            x(6) * std::log(std::abs(x(11) - x(8)) + kTiny) - x(6) * std::log(100.0) - x(11) + x(8) + 100});
  return std::pow(x(1) / (120 * x(4)), 0.6) + std::pow(x(2) / (80 * x(5)), 0.6) + std::pow(x(3) / (40 * x(6)), 0.6);
}

double rc03(const Call& c) {
  const PaperPoint x = c.x;
  put(c.g, {0.0059553571 * sq(x(6)) * x(1) + 0.88392857 * x(3) - 0.1175625 * x(6) * x(1) - x(1),
            1.1088 * x(1) + 0.1303533 * x(1) * x(6) - 0.0066033 * x(1) * sq(x(6)) - x(3),
            6.66173269 * sq(x(6)) + 172.39878 * x(5) - 56.596669 * x(4) - 191.20592 * x(6) - 10000,
            1.08702 * x(6) + 0.32175 * x(4) - 0.03762 * sq(x(6)) - x(5) + 56.85075,
            0.006198 * x(7) * x(4) * x(3) + 2462.3121 * x(2) - 25.125634 * x(2) * x(4) - x(3) * x(4),
            161.18996 * x(3) * x(4) + 5000 * x(2) * x(4) - 489510 * x(2) - x(3) * x(4) * x(7),
            0.33 * x(7) - x(5) + 44.333333, 0.022556 * x(5) - 0.007595 * x(7) - 1, 0.00061 * x(3) - 0.0005 * x(1) - 1,
            0.819672 * x(1) - x(3) + 0.819672, 24500 * x(2) - 250 * x(2) * x(4) - x(3) * x(4),
            1020.4082 * x(4) * x(2) + 1.2244898 * x(3) * x(4) - 100000 * x(2),
            6.25 * x(1) * x(6) + 6.25 * x(1) - 7.625 * x(3) - 100000, 1.22 * x(3) - x(6) * x(1) - x(1) + 1});
  return -1.715 * x(1) - 0.035 * x(1) * x(6) - 4.0565 * x(3) - 10 * x(2) + 0.063 * x(3) * x(5);
}

double rc04(const Call& c) {
  const PaperPoint x = c.x;
  constexpr double k1 = 0.09755988;
  constexpr double k2 = 0.99 * k1;
  constexpr double k3 = 0.0391908;
  constexpr double k4 = 0.9 * k3;
  put(c.h, {x(1) + k1 * x(2) * x(5) - 1, x(2) - x(1) + k2 * x(2) * x(6), x(3) + x(1) + k3 * x(3) * x(5) - 1,
            x(4) - x(3) + x(2) - x(1) + k4 * x(4) * x(6)});
  put(c.g, {std::sqrt(x(5)) + std::sqrt(x(6)) - 4});
  return -x(4);
}

double rc05(const Call& c) {
  const PaperPoint x = c.x;
  put(c.g, {x(9) * x(7) + 2 * x(5) - 2.5 * x(1), x(9) * x(8) + 2 * x(6) - 1.5 * x(2)});
  put(c.h,
      {x(7) + x(8) - x(3) - x(4), x(1) - x(7) - x(5), x(2) - x(8) - x(6), x(9) * x(7) + x(9) * x(8) - 3 * x(3) - x(4)});
  return -(9 * x(1) + 15 * x(2) - 6 * x(3) - 16 * x(4) - 10 * (x(5) + x(6)));
}

/// Flow balances that RC06 and RC07 share.
double* flowBalances(PaperPoint x, double* h) {
  return put(h, {x(1) + x(2) + x(3) + x(4) - 300, x(6) - x(7) - x(8), x(9) - x(10) - x(11) - x(12),
                 x(14) - x(15) - x(16) - x(17), x(18) - x(19) - x(20)});
}

double rc06(const Call& c) {
  const PaperPoint x = c.x;
  double* h = flowBalances(x, c.h);
  // Three components per stream: fractions at x(21), x(24), x(27) and so on, three indices apart.
  for (int k = 0; k < 3; ++k) *h++ = x(5) * x(21 + 3 * k) - x(6) * x(22 + 3 * k) - x(9) * x(23 + 3 * k);
  for (int k = 0; k < 3; ++k) *h++ = x(13) * x(30 + 3 * k) - x(14) * x(31 + 3 * k) - x(18) * x(32 + 3 * k);
  for (int k = 0; k < 3; ++k) *h++ = x(1) / 3 + x(15) * x(31 + 3 * k) - x(5) * x(21 + 3 * k);
  for (int k = 0; k < 3; ++k) *h++ = x(2) / 3 + x(10) * x(23 + 3 * k) - x(13) * x(30 + 3 * k);
  constexpr double demand[] = {30, 50, 30};
  for (int k = 0; k < 3; ++k) {
    *h++ = x(3) / 3 + x(7) * x(22 + 3 * k) + x(11) * x(23 + 3 * k) + x(16) * x(31 + 3 * k) + x(19) * x(32 + 3 * k) -
           demand[k];
  }
  for (const int first : {21, 22, 23, 30, 31, 32}) *h++ = x(first) + x(first + 3) + x(first + 6) - 1;
  put(h, {x(25), x(28), x(23), x(37), x(32), x(35)});
  return 0.9979 + 0.00432 * x(5) + 0.01517 * x(13);
}

double rc07(const Call& c) {
  const PaperPoint x = c.x;
  double* h = flowBalances(x, c.h);
  h = put(h, {x(6) * x(21) - x(24) * x(25),
              x(14) * x(22) - x(26) * x(27),
              x(9) * x(23) - x(28) * x(29),
              x(18) * x(30) - x(31) * x(32),
              x(25) - x(5) * x(33),
              x(29) - x(5) * x(34),
              x(35) - x(5) * x(36),
              x(37) - x(13) * x(38),
              x(27) - x(13) * x(39),
              x(32) - x(13) * x(40),
              x(25) - x(6) * x(21) - x(9) * x(41),
              x(29) - x(6) * x(42) - x(9) * x(23),
              x(35) - x(6) * x(43) - x(9) * x(44),
              x(37) - x(14) * x(45) - x(18) * x(46),
              x(27) - x(14) * x(22) - x(18) * x(47),
              x(32) - x(14) * x(48) - x(18) * x(30),
              x(1) / 3 + x(15) * x(45) - x(25),
              x(1) / 3 + x(15) * x(22) - x(29),
              x(1) / 3 + x(15) * x(48) - x(35),
              x(2) / 3 + x(10) * x(41) - x(37),
              x(2) / 3 + x(10) * x(23) - x(27),
              x(2) / 3 + x(10) * x(44) - x(32),
              x(33) + x(34) + x(36) - 1,
              x(21) + x(42) + x(43) - 1,
              x(41) + x(23) + x(44) - 1,
              x(38) + x(39) + x(40) - 1,
              x(45) + x(22) + x(48) - 1,
              x(46) + x(47) + x(30) - 1,
              x(43),
              x(46)});
  put(h, {x(3) / 3 + x(7) * x(21) + x(11) * x(41) + x(16) * x(45) + x(19) * x(46) - 30,
          x(3) / 3 + x(7) * x(42) + x(11) * x(23) + x(16) * x(22) + x(19) * x(47) - 50,
          x(3) / 3 + x(7) * x(43) + x(11) * x(44) + x(16) * x(48) + x(19) * x(30) - 30});
  return 0.23947 + (-0.0139904 + 0.0093514 * x(24) + 0.0077308 * x(28) - 0.0005719 * x(33) + 0.0042656 * x(34)) * x(5) +
         0.75835 + (-0.0661588 + 0.0338147 * x(26) + 0.0373349 * x(31) + 0.0016371 * x(38) + 0.0288996 * x(39)) * x(13);
}

double rc08(const Call& c) {
  const double y = whole(c.x(2));
  put(c.g, {1.25 - sq(c.x(1)) - y, c.x(1) + y - 1.6});
  return 2 * c.x(1) + y;
}

double rc09(const Call& c) {
  const double y = whole(c.x(3));
  put(c.g, {-c.x(1) + c.x(2) + y});
  put(c.h, {c.x(1) - 2 * std::exp(-c.x(2))});
  return -y + 2 * c.x(1) + c.x(2);
}

double rc10(const Call& c) {
  const double y = whole(c.x(3));
  put(c.g, {-std::exp(c.x(1) - 0.2) - c.x(2), c.x(2) + 1.1 * y + 1, c.x(1) - y - 0.2});
  return -0.7 * y + 5 * sq(c.x(1) - 0.5) + 0.8;
}

double rc11(const Call& c) {
  const PaperPoint x = c.x;
  const double y1 = whole(x(5));
  const double y2 = whole(x(6));
  const double z1 = 0.9 * (1 - std::exp(-0.5 * x(3))) * x(1);
  const double z2 = 0.8 * (1 - std::exp(-0.4 * x(4))) * x(2);
  put(c.h, {y1 + y2 - 1, z1 + z2 - 10, x(1) + x(2) - x(7), z1 * y1 + z2 * y2 - 10});
  put(c.g, {x(3) - 10 * y1, x(4) - 10 * y2, x(1) - 20 * y1, x(2) - 20 * y2});
  return 7.5 * y1 + 5.5 * y2 + 7 * x(3) + 6 * x(4) + 5 * x(7);
}

double rc12(const Call& c) {
  const double x1 = c.x(1);
  const double x2 = c.x(2);
  const double x3 = c.x(3);
  const double y1 = whole(c.x(4));
  const double y2 = whole(c.x(5));
  const double y3 = whole(c.x(6));
  const double y4 = whole(c.x(7));
  put(c.g, {x1 + x2 + x3 + y1 + y2 + y3 - 5, sq(y3) + sq(x1) + sq(x2) + sq(x3) - 5.5, x1 + y1 - 1.2, x2 + y2 - 1.8,
            x3 + y3 - 2.5, x1 + y4 - 1.2, sq(y2) + sq(x2) - 1.64, sq(y3) + sq(x3) - 4.25, sq(y2) + sq(x3) - 4.64});
  // The exponent 22 is the published code's.
  return sq(y1 - 1) + sq(y2 - 1) + sq(y3 - 1) - std::log(y4 + 1) + std::pow(x1 - 1, 22) + sq(x2 - 2) + sq(x3 - 3);
}

double rc13(const Call& c) {
  const double x1 = c.x(1);
  const double x2 = c.x(2);
  const double x3 = c.x(3);
  const double y1 = whole(c.x(4));
  const double y2 = whole(c.x(5));
  put(c.g, {85.334407 + 0.0056858 * y2 * x3 + 0.0006262 * y1 * x2 - 0.0022053 * y1 * y1 * x3 - 92,
            80.51249 + 0.0071317 * y2 * x3 + 0.0029955 * y1 * x2 + 0.0021813 * sq(x1) - 90 - 20,
            9.300961 + 0.0047026 * y1 * x2 + 0.0012547 * y1 * x1 + 0.0019085 * x1 * x2 - 20 - 5});
  return -5.357854 * sq(x1) - 0.835689 * y1 * x3 - 37.29329 * y1 + 40792.141;
}

double rc14(const Call& c) {
  const PaperPoint x = c.x;
  constexpr double size[2][3] = {{2, 3, 4}, {4, 6, 3}};
  constexpr double time[2][3] = {{8, 20, 8}, {16, 4, 4}};
  double f = 0.0;
  c.g[0] = 40000 * x(7) / x(9) + 20000 * x(8) / x(10) - 6000;
  for (int s = 0; s < 3; ++s) {
    const double units = whole(x(1 + s));
    f += 250 * units * std::pow(x(4 + s), 0.6);
    c.g[1 + s] = size[0][s] * x(9) + size[1][s] * x(10) - x(4 + s);
    c.g[4 + s] = time[0][s] - units * x(7);
    c.g[7 + s] = time[1][s] - units * x(8);
  }
  return f;
}

}  // namespace

std::vector<Row> processRows() {
  return {
      {1,
       "Heat exchanger network design (case 1)",
       rc01,
       0,
       8,
       {{1, 0, 10}, {1, 0, 200}, {1, 0, 100}, {1, 0, 200}, {1, 1000, 2e6}, {1, 0, 600}, {2, 100, 600}, {1, 100, 900}}},
      {2,
       "Heat exchanger network design (case 2)",
       rc02,
       0,
       9,
       {{1, 1e4, 0.819e6},
        {1, 1e4, 1.131e6},
        {1, 1e4, 2.05e6},
        {3, 0, 0.05074},
        {1, 100, 200},
        {3, 100, 300},
        {1, 100, 400}}},
      {3,
       "Optimal operation of an alkylation unit",
       rc03,
       14,
       0,
       {{1, 1000, 2000}, {1, 0, 100}, {1, 2000, 4000}, {2, 0, 100}, {1, 0, 20}, {1, 0, 200}}},
      {4, "Reactor network design", rc04, 1, 4, {{4, 0, 1}, {2, 1e-5, 16}}},
      {5,
       "Haverly's pooling problem",
       rc05,
       2,
       4,
       {{1, 0, 100}, {1, 0, 200}, {4, 0, 100}, {1, 0, 200}, {1, 0, 100}, {1, 0, 200}}},
      {6, "Blending-pooling-separation", rc06, 0, 32, {{1, 0, 90},  {1, 0, 150}, {1, 0, 90},  {1, 0, 150}, {2, 0, 90},
                                                       {1, 0, 150}, {3, 0, 90},  {2, 0, 150}, {2, 0, 90},  {1, 0, 150},
                                                       {1, 0, 90},  {1, 0, 150}, {1, 0, 90},  {1, 0, 150}, {1, 0, 90},
                                                       {1, 0, 1},   {1, 0, 1.2}, {3, 0, 1},   {1, 0, 0.5}, {2, 0, 1},
                                                       {3, 0, 0.5}, {1, 0, 1.2}, {1, 0, 0.5}, {2, 0, 1.2}, {1, 0, 0.5},
                                                       {2, 0, 1.2}}},
      {7,
       "Propane, isobutane, n-butane nonsharp separation",
       rc07,
       0,
       38,
       {{1, 0, 35},       {2, 0, 90}, {1, 0, 140},      {1, 0, 90},       {7, 0, 35},       {3, 0, 90},
        {5, 0, 35},       {3, 0, 1},  {1, 0.849999, 1}, {1, 0, 30},       {1, 0.849999, 1}, {1, 0, 30},
        {1, 0.849999, 1}, {1, 0, 30}, {1, 0, 1},        {1, 0.849999, 1}, {1, 0, 30},       {2, 0, 1},
        {1, 0, 30},       {1, 0, 1},  {1, 0, 30},       {11, 0, 1}}},
      {8, "Process synthesis", rc08, 2, 0, {{1, 0, 1.6}, {1, -0.51, 1.49}}},
      {9, "Process synthesis and design", rc09, 1, 1, {{2, 0.5, 1.4}, {1, -0.51, 1.49}}},
      {10, "Process flow sheeting", rc10, 3, 0, {{1, 0.2, 1}, {1, -2.22554, -1}, {1, -0.51, 1.49}}},
      {11, "Two-reactor problem", rc11, 4, 4, {{2, 0, 20}, {2, 0, 10}, {2, -0.51, 1.49}, {1, 0, 40}}},
      {12, "Process synthesis with seven variables", rc12, 9, 0, {{3, 0, 100}, {4, -0.51, 1.49}}},
      {13, "Process design", rc13, 3, 0, {{3, 27, 45}, {1, 77.51, 102.49}, {1, 32.51, 45.49}}},
      {14,
       "Multi-product batch plant",
       rc14,
       10,
       0,
       {{3, 0.51, 3.49}, {3, 250, 2500}, {1, 6, 20}, {1, 4, 16}, {1, 40, 700}, {1, 10, 450}}},
  };
}

}  // namespace tandem::prob::rwco
