// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "tandem/vmath.h"

/// Sums over the variables of one point, as the constrained suites combine them. `tmp` is scratch of the size of z.
namespace tandem::prob::row {

using In = std::span<const double>;
using Tmp = std::span<double>;

inline double sum(In z) {
  double s = 0.0;
  for (const double v : z) s += v;
  return s;
}
inline double sumSquares(In z) {
  double s = 0.0;
  for (const double v : z) s += v * v;
  return s;
}
inline double sumAbs(In z) {
  double s = 0.0;
  for (const double v : z) s += std::abs(v);
  return s;
}
inline double product(In z) {
  double p = 1.0;
  for (const double v : z) p *= v;
  return p;
}
inline double largest(In z) {
  return *std::max_element(z.begin(), z.end());
}
inline double largestAbs(In z) {
  double m = 0.0;
  for (const double v : z) m = std::max(m, std::abs(v));
  return m;
}
/// Sum of (z_i - z_{i+1})^2
inline double sumSquaredSteps(In z) {
  double s = 0.0;
  for (std::size_t i = 0; i + 1 < z.size(); ++i) s += (z[i] - z[i + 1]) * (z[i] - z[i + 1]);
  return s;
}
/// Sum of (z_i^2 - z_{i+1})^2
inline double sumParabolaSteps(In z) {
  double s = 0.0;
  for (std::size_t i = 0; i + 1 < z.size(); ++i) {
    const double d = z[i] * z[i] - z[i + 1];
    s += d * d;
  }
  return s;
}
/// Rosenbrock's function of z + offset.
inline double rosenbrock(In z, double offset) {
  double s = 0.0;
  for (std::size_t i = 0; i + 1 < z.size(); ++i) {
    const double a = z[i] + offset;
    const double d = a * a - (z[i + 1] + offset);
    s += 100.0 * d * d + (a - 1.0) * (a - 1.0);
  }
  return s;
}
/// Sum of the squared partial sums (Schwefel 1.2).
inline double sumSquaredPartials(In z) {
  double partial = 0.0;
  double s = 0.0;
  for (const double v : z) {
    partial += v;
    s += partial * partial;
  }
  return s;
}
/// tmp = frequency * z
inline Tmp scaled(In z, double frequency, Tmp tmp) {
  for (std::size_t i = 0; i < z.size(); ++i) tmp[i] = frequency * z[i];
  return tmp.first(z.size());
}
/// tmp = frequency * sqrt(|z|)
inline Tmp scaledRoots(In z, double frequency, Tmp tmp) {
  for (std::size_t i = 0; i < z.size(); ++i) tmp[i] = frequency * std::sqrt(std::abs(z[i]));
  return tmp.first(z.size());
}
inline double dot(In a, In b) {
  double s = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) s += a[i] * b[i];
  return s;
}
inline double sumCos(In z, double frequency, Tmp tmp) {
  const Tmp t = scaled(z, frequency, tmp);
  vmath::cos(t, t);
  return sum(t);
}
inline double sumSin(In z, double frequency, Tmp tmp) {
  const Tmp t = scaled(z, frequency, tmp);
  vmath::sin(t, t);
  return sum(t);
}
/// Sum of z sin(frequency z)
inline double sumZSin(In z, double frequency, Tmp tmp) {
  const Tmp t = scaled(z, frequency, tmp);
  vmath::sin(t, t);
  return dot(z, t);
}
/// Sum of z cos(frequency z)
inline double sumZCos(In z, double frequency, Tmp tmp) {
  const Tmp t = scaled(z, frequency, tmp);
  vmath::cos(t, t);
  return dot(z, t);
}
/// Sum of z sin(frequency sqrt|z|)
inline double sumZSinRoot(In z, double frequency, Tmp tmp) {
  const Tmp t = scaledRoots(z, frequency, tmp);
  vmath::sin(t, t);
  return dot(z, t);
}
/// Sum of z cos(frequency sqrt|z|)
inline double sumZCosRoot(In z, double frequency, Tmp tmp) {
  const Tmp t = scaledRoots(z, frequency, tmp);
  vmath::cos(t, t);
  return dot(z, t);
}
/// Sum of z^2 - amplitude cos(frequency z) + constant; Rastrigin's function by default.
inline double sumWaves(In z, Tmp tmp, double amplitude = 10.0, double frequency = 2.0 * std::numbers::pi,
                       double constant = 10.0) {
  const Tmp t = scaled(z, frequency, tmp);
  vmath::cos(t, t);
  double s = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) s += z[i] * z[i] - amplitude * t[i] + constant;
  return s;
}
inline double griewank(In z, Tmp tmp) {
  for (std::size_t i = 0; i < z.size(); ++i) tmp[i] = z[i] / std::sqrt(static_cast<double>(i + 1));
  const Tmp t = tmp.first(z.size());
  vmath::cos(t, t);
  return sumSquares(z) / 4000.0 - product(t) + 1.0;
}
inline double ackley(In z, Tmp tmp) {
  const auto n = static_cast<double>(z.size());
  const double cosines = sumCos(z, 2.0 * std::numbers::pi, tmp) / n;
  return 20.0 - 20.0 * std::exp(-0.2 * std::sqrt(sumSquares(z) / n)) + std::numbers::e - std::exp(cosines);
}

}  // namespace tandem::prob::row
