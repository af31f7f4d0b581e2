// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/operators_dropout.h"

namespace tandem::op {

namespace {

constexpr double kLargest = 1e150;  // differences of two states stay finite

double tame(double v) {
  return std::isfinite(v) ? std::clamp(v, -kLargest, kLargest) : 0.0;
}

void copyTame(std::span<const double> in, std::span<double> out) {
  std::ranges::transform(in, out.begin(), tame);
}

}  // namespace

ActionLearner::ActionLearner(const Options& options)
    : options_(options),
      network_({.inputs = options.state + 1, .outputs = options.state + 1}),
      inputs_(options.memory, options.state + 1),
      outcomes_(options.memory, options.state + 1),
      scaled_(options.memory, options.state + 1),
      targets_(options.memory, options.state + 1),
      inputScale_(options.state + 1),
      targetScale_(options.state + 1) {}

int ActionLearner::choose(Rng& rng, Workspace& ws, int generation, std::span<const double> state) {
  if (!trained_ && generation > options_.threshold && count_ > 0) {
    network_.initialise(rng);
    std::ranges::copy(outcomes_.values(), targets_.values().begin());
    fit(rng, ws, options_.rounds);
    trained_ = true;
    return rng.below(options_.actions);
  }
  if (!trained_ || !rng.chance(options_.greedy)) return rng.below(options_.actions);
  int best = 0;
  double most = value(rng, ws, state, 0);
  for (int a = 1; a < options_.actions; ++a) {
    const double rival = value(rng, ws, state, a);
    if (rival > most) {
      most = rival;
      best = a;
    }
  }
  return best;
}

void ActionLearner::note(Rng& rng, Workspace& ws, std::span<const double> state, int action, double reward,
                         std::span<const double> next) {
  copyTame(state, inputs_.row(next_));
  inputs_(next_, options_.state) = action + 1;
  outcomes_(next_, 0) = tame(reward);
  copyTame(next, outcomes_.row(next_).subspan(1));
  next_ = (next_ + 1) % options_.memory;
  count_ = std::min(count_ + 1, options_.memory);
  if (!trained_ || ++sinceUpdate_ <= options_.gap) return;
  sinceUpdate_ = 0;
  update(rng, ws);
}

double ActionLearner::value(Rng& rng, Workspace& ws, std::span<const double> state, int action) const {
  Workspace::Frame frame(ws);
  const std::span<double> in = frame.doubles(options_.state + 1);
  const std::span<double> out = frame.doubles(options_.state + 1);
  copyTame(state, in);
  in.back() = action + 1;
  inputScale_.apply(in, in);
  network_.predict(rng, ws, in, out);
  return targetScale_.reverse(0, out[0]);
}

void ActionLearner::fit(Rng& rng, Workspace& ws, int rounds) {
  inputScale_.fit(inputs_.view().rowRange(0, count_));
  targetScale_.fit(targets_.view().rowRange(0, count_));
  for (int i = 0; i < count_; ++i) {
    inputScale_.apply(inputs_.row(i), scaled_.row(i));
    targetScale_.apply(targets_.row(i), targets_.row(i));
  }
  network_.train(rng, ws, scaled_.view().rowRange(0, count_), targets_.view().rowRange(0, count_), {.rounds = rounds});
}

void ActionLearner::update(Rng& rng, Workspace& ws) {
  const auto state = [&](int i) { return std::span<const double>(inputs_.row(i)).first(options_.state); };
  double common = 0.0;
  if (!options_.bootstrap) {
    common = value(rng, ws, state(0), roundDown(inputs_(0, options_.state)) - 1);
    for (int i = 1; i < count_; ++i) {
      common = std::max(common, value(rng, ws, state(i), roundDown(inputs_(i, options_.state)) - 1));
    }
  }
  for (int i = 0; i < count_; ++i) {
    double future = common;
    if (options_.bootstrap) {
      const auto next = std::span<const double>(outcomes_.row(i)).subspan(1);
      future = value(rng, ws, next, 0);
      for (int a = 1; a < options_.actions; ++a) future = std::max(future, value(rng, ws, next, a));
    }
    std::ranges::fill(targets_.row(i), tame(outcomes_(i, 0) + options_.gamma * future));
  }
  fit(rng, ws, options_.updateRounds);
}

}  // namespace tandem::op
