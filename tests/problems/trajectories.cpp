// SPDX-License-Identifier: Apache-2.0
// MGA-GTOP and MGA-DSM-GTOP: two-body mechanics by its own laws, recorded points, best-known solutions.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "problems/base/real_world/astro.h"
#include "problems_support.h"

namespace tandem::test {
namespace {

namespace astro = prob::astro;
using astro::Hyperbola;
using astro::kSunGravity;
using astro::State;
using astro::Vec3;
using std::numbers::pi;

double energy(const State& s) {
  return 0.5 * dot(s.velocity, s.velocity) - kSunGravity / norm(s.position);
}
double apart(Vec3 a, Vec3 b) {
  return norm(a - b);
}

/// An orbit like those between the planets; `factor` on the velocity makes it round, long or open.
State start(double factor) {
  return {{1.2e8, 0.6e8, 0.1e8}, factor * Vec3{-10.0, 35.0, 3.0}};
}

TEST(Kepler, EquationIsSolved) {
  for (const double e : {0.0, 0.1, 0.63, 0.95, 0.999}) {
    for (double m = -6.0; m <= 6.0; m += 0.37) {
      const double anomaly = astro::eccentricAnomaly(m, e);
      EXPECT_NEAR(anomaly - e * std::sin(anomaly), m, 1e-13) << "e " << e << " M " << m;
    }
  }
}

TEST(Kepler, EnergyAndMomentumStayAndTheWayBackLeadsBack) {
  for (const double factor : {0.4, 0.8, 1.0, 1.2, 1.24, 1.26, 1.4, 2.0, 5.0}) {
    const State from = start(factor);
    for (const double seconds : {1e3, 1e6, 1e7, 1e8}) {
      const State to = astro::propagate(from, seconds, Hyperbola::Kepler);
      EXPECT_NEAR(energy(to), energy(from), 1e-9 * (1.0 + std::fabs(energy(from)))) << factor << ' ' << seconds;
      const Vec3 h = cross(from.position, from.velocity);
      EXPECT_LT(apart(cross(to.position, to.velocity), h), 1e-11 * norm(h)) << factor << ' ' << seconds;
      const State back = astro::propagate(to, -seconds, Hyperbola::Kepler);
      EXPECT_LT(apart(back.position, from.position), 1e-7 * norm(from.position)) << factor << ' ' << seconds;
    }
  }
}

TEST(Kepler, PeriodBringsBack) {
  const State from = start(0.9);
  const double axis = -0.5 * kSunGravity / energy(from);
  const double period = 2.0 * pi * std::sqrt(axis / kSunGravity) * axis;
  const State to = astro::propagate(from, period, Hyperbola::Kepler);
  EXPECT_LT(apart(to.position, from.position), 1e-10 * norm(from.position));
  EXPECT_LT(apart(to.velocity, from.velocity), 1e-10 * norm(from.velocity));
}

TEST(Kepler, VelocityIsTheDerivativeOfThePosition) {
  for (const double factor : {0.8, 1.5}) {
    const State now = astro::propagate(start(factor), 3e6, Hyperbola::Kepler);
    const Vec3 later = astro::propagate(now, 100.0, Hyperbola::Kepler).position;
    const Vec3 before = astro::propagate(now, -100.0, Hyperbola::Kepler).position;
    EXPECT_LT(apart(1.0 / 200.0 * (later - before), now.velocity), 1e-7 * norm(now.velocity));
  }
}

TEST(Kepler, PlatformStaysOnTheHyperbolaAndOnEllipses) {
  const State open = start(2.0);
  const State to = astro::propagate(open, 1e7, Hyperbola::Platform);
  EXPECT_NEAR(energy(to), energy(open), 1e-9 * energy(open));
  EXPECT_GT(apart(to.position, astro::propagate(open, 1e7, Hyperbola::Kepler).position), 1e6);
  const State closed = start(0.9);
  EXPECT_EQ(apart(astro::propagate(closed, 1e7, Hyperbola::Platform).position,
                  astro::propagate(closed, 1e7, Hyperbola::Kepler).position),
            0.0);
}

TEST(Lambert, FindsTheArcThatKeplerFlies) {
  for (const double factor : {0.5, 0.8, 1.0, 1.2, 1.2335, 1.25, 1.4, 2.0, 4.0}) {
    const State from = start(factor);
    for (const double days : {1.0, 20.0, 80.0, 150.0, 250.0}) {
      const double axis = -0.5 * kSunGravity / energy(from);
      const double seconds = days * astro::kDay;
      if (axis > 0.0 && seconds > 0.95 * 2.0 * pi * std::sqrt(axis / kSunGravity) * axis) continue;  // a revolution
      const State to = astro::propagate(from, seconds, Hyperbola::Kepler);
      const bool longWay = cross(from.position, to.position).z <= 0.0;
      const astro::Transfer arc = astro::lambert(from.position, to.position, seconds, longWay);
      EXPECT_LT(apart(arc.departure, from.velocity), 1e-9 * norm(from.velocity)) << factor << ' ' << days;
      EXPECT_LT(apart(arc.arrival, to.velocity), 1e-9 * norm(to.velocity)) << factor << ' ' << days;
    }
  }
}

TEST(Lambert, TwoWaysDiffer) {
  const State from = start(1.0);
  const State to = astro::propagate(from, 1e7, Hyperbola::Kepler);
  const astro::Transfer other = astro::lambert(from.position, to.position, 1e7, true);
  const State arrived = astro::propagate({from.position, other.departure}, 1e7, Hyperbola::Kepler);
  EXPECT_LT(apart(arrived.position, to.position), 1e-8 * norm(to.position));
  EXPECT_LT(cross(from.position, other.departure).z, 0.0);
}

TEST(Planets, MoveAsTheyDo) {
  constexpr double kUnit = 149597870.66;
  // Kilometres from the Sun at perihelion and aphelion; days a revolution (NASA's planetary fact sheets).
  const double least[] = {46.00e6, 107.48e6, 147.10e6, 206.65e6, 740.6e6, 1357.6e6};
  const double most[] = {69.82e6, 108.94e6, 152.10e6, 249.26e6, 816.4e6, 1506.5e6};
  const double year[] = {87.969, 224.701, 365.256, 686.980, 4332.589, 10759.22};
  for (int planet = 1; planet <= 6; ++planet) {
    const auto at = [&](double epoch) { return astro::stateOf(astro::planetElements(planet, epoch), kUnit); };
    for (double epoch = -1000.0; epoch < 10000.0; epoch += 997.0) {
      const State s = at(epoch);
      EXPECT_GT(norm(s.position), 0.995 * least[planet - 1]);
      EXPECT_LT(norm(s.position), 1.005 * most[planet - 1]);
      const Vec3 moved = 1.0 / (0.2 * astro::kDay) * (at(epoch + 0.1).position - at(epoch - 0.1).position);
      EXPECT_LT(apart(moved, s.velocity), 5e-3 * norm(s.velocity)) << planet << ' ' << epoch;
      EXPECT_LT(apart(at(epoch + year[planet - 1]).position, s.position), 1e-2 * norm(s.position)) << planet;
    }
  }
}

TEST(Swingby, UnpoweredKeepsTheSpeedAndTurnsAsTheHyperbolaDoes) {
  const Vec3 in{3.0, -5.0, 1.0};
  const Vec3 planet{-12.0, 27.0, 0.3};
  constexpr double kGravity = 398601.19;
  constexpr double kPeriapsis = 9000.0;
  for (const double bend : {-2.0, 0.0, 1.0}) {
    const Vec3 out = astro::swingby(in, planet, kPeriapsis, kGravity, bend);
    EXPECT_NEAR(norm(out), norm(in), 1e-13 * norm(in));
    const double half = 0.5 * std::acos(dot(in, out) / dot(in, in));
    EXPECT_NEAR(kGravity / dot(in, in) * (1.0 / std::sin(half) - 1.0), kPeriapsis, 1e-6);
  }
}

TEST(Swingby, PoweredFindsThePeriapsis) {
  constexpr double kGravity = 324860.0;
  for (const double periapsis : {6352.0, 9000.0, 50000.0}) {
    for (const double out : {4.0, 5.0, 9.0}) {
      constexpr double kIn = 5.0;
      const auto half = [&](double speed) { return std::asin(1.0 / (1.0 + periapsis * speed * speed / kGravity)); };
      const astro::PoweredSwingby flight = astro::poweredSwingby(kIn, out, half(kIn) + half(out), kGravity);
      EXPECT_NEAR(flight.periapsis, periapsis, 1e-8 * periapsis);
      const double escape = 2.0 * kGravity / periapsis;
      EXPECT_NEAR(flight.impulse, std::fabs(std::sqrt(out * out + escape) - std::sqrt(kIn * kIn + escape)), 1e-9);
    }
  }
}

struct Published {
  const char* problem;
  int task;
  double value;
  double digits;  ///< to which the data base states it
};
// ESA's pages and GTOPX (2021). Rosetta's published 1.343 km/s lies outside the bounds here: least radii 1.05, not
// 1.06.
constexpr Published kPublished[] = {
    {"MGA-GTOP", 1, 4.9307, 1e-4},    {"MGA-GTOP", 2, -1581950, 1},     {"MGA-DSM-GTOP", 1, 8.383, 1e-3},
    {"MGA-DSM-GTOP", 3, 18.19, 1e-2}, {"MGA-DSM-GTOP", 4, 8.630, 1e-3}, {"MGA-DSM-GTOP", 5, 1.958, 1e-3},
};

TEST(Gtop, BestKnownValuesAreReached) {
  for (const char* hyperbola : {"platform", "kepler"}) {
    for (const Published& p : kPublished) {
      ParamValues params;
      if (std::string(p.problem) == "MGA-DSM-GTOP") params["hyperbola"] = hyperbola;
      const BuiltProblem built = buildProblem(builtins(), p.problem, params);
      const Reference reference = built.problem->reference(p.task - 1);
      const TaskInfo& task = built.problem->tasks()[p.task - 1];
      Matrix x(1, task.dim);
      std::copy(reference.optimumPoint.begin(), reference.optimumPoint.end(), x.values().begin());
      EXPECT_NEAR(evaluate(*built.problem, p.task - 1, x).objectives(0, 0), p.value, 0.6 * p.digits) << task.name;
      for (int j = 0; j < task.dim; ++j) {
        EXPECT_GE(x(0, j), task.lower[j]) << task.name;
        EXPECT_LE(x(0, j), task.upper[j]) << task.name;
      }
    }
  }
}

TEST(Gtop, PublishedRosettaIsReachedBelowTheBounds) {
  const BuiltProblem built = buildProblem(builtins(), "MGA-DSM-GTOP");
  const double best[] = {1542.802723,  4.478444171, 0.73169868,   0.878289696, 365.2423131, 707.7546444,
                         257.3238516,  730.4837236, 1850.0,       0.512067,    0.810371727, 0.2758878,
                         0.119192979,  0.43674223,  2.657626174,  1.05,        3.197806169, 1.056221792,
                         -1.253888118, 1.78760233,  -1.594671417, -1.977325495};
  Matrix x(1, 22);
  std::copy(std::begin(best), std::end(best), x.values().begin());
  EXPECT_NEAR(evaluate(*built.problem, 1, x).objectives(0, 0), 1.343, 6e-4);
}

TEST(Gtop, GenerationsMakeTheBudget) {
  EXPECT_EQ(buildProblem(builtins(), "MGA-GTOP", {{"generations", "7"}}).problem->defaultBudget(), 1400);
  EXPECT_EQ(buildProblem(builtins(), "MGA-DSM-GTOP").problem->defaultBudget(), 250000);
}

TEST(Gtop, CornersOfTheBoxAreFinite) {
  Rng rng(4);
  for (const char* name : {"MGA-GTOP", "MGA-DSM-GTOP"}) {
    const BuiltProblem built = buildProblem(builtins(), name);
    for (int t = 0; t < built.problem->taskCount(); ++t) {
      const TaskInfo& task = built.problem->tasks()[t];
      Matrix x(200, task.dim);
      for (int i = 0; i < x.rows(); ++i) {
        for (int j = 0; j < task.dim; ++j) x(i, j) = rng.chance(0.5) ? task.lower[j] : task.upper[j];
      }
      const Values values = evaluate(*built.problem, t, x);
      for (const double f : values.objectives.values()) EXPECT_TRUE(std::isfinite(f)) << task.name;
    }
  }
}

/// Recorded values that depend on the last bit of what goes before: the platform's rule for hyperbolas sends Newton's
/// method through 17 to 100 chaotic steps there, and a change of 1e-16 in the mean anomaly changes the value by several
/// per cent.
constexpr double kChaotic[] = {349.7992085128677, 335.0343301151883, 928.0310986645057, 393.1645575183734};

TEST(Gtop, RecordedPoints) {
  const std::string root = environment("TANDEM_REFERENCE_DIR");
  if (root.empty()) GTEST_SKIP() << "TANDEM_REFERENCE_DIR is not set: recorded values are not compared";
  int compared = 0;
  for (const char* file : {"MGA_GTOP", "MGA_DSM_GTOP"}) {
    std::ifstream in(root + "/problems/" + file + ".json");
    const nlohmann::json recording = nlohmann::json::parse(in);
    const BuiltProblem built = buildProblem(builtins(), recording["name"].get<std::string>());
    for (const auto& recorded : recording["tasks"]) {
      const int t = recorded["task"].get<int>() - 1;
      for (const auto& point : recorded["points"]) {
        const double expected = point["obj"][0].get<double>();
        if (std::find(std::begin(kChaotic), std::end(kChaotic), expected) != std::end(kChaotic)) continue;
        const std::vector<double> values = point["x"].get<std::vector<double>>();
        Matrix x(1, isize(values));
        std::copy(values.begin(), values.end(), x.values().begin());
        EXPECT_NEAR(evaluate(*built.problem, t, x).objectives(0, 0), expected, 1e-8 * std::fabs(expected))
            << file << " task " << t + 1;
        ++compared;
      }
    }
  }
  EXPECT_GE(compared, 24);
}

}  // namespace
}  // namespace tandem::test
