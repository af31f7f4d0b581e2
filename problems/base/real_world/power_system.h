// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "problems/base/real_world/block_lu.h"
#include "tandem/export.h"

/// Electric power systems: buses joined by branches, generators at some buses. Per unit of baseMva and radians unless
/// said otherwise.
namespace tandem::prob::power {

struct Bus {
  bool slack = false;
  double loadP = 0.0;
  double loadQ = 0.0;
  double shuntG = 0.0;
  double shuntB = 0.0;
  double voltage = 1.0;  ///< where the power flow starts, with the angle
  double angle = 0.0;
  double most = 1.0;  ///< allowed voltage
  double least = 1.0;
};
/// P is in MW here.
struct Generator {
  int bus = 0;
  double power = 0.0;
  double mostQ = 0.0;
  double leastQ = 0.0;
  double mostP = 0.0;
  double leastP = 0.0;
  double cost[3] = {};      ///< $/h: c0 + c1 P + c2 P^2
  double emission[5] = {};  ///< t/h: alpha + beta p + gamma p^2 + omega exp(mu p) with p per unit
};
struct Branch {
  int from = 0;
  int to = 0;
  double conductance = 0.0;  ///< in series
  double susceptance = 0.0;
  double charging = 0.0;
  double limit = 0.0;  ///< of the apparent power at its beginning
  double ratio = 1.0;  ///< of the transformer at its beginning
};

/// The first generator feeds the slack bus; at most one generator per bus.
struct System {
  std::string name;
  double baseMva = 100.0;
  std::vector<Bus> buses;
  std::vector<Generator> generators;
  std::vector<Branch> branches;
  std::vector<int> loadBuses;                ///< those without a generator
  std::vector<std::pair<int, int>> couples;  ///< joined pairs of buses, each once
  std::vector<int> coupleOf;                 ///< of the branches
  BlockPattern pattern;
  std::vector<std::pair<int, int>> blocksOf;  ///< of the couples: where the blocks (i, j) and (j, i) are
};

/// Reads the text form of data/power (described there). Throws InputError.
TANDEM_API System readSystem(const std::string& name, const std::string& text);

/// The IEEE's test systems with 30 and 57 buses.
TANDEM_API const System& ieee30();
TANDEM_API const System& ieee57();

}  // namespace tandem::prob::power
