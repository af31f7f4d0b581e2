// SPDX-License-Identifier: Apache-2.0
#include "problems/base/real_world/wind_solar.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tandem::prob::power {
namespace {

constexpr double kReserve = 3.0;  ///< $/MWh promised but not delivered
constexpr double kUnused = 1.5;   ///< $/MWh available but not promised

constexpr double kCutIn = 3.0;  ///< m/s
constexpr double kRated = 16.0;
constexpr double kCutOut = 25.0;
constexpr double kTurbine = 3.0;  ///< MW

constexpr double kSolarPrice = 1.6;
constexpr double kSolarRated = 50.0;  ///< MW
constexpr double kStandard = 800.0;   ///< W/m^2
constexpr double kWeakLight = 120.0;  ///< below it, power falls with the square
constexpr double kLogMean = 6.0;
constexpr double kLogDeviation = 0.6;
constexpr int kDraws = 8000;

double irradianceOf(double power) {
  const double linear = power / kSolarRated * kStandard;
  return linear > kWeakLight ? linear : std::sqrt(power / kSolarRated * kStandard * kWeakLight);
}
double standardised(double irradiance) {
  return (std::log(irradiance) - kLogMean) / kLogDeviation;
}

/// ln k! - (k + 1/2) ln(k + 1) + k + 1 - ln(2 pi) / 2
double stirlingTail(int k) {
  static const double kTable[] = {0.08106146679532726,  0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
                                  0.01664469118982119,  0.01387612882307075, 0.01189670994589177, 0.01041126526197209,
                                  0.009255462182712733, 0.008330563433362871};
  if (k < 10) return kTable[k];
  const double n = k + 1.0;
  const double square = n * n;
  return (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / n;
}

}  // namespace

double windCost(const WindFarm& farm, double promise) {
  const double rated = farm.turbines * kTurbine;
  const double slope = (kRated - kCutIn) / rated;  // m/s per MW
  const auto exceeded = [&](double speed) { return std::exp(-(speed / farm.scale) * (speed / farm.scale)); };
  // Integral of P(speed > v) over the powers that belong to the speeds v1 .. v2.
  const auto area = [&](double v1, double v2) {
    return 0.5 * std::sqrt(std::numbers::pi) * farm.scale * (std::erf(v2 / farm.scale) - std::erf(v1 / farm.scale)) /
           slope;
  };
  const double speed = kCutIn + promise * slope;
  const double calm = 1.0 - exceeded(kCutIn) + exceeded(kCutOut);
  const double missing = promise * calm + promise * exceeded(kCutIn) - area(kCutIn, speed);
  const double full = exceeded(kRated) - exceeded(kCutOut);
  const double unused = (rated - promise) * full + area(speed, kRated) - (rated - promise) * exceeded(kRated);
  return farm.price * promise + kReserve * missing + kUnused * unused;
}

double solarPower(double irradiance) {
  const double linear = kSolarRated * irradiance / kStandard;
  return irradiance > kWeakLight ? linear : linear * irradiance / kWeakLight;
}

double solarCost(const SolarHistogram& h, double promise) {
  const double width = (h.high - h.low) / SolarHistogram::kBins;
  double cost = kSolarPrice * promise;
  for (int i = 0; i < SolarHistogram::kBins; ++i) {
    const double power = h.low + (i + 0.5) * width;
    cost += h.share[i] * (power < promise ? kReserve * (promise - power) : kUnused * (power - promise));
  }
  return cost;
}

double normalCdf(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double normalQuantile(double p) {
  if (p > 0.5) return -normalQuantile(1.0 - p);
  // A crude start, then Halley's method on the distribution itself.
  const double t = std::sqrt(-2.0 * std::log(p));
  double z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (int k = 0; k < 3; ++k) {
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    const double step = (normalCdf(z) - p) / density;
    z -= step / (1.0 + 0.5 * z * step);
  }
  return z;
}

int binomial(int n, double p, Rng& rng) {
  if (p > 0.5) return n - binomial(n, 1.0 - p, rng);
  if (n <= 0 || !(p > 0.0)) return 0;
  const double q = 1.0 - p;
  const double r = p / q;
  if (n * p < 10.0) {  // sequential search
    double chance = std::exp(n * std::log1p(-p));
    double u = rng.uniform();
    for (int k = 0; k < n; ++k) {
      if (u < chance) return k;
      u -= chance;
      chance *= r * (n - k) / (k + 1.0);
    }
    return n;
  }
  // Transformed rejection: W. Hormann, The generation of binomial random variates, Journal of Statistical Computation
  // and Simulation 46, 101-110, 1993 (BTRS).
  const double spread = std::sqrt(n * p * q);
  const double b = 1.15 + 2.53 * spread;
  const double a = -0.0873 + 0.0248 * b + 0.01 * p;
  const double c = n * p + 0.5;
  const double certain = 0.92 - 4.2 / b;
  const double alpha = (2.83 + 5.1 / b) * spread;
  const int mode = static_cast<int>((n + 1) * p);
  for (;;) {
    const double u = rng.uniform() - 0.5;
    double v = rng.uniform();
    const double us = 0.5 - std::abs(u);
    const double candidate = std::floor((2.0 * a / us + b) * u + c);
    if (!(candidate >= 0.0 && candidate <= n)) continue;
    const int k = static_cast<int>(candidate);
    if (us >= 0.07 && v <= certain) return k;
    v = std::log(v * alpha / (a / (us * us) + b));
    const double bound = (mode + 0.5) * std::log((mode + 1.0) / (r * (n - mode + 1.0))) +
                         (n + 1.0) * std::log((n - mode + 1.0) / (n - k + 1.0)) +
                         (k + 0.5) * std::log(r * (n - k + 1.0) / (k + 1.0)) + stirlingTail(mode) +
                         stirlingTail(n - mode) - stirlingTail(k) - stirlingTail(n - k);
    if (v <= bound) return k;
  }
}

SolarHistogram drawSolar(Rng& rng) {
  // The least of n uniform numbers, then the largest given the least. Written for the tails, so that no digits are
  // lost.
  const double n = kDraws;
  const double lower = -std::expm1(std::log(1.0 - rng.uniform()) / n);
  const double upper = (1.0 - lower) * -std::expm1(std::log(1.0 - rng.uniform()) / (n - 1.0));  // above the largest
  SolarHistogram h;
  h.low = solarPower(std::exp(kLogMean + kLogDeviation * normalQuantile(lower)));
  h.high = solarPower(std::exp(kLogMean - kLogDeviation * normalQuantile(upper)));
  const double width = (h.high - h.low) / SolarHistogram::kBins;
  int left = kDraws - 2;
  double from = lower;
  double rest = 1.0 - lower - upper;
  for (int i = 0; i < SolarHistogram::kBins; ++i) {
    int count = left;
    if (i + 1 < SolarHistogram::kBins) {
      const double to = normalCdf(standardised(irradianceOf(h.low + (i + 1) * width)));
      count = binomial(left, std::clamp((to - from) / rest, 0.0, 1.0), rng);
      rest -= to - from;
      from = to;
    }
    left -= count;
    if (i == 0 || i + 1 == SolarHistogram::kBins) ++count;  // the least, the largest
    h.share[i] = count / n;
  }
  return h;
}

SolarHistogram typicalSolar() {
  SolarHistogram h;
  const auto middle = [](int k) {
    return solarPower(std::exp(kLogMean + kLogDeviation * normalQuantile((k + 0.5) / kDraws)));
  };
  h.low = middle(0);
  h.high = middle(kDraws - 1);
  const double width = (h.high - h.low) / SolarHistogram::kBins;
  for (int k = 0; k < kDraws; ++k) {
    const int bin = static_cast<int>((middle(k) - h.low) / width);
    h.share[std::min(bin, SolarHistogram::kBins - 1)] += 1.0 / kDraws;
  }
  return h;
}

}  // namespace tandem::prob::power
