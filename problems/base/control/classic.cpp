// SPDX-License-Identifier: Apache-2.0
#include "problems/base/control/classic.h"

#include <algorithm>
#include <array>
#include <numbers>

namespace tandem::prob::control {

namespace {
constexpr double kPi = std::numbers::pi;

double rounded(double v) {
  return static_cast<double>(static_cast<float>(v));
}

template <typename... Values>
void put(std::span<double> out, Values... values) {
  int at = 0;
  ((out[at++] = rounded(values)), ...);
}

/// Both cars: a valley between -1.2, an inelastic wall, and 0.6.
constexpr double kWall = -1.2;
constexpr double kEdge = 0.6;
constexpr double kFastest = 0.07;
constexpr double kSlope = 0.0025;

/// One step of the continuous car in the precision of its state; true at the goal.
template <typename Real>
bool roll(float force, double& position, double& velocity) {
  Real x = static_cast<Real>(position);
  Real v = static_cast<Real>(velocity);
  const float push = force * 0.0015F - static_cast<float>(kSlope * std::cos(static_cast<double>(Real{3} * x)));
  v = std::clamp(v + static_cast<Real>(push), static_cast<Real>(-kFastest), static_cast<Real>(kFastest));
  x = std::clamp(x + v, static_cast<Real>(kWall), static_cast<Real>(kEdge));
  if (x == static_cast<Real>(kWall) && v < 0) v = 0;
  position = static_cast<double>(x);
  velocity = static_cast<double>(v);
  return x >= static_cast<Real>(0.45) && v >= 0;
}
}  // namespace

void MountainCarContinuous::reset(Rng& rng) {
  *this = {};
  position = rng.uniform(-0.6, -0.4);
}

void MountainCarContinuous::observe(std::span<double> out) const {
  put(out, position, velocity);
}

bool MountainCarContinuous::step(double action, double& reward) {
  const auto force = static_cast<float>(action);
  const bool there = floats ? roll<float>(force, position, velocity) : roll<double>(force, position, velocity);
  reward = (there ? 100.0 : 0.0) - static_cast<double>(force) * static_cast<double>(force) * 0.1;
  position = rounded(position);
  velocity = rounded(velocity);
  floats = true;
  return there;
}

void MountainCar::reset(Rng& rng) {
  *this = {};
  position = rng.uniform(-0.6, -0.4);
}

void MountainCar::observe(std::span<double> out) const {
  put(out, position, velocity);
}

bool MountainCar::step(double action, double& reward) {
  velocity += (action - 1.0) * 0.001 + std::cos(3.0 * position) * -kSlope;
  velocity = std::clamp(velocity, -kFastest, kFastest);
  position = std::clamp(position + velocity, kWall, kEdge);
  if (position == kWall && velocity < 0.0) velocity = 0.0;
  reward = -1.0;
  return position >= 0.5 && velocity >= 0.0;
}

void Pendulum::reset(Rng& rng) {
  angle = rng.uniform(-kPi, kPi);
  speed = rng.uniform(-1.0, 1.0);
}

void Pendulum::observe(std::span<double> out) const {
  put(out, std::cos(angle), std::sin(angle), speed);
}

bool Pendulum::step(double action, double& reward) {
  const float torque = std::clamp(static_cast<float>(action), -2.0F, 2.0F);
  double off = std::fmod(angle + kPi, 2.0 * kPi);
  off += off < 0.0 ? kPi : -kPi;  // from upright, within half a turn
  reward = -(off * off + 0.1 * (speed * speed) + static_cast<double>(0.001F * (torque * torque)));
  speed += (15.0 * std::sin(angle) + static_cast<double>(3.0F * torque)) * 0.05;
  speed = std::clamp(speed, -8.0, 8.0);
  angle += speed * 0.05;
  return false;
}

void CartPole::reset(Rng& rng) {
  for (double* v : {&position, &velocity, &angle, &speed}) *v = rng.uniform(-0.05, 0.05);
}

void CartPole::observe(std::span<double> out) const {
  put(out, position, velocity, angle, speed);
}

bool CartPole::step(double action, double& reward) {
  constexpr double kPole = 0.1;
  constexpr double kTotal = kPole + 1.0;
  constexpr double kHalfLength = 0.5;
  constexpr double kMoment = kPole * kHalfLength;
  constexpr double kTau = 0.02;
  const double force = action == 1.0 ? 10.0 : -10.0;
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  const double push = (force + kMoment * (speed * speed) * sine) / kTotal;
  const double turning =
      (9.8 * sine - cosine * push) / (kHalfLength * (4.0 / 3.0 - kPole * (cosine * cosine) / kTotal));
  const double acceleration = push - kMoment * turning * cosine / kTotal;
  position += kTau * velocity;
  velocity += kTau * acceleration;
  angle += kTau * speed;
  speed += kTau * turning;
  reward = 1.0;
  constexpr double kTilt = 12.0 * 2.0 * kPi / 360.0;
  return position < -2.4 || position > 2.4 || angle < -kTilt || angle > kTilt;
}

namespace {
using Motion = std::array<double, 4>;

/// Derivatives of the double pendulum by the equations of Sutton and Barto's book; all lengths and masses are 1.
Motion acrobotMotion(const Motion& s, double torque) {
  constexpr double kGravity = 9.8;
  const auto [a1, a2, v1, v2] = s;
  const double d1 = 0.25 + (1.0 + 0.25 + std::cos(a2)) + 1.0 + 1.0;
  const double d2 = 0.25 + 0.5 * std::cos(a2) + 1.0;
  const double phi2 = 0.5 * kGravity * std::cos(a1 + a2 - kPi / 2.0);
  const double phi1 =
      -0.5 * (v2 * v2) * std::sin(a2) - v2 * v1 * std::sin(a2) + 1.5 * kGravity * std::cos(a1 - kPi / 2.0) + phi2;
  const double second = (torque + d2 / d1 * phi1 - 0.5 * (v1 * v1) * std::sin(a2) - phi2) / (0.25 + 1.0 - d2 * d2 / d1);
  return {v1, v2, -(d2 * second + phi1) / d1, second};
}

double wrapped(double angle) {
  while (angle > kPi) angle -= 2.0 * kPi;
  while (angle < -kPi) angle += 2.0 * kPi;
  return angle;
}
}  // namespace

void Acrobot::reset(Rng& rng) {
  for (double& v : state) v = rounded(rng.uniform(-0.1, 0.1));
}

void Acrobot::observe(std::span<double> out) const {
  put(out, std::cos(state[0]), std::sin(state[0]), std::cos(state[1]), std::sin(state[1]), state[2], state[3]);
}

bool Acrobot::step(double action, double& reward) {
  constexpr double kStep = 0.2;
  const double torque = action - 1.0;
  const Motion start = {state[0], state[1], state[2], state[3]};
  const auto ahead = [&](double time, const Motion& slope) {
    Motion s = start;
    for (int k = 0; k < 4; ++k) s[k] += time * slope[k];
    return s;
  };
  const Motion k1 = acrobotMotion(start, torque);
  const Motion k2 = acrobotMotion(ahead(kStep / 2.0, k1), torque);
  const Motion k3 = acrobotMotion(ahead(kStep / 2.0, k2), torque);
  const Motion k4 = acrobotMotion(ahead(kStep, k3), torque);
  for (int k = 0; k < 4; ++k) state[k] += kStep / 6.0 * (k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]);
  state[0] = wrapped(state[0]);
  state[1] = wrapped(state[1]);
  state[2] = std::clamp(state[2], -4.0 * kPi, 4.0 * kPi);
  state[3] = std::clamp(state[3], -9.0 * kPi, 9.0 * kPi);
  const bool up = -std::cos(state[0]) - std::cos(state[1] + state[0]) > 1.0;
  reward = up ? 0.0 : -1.0;
  return up;
}

}  // namespace tandem::prob::control
