// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <span>

#include "tandem/export.h"
#include "tandem/rng.h"

/// The five classic-control environments of Gymnasium (gymnasium.farama.org), step for step: the same observations,
/// rewards and episode ends for the same state and actions, in the same precision (some of their arithmetic is in
/// floats). Observations are float values. A discrete action is its number, a continuous one its value.
namespace tandem::prob::control {

/// Common to all five: kObservations, kActions, kDiscrete, kHighest (of a continuous action; the lowest is minus that),
/// kSteps (the longest episode); state, reset(), observe() and step(), which is true if the episode has ended.
struct TANDEM_API MountainCarContinuous {
  static constexpr int kObservations = 2, kActions = 1, kSteps = 999;
  static constexpr bool kDiscrete = false;
  static constexpr double kHighest = 1.0;
  double position = 0.0, velocity = 0.0;
  bool floats = false;  ///< the state is kept as floats from the first step on
  void reset(Rng& rng);
  void observe(std::span<double> out) const;
  bool step(double action, double& reward);
};

struct TANDEM_API MountainCar {
  static constexpr int kObservations = 2, kActions = 3, kSteps = 200;
  static constexpr bool kDiscrete = true;
  static constexpr double kHighest = 0.0;
  double position = 0.0, velocity = 0.0;
  void reset(Rng& rng);
  void observe(std::span<double> out) const;
  bool step(double action, double& reward);
};

struct TANDEM_API Pendulum {
  static constexpr int kObservations = 3, kActions = 1, kSteps = 200;
  static constexpr bool kDiscrete = false;
  static constexpr double kHighest = 2.0;
  double angle = 0.0, speed = 0.0;
  void reset(Rng& rng);
  void observe(std::span<double> out) const;
  bool step(double action, double& reward);
};

struct TANDEM_API CartPole {
  static constexpr int kObservations = 4, kActions = 2, kSteps = 500;
  static constexpr bool kDiscrete = true;
  static constexpr double kHighest = 0.0;
  double position = 0.0, velocity = 0.0, angle = 0.0, speed = 0.0;
  void reset(Rng& rng);
  void observe(std::span<double> out) const;
  bool step(double action, double& reward);
};

struct TANDEM_API Acrobot {
  static constexpr int kObservations = 6, kActions = 3, kSteps = 500;
  static constexpr bool kDiscrete = true;
  static constexpr double kHighest = 0.0;
  double state[4] = {};  ///< two angles, their speeds
  void reset(Rng& rng);
  void observe(std::span<double> out) const;
  bool step(double action, double& reward);
};

}  // namespace tandem::prob::control
