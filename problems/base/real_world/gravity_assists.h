// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "problems/base/real_world/astro.h"
#include "tandem/problem.h"

/// Interplanetary trajectories with gravity assists, as in ESA's database of global trajectory optimisation problems
/// (GTOP): a sequence of bodies and a decision vector of epochs, manoeuvres and swing-bys yield a cost.
namespace tandem::prob::gravity_assists {

inline constexpr int kMostBodies = 8;
/// Number of a body in `sequence` that is not a planet.
inline constexpr int kComet = 10;

enum class Goal {
  Insertion,       ///< impulses on the way and into an ellipse about the last planet
  Rendezvous,      ///< impulses on the way and to the last body's velocity
  TotalInsertion,  ///< Insertion and the hyperbolic speed at launch
  TotalRendezvous,
  Impact,       ///< minus the work done on the last body: mass left times |relative velocity . its velocity|
  TimeToReach,  ///< years until a distance from the Sun is reached, after a swing-by at the last planet
};

/// A trajectory problem.
struct Mission {
  const char* name;
  int bodies;
  int sequence[kMostBodies];  ///< 1 Mercury to 6 Saturn; negative: the arc after the swing-by is retrograde
  Goal goal;
  double periapsis = 0.0;  ///< of the ellipse at the end, in km
  double eccentricity = 0.0;
  double launchSpeed = 0.0;  ///< free hyperbolic speed at launch (costOfSwingbys)
  /// Least periapsides of swing-bys at Mercury to Saturn, in km, and the cost per km below them (costOfSwingbys).
  double leastPeriapsis[6] = {};
  double penalty[6] = {};
  double mass = 0.0;             ///< kg (Impact)
  double specificImpulse = 0.0;  ///< s (Impact)
  double distance = 0.0;         ///< in astronomical units (TimeToReach)
  double mostTotal = 0.0;        ///< impulse in km/s (TimeToReach)
  double mostOnBoard = 0.0;      ///< the same without the launch
  astro::Elements comet = {};
  double cometEpoch = 0.0;
  std::span<const double> lower = {};
  std::span<const double> upper = {};
  std::span<const double> bestPoint = {};  ///< with the least cost known
};

/// Multiple gravity assists with impulses at the swing-bys' periapsides only. x: epoch of the launch, then the times
/// of flight in days.
double costOfSwingbys(const Mission& mission, std::span<const double> x);

/// Multiple gravity assists with one deep-space manoeuvre per arc. x: epoch of the launch; hyperbolic speed and two
/// direction variables; times of flight; the fraction of each at which the manoeuvre takes place; periapsides of the
/// swing-bys in planets' radii; angles of their planes.
double costWithManoeuvres(const Mission& mission, std::span<const double> x, astro::Hyperbola hyperbola);

/// Each mission is a task.
std::shared_ptr<const Problem> makeProblem(std::span<const Mission> missions, bool manoeuvres,
                                           astro::Hyperbola hyperbola, std::int64_t budget);

}  // namespace tandem::prob::gravity_assists
