// SPDX-License-Identifier: Apache-2.0
// The planets' mean orbits as in the GTOP data base (ESA), and positions on Kepler ellipses.
#include <numbers>

#include "problems/base/real_world/astro.h"

namespace tandem::prob::astro {
namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

/// Coefficients of 1, T, T^2, T^3. The linear coefficient of the mean anomaly has its own polynomial (degrees per
/// century).
struct MeanOrbit {
  double axis;
  double eccentricity[4];
  double inclination[4];
  double node[4];
  double periapsis[4];
  double anomaly;
  double motion[3];
};
constexpr MeanOrbit kPlanets[] = {
    // Mercury
    {0.38709860,
     {0.205614210, 0.000020460, -0.000000030, 0},
     {7.00288055555555556, 1.86083333333333333e-3, -1.83333333333333333e-5, 0},
     {47.1459444444444444, 1.18520833333333333, 1.73888888888888889e-4, 0},
     {28.7537527777777778, 3.70280555555555556e-1, 1.20833333333333333e-4, 0},
     102.279380555555556,
     {1.49472515288888889e5, 6.38888888888888889e-6, 0}},
    // Venus
    {0.72333160,
     {0.006820690, -0.000047740, 0.0000000910, 0},
     {3.39363055555555556, 1.00583333333333333e-3, -9.72222222222222222e-7, 0},
     {75.7796472222222222, 8.9985e-1, 4.1e-4, 0},
     {54.3841861111111111, 5.08186111111111111e-1, -1.38638888888888889e-3, 0},
     212.603219444444444,
     {5.8517803875e4, 1.28605555555555556e-3, 0}},
    // Earth
    {1.000000230,
     {0.016751040, -0.000041800, -0.0000001260, 0},
     {0, 0, 0, 0},
     {0, 0, 0, 0},
     {101.220833333333333, 1.7191750, 4.52777777777777778e-4, 3.33333333333333333e-6},
     358.475844444444444,
     {3.599904975e4, -1.50277777777777778e-4, -3.33333333333333333e-6}},
    // Mars
    {1.5236883990,
     {0.093312900, 0.0000920640, -0.0000000770, 0},
     {1.85033333333333333, -6.75e-4, 1.26111111111111111e-5, 0},
     {48.7864416666666667, 7.70991666666666667e-1, -1.38888888888888889e-6, -5.33333333333333333e-6},
     {285.431761111111111, 1.06976666666666667, 1.3125e-4, 4.13888888888888889e-6},
     319.529425,
     {1.91398585e4, 1.80805555555555556e-4, 1.19444444444444444e-6}},
    // Jupiter
    {5.2025610,
     {0.048334750, 0.000164180, -0.00000046760, -0.00000000170},
     {1.30873611111111111, -5.69611111111111111e-3, 3.88888888888888889e-6, 0},
     {99.4433861111111111, 1.010530, 3.52222222222222222e-4, -8.51111111111111111e-6},
     {273.277541666666667, 5.99431666666666667e-1, 7.0405e-4, 5.07777777777777778e-6},
     225.328327777777778,
     {3.03469202388888889e3, -7.21588888888888889e-4, 1.78444444444444444e-6}},
    // Saturn
    {9.5547470,
     {0.055892320, -0.00034550, -0.0000007280, 0.000000000740},
     {2.49251944444444444, -3.91888888888888889e-3, -1.54888888888888889e-5, 4.44444444444444444e-8},
     {112.790388888888889, 8.73195138888888889e-1, -1.52180555555555556e-4, -5.30555555555555556e-6},
     {338.307772222222222, 1.08522069444444444, 9.78541666666666667e-4, 9.91666666666666667e-6},
     175.466216666666667,
     {1.22155146777777778e3, -5.01819444444444444e-4, -5.19444444444444444e-6}},
};

double cubic(const double (&c)[4], double t) {
  return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
}

}  // namespace

Elements planetElements(int planet, double epoch) {
  const MeanOrbit& orbit = kPlanets[planet - 1];
  const double t = (epoch + 36525.0) / 36525.0;
  const double motion = orbit.motion[0] + t * (orbit.motion[1] + t * orbit.motion[2]);
  return {orbit.axis,           cubic(orbit.eccentricity, t), cubic(orbit.inclination, t),
          cubic(orbit.node, t), cubic(orbit.periapsis, t),    orbit.anomaly + motion * t};
}

Elements bodyElements(const Elements& at, double epochOfElements, double epoch, double astronomicalUnit) {
  const double axis = at.axis * astronomicalUnit;
  const double motion = std::sqrt(kSunGravity / (axis * axis * axis));
  Elements moved = at;
  moved.meanAnomaly += motion * (epoch - epochOfElements) * kDay / kDegree;
  return moved;
}

double eccentricAnomaly(double meanAnomaly, double eccentricity) {
  constexpr int kMost = 100;
  double e = meanAnomaly + eccentricity * std::cos(meanAnomaly);
  for (int k = 0; k < kMost; ++k) {
    const double step = (e - eccentricity * std::sin(e) - meanAnomaly) / (1.0 - eccentricity * std::cos(e));
    e -= step;
    if (std::abs(step) <= 1e-13) break;
  }
  return e;
}

State stateOf(const Elements& elements, double astronomicalUnit) {
  const double a = elements.axis * astronomicalUnit;
  const double e = elements.eccentricity;
  const double anomaly = eccentricAnomaly(std::fmod(elements.meanAnomaly * kDegree, 2.0 * std::numbers::pi), e);
  const double cosE = std::cos(anomaly);
  const double sinE = std::sin(anomaly);
  const double b = a * std::sqrt(1.0 - e * e);
  const double rate = std::sqrt(kSunGravity / (a * a * a)) / (1.0 - e * cosE);  // of the eccentric anomaly
  // Unit vectors to the periapsis and along the motion there.
  const double cosNode = std::cos(elements.node * kDegree);
  const double sinNode = std::sin(elements.node * kDegree);
  const double cosPeri = std::cos(elements.periapsis * kDegree);
  const double sinPeri = std::sin(elements.periapsis * kDegree);
  const double cosInc = std::cos(elements.inclination * kDegree);
  const double sinInc = std::sin(elements.inclination * kDegree);
  const Vec3 p{cosNode * cosPeri - sinNode * sinPeri * cosInc, sinNode * cosPeri + cosNode * sinPeri * cosInc,
               sinPeri * sinInc};
  const Vec3 q{-cosNode * sinPeri - sinNode * cosPeri * cosInc, -sinNode * sinPeri + cosNode * cosPeri * cosInc,
               cosPeri * sinInc};
  return {a * (cosE - e) * p + b * sinE * q, -a * rate * sinE * p + b * rate * cosE * q};
}

}  // namespace tandem::prob::astro
