// SPDX-License-Identifier: Apache-2.0
// The network with dropout, and how it chooses actions.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tandem/error.h"
#include "tandem/operators_dropout.h"

namespace tandem {
namespace {

// NumPy: p = 0.3 sin(0.7 k + 0.2) cut into W1 (3x40), b1, W2 (40x40), b2, W3 (2x40), b3;
// out = W3 tanh(max(x W1 + b1, 0) W2 + b2) + b3; then three steps down the gradient of half the squared error, rate
// 0.05, weights decayed by 0.05 * 0.01 / 2. The batch holds one of the points twice.
TEST(DropoutNetwork, WithoutDropoutAsNumPy) {
  Workspace ws;
  Rng rng(1);
  op::DropoutNetwork net({.inputs = 3, .outputs = 2, .dropInput = 0.0, .dropHidden = 0.0});
  int k = 0;
  for (float& p : net.parameters()) p = static_cast<float>(0.3 * std::sin(0.7 * k++ + 0.2));
  Matrix x(1, 3);
  x(0, 0) = 0.4;
  x(0, 1) = -0.8;
  x(0, 2) = 0.6;
  Matrix y(1, 2);
  y(0, 0) = 0.5;
  y(0, 1) = -0.25;
  std::vector<double> out(2);
  net.predict(rng, ws, x.row(0), out);
  EXPECT_NEAR(out[0], -1.65392659, 1e-5);
  EXPECT_NEAR(out[1], 1.25790485, 1e-5);
  net.train(rng, ws, x, y, {.rounds = 3, .batch = 2, .rate = 0.05, .decay = 0.01});
  net.predict(rng, ws, x.row(0), out);
  EXPECT_NEAR(out[0], -0.07802666, 1e-5);
  EXPECT_NEAR(out[1], -0.07052045, 1e-5);
  EXPECT_NEAR(net.parameters()[5], -0.15883166, 1e-6);
  EXPECT_NEAR(net.parameters()[300], 0.07547354, 1e-6);
  EXPECT_NEAR(net.parameters()[1805], 0.05227415, 1e-6);
}

TEST(DropoutNetwork, RefusesMoreInputsThanItCanTellApart) {
  EXPECT_NO_THROW(op::DropoutNetwork({.inputs = op::DropoutNetwork::kMostInputs, .outputs = 1}));
  EXPECT_THROW(op::DropoutNetwork({.inputs = op::DropoutNetwork::kMostInputs + 1, .outputs = 1}), Error);
  EXPECT_THROW(op::DropoutNetwork({.inputs = 0, .outputs = 1}), Error);
  EXPECT_THROW(op::DropoutNetwork({.inputs = 2, .outputs = 0}), Error);
}

TEST(ActionLearner, PrefersTheActionThatPays) {
  Workspace ws;
  Rng rng(2);
  op::ActionLearner learner(
      {.state = 2, .actions = 3, .memory = 100, .threshold = 50, .gap = 1000, .greedy = 1.0, .rounds = 3000});
  std::vector<double> state(2);
  for (int generation = 1; generation <= 50; ++generation) {
    rng.fillUniform(state);
    const int action = learner.choose(rng, ws, generation, state);
    learner.note(rng, ws, state, action, action == 2 ? 1.0 : 0.0, state);
  }
  EXPECT_FALSE(learner.trained());
  int paid = 0;
  for (int generation = 51; generation <= 151; ++generation) {
    rng.fillUniform(state);
    paid += static_cast<int>(learner.choose(rng, ws, generation, state) == 2);
  }
  EXPECT_TRUE(learner.trained());
  EXPECT_GT(paid, 50);
}

}  // namespace
}  // namespace tandem
