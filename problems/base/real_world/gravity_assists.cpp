// SPDX-License-Identifier: Apache-2.0
#include "problems/base/real_world/gravity_assists.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>

namespace tandem::prob::gravity_assists {
namespace {

using astro::kDay;
using astro::State;
using astro::Vec3;

/// The database uses two sets of constants, one for each of its two models.
struct Constants {
  double astronomicalUnit;
  double gravity[6];  ///< Mercury to Saturn
};
constexpr double kAstronomicalUnit = 149597870.66;
constexpr Constants kSwingbys{kAstronomicalUnit, {0, 324860, 398601.19, 42828.3, 126.7e6, 37.9e6}};
constexpr Constants kManoeuvres{149597870.691, {22321, 324860, 398601.19, 42828.3, 126.7e6, 37.93951970883e6}};
constexpr double kRadius[6] = {2440, 6052, 6378, 3397, 71492, 60330};

using Visits = std::array<State, kMostBodies>;

int bodyAt(const Mission& m, int i) {
  return std::abs(m.sequence[i]);
}
double gravityOf(const Constants& constants, int body) {
  return body == kComet ? 0.0 : constants.gravity[body - 1];
}

/// Where the bodies are when the spacecraft meets them.
Visits visits(const Mission& m, double launch, std::span<const double> days, const Constants& constants) {
  Visits at;
  double epoch = launch;
  for (int i = 0; i < m.bodies; ++i) {
    if (i > 0) epoch += days[i - 1];
    const int body = bodyAt(m, i);
    if (body == kComet) {
      // Its elements are given in the astronomical units of the first set in both models.
      const astro::Elements e = astro::bodyElements(m.comet, m.cometEpoch, epoch, kAstronomicalUnit);
      at[i] = astro::stateOf(e, kAstronomicalUnit);
    } else {
      at[i] = astro::stateOf(astro::planetElements(body, epoch), constants.astronomicalUnit);
    }
  }
  return at;
}

double arrivalImpulse(const Mission& m, double relativeSpeed, const Constants& constants) {
  if (m.goal != Goal::Insertion && m.goal != Goal::TotalInsertion) return relativeSpeed;
  const double gravity = gravityOf(constants, bodyAt(m, m.bodies - 1));
  return astro::orbitInsertion(relativeSpeed, m.periapsis, m.eccentricity, gravity);
}

/// Seconds from a state within the distance until the distance (km) is reached; NaN if it never is. A craft that is
/// beyond it already counts as late.
double secondsToDistance(const State& s, double distance) {
  constexpr double kBeyond = 12.0;  // in units of sqrt(au^3 / mu)
  const double r = norm(s.position);
  if (r >= distance) return kBeyond * std::sqrt(kAstronomicalUnit / astro::kSunGravity) * kAstronomicalUnit;
  const double axis = 1.0 / (2.0 / r - dot(s.velocity, s.velocity) / astro::kSunGravity);
  const Vec3 h = cross(s.position, s.velocity);
  const double e = std::sqrt(1.0 - dot(h, h) / (astro::kSunGravity * axis));
  const double radial = dot(s.position, s.velocity) / std::sqrt(astro::kSunGravity * std::abs(axis));
  const double scale = std::sqrt(std::abs(axis) / astro::kSunGravity) * std::abs(axis);
  if (axis > 0.0) {
    const double cosine = (1.0 - distance / axis) / e;
    if (cosine < -1.0) return std::numeric_limits<double>::quiet_NaN();
    const double end = std::acos(cosine);
    const double start = std::atan2(radial, 1.0 - r / axis);
    return scale * (end - e * std::sin(end) - start + radial);
  }
  const double end = std::acosh((1.0 - distance / axis) / e);
  const double start = std::asinh(radial / e);
  return scale * (e * std::sinh(end) - end - radial + start);
}

Vec3 launchVelocity(const State& planet, double speed, double u, double v) {
  const Vec3 i = unit(planet.velocity);
  const Vec3 k = unit(cross(planet.position, planet.velocity));
  const Vec3 j = cross(k, i);
  const double azimuth = 2.0 * std::numbers::pi * u;
  const double sinElevation = -(2.0 * v - 1.0);  // elevation = acos(2 v - 1) - pi / 2
  const double cosElevation = std::sqrt(std::max(0.0, 1.0 - sinElevation * sinElevation));
  return planet.velocity +
         speed * (std::cos(azimuth) * cosElevation * i + std::sin(azimuth) * cosElevation * j + sinElevation * k);
}

}  // namespace

double costOfSwingbys(const Mission& m, std::span<const double> x) {
  const std::span<const double> days = x.subspan(1);
  const Visits at = visits(m, x[0], days, kSwingbys);
  double cost = 0.0;
  double penalty = 0.0;
  Vec3 incoming;  // velocity at the end of the arc before
  for (int i = 0; i + 1 < m.bodies; ++i) {
    const Vec3 from = at[i].position;
    const Vec3 to = at[i + 1].position;
    bool longWay = astro::progradeIsLong(from, to);
    if (m.sequence[i] < 0) longWay = from.x * to.y - from.y * to.x > 0.0;
    const astro::Transfer arc = astro::lambert(from, to, days[i] * kDay, longWay);
    if (i == 0) {
      const double speed = norm(arc.departure - at[0].velocity);
      if (speed > m.launchSpeed) penalty += speed - m.launchSpeed;
    } else {
      const int body = bodyAt(m, i) - 1;
      const Vec3 in = incoming - at[i].velocity;
      const Vec3 out = arc.departure - at[i].velocity;
      const double speedIn = norm(in);
      const double speedOut = norm(out);
      const double turn = std::acos(std::clamp(dot(in, out) / speedIn / speedOut, -1.0, 1.0));
      const astro::PoweredSwingby flight = astro::poweredSwingby(speedIn, speedOut, turn, kSwingbys.gravity[body]);
      cost += flight.impulse;
      penalty += m.penalty[body] * std::max(0.0, m.leastPeriapsis[body] - flight.periapsis);
    }
    incoming = arc.arrival;
  }
  const State& target = at[m.bodies - 1];
  const Vec3 relative = incoming - target.velocity;
  if (m.goal == Goal::Impact) {
    constexpr double kStandardGravity = 9.80665;
    const double mass = m.mass * std::exp(-(cost + penalty) / (m.specificImpulse / 1000.0 * kStandardGravity));
    return -mass * std::abs(dot(relative, target.velocity));
  }
  return cost + arrivalImpulse(m, norm(relative), kSwingbys) + penalty;
}

double costWithManoeuvres(const Mission& m, std::span<const double> x, astro::Hyperbola hyperbola) {
  const int arcs = m.bodies - 1;
  const int swingbys = m.goal == Goal::TimeToReach ? arcs : arcs - 1;
  const double launchSpeed = x[1];
  const std::span<const double> days = x.subspan(4, arcs);
  const std::span<const double> fraction = x.subspan(4 + arcs, arcs);
  const std::span<const double> radii = x.subspan(4 + 2 * arcs, swingbys);
  // This is how the database reads them, even with a swing-by at the last planet: the second radius serves as the first
  // angle too, and the last gene has no effect. The best known solution of SAGAS relies on it.
  const std::span<const double> bend = x.subspan(std::size_t{3} * m.bodies, swingbys);
  const Visits at = visits(m, x[0], days, kManoeuvres);

  const auto afterSwingby = [&](int i, Vec3 incoming) {
    const int body = bodyAt(m, i) - 1;
    return at[i].velocity + astro::swingby(incoming - at[i].velocity, at[i].velocity, radii[i - 1] * kRadius[body],
                                           kManoeuvres.gravity[body], bend[i - 1]);
  };
  double impulses = 0.0;
  double time = 0.0;
  Vec3 outgoing = launchVelocity(at[0], launchSpeed, x[2], x[3]);
  Vec3 incoming;
  for (int i = 0; i < arcs; ++i) {
    if (i > 0) outgoing = afterSwingby(i, incoming);
    const double coast = fraction[i] * days[i] * kDay;
    const State before = astro::propagate({at[i].position, outgoing}, coast, hyperbola);
    const Vec3 to = at[i + 1].position;
    const astro::Transfer arc = astro::lambert(before.position, to, days[i] * (1.0 - fraction[i]) * kDay,
                                               astro::progradeIsLong(before.position, to));
    impulses += norm(arc.departure - before.velocity);
    incoming = arc.arrival;
    time += days[i];
  }
  if (m.goal == Goal::TimeToReach) {
    constexpr double kYear = 365.25;
    constexpr double kNever = 100000.0;
    constexpr double kPenalty = 100.0;  // years per km/s too much
    const State away{at[arcs].position, afterSwingby(arcs, incoming)};
    const double excess = std::max(0.0, launchSpeed + impulses - m.mostTotal) + std::max(0.0, impulses - m.mostOnBoard);
    const double years = (secondsToDistance(away, m.distance * kAstronomicalUnit) / kDay + time) / kYear;
    return std::isnan(years) ? kNever : years + kPenalty * excess;
  }
  const double cost = impulses + arrivalImpulse(m, norm(at[arcs].velocity - incoming), kManoeuvres);
  return m.goal == Goal::TotalInsertion || m.goal == Goal::TotalRendezvous ? cost + launchSpeed : cost;
}

namespace {

class Trajectories final : public Problem {
 public:
  Trajectories(std::span<const Mission> missions, bool manoeuvres, astro::Hyperbola hyperbola, std::int64_t budget)
      : missions_(missions), manoeuvres_(manoeuvres), hyperbola_(hyperbola) {
    for (const Mission& m : missions) {
      TaskInfo task;
      task.name = m.name;
      task.lower.assign(m.lower.begin(), m.lower.end());
      task.upper.assign(m.upper.begin(), m.upper.end());
      task.dim = isize(m.lower);
      tasks_.push_back(std::move(task));
    }
    defaultBudget_ = budget;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& /*ctx*/) const override {
    for (int i = 0; i < x.rows; ++i) objectives(i, 0) = cost(missions_[task], x.row(i));
  }

  [[nodiscard]] Reference reference(int task) const override {
    const Mission& m = missions_[task];
    Reference ref;
    ref.hasOptimum = true;
    ref.optimum = cost(m, m.bestPoint);
    ref.optimumPoint.assign(m.bestPoint.begin(), m.bestPoint.end());
    return ref;
  }

 private:
  [[nodiscard]] double cost(const Mission& m, std::span<const double> x) const {
    return manoeuvres_ ? costWithManoeuvres(m, x, hyperbola_) : costOfSwingbys(m, x);
  }

  std::span<const Mission> missions_;
  bool manoeuvres_;
  astro::Hyperbola hyperbola_;
};

}  // namespace

std::shared_ptr<const Problem> makeProblem(std::span<const Mission> missions, bool manoeuvres,
                                           astro::Hyperbola hyperbola, std::int64_t budget) {
  return std::make_shared<Trajectories>(missions, manoeuvres, hyperbola, budget);
}

}  // namespace tandem::prob::gravity_assists
