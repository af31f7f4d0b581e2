// SPDX-License-Identifier: Apache-2.0
// CEC20-RWCO, wind farm, power electronics and livestock feed: RC44 to RC57.
#include <numbers>

#include "problems/base/real_world/pulse_width.h"
#include "problems/base/real_world/rwco.h"
#include "tandem/vmath.h"

namespace tandem::prob::rwco {
namespace {

double rc44(const Call& c) {
  constexpr int kTurbines = 15;
  constexpr double kRadius = 40;
  constexpr double kSpread = 0.01;
  constexpr double kCutIn = 3.5;
  constexpr double kRated = 14;
  constexpr double kCutOut = 25;
  constexpr std::size_t kSteps = 35;  // of 0.3 m/s between cut-in and rated speed
  constexpr double scale[24] = {7,  5,   5,   5,   5,   4,   5, 6, 7,   7,   8,   9.5,
                                10, 8.5, 8.5, 6.5, 4.6, 2.6, 8, 5, 6.4, 5.2, 4.5, 3.9};
  constexpr double share[24] = {0.0003, 0.0072, 0.0237, 0.0242, 0.0222, 0.0301, 0.0397, 0.0268,
                                0.0626, 0.0801, 0.1025, 0.1445, 0.1909, 0.1162, 0.0793, 0.0082,
                                0.0041, 0.0008, 0.0010, 0.0005, 0.0013, 0.0031, 0.0085, 0.0222};
  const double thrust = 1 - std::sqrt(1 - 0.8);
  const auto px = [&](int i) { return c.x(2 * i + 1); };
  const auto py = [&](int i) { return c.x(2 * i + 2); };
  Workspace::Frame frame(c.ws);
  const std::span<double> speeds = frame.doubles(kSteps + 3);
  const std::span<double> exceeds = frame.doubles(kSteps + 3);
  const std::span<double> power = frame.doubles(kSteps);
  for (std::size_t step = 0; step <= kSteps; ++step) speeds[step] = kCutIn + static_cast<double>(step) * 0.3;
  speeds[kSteps + 1] = kRated;
  speeds[kSteps + 2] = kCutOut;
  for (std::size_t step = 0; step < kSteps; ++step) {
    const double growth = std::exp((speeds[step] + speeds[step + 1]) / 2 - 7.5);
    power[step] = 1500 * growth / (5 + growth);
  }
  double total = 0.0;
  for (int sector = 0; sector < 24; ++sector) {
    const double direction = (sector + 0.5) * 15 * std::numbers::pi / 180;
    const double cosine = std::cos(direction);
    const double sine = std::sin(direction);
    double sum = 0.0;
    for (int i = 0; i < kTurbines; ++i) {
      double deficit = 0.0;
      for (int j = 0; j < kTurbines; ++j) {
        if (i == j) continue;
        const double dx = px(i) - px(j);
        const double dy = py(i) - py(j);
        const double along = cosine * dx + sine * dy;
        const double across = std::sqrt(std::fmax(0.0, sq(dx) + sq(dy) - sq(along)));
        if (along <= 0 || along * kSpread + kRadius <= across - kRadius) continue;
        deficit += sq(thrust / sq(1 + kSpread * along / kRadius));
      }
      const double wind = scale[sector] * (1 - std::sqrt(deficit));
      // Share of the time the wind exceeds each of the speeds (Weibull, shape 2).
      for (std::size_t k = 0; k < speeds.size(); ++k) exceeds[k] = -sq(speeds[k] / wind);
      vmath::exp(exceeds, exceeds);
      for (std::size_t step = 0; step < kSteps; ++step) sum += power[step] * (exceeds[step] - exceeds[step + 1]);
      sum += 1500 * (exceeds[kSteps + 1] - exceeds[kSteps + 2]);
    }
    total += share[sector] * sum;
  }
  // As published, the last turbine has no distance to keep.
  double* g = c.g;
  for (int i = 0; i < kTurbines; ++i) {
    for (int j = i + 1; j < kTurbines - 1; ++j) {
      *g++ = 5 * kRadius - std::sqrt(sq(px(i) - px(j)) + sq(py(i) - py(j)));
    }
  }
  return -total;
}

/// RC45 to RC50: the inverters in their order.
template <int order>
double modulation(const Call& c) {
  const pulse_width::Inverter& inverter = pulse_width::kInverters[order - 1];
  const pulse_width::Spectrum s =
      pulse_width::spectrum(inverter, {c.x.values, static_cast<std::size_t>(c.x.dim)}, c.ws);
  for (int i = 1; i < c.x.dim; ++i) c.g[i - 1] = c.x(i) - c.x(i + 1) + pulse_width::kGap;
  c.h[0] = s.fundamental - order * inverter.modulation;
  return s.distortion / order;
}

double weighted(const Call& c, int row) {
  const Matrix& table = c.data["P"];
  double sum = 0.0;
  for (int j = 0; j < c.x.dim; ++j) sum += table(row, j) * c.x.values[j];
  return sum;
}

struct Ration {
  double range5[2], range4[2], range6[2], range7[2];  // of rows 5, 4, 6, 7 of the table
  double roughage[2], share3[2];                      // relative to the whole
  double concentrate[2];
  double wanted;  // of row 2
};
constexpr Ration kRations[] = {
    {{1.090, 2.170}, {4.870, 5.200}, {0.043, 0.086}, {0.023, 0.046}, {0.295, 0.36}, {0.3, 0.4712}, {9.2, 11.5}, 6.9},
    {{1.280, 2.560}, {7.300, 7.810}, {0.005, 0.094}, {0.031, 0.062}, {0.2, 0.24}, {0.3, 0.4}, {9.8, 16.4}, 9.8},
    {{1.170, 2.340}, {6.940, 7.430}, {0.038, 0.076}, {0.034, 0.068}, {0.085, 0.111}, {0.25, 0.4}, {11.6, 14.5}, 8.7},
    {{0.56, 1.12}, {3.23, 3.46}, {0.018, 0.036}, {0.0116, 0.040}, {0.25, 0.9}, {0.3, 0.4384}, {7.470, 9.340}, 5.6},
};

/// RC51 to RC54.
template <int number>
double ration(const Call& c) {
  const Ration& r = kRations[number - 1];
  double all = 0.0;
  double roughage = 0.0;
  double concentrate = 0.0;
  for (int j = 1; j <= c.x.dim; ++j) {
    all += c.x(j);
    if (j <= 17) roughage += c.x(j);
    if (j >= 34) concentrate += c.x(j);
  }
  struct Limit {
    double value;
    const double* range;
  };
  const Limit limits[] = {{weighted(c, 4), r.range5},  {weighted(c, 3), r.range4},   {weighted(c, 5), r.range6},
                          {weighted(c, 6), r.range7},  {roughage / all, r.roughage}, {weighted(c, 2) / all, r.share3},
                          {concentrate, r.concentrate}};
  double* g = c.g;
  for (const Limit& l : limits) {
    *g++ = l.range[0] - l.value;
    *g++ = l.value - l.range[1];
  }
  c.h[0] = weighted(c, 1) - r.wanted;
  return weighted(c, 0);
}

/// RC55 to RC57: wanted amounts of rows 12, 2, 3, 13, 14 of the table and of the sum of rows 2 to 11.
constexpr double kDairy[][6] = {{25.67, 0.0218, 0.062, 0.034, 0.021, 0.999},
                                {65.24, 0.066, 0.159, 0.103, 0.052, 2.644},
                                {30.05, 0.0259, 0.077, 0.096, 0.025, 1.214}};
template <int number>
double dairy(const Call& c) {
  constexpr int rows[] = {11, 1, 2, 12, 13};
  const double* wanted = kDairy[number - 1];
  for (int k = 0; k < 5; ++k) c.h[k] = weighted(c, rows[k]) - wanted[k];
  double sum = 0.0;
  for (int row = 1; row <= 10; ++row) sum += weighted(c, row);
  c.h[5] = sum - wanted[5];
  return weighted(c, 0);
}

}  // namespace

std::vector<Row> otherRows() {
  return {
      {44, "Wind farm layout", rc44, 91, 0, {{30, 40, 1960}}},
      {45, "Pulse-width modulation, 3-level inverter", modulation<1>, 24, 1, {{25, 0, 90}}},
      {46, "Pulse-width modulation, 5-level inverter", modulation<2>, 24, 1, {{25, 0, 90}}},
      {47, "Pulse-width modulation, 7-level inverter", modulation<3>, 24, 1, {{25, 0, 90}}},
      {48, "Pulse-width modulation, 9-level inverter", modulation<4>, 29, 1, {{30, 0, 90}}},
      {49, "Pulse-width modulation, 11-level inverter", modulation<5>, 29, 1, {{30, 0, 90}}},
      {50, "Pulse-width modulation, 13-level inverter", modulation<6>, 29, 1, {{30, 0, 90}}},
      {51, "Livestock feed ration (case 1)", ration<1>, 14, 1, {{59, 0, 10}}, "feed"},
      {52, "Livestock feed ration (case 2)", ration<2>, 14, 1, {{59, 0, 10}}, "feed"},
      {53, "Livestock feed ration (case 3)", ration<3>, 14, 1, {{59, 0, 10}}, "feed"},
      {54, "Livestock feed ration (case 4)", ration<4>, 14, 1, {{59, 0, 10}}, "feed"},
      {55, "Livestock feed ration (case 5)", dairy<1>, 0, 6, {{64, 0, 10}}, "dairy"},
      {56, "Livestock feed ration (case 6)", dairy<2>, 0, 6, {{64, 0, 10}}, "dairy"},
      {57, "Livestock feed ration (case 7)", dairy<3>, 0, 6, {{64, 0, 10}}, "dairy"},
  };
}

}  // namespace tandem::prob::rwco
