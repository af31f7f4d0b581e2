// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "problems/base/real_world/power_system.h"
#include "tandem/simd.h"
#include "tandem/workspace.h"

/// AC power flow by Newton's method in polar coordinates, for as many points at once as a vector has lanes. A lane's
/// values do not depend on the others. For .cpp files only (simd.h).
namespace tandem::prob::power {

class Flow {
 public:
  Flow(const System& system, Workspace::Frame& frame);

  // What is set; initially as in the system's data. Of the generators: power in MW (the first one's is found) and
  // voltage; of the buses: shunt susceptance; of the branches: transformer ratio.
  std::span<simd::Vec> power;
  std::span<simd::Vec> setpoint;
  std::span<simd::Vec> shunt;
  std::span<simd::Vec> ratio;

  /// Finds the voltages. After ten steps without convergence (mismatch below 1e-8) the last ones stay.
  void solve();
  /// The same; then generators beyond a limit of their reactive power, the worst one first, are held there at the
  /// expense of their voltage, until none is left (or all remaining ones are beyond the same limit, which is hopeless).
  void solveWithinLimits();

  // The solution: of the buses, voltages, angles, real and imaginary parts, power fed in; of the generators, reactive
  // power.
  std::span<simd::Vec> voltage;
  std::span<simd::Vec> angle;
  std::span<simd::Vec> real;
  std::span<simd::Vec> imaginary;
  std::span<simd::Vec> injectedP;
  std::span<simd::Vec> injectedQ;
  std::span<simd::Vec> reactive;

  /// Power into a branch at its two ends.
  struct Ends {
    simd::Vec fromP, fromQ, toP, toQ;
  };
  [[nodiscard]] Ends through(int branch) const;
  /// The L-index of P. Kessel and H. Glavitsch (1986): 0 without load, 1 at voltage collapse; of the worst bus.
  [[nodiscard]] simd::Vec stabilityIndex() const;

 private:
  using Vec = simd::Vec;
  void prepare();
  void admittances();
  void newton(xsimd::batch_bool<double> lanes);
  void injections();
  void readGenerators();
  [[nodiscard]] bool holdWorst(int lane);

  const System& system_;
  int buses_;
  int generators_;
  int couples_;
  int branches_;
  std::span<Vec> selfG_;  // admittances of the buses and the couples
  std::span<Vec> selfB_;
  std::span<Vec> mutualG_;
  std::span<Vec> mutualB_;
  std::span<Vec> wantedP_;
  std::span<Vec> wantedQ_;
  std::span<Vec> freeAngle_;  // 1: unknown, with an equation for P; 0: given
  std::span<Vec> freeVoltage_;
  std::span<Vec> held_;  // generators held at a limit: 1
  std::span<Block<Vec>> blocks_;
  std::span<Pair<Vec>> step_;
};

}  // namespace tandem::prob::power
