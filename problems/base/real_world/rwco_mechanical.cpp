// SPDX-License-Identifier: Apache-2.0
// CEC20-RWCO, mechanical engineering: RC15 to RC32 except RC24, RC26, RC27 and RC33 (rwco_machines.cpp).
#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/real_world/rwco_machines.h"

namespace tandem::prob::rwco {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kRoot2 = std::numbers::sqrt2;

double rc15(const Call& c) {
  const PaperPoint x = c.x;
  const double pitch = x(2) * x(3);
  put(c.g, {-x(1) * sq(x(2)) * x(3) + 27, -x(1) * sq(x(2)) * sq(x(3)) + 397.5,
            -x(2) * sq(sq(x(6))) * x(3) / cube(x(4)) + 1.93, -x(2) * sq(sq(x(7))) * x(3) / cube(x(5)) + 1.93,
            10 / cube(x(6)) * std::sqrt(16.91e6 + sq(745 * x(4) / pitch)) - 1100,
            10 / cube(x(7)) * std::sqrt(157.5e6 + sq(745 * x(5) / pitch)) - 850, pitch - 40, -x(1) / x(2) + 5,
            x(1) / x(2) - 12, 1.5 * x(6) - x(4) + 1.9, 1.1 * x(7) - x(5) + 1.9});
  return 0.7854 * x(1) * sq(x(2)) * (3.3333 * sq(x(3)) + 14.9334 * x(3) - 43.0934) -
         1.508 * x(1) * (sq(x(6)) + sq(x(7))) + 7.477 * (cube(x(6)) + cube(x(7))) +
         0.7854 * (x(4) * sq(x(6)) + x(5) * sq(x(7)));
}

double rc16(const Call& c) {
  const PaperPoint x = c.x;
  const double a = std::pow(x(8), 1.8812) * std::pow(x(12), 0.3424);
  const double b = std::pow(x(13), 2.1195);
  put(c.g, {1.524 / x(7) - 1, 1.524 / x(8) - 1, 0.07789 * x(1) - 2 / x(7) * x(9) - 1,
            7.05305 / x(9) * sq(x(1)) * x(10) / x(8) / x(2) / x(14) - 1, 0.0833 / x(13) * x(14) - 1,
            0.04771 * x(10) * a - 1, 0.0488 * x(9) * std::pow(x(7), 1.893) * std::pow(x(11), 0.316) - 1,
            0.0099 * x(1) / x(3) - 1, 0.0193 * x(2) / x(4) - 1, 0.0298 * x(1) / x(5) - 1,
            47.136 * std::pow(x(2), 0.333) / x(10) * x(12) - 1.333 * x(8) * b +
                62.08 * b * std::pow(x(8), 0.2) / (x(12) * x(10)) - 1,
            0.056 * x(2) / x(6) - 1, 2 / x(9) - 1, 2 / x(10) - 1, x(12) / x(11) - 1});
  return 63098.88 * x(2) * x(4) * x(12) + 5441.5 * sq(x(2)) * x(12) + 115055.5 * std::pow(x(2), 1.664) * x(6) +
         6172.27 * sq(x(2)) * x(6) + 63098.88 * x(1) * x(3) * x(11) + 5441.5 * sq(x(1)) * x(11) +
         115055.5 * std::pow(x(1), 1.664) * x(5) + 6172.27 * sq(x(1)) * x(5) + 140.53 * x(1) * x(11) +
         281.29 * x(3) * x(11) + 70.26 * sq(x(1)) + 281.29 * x(1) * x(3) + 281.29 * sq(x(3)) +
         14437 * a * x(10) / x(14) * sq(x(1)) * x(7) / x(9) +
         20470.2 * std::pow(x(7), 2.893) * std::pow(x(11), 0.316) * sq(x(1));
}

double rc17(const Call& c) {
  const double d = c.x(1);
  const double coil = c.x(2);
  const double turns = c.x(3);
  put(c.g, {1 - cube(coil) * turns / (71785 * sq(sq(d))),
            (4 * sq(coil) - d * coil) / (12566 * (coil * cube(d) - sq(sq(d)))) + 1 / (5108 * sq(d)) - 1,
            1 - 140.45 * d / (sq(coil) * turns), (d + coil) / 1.5 - 1});
  return sq(d) * coil * (turns + 2);
}

double rc18(const Call& c) {
  const double shell = 0.0625 * whole(c.x(1));
  const double head = 0.0625 * whole(c.x(2));
  const double radius = c.x(3);
  const double length = c.x(4);
  put(c.g, {-shell + 0.0193 * radius, -head + 0.00954 * radius,
            -kPi * sq(radius) * length - 4.0 / 3.0 * kPi * cube(radius) + 1296000, length - 240});
  return 0.6224 * shell * radius * length + 1.7781 * head * sq(radius) + 3.1661 * sq(shell) * length +
         19.84 * sq(shell) * radius;
}

double rc19(const Call& c) {
  const PaperPoint x = c.x;
  constexpr double load = 6000;
  constexpr double span = 14;
  constexpr double young = 30e6;
  constexpr double shear = 12e6;
  const double buckling = 4.013 * young * std::sqrt(sq(x(3)) * cube(sq(x(4))) / 30) / sq(span) *
                          (1 - x(3) / (2 * span) * std::sqrt(young / (4 * shear)));
  const double sigma = 6 * load * span / (x(4) * sq(x(3)));
  const double deflection = 6 * load * cube(span) / (young * sq(x(3)) * x(4));
  const double arm = sq(x(2)) / 4 + sq(x(1) + x(3)) / 4;
  const double inertia = 2 * kRoot2 * x(1) * x(2) * arm;
  const double r = std::sqrt(arm);
  const double torsion = load * (span + x(2) / 2) * r / inertia;
  const double direct = load / (kRoot2 * x(1) * x(2));
  const double tau = std::sqrt(sq(direct) + 2 * direct * torsion * x(2) / (2 * r) + sq(torsion));
  put(c.g, {tau - 13600, sigma - 30000, x(1) - x(4), deflection - 0.25, load - buckling});
  return 1.10471 * sq(x(1)) * x(2) + 0.04811 * x(3) * x(4) * (14 + x(2));
}

double rc20(const Call& c) {
  const double a = c.x(1);
  const double b = c.x(2);
  const double area = kRoot2 * sq(a) + 2 * a * b;
  put(c.g, {(kRoot2 * a + b) / area * 2 - 2, b / area * 2 - 2, 1 / (kRoot2 * b + a) * 2 - 2});
  return (2 * kRoot2 * a + b) * 100;
}

double rc21(const Call& c) {
  const PaperPoint x = c.x;
  const double squares = sq(x(2)) - sq(x(1));
  const double cubes = cube(x(2)) - cube(x(1));
  const double speed = kPi * (2.0 / 3.0 * cubes / (sq(x(2)) * sq(x(1)))) * 250 / 30;
  const double pressure = x(4) / (kPi * squares);
  const double torque = 2.0 / 3.0 * 0.6 * x(4) * x(5) * cubes / squares;
  const double time = 55 * (kPi * 250 / 30) / (torque + 3);
  put(c.g, {-x(2) + x(1) + 20, (x(5) + 1) * (x(3) + 0.5) - 30, pressure - 1, pressure * speed - 10, speed - 10,
            time - 15, 1.5 * 40 - torque, -time});
  return kPi * squares * x(3) * (x(5) + 1) * 0.0000078;
}

double rc22(const Call& c) {
  constexpr double planets[] = {3, 4, 5};
  constexpr double modules[] = {1.75, 2, 2.25, 2.5, 2.75, 3.0};
  double n[10];
  for (int i = 1; i <= 9; ++i) n[i] = whole(std::abs(c.x(i)));
  const double p = entry(planets, n[7]);
  const double m1 = entry(modules, n[8]);
  const double m2 = entry(modules, n[9]);
  constexpr double most = 220;
  constexpr double clearance = 0.5;
  const double a = n[6] - n[3];
  const double b = n[4] + n[5];
  const double cosine = (sq(a) + sq(b) - sq(n[3] + n[5])) / (2 * a * b);
  const double angle =
      std::abs(cosine) <= 1.0
          ? sq(n[3] + n[5] + 2 + clearance) - (sq(a) + sq(b) - 2 * a * b * std::cos(2 * kPi / p - std::acos(cosine)))
          : 1e6;  // no such triangle
  put(c.g, {m2 * (n[6] + 2.5) - most, m1 * (n[1] + n[2]) + m1 * (n[2] + 2) - most,
            m2 * (n[4] + n[5]) + m2 * (n[5] + 2) - most, std::abs(m1 * (n[1] + n[2]) - m2 * (n[6] - n[3])) - m1 - m2,
            -((n[1] + n[2]) * std::sin(kPi / p) - n[2] - 2 - clearance),
            -(a * std::sin(kPi / p) - n[3] - 2 - clearance), -(b * std::sin(kPi / p) - n[5] - 2 - clearance), angle,
            -(n[6] - 2 * n[3] - n[4] - 4 - 2 * clearance), -(n[6] - n[4] - 2 * n[5] - 4 - 2 * clearance)});
  put(c.h, {std::fmod(n[6] - n[4], p)});
  const double i1 = n[6] / n[4];
  const double i2 = n[6] * (n[1] * n[3] + n[2] * n[4]) / (n[1] * n[3] * (n[6] - n[4]));
  const double reverse = -(n[2] * n[6] / (n[1] * n[3]));
  return std::max({i1 - 3.11, i2 - 1.84, reverse + 3.11});
}

double rc23(const Call& c) {
  constexpr double input = 350;
  constexpr double output[] = {750, 450, 250, 150};
  constexpr double distance = 3;
  constexpr double friction = 0.35;
  const double width = c.x(5) * 1e-3;
  double length[4];
  double weight = 0.0;
  for (int s = 0; s < 4; ++s) {
    const double d = c.x(s + 1) * 1e-3;
    const double ratio = output[s] / input;
    weight += sq(d) * (1 + sq(ratio));
    length[s] = kPi * d / 2 * (1 + ratio) + sq(ratio - 1) * sq(d) / (4 * distance) + 2 * distance;
    const double wrap = friction * (kPi - 2 * std::asin((ratio - 1) * d / (2 * distance)));
    const double power = 1.75e6 * 8e-3 * width * (1 - std::exp(-wrap)) * kPi * d * output[s] / 60;
    c.g[s] = -std::exp(wrap) + 2;
    c.g[4 + s] = -power + 0.75 * 745.6998;
  }
  for (int s = 1; s < 4; ++s) c.h[s - 1] = length[0] - length[s];
  return 7200 * width * kPi / 4 * weight;
}

double rc25(const Call& c) {
  const double outer = c.x(1);
  const double recess = c.x(2);
  const double viscosity = c.x(3);
  const double flow = c.x(4);
  constexpr double density = 0.0307;
  const double power = (std::log10(std::log10(8.122e6 * viscosity + 0.8)) - 10.04) / -3.55;
  const double heat = 2 * (std::pow(10.0, power) - 560);
  const double loss = 9336 * flow * density * 0.5 * heat;
  const double film =
      sq(2 * kPi * 750 / 60) * 2 * kPi * viscosity / loss * (sq(sq(outer)) / 4 - sq(sq(recess)) / 4) - 1e-5;
  const double ratio = std::log(outer / recess);
  const double pressure = 6 * viscosity * flow / (kPi * cube(film)) * ratio;
  const double load = kPi * pressure / 2 * (sq(outer) - sq(recess)) / (ratio - 1e-5);
  put(c.g, {101000 - load, pressure - 1000, heat - 50, 0.001 - film, recess - outer,
            density / (386.4 * pressure) * (flow / (2 * kPi * outer * film)) - 0.001,
            load / (kPi * (sq(outer) - sq(recess)) + 1e-5) - 5000});
  return (flow * pressure / 0.7 + loss) / 12;
}

double rc28(const Call& c) {
  const double pitch = c.x(1);
  const double ball = c.x(2);
  const double balls = whole(c.x(3));
  const double fi = c.x(4);
  const double fo = c.x(5);
  constexpr double outer = 160;
  constexpr double bore = 90;
  const double t = outer - bore - 2 * ball;
  const double a = 0.5 * (outer - bore) - 0.75 * t;
  const double b = 0.5 * outer - 0.25 * t - ball;
  const double assembly = 2 * kPi - 2 * std::acos((sq(a) + sq(b) - sq(0.5 * bore + 0.25 * t)) / (2 * a * b));
  const double gamma = ball / pitch;
  const double fc = 37.91 *
                    std::pow(1 + std::pow(1.04 * std::pow((1 - gamma) / (1 + gamma), 1.72) *
                                              std::pow(fi * (2 * fo - 1) / (fo * (2 * fi - 1)), 0.41),
                                          10.0 / 3.0),
                             -0.3) *
                    (std::pow(gamma, 0.3) * std::pow(1 - gamma, 1.39) / std::pow(1 + gamma, 1.0 / 3.0)) *
                    std::pow(2 * fi / (2 * fi - 1), 0.41);
  put(c.g,
      {balls - 1 - assembly / (2 * std::asin(gamma)), c.x(6) * (outer - bore) - 2 * ball,
       2 * ball - c.x(7) * (outer - bore), c.x(10) * 30 - ball, 0.5 * (outer + bore) - pitch,
       pitch - (0.5 + c.x(9)) * (outer + bore), c.x(8) * ball - 0.5 * (outer - pitch - ball), 0.515 - fi, 0.515 - fo});
  const double size = std::pow(balls, 2.0 / 3.0);
  return ball > 25.4 ? 3.647 * fc * size * std::pow(ball, 1.4) : fc * size * std::pow(ball, 1.8);
}

double rc29(const Call& c) {
  const PaperPoint x = c.x;
  put(c.g, {x(4) / sq(x(2)) + 1 / sq(x(2)) - 1});
  return 8.61e5 * std::sqrt(x(1)) * x(2) * std::pow(x(3), -2.0 / 3.0) / std::sqrt(x(4)) + 3.69e4 * x(3) +
         7.72e8 / x(1) * std::pow(x(2), 0.219) - 765.43e6 / x(1);
}

double rc30(const Call& c) {
  constexpr double wires[] = {0.009, 0.0095, 0.0104, 0.0118, 0.0128, 0.0132, 0.014, 0.015,  0.0162, 0.0173, 0.018,
                              0.020, 0.023,  0.025,  0.028,  0.032,  0.035,  0.041, 0.047,  0.054,  0.063,  0.072,
                              0.080, 0.092,  0.0105, 0.120,  0.135,  0.148,  0.162, 0.177,  0.192,  0.207,  0.225,
                              0.244, 0.263,  0.283,  0.307,  0.331,  0.362,  0.394, 0.4375, 0.500};
  const double turns = whole(c.x(1));
  const double coil = c.x(2);
  const double wire = entry(wires, c.x(3));
  const double cf = (4 * coil / wire - 1) / (4 * coil / wire - 4) + 0.615 * wire / coil;
  const double stiffness = 11.5e6 * sq(sq(wire)) / (8 * turns * cube(coil));
  const double free = 1000 / stiffness + 1.05 * (turns + 2) * wire;
  const double preload = 300 / stiffness;
  put(c.g, {8000 * cf * coil / (kPi * cube(wire)) - 189000, free - 14, 0.2 - wire, coil - 3, 3 - coil / wire,
            preload - 6, preload + 700 / stiffness + 1.05 * (turns + 2) * wire - free, 1.25 - 700 / stiffness});
  return sq(kPi) * coil * sq(wire) * (turns + 2) / 4;
}

double rc31(const Call& c) {
  return sq(1 / 6.931 - c.x(1) * c.x(2) / (c.x(3) * c.x(4)));
}

double rc32(const Call& c) {
  const PaperPoint x = c.x;
  const double g1 = 85.334407 + 0.0056858 * x(2) * x(5) + 0.0006262 * x(1) * x(4) - 0.0022053 * x(3) * x(5);
  const double g2 = 80.51249 + 0.0071317 * x(2) * x(5) + 0.0029955 * x(1) * x(2) + 0.0021813 * sq(x(3));
  const double g3 = 9.300961 + 0.0047026 * x(3) * x(5) + 0.0012547 * x(1) * x(3) + 0.0019085 * x(3) * x(4);
  put(c.g, {g1 - 92, -g1, g2 - 110, 90 - g2, g3 - 25, 20 - g3});
  return 5.3578547 * sq(x(3)) + 0.8356891 * x(1) * x(5) + 37.293239 * x(1) - 40792.141;
}

}  // namespace

std::vector<Row> mechanicalRows() {
  return {
      {15,
       "Speed reducer",
       rc15,
       11,
       0,
       {{1, 2.6, 3.6}, {1, 0.7, 0.8}, {1, 17, 28}, {2, 7.3, 8.3}, {1, 2.9, 3.9}, {1, 5, 5.5}}},
      {16, "Industrial refrigeration system", rc16, 15, 0, {{14, 0.001, 5}}},
      {17, "Tension/compression spring (case 1)", rc17, 4, 0, {{1, 0.05, 2}, {1, 0.25, 1.3}, {1, 2, 15}}},
      {18, "Pressure vessel", rc18, 4, 0, {{2, 0.51, 99.49}, {2, 10, 200}}},
      {19, "Welded beam", rc19, 5, 0, {{1, 0.125, 2}, {2, 0.1, 10}, {1, 0.1, 2}}},
      {20, "Three-bar truss", rc20, 3, 0, {{2, 0, 1}}},
      {21, "Multiple disk clutch brake", rc21, 8, 0, {{1, 60, 80}, {1, 90, 110}, {1, 1, 3}, {1, 0, 1000}, {1, 2, 9}}},
      {22,
       "Planetary gear train",
       rc22,
       10,
       1,
       {{1, 16.51, 96.49},
        {1, 13.51, 54.49},
        {1, 13.51, 51.49},
        {1, 16.51, 46.49},
        {1, 13.51, 51.49},
        {1, 47.51, 124.49},
        {1, 0.51, 3.49},
        {2, 0.51, 6.49}}},
      {23, "Step-cone pulley", rc23, 8, 3, {{2, 0, 60}, {3, 0, 90}}},
      {24,
       "Robot gripper",
       robotGripper,
       7,
       0,
       {{2, 10, 150}, {1, 100, 200}, {1, 0, 50}, {1, 10, 150}, {1, 100, 300}, {1, 1, 3.14}}},
      {25, "Hydro-static thrust bearing", rc25, 7, 0, {{2, 1, 16}, {1, 1e-6, 16 * 1e-6}, {1, 1, 16}}},
      {26, "Four-stage gear box", gearBox, 86, 0, {{8, 6.51, 76.49}, {4, 0.51, 4.49}, {10, 0.51, 9.49}}},
      {27, "10-bar truss", tenBarTruss, 3, 0, {{10, 0.645e-4, 50e-4}}},
      {28,
       "Rolling element bearing",
       rc28,
       9,
       0,
       {{1, 125, 150},
        {1, 10.5, 31.5},
        {1, 4.51, 50.49},
        {2, 0.515, 0.6},
        {1, 0.4, 0.5},
        {1, 0.6, 0.7},
        {1, 0.3, 0.4},
        {1, 0.02, 0.1},
        {1, 0.6, 0.85}}},
      {29, "Gas transmission compressor", rc29, 1, 0, {{1, 20, 50}, {1, 1, 10}, {1, 20, 50}, {1, 0.1, 60}}},
      {30, "Tension/compression spring (case 2)", rc30, 8, 0, {{1, 0.51, 70.49}, {1, 0.6, 3}, {1, 0.51, 42.49}}},
      {31, "Gear train", rc31, 0, 0, {{4, 12, 60}}},
      {32, "Himmelblau's function", rc32, 6, 0, {{1, 78, 102}, {1, 33, 45}, {3, 27, 45}}},
      {33, "Topology optimization", topology, 30, 0, {{30, 0.001, 1}}},
  };
}

}  // namespace tandem::prob::rwco
