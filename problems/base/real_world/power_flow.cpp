// SPDX-License-Identifier: Apache-2.0
#include "problems/base/real_world/power_flow.h"

#include <algorithm>

namespace tandem::prob::power {
namespace {

using simd::Vec;

constexpr int kMostSteps = 10;
constexpr double kMismatch = 1e-8;
constexpr double kLimitTolerance = 5e-6;  ///< MVAr beyond a limit that are tolerated

double laneOf(const Vec& v, int lane) {
  alignas(64) double lanes[simd::kWidth];
  v.store_aligned(lanes);
  return lanes[lane];
}
void setLane(Vec& v, int lane, double value) {
  alignas(64) double lanes[simd::kWidth];
  v.store_aligned(lanes);
  lanes[lane] = value;
  v = Vec::load_aligned(lanes);
}

}  // namespace

Flow::Flow(const System& system, Workspace::Frame& frame)
    : system_(system),
      buses_(isize(system.buses)),
      generators_(isize(system.generators)),
      couples_(isize(system.couples)),
      branches_(isize(system.branches)) {
  for (std::span<Vec>* of : {&power, &setpoint, &reactive, &held_}) *of = frame.take<Vec>(generators_);
  for (std::span<Vec>* of : {&shunt, &voltage, &angle, &real, &imaginary, &injectedP, &injectedQ, &selfG_, &selfB_,
                             &wantedP_, &wantedQ_, &freeAngle_, &freeVoltage_}) {
    *of = frame.take<Vec>(buses_);
  }
  for (std::span<Vec>* of : {&mutualG_, &mutualB_}) *of = frame.take<Vec>(couples_);
  ratio = frame.take<Vec>(branches_);
  blocks_ = frame.take<Block<Vec>>(system.pattern.blocks());
  step_ = frame.take<Pair<Vec>>(buses_);
  for (int i = 0; i < buses_; ++i) shunt[i] = Vec(system.buses[i].shuntB);
  for (int k = 0; k < generators_; ++k) {
    power[k] = Vec(system.generators[k].power);
    setpoint[k] = Vec(system.buses[system.generators[k].bus].voltage);
  }
  for (int k = 0; k < branches_; ++k) ratio[k] = Vec(system.branches[k].ratio);
}

void Flow::admittances() {
  for (int i = 0; i < buses_; ++i) {
    selfG_[i] = Vec(system_.buses[i].shuntG);
    selfB_[i] = shunt[i];
  }
  std::fill(mutualG_.begin(), mutualG_.end(), Vec(0.0));
  std::fill(mutualB_.begin(), mutualB_.end(), Vec(0.0));
  for (int k = 0; k < branches_; ++k) {
    const Branch& branch = system_.branches[k];
    const Vec inverse = Vec(1.0) / ratio[k];
    const Vec g(branch.conductance);
    const Vec b(branch.susceptance);
    const Vec b2(branch.susceptance + 0.5 * branch.charging);
    selfG_[branch.from] += g * inverse * inverse;
    selfB_[branch.from] += b2 * inverse * inverse;
    selfG_[branch.to] += g;
    selfB_[branch.to] += b2;
    const int couple = system_.coupleOf[k];
    mutualG_[couple] -= g * inverse;
    mutualB_[couple] -= b * inverse;
  }
}

void Flow::prepare() {
  admittances();
  const Vec perUnit(1.0 / system_.baseMva);
  for (int i = 0; i < buses_; ++i) {
    const Bus& bus = system_.buses[i];
    voltage[i] = Vec(bus.voltage);
    angle[i] = Vec(bus.angle);
    wantedP_[i] = Vec(-bus.loadP);
    wantedQ_[i] = Vec(-bus.loadQ);
    freeAngle_[i] = freeVoltage_[i] = Vec(1.0);
  }
  for (int k = 0; k < generators_; ++k) {
    const int bus = system_.generators[k].bus;
    voltage[bus] = setpoint[k];
    wantedP_[bus] += power[k] * perUnit;
    freeVoltage_[bus] = held_[k] = reactive[k] = Vec(0.0);
    if (k == 0) freeAngle_[bus] = Vec(0.0);
  }
}

/// Power fed in at the buses with these voltages, and its derivatives by the angles and by the logarithms of the
/// voltages (so that no voltage has to be divided by).
void Flow::injections() {
  const Vec zero(0.0);
  std::fill(blocks_.begin() + buses_, blocks_.end(), Block<Vec>{zero, zero, zero, zero});
  for (int i = 0; i < buses_; ++i) {
    real[i] = voltage[i] * simd::cos(angle[i]);
    imaginary[i] = voltage[i] * simd::sin(angle[i]);
    const Vec square = voltage[i] * voltage[i];
    injectedP[i] = selfG_[i] * square;
    injectedQ[i] = -(selfB_[i] * square);
  }
  for (int c = 0; c < couples_; ++c) {
    const auto [i, j] = system_.couples[c];
    const auto [ij, ji] = system_.blocksOf[c];
    const Vec g = mutualG_[c];
    const Vec b = mutualB_[c];
    // The power that flows off at i is V_i conj(Y V_j), at j it is V_j conj(Y V_i).
    const Vec along = real[i] * real[j] + imaginary[i] * imaginary[j];
    const Vec across = imaginary[i] * real[j] - real[i] * imaginary[j];
    const Vec pi = g * along + b * across;
    const Vec qi = g * across - b * along;
    const Vec pj = g * along - b * across;
    const Vec qj = -(g * across) - b * along;
    injectedP[i] += pi;
    injectedQ[i] += qi;
    injectedP[j] += pj;
    injectedQ[j] += qj;
    blocks_[ij] = {freeAngle_[i] * qi, freeAngle_[i] * pi, -(freeVoltage_[i] * pi), freeVoltage_[i] * qi};
    blocks_[ji] = {freeAngle_[j] * qj, freeAngle_[j] * pj, -(freeVoltage_[j] * pj), freeVoltage_[j] * qj};
  }
  for (int i = 0; i < buses_; ++i) {
    const Vec square = voltage[i] * voltage[i];
    const Vec g = selfG_[i] * square;
    const Vec b = selfB_[i] * square;
    blocks_[i] = {freeAngle_[i] * (-injectedQ[i] - b) + (Vec(1.0) - freeAngle_[i]), freeAngle_[i] * (injectedP[i] + g),
                  freeVoltage_[i] * (injectedP[i] - g),
                  freeVoltage_[i] * (injectedQ[i] - b) + (Vec(1.0) - freeVoltage_[i])};
  }
}

void Flow::newton(xsimd::batch_bool<double> lanes) {
  const Vec zero(0.0);
  for (int k = 0;; ++k) {
    injections();
    xsimd::batch_bool<double> converged(true);
    for (int i = 0; i < buses_; ++i) {
      step_[i] = {freeAngle_[i] * (injectedP[i] - wantedP_[i]), freeVoltage_[i] * (injectedQ[i] - wantedQ_[i])};
      converged =
          converged & (simd::abs(step_[i].first) < Vec(kMismatch)) & (simd::abs(step_[i].second) < Vec(kMismatch));
    }
    const xsimd::batch_bool<double> go = lanes & !converged;
    if (k == kMostSteps || xsimd::none(go)) return;
    system_.pattern.factor(blocks_);
    system_.pattern.solve<Vec>(blocks_, step_);
    for (int i = 0; i < buses_; ++i) {
      angle[i] -= xsimd::select(go, step_[i].first, zero);
      voltage[i] -= xsimd::select(go, voltage[i] * step_[i].second, zero);
    }
  }
}

void Flow::readGenerators() {
  const Vec base(system_.baseMva);
  for (int k = 0; k < generators_; ++k) {
    const int i = system_.generators[k].bus;
    const Vec found = injectedQ[i] + Vec(system_.buses[i].loadQ);
    reactive[k] = xsimd::select(held_[k] == Vec(0.0), found, reactive[k]);
  }
  const int slack = system_.generators[0].bus;
  const Vec found = (injectedP[slack] + Vec(system_.buses[slack].loadP)) * base;
  power[0] = xsimd::select(freeAngle_[slack] == Vec(0.0), found, power[0]);
}

void Flow::solve() {
  prepare();
  newton(xsimd::batch_bool<double>(true));
  readGenerators();
}

/// Holds the generator of this lane that is furthest beyond its limit; false if there is none or it is hopeless.
bool Flow::holdWorst(int lane) {
  int above = 0;
  int below = 0;
  int left = 0;
  int worst = -1;
  double furthest = 0.0;
  bool worstAbove = false;
  for (int k = 0; k < generators_; ++k) {
    if (laneOf(held_[k], lane) != 0.0) continue;
    ++left;
    const Generator& g = system_.generators[k];
    const double q = laneOf(reactive[k], lane);
    const double over = (q - g.mostQ) * system_.baseMva;
    const double under = (g.leastQ - q) * system_.baseMva;
    if (over > kLimitTolerance) ++above;
    if (under > kLimitTolerance) ++below;
    // Among equals, the one above its limit, then the first.
    if (std::max(over, under) > kLimitTolerance &&
        (worst < 0 || std::max(over, under) > furthest || (over == furthest && !worstAbove))) {
      worst = k;
      worstAbove = over > under;
      furthest = std::max(over, under);
    }
  }
  if (worst < 0 || (above + below == left && (above == 0 || below == 0))) return false;
  const Generator& g = system_.generators[worst];
  const double limit = worstAbove ? g.mostQ : g.leastQ;
  setLane(held_[worst], lane, 1.0);
  setLane(reactive[worst], lane, limit);
  setLane(wantedQ_[g.bus], lane, limit - system_.buses[g.bus].loadQ);
  setLane(freeVoltage_[g.bus], lane, 1.0);
  if (laneOf(freeAngle_[g.bus], lane) == 0.0) {
    // It was the slack: the first generator that still holds its voltage takes over.
    setLane(wantedP_[g.bus], lane, laneOf(injectedP[g.bus], lane));
    setLane(freeAngle_[g.bus], lane, 1.0);
    for (int k = 0; k < generators_; ++k) {
      if (laneOf(held_[k], lane) != 0.0) continue;
      setLane(freeAngle_[system_.generators[k].bus], lane, 0.0);
      break;
    }
  }
  return true;
}

void Flow::solveWithinLimits() {
  prepare();
  Vec busy(1.0);
  while (xsimd::any(busy != Vec(0.0))) {
    newton(busy != Vec(0.0));
    readGenerators();
    for (int lane = 0; lane < simd::kWidth; ++lane) {
      if (laneOf(busy, lane) != 0.0 && !holdWorst(lane)) setLane(busy, lane, 0.0);
    }
  }
}

Flow::Ends Flow::through(int branch) const {
  const Branch& k = system_.branches[branch];
  const int f = k.from;
  const int t = k.to;
  const Vec g(k.conductance);
  const Vec b(k.susceptance);
  const Vec b2(k.susceptance + 0.5 * k.charging);
  const Vec inverse = Vec(1.0) / ratio[branch];
  const Vec fromSquare = voltage[f] * voltage[f] * inverse * inverse;
  const Vec toSquare = voltage[t] * voltage[t];
  const Vec along = (real[f] * real[t] + imaginary[f] * imaginary[t]) * inverse;
  const Vec across = (imaginary[f] * real[t] - real[f] * imaginary[t]) * inverse;
  return {g * fromSquare - g * along - b * across, -(b2 * fromSquare) + b * along - g * across,
          g * toSquare - g * along + b * across, -(b2 * toSquare) + b * along + g * across};
}

simd::Vec Flow::stabilityIndex() const {
  // The voltages that the generators alone would produce at the load buses: the network's equations without loads, the
  // generators' voltages given.
  const Vec zero(0.0);
  const Vec one(1.0);
  std::fill(blocks_.begin(), blocks_.end(), Block<Vec>{zero, zero, zero, zero});
  for (int i = 0; i < buses_; ++i) {
    blocks_[i] = {selfG_[i], -selfB_[i], selfB_[i], selfG_[i]};
    step_[i] = {zero, zero};
  }
  for (int c = 0; c < couples_; ++c) {
    const auto [ij, ji] = system_.blocksOf[c];
    blocks_[ij] = blocks_[ji] = {mutualG_[c], -mutualB_[c], mutualB_[c], mutualG_[c]};
  }
  for (const Generator& g : system_.generators) {
    for (int c = 0; c < couples_; ++c) {
      if (system_.couples[c].first == g.bus) blocks_[system_.blocksOf[c].first] = {zero, zero, zero, zero};
      if (system_.couples[c].second == g.bus) blocks_[system_.blocksOf[c].second] = {zero, zero, zero, zero};
    }
    blocks_[g.bus] = {one, zero, zero, one};
    step_[g.bus] = {real[g.bus], imaginary[g.bus]};
  }
  system_.pattern.factor(blocks_);
  system_.pattern.solve<Vec>(blocks_, step_);
  Vec worst = zero;
  Vec sum = zero;
  for (const int i : system_.loadBuses) {
    // |1 - u / v|
    const Vec square = real[i] * real[i] + imaginary[i] * imaginary[i];
    const Vec re = real[i] - step_[i].first;
    const Vec im = imaginary[i] - step_[i].second;
    const Vec index = simd::sqrt((re * re + im * im) / square);
    worst = xsimd::max(worst, index);
    sum += index;
  }
  return worst + zero * sum;  // NaN if any is, which a maximum would lose
}

}  // namespace tandem::prob::power
