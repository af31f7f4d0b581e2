// SPDX-License-Identifier: Apache-2.0
// Lambert's problem by Izzo's method: Householder's iteration on x, where the semi-major axis is s / (2 (1 - x^2)).
#include <algorithm>
#include <cmath>

#include "problems/base/real_world/astro.h"

namespace tandem::prob::astro {
namespace {

/// 2F1(3, 1; 5/2; z) by its series, for small z.
double hypergeometric(double z) {
  double term = 1.0;
  double sum = 1.0;
  for (int k = 0; k < 200; ++k) {
    term *= (3.0 + k) * (1.0 + k) / (2.5 + k) * z / (k + 1.0);
    sum += term;
    if (std::abs(term) < 1e-17 * std::abs(sum)) break;
  }
  return sum;
}

/// Time of flight in units of sqrt(s^3 / (2 mu)).
double timeOfFlight(double x, double lambda) {
  const double y = std::sqrt(1.0 - lambda * lambda * (1.0 - x * x));
  if (std::abs(x - 1.0) < 0.01) {  // near the parabola: Battin's form, free of cancellation
    const double eta = y - lambda * x;
    const double z = 0.5 * (1.0 - lambda - x * eta);
    return 0.5 * (eta * eta * eta * 4.0 / 3.0 * hypergeometric(z) + 4.0 * lambda * eta);
  }
  const double u = 1.0 - x * x;
  const double sine = (y - x * lambda) * std::sqrt(std::abs(u));
  const double cosine = x * y + lambda * u;
  const double angle = u > 0.0 ? std::atan2(sine, cosine) : std::asinh(sine);
  return (angle / std::sqrt(std::abs(u)) - x + lambda * y) / u;
}

double startingPoint(double time, double lambda) {
  const double atZero = std::acos(lambda) + lambda * std::sqrt(1.0 - lambda * lambda);
  const double atOne = 2.0 / 3.0 * (1.0 - lambda * lambda * lambda);
  if (time >= atZero) return std::pow(atZero / time, 2.0 / 3.0) - 1.0;
  if (time <= atOne) {
    const double fifth = lambda * lambda * lambda * lambda * lambda;
    return 1.0 + 2.5 * atOne * (atOne - time) / (time * (1.0 - fifth));
  }
  return std::exp2(std::log(time / atZero) / std::log(atOne / atZero)) - 1.0;
}

double solveForX(double time, double lambda) {
  constexpr int kMost = 30;
  double x = startingPoint(time, lambda);
  for (int k = 0; k < kMost; ++k) {
    const double t = timeOfFlight(x, lambda);
    const double u = 1.0 - x * x;
    const double y = std::sqrt(1.0 - lambda * lambda * u);
    const double l2 = lambda * lambda;
    const double l3 = l2 * lambda;
    const double d1 = (3.0 * t * x - 2.0 + 2.0 * l3 * x / y) / u;
    const double d2 = (3.0 * t + 5.0 * x * d1 + 2.0 * (1.0 - l2) * l3 / (y * y * y)) / u;
    const double d3 = (7.0 * x * d2 + 8.0 * d1 - 6.0 * (1.0 - l2) * l2 * l3 * x / (y * y * y * y * y)) / u;
    const double miss = t - time;
    double step = miss * (d1 * d1 - 0.5 * miss * d2) / (d1 * (d1 * d1 - miss * d2) + d3 * miss * miss / 6.0);
    if (!std::isfinite(step) || x - step <= -1.0) {  // x = 1 exactly, or too far: a shortened Newton step
      const double slope = std::isfinite(d1) ? d1 : -0.4 * (1.0 - l2 * l3);
      step = std::min(miss / slope, 0.5 * (x + 1.0));
    }
    x -= step;
    if (std::abs(step) <= 1e-14 * (1.0 + x)) break;
  }
  return x;
}

}  // namespace

Transfer lambert(Vec3 r1, Vec3 r2, double seconds, bool longWay) {
  const double d1 = norm(r1);
  const double d2 = norm(r2);
  const double chord = norm(r2 - r1);
  const double s = 0.5 * (d1 + d2 + chord);
  const Vec3 out1 = (1.0 / d1) * r1;
  const Vec3 out2 = (1.0 / d2) * r2;
  Vec3 pole = unit(cross(out1, out2));
  // |lambda| = sqrt(1 - chord / s), without the cancellation for a short chord's complement.
  double lambda = std::sqrt(std::max(0.0, 0.5 * (d1 * d2 + dot(r1, r2)))) / s;
  if (longWay) {
    pole = -1.0 * pole;
    lambda = -lambda;
  }
  const double time = seconds * std::sqrt(2.0 * kSunGravity / (s * s * s));
  const double x = solveForX(time, lambda);
  const double y = std::sqrt(1.0 - lambda * lambda * (1.0 - x * x));
  const double gamma = std::sqrt(0.5 * kSunGravity * s);
  const double rho = (d1 - d2) / chord;
  const double sigma = std::sqrt(std::max(0.0, (1.0 - rho) * (1.0 + rho)));
  const double even = lambda * y - x;
  const double odd = rho * (lambda * y + x);
  const double along = gamma * sigma * (y + lambda * x);
  return {(gamma * (even - odd) / d1) * out1 + (along / d1) * cross(pole, out1),
          (-gamma * (even + odd) / d2) * out2 + (along / d2) * cross(pole, out2)};
}

}  // namespace tandem::prob::astro
