// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_constraints.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace tandem::op {

double epsilonLevel(double start, double share, double power) {
  return share < 1.0 ? start * std::pow(1.0 - share, power) : 0.0;
}

double violationQuantile(const Population& pop, double share) {
  std::vector<double> cv(pop.cvs().begin(), pop.cvs().end());
  std::ranges::sort(cv);
  const int rank = roundUp(share * isize(cv));
  const double level = cv[std::clamp(rank, 1, isize(cv)) - 1];
  return std::isfinite(level) ? level : 0.0;
}

bool stochasticBetter(Rng& rng, double objA, double cvA, double objB, double cvB, double p) {
  const bool byObjective = (cvA == 0.0 && cvB == 0.0) || rng.chance(p);
  return byObjective ? objA < objB : cvA < cvB;
}

bool penaltyPrefersChild(const Population& pop, int i, const Population& off, int j) {
  // Values that are not finite would spoil the scales of all the others; they lose.
  if (!std::isfinite(off.obj(j)) || !std::isfinite(off.cv(j))) return false;
  if (!std::isfinite(pop.obj(i)) || !std::isfinite(pop.cv(i))) return true;
  double low = off.obj(j);
  double high = off.obj(j);
  double largest = off.cv(j);
  int feasible = off.cv(j) == 0.0 ? 1 : 0;
  for (int k = 0; k < pop.size(); ++k) {
    if (!std::isfinite(pop.obj(k)) || !std::isfinite(pop.cv(k))) continue;
    low = std::min(low, pop.obj(k));
    high = std::max(high, pop.obj(k));
    largest = std::max(largest, pop.cv(k));
    feasible += pop.cv(k) == 0.0 ? 1 : 0;
  }
  const double share = ratio(feasible, pop.size() + 1);
  const auto penalised = [&](double objective, double cv) {
    const double f = high > low ? (objective - low) / (high - low) : 1.0;
    const double v = largest > 0.0 ? cv / largest : 0.0;
    // Distance: violation alone as long as no individual is feasible. Penalties: by violation, by objective of the
    // infeasible.
    const double distance = feasible == 0 ? v : std::sqrt(f * f + v * v);
    const double byViolation = feasible == 0 ? 0.0 : v;
    const double byObjective = cv == 0.0 ? 0.0 : f;
    return distance + (1.0 - share) * byViolation + share * byObjective;
  };
  return penalised(off.obj(j), off.cv(j)) < penalised(pop.obj(i), pop.cv(i));
}

void selectEpsilon(Population& pop, const Population& off, double epsilon) {
  for (int i = 0; i < pop.size(); ++i) {
    if (!epsilonBetter(pop.obj(i), pop.cv(i), off.obj(i), off.cv(i), epsilon)) pop.copyRow(i, off, i);
  }
}

int lowestObjective(const Population& pop) {
  int best = 0;
  for (int i = 1; i < pop.size(); ++i) {
    if (pop.obj(i) < pop.obj(best)) best = i;
  }
  return best;
}

int largestViolation(const Population& pop) {
  int worst = 0;
  for (int i = 1; i < pop.size(); ++i) {
    if (pop.cv(i) > pop.cv(worst)) worst = i;
  }
  return worst;
}

}  // namespace tandem::op
