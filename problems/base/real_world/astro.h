// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>

#include "tandem/export.h"

/// Two-body mechanics about the Sun for the trajectory problems: planets, Kepler arcs, Lambert's problem, swing-bys.
/// Kilometres, seconds and radians; epochs in days since 2000-01-01 00:00 (MJD2000).
namespace tandem::prob::astro {

struct Vec3 {
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;
};
inline Vec3 operator+(Vec3 a, Vec3 b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline Vec3 operator-(Vec3 a, Vec3 b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline Vec3 operator*(double s, Vec3 a) {
  return {s * a.x, s * a.y, s * a.z};
}
inline double dot(Vec3 a, Vec3 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline double norm(Vec3 a) {
  return std::sqrt(dot(a, a));
}
inline Vec3 unit(Vec3 a) {
  return (1.0 / norm(a)) * a;
}

/// Heliocentric position and velocity.
struct State {
  Vec3 position;
  Vec3 velocity;
};

inline constexpr double kSunGravity = 1.32712428e11;  ///< km^3/s^2
inline constexpr double kDay = 86400.0;               ///< s

/// Classical elements of an ellipse about the Sun at one moment; semi-major axis in astronomical units, angles in
/// degrees.
struct Elements {
  double axis = 0.0;
  double eccentricity = 0.0;
  double inclination = 0.0;
  double node = 0.0;
  double periapsis = 0.0;  ///< argument of the periapsis
  double meanAnomaly = 0.0;
};

/// Mean elements of Mercury (1) to Saturn (6), polynomials in the Julian centuries since 1900; ecliptic of date.
TANDEM_API Elements planetElements(int planet, double epoch);
/// Moves a body of fixed elements from the epoch of its mean anomaly to another one.
TANDEM_API Elements bodyElements(const Elements& at, double epochOfElements, double epoch, double astronomicalUnit);
TANDEM_API State stateOf(const Elements& elements, double astronomicalUnit);

/// Solves E - e sin E = M for an ellipse.
TANDEM_API double eccentricAnomaly(double meanAnomaly, double eccentricity);

/// How arcs that leave the Sun are followed. Kepler: as they should be. Platform: as in MToP's copy of the ESA's code,
/// which puts the hyperbola's mean anomaly into the ellipse's equation; the spacecraft stays on its hyperbola, but at
/// another point of it.
enum class Hyperbola { Platform, Kepler };

/// The state after `seconds`.
TANDEM_API State propagate(const State& start, double seconds, Hyperbola hyperbola);

/// Velocities at the two ends of an arc.
struct Transfer {
  Vec3 departure;
  Vec3 arrival;
};
/// Lambert's problem without full revolutions: the arc from r1 to r2 in that time; the long way turns by more than
/// half a revolution. D. Izzo, Revisiting Lambert's problem, Celestial Mechanics and Dynamical Astronomy 121, 2015.
TANDEM_API Transfer lambert(Vec3 r1, Vec3 r2, double seconds, bool longWay);
/// The long way is the prograde one if the short one's angular momentum does not point north.
inline bool progradeIsLong(Vec3 r1, Vec3 r2) {
  return !(r1.x * r2.y - r1.y * r2.x > 0.0);
}

/// A swing-by with an impulse at the periapsis that joins two given hyperbolic speeds.
struct PoweredSwingby {
  double impulse = 0.0;
  double periapsis = 0.0;  ///< radius in km
};
/// Turn: angle between the velocities relative to the planet.
TANDEM_API PoweredSwingby poweredSwingby(double speedIn, double speedOut, double turn, double gravity);

/// Velocity relative to the planet after an unpowered swing-by; `bend` rotates the plane of the turn.
TANDEM_API Vec3 swingby(Vec3 relativeIn, Vec3 planetVelocity, double periapsis, double gravity, double bend);

/// Impulse at the periapsis of an arrival hyperbola that leaves an ellipse of that eccentricity.
TANDEM_API double orbitInsertion(double relativeSpeed, double periapsis, double eccentricity, double gravity);

}  // namespace tandem::prob::astro
