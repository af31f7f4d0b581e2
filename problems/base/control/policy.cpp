// SPDX-License-Identifier: Apache-2.0
#include "problems/base/control/policy.h"

#include <algorithm>
#include <cmath>

#include "tandem/vmath.h"

namespace tandem::prob::control {

namespace {
/// values := tanh(values).
void squash(std::span<double> values) {
  for (double& v : values) v = std::clamp(-2.0 * v, -80.0, 80.0);
  vmath::exp(values, values);
  for (double& v : values) v = 2.0 / (1.0 + v) - 1.0;
}

/// out += in * weights.
void propagate(std::span<const double> in, std::span<const double> weights, std::span<double> out) {
  const double* row = weights.data();
  for (const double v : in) {
    for (int j = 0; j < isize(out); ++j) out[j] += v * row[j];
    row += out.size();
  }
}
}  // namespace

int PolicyShape::variables() const {
  return hidden + (layers - 1) * hidden * (hidden + 1) + (hidden + 1) * actions + observations * hidden;
}

std::vector<double> PolicyShape::start(Rng& rng) const {
  std::vector<double> values(hidden, 0.0);
  const auto weights = [&](int inputs, int outputs) {
    const double limit = std::sqrt(3.0 / inputs);
    for (int k = 0; k < inputs * outputs; ++k) values.push_back(rng.uniform(-limit, limit));
  };
  const auto biases = [&](int count) { values.insert(values.end(), count, 0.0); };
  for (int layer = 1; layer < layers; ++layer) {
    weights(hidden, hidden);
    biases(hidden);
  }
  weights(hidden, actions);
  biases(actions);
  weights(observations, hidden);
  return values;
}

void PolicyShape::respond(std::span<const double> variables, std::span<const double> observation,
                          std::span<double> units, std::span<double> outputs) const {
  std::span<double> now = units.first(hidden);
  std::span<double> next = units.subspan(hidden, hidden);
  const auto take = [&](int count) {
    const std::span<const double> head = variables.first(count);
    variables = variables.subspan(count);
    return head;
  };
  std::ranges::copy(take(hidden), now.begin());
  const int incoming = observations * hidden;
  propagate(observation, variables.last(incoming), now);
  squash(now);
  for (int layer = 1; layer < layers; ++layer) {
    const std::span<const double> weights = take(hidden * hidden);
    std::ranges::copy(take(hidden), next.begin());
    propagate(now, weights, next);
    squash(next);
    std::swap(now, next);
  }
  const std::span<const double> weights = take(hidden * actions);
  std::ranges::copy(take(actions), outputs.begin());
  propagate(now, weights, outputs);
}

void Moments::clear() {
  count = 0.0;
  std::ranges::fill(mean, 0.0);
  std::ranges::fill(squares, 0.0);
}

void Moments::add(std::span<const double> observation) {
  count += 1.0;
  for (int j = 0; j < isize(observation); ++j) {
    const double before = observation[j] - mean[j];
    mean[j] += before / count;
    squares[j] += before * (observation[j] - mean[j]);
  }
}

void Moments::merge(const Moments& other) {
  if (other.count == 0.0) return;
  const double both = count + other.count;
  for (int j = 0; j < isize(mean); ++j) {
    const double shift = other.mean[j] - mean[j];
    mean[j] += shift * (other.count / both);
    squares[j] += other.squares[j] + shift * shift * (count * other.count / both);
  }
  count = both;
}

Normalisers::Normalisers(std::span<const PolicyShape> shapes) {
  for (const PolicyShape& shape : shapes) {
    seen_.emplace_back(shape.observations).count = 1e-4;  // almost no weight: the first batch decides
    deviation_.emplace_back(shape.observations, 1.0);
  }
}

void Normalisers::apply(int task, std::span<const double> observation, std::span<double> out) const {
  for (int j = 0; j < isize(observation); ++j) {
    out[j] = (observation[j] - seen_[task].mean[j]) / (deviation_[task][j] + 1e-8);
  }
}

void Normalisers::merge(int task, const Moments& batch) {
  if (batch.count == 0.0) return;
  Moments& seen = seen_[task];
  seen.merge(batch);
  for (int j = 0; j < isize(seen.mean); ++j) {
    deviation_[task][j] = std::sqrt(seen.squares[j] / std::max(1.0, seen.count - 1.0) + 1e-8);
  }
}

std::vector<double> Normalisers::save(int task) const {
  std::vector<double> values = seen_[task].mean;
  values.insert(values.end(), deviation_[task].begin(), deviation_[task].end());
  return values;
}

void PolicyOptions::params(ParamVisitor& p) {
  p.integer("hiddenLayers", layers, {.min = 1, .max = 8, .doc = "hidden layers of the policy"});
  p.integer("hiddenSize", hidden, {.min = 1, .max = 256, .doc = "units of a hidden layer"});
  p.integer("rollouts", rollouts, {.min = 1, .max = 1000, .doc = "episodes whose rewards are averaged"});
}

TaskInfo policyTask(const std::string& name, const PolicyShape& shape, double startScale) {
  TaskInfo task;
  task.name = name;
  task.dim = shape.variables();
  task.lower.assign(task.dim, -1.0);
  task.upper.assign(task.dim, 1.0);
  task.bounded = false;
  Rng rng(hashText(name, 1));  // the same start in every run: the problem is immutable
  task.startMean = shape.start(rng);
  for (double& v : task.startMean) v = (v + 1.0) / 2.0;
  task.startScale = startScale;
  return task;
}

}  // namespace tandem::prob::control
