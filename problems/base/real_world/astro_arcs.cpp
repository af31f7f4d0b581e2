// SPDX-License-Identifier: Apache-2.0
// Kepler arcs by Lagrange's coefficients, and swing-bys.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/real_world/astro.h"

namespace tandem::prob::astro {
namespace {

/// The orbit in its own plane.
struct Conic {
  double axis;  ///< negative for a hyperbola
  double eccentricity;
  double radial;  ///< r v / sqrt(mu |a|) = e sin E or e sinh H at the start
  double start;   ///< E or H at the start
};

Conic conicOf(const State& s) {
  const double r = norm(s.position);
  const double axis = 1.0 / (2.0 / r - dot(s.velocity, s.velocity) / kSunGravity);
  const double eSine = dot(s.position, s.velocity) / std::sqrt(kSunGravity * std::abs(axis));
  const double eCosine = 1.0 - r / axis;
  if (axis > 0.0) return {axis, std::hypot(eSine, eCosine), eSine, std::atan2(eSine, eCosine)};
  const Vec3 h = cross(s.position, s.velocity);
  const double eccentricity = std::sqrt(1.0 - dot(h, h) / (kSunGravity * axis));
  return {axis, eccentricity, eSine, std::asinh(eSine / eccentricity)};
}

/// From the change of the anomaly to the state, given cos and sin (or cosh and sinh) of the change.
State moved(const State& s, const Conic& c, double cosine, double sine, double f, double g) {
  const double r0 = norm(s.position);
  const Vec3 position = f * s.position + g * s.velocity;
  const double r = norm(position);
  const double fRate = -std::sqrt(kSunGravity * std::abs(c.axis)) / (r * r0) * sine;
  const double gRate = 1.0 - std::abs(c.axis) / r * std::abs(1.0 - cosine);
  return {position, fRate * s.position + gRate * s.velocity};
}

State onEllipse(const State& s, const Conic& c, double seconds) {
  const double rate = std::sqrt(kSunGravity / c.axis) / c.axis;
  const double turn = 2.0 * std::numbers::pi;
  const double mean = std::fmod(c.start - c.radial + rate * seconds, turn);
  const double change = eccentricAnomaly(mean, c.eccentricity) - c.start;
  const double cosine = std::cos(change);
  const double sine = std::sin(change);
  const double r0 = norm(s.position);
  // g from its own formula rather than from Kepler's equation, which would need whole revolutions.
  const double f = 1.0 - c.axis / r0 * (1.0 - cosine);
  const double g =
      (r0 * sine + std::sqrt(c.axis) * dot(s.position, s.velocity) / std::sqrt(kSunGravity) * (1.0 - cosine)) *
      std::sqrt(c.axis / kSunGravity);
  return moved(s, c, cosine, sine, f, g);
}

/// e sinh H - H = N.
double hyperbolicAnomaly(double mean, double e) {
  double h = std::asinh(mean / e);
  for (int k = 0; k < 100; ++k) {
    const double sine = e * std::sinh(h);
    const double cosine = e * std::cosh(h);
    const double miss = sine - h - mean;
    const double step = miss / (cosine - 1.0 - 0.5 * miss * sine / (cosine - 1.0));  // Halley's
    h -= step;
    if (std::abs(step) <= 1e-15 * (1.0 + std::abs(h))) break;
  }
  return h;
}

State onHyperbola(const State& s, const Conic& c, double seconds) {
  const double rate = std::sqrt(kSunGravity / -c.axis) / -c.axis;
  const double change = hyperbolicAnomaly(c.radial - c.start + rate * seconds, c.eccentricity) - c.start;
  const double cosine = std::cosh(change);
  const double sine = std::sinh(change);
  const double r0 = norm(s.position);
  const double f = 1.0 - c.axis / r0 * (1.0 - cosine);
  const double g =
      (r0 * sine + std::sqrt(-c.axis) * dot(s.position, s.velocity) / std::sqrt(kSunGravity) * (cosine - 1.0)) *
      std::sqrt(-c.axis / kSunGravity);
  return moved(s, c, cosine, sine, f, g);
}

/// As the platform does it: the anomaly is the Gudermannian, tan(G / 2) = tanh(H / 2), and the mean anomaly at the end
/// is put into the ellipse's equation with e > 1, by Newton's method from M + e cos M, at most 100 steps.
State onPlatformHyperbola(const State& s, const Conic& c, double seconds) {
  const double e = c.eccentricity;
  const double a = -c.axis;
  const double mean = c.radial - c.start + std::sqrt(kSunGravity / a) / a * seconds;
  double anomaly = mean + e * std::cos(mean);
  for (int k = 0; k < 100; ++k) {
    const double next = anomaly - (anomaly - e * std::sin(anomaly) - mean) / (1.0 - e * std::cos(anomaly));
    const double step = std::abs(anomaly - next);
    anomaly = next;
    if (!(step > 1e-10)) break;
  }
  const Vec3 momentum = cross(s.position, s.velocity);
  const Vec3 peri = unit((1.0 / kSunGravity) * cross(s.velocity, momentum) - unit(s.position));
  const Vec3 side = cross(unit(momentum), peri);
  const double secant = 1.0 / std::cos(anomaly);
  const double tangent = std::tan(anomaly);
  const double b = a * std::sqrt(e * e - 1.0);
  // dG/dt, from N = e tan G - ln tan(G / 2 + pi / 4).
  const double half = std::tan(0.5 * anomaly + 0.25 * std::numbers::pi);
  const double rate =
      std::sqrt(kSunGravity / a) / a / (e * (1.0 + tangent * tangent) - 0.5 * (1.0 + half * half) / half);
  return {a * (e - secant) * peri + b * tangent * side,
          -a * tangent * secant * rate * peri + b * secant * secant * rate * side};
}

}  // namespace

State propagate(const State& start, double seconds, Hyperbola hyperbola) {
  const Conic conic = conicOf(start);
  if (conic.axis > 0.0) return onEllipse(start, conic, seconds);
  return hyperbola == Hyperbola::Kepler ? onHyperbola(start, conic, seconds)
                                        : onPlatformHyperbola(start, conic, seconds);
}

PoweredSwingby poweredSwingby(double speedIn, double speedOut, double turn, double gravity) {
  // Semi-major axes and the periapsis in units of the planet's gravity. Start, damping and stop are part of the
  // problem's definition: extreme turns end before they have converged.
  const double in = 1.0 / (speedIn * speedIn);
  const double out = 1.0 / (speedOut * speedOut);
  double r = 1.0;
  double change = 1.0;
  for (int k = 0; k < 30 && change > 1e-8; ++k) {
    const double miss = std::asin(in / (in + r)) + std::asin(out / (out + r)) - turn;
    const double slope =
        -in / std::sqrt(r * r + 2.0 * in * r) / (in + r) - out / std::sqrt(r * r + 2.0 * out * r) / (out + r);
    const double next = r - miss / slope;
    if (next > 0.0) {
      change = std::abs(next - r);
      r = next;
    } else {
      r *= 0.5;
    }
  }
  return {std::abs(std::sqrt(speedOut * speedOut + 2.0 / r) - std::sqrt(speedIn * speedIn + 2.0 / r)), r * gravity};
}

Vec3 swingby(Vec3 relativeIn, Vec3 planetVelocity, double periapsis, double gravity, double bend) {
  const double speed = norm(relativeIn);
  const double turn = 2.0 * std::asin(1.0 / (1.0 + periapsis / gravity * speed * speed));
  const Vec3 i = (1.0 / speed) * relativeIn;
  const Vec3 j = unit(cross(i, planetVelocity));
  const Vec3 k = cross(i, j);
  return speed * (std::cos(turn) * i + std::sin(turn) * std::cos(bend) * j + std::sin(turn) * std::sin(bend) * k);
}

double orbitInsertion(double relativeSpeed, double periapsis, double eccentricity, double gravity) {
  const double escape = 2.0 * gravity / periapsis;
  return std::abs(std::sqrt(relativeSpeed * relativeSpeed + escape) -
                  std::sqrt(escape - gravity / periapsis * (1.0 - eccentricity)));
}

}  // namespace tandem::prob::astro
