// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "problems/base/real_world/power_system.h"
#include "tandem/problem.h"

/// Optimal power flow: generators, transformers and compensators of a power system are set, the power flow follows, and
/// costs, emissions, losses or voltages are optimised within the limits.
namespace tandem::prob::power {

enum class Aim {
  Cost,       ///< of the fuel, in $/h; of everything if the system has wind and sun
  Emission,   ///< t/h
  Loss,       ///< MW
  Deviation,  ///< of the load buses' voltages from 1, summed
  Stability,  ///< L-index of the worst load bus
};

/// One task. Its variables: power of all generators but the slack (MW), voltages of all generators, susceptance of the
/// compensators (MVAr at nominal voltage), ratios of the transformers.
struct DispatchTask {
  const char* name;
  const System* system;
  std::vector<Aim> aims;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<int> compensated;   ///< buses
  std::vector<int> transformers;  ///< branches
  bool windSolar = false;         ///< three generators are wind farms and a solar plant (see wind_solar.h)
  std::vector<double> hvReference;
};

/// The IEEE 30-bus system with six thermal units.
TANDEM_API DispatchTask thermal30(std::vector<Aim> aims, std::vector<double> hvReference = {});
/// The IEEE 57-bus system.
TANDEM_API DispatchTask thermal57(std::vector<Aim> aims, std::vector<double> hvReference = {});
/// The IEEE 30-bus system with wind farms at buses 5 and 11, a solar plant at bus 13, and reactive limits enforced.
TANDEM_API DispatchTask windSolar30(std::vector<Aim> aims, std::vector<double> hvReference = {});

/// How solar power enters the cost: drawn anew for every evaluation, or typical, without noise.
enum class Sun { Drawn, Typical };

/// Four constraints, as violations: reactive power of the generators, voltages of the load buses (both relative to
/// their ranges, summed), apparent power through the branches (per unit, summed), power of the slack (relative to its
/// range).
std::shared_ptr<const Problem> makeProblem(std::vector<DispatchTask> tasks, std::int64_t budget, Sun sun = Sun::Drawn);

/// A power flow as numbers, for tests and for inspection.
struct FlowReport {
  std::vector<double> voltage;  ///< of the buses; angle in radians; power fed in by generators less the load
  std::vector<double> angle;
  std::vector<double> injectedP;
  std::vector<double> injectedQ;
  double slackPower = 0.0;       ///< MW
  double loss = 0.0;             ///< MW
  std::vector<double> reactive;  ///< of the generators
};
TANDEM_API FlowReport flowOf(const DispatchTask& task, std::span<const double> x);

}  // namespace tandem::prob::power
