// SPDX-License-Identifier: Apache-2.0
// The network of KLDE and KLPSO: forward pass against values of NumPy, gradient against finite differences, learning.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tandem/error.h"
#include "tandem/operators_knowledge.h"

namespace tandem {
namespace {

/// Parameters 0.5 sin(0.1 k).
op::KnowledgeNetwork made(int dim) {
  op::KnowledgeNetwork network(dim);
  const std::span<double> p = network.parameters();
  for (int k = 0; k < isize(p); ++k) p[k] = 0.5 * std::sin(0.1 * k);
  return network;
}

double meanSquaredError(const op::KnowledgeNetwork& network, Workspace& ws, const Matrix& x, const Matrix& y) {
  double sum = 0.0;
  std::vector<double> out(x.cols());
  for (int i = 0; i < x.rows(); ++i) {
    network.predict(ws, x.row(i), out);
    for (int j = 0; j < x.cols(); ++j) sum += (out[j] - y(i, j)) * (out[j] - y(i, j));
  }
  return sum / (x.rows() * x.cols());
}

TEST(KnowledgeNetwork, ForwardPassAgreesWithNumPy) {
  // p = 0.5 * np.sin(0.1 * np.arange(354)); layers 2-16-16-2, weights unit by unit, then biases; logistic, last linear;
  // input (0.3, 0.7).
  op::KnowledgeNetwork network = made(2);
  ASSERT_EQ(isize(network.parameters()), 354);
  Workspace ws;
  std::vector<double> out(2);
  network.predict(ws, std::vector<double>{0.3, 0.7}, out);
  EXPECT_NEAR(out[0], 3.1152555198382452, 1e-12);
  EXPECT_NEAR(out[1], 0.3681000001065132, 1e-12);
}

TEST(KnowledgeNetwork, StepsDownTheGradientOfTheMeanSquaredError) {
  Workspace ws;
  Rng rng(1);
  Matrix x(5, 2);
  Matrix y(5, 2);
  rng.fillUniform(x.values());
  rng.fillUniform(y.values());
  const op::KnowledgeNetwork start = made(2);
  op::KnowledgeNetwork stepped = start;
  constexpr double kRate = 1e-6;
  const double error = stepped.train(ws, x, y, 1, kRate);
  EXPECT_NEAR(error, meanSquaredError(stepped, ws, x, y), 1e-12);
  op::KnowledgeNetwork probe = start;
  for (int k = 0; k < 354; k += 7) {
    constexpr double kStep = 1e-5;
    const double old = probe.parameters()[k];
    probe.parameters()[k] = old + kStep;
    const double above = meanSquaredError(probe, ws, x, y);
    probe.parameters()[k] = old - kStep;
    const double below = meanSquaredError(probe, ws, x, y);
    probe.parameters()[k] = old;
    const double slope = (above - below) / (2.0 * kStep);
    EXPECT_NEAR((old - stepped.parameters()[k]) / kRate, slope, 1e-6 * std::max(1.0, std::abs(slope))) << k;
  }
}

TEST(KnowledgeNetwork, LearnsADirection) {
  Workspace ws;
  Rng rng(2);
  Matrix x(40, 3);
  Matrix y(40, 3);
  rng.fillUniform(x.values());
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < 3; ++j) y(i, j) = 0.3 * (0.5 - x(i, j));  // towards the middle
  }
  op::KnowledgeNetwork network(3);
  network.initialise(rng, x);
  const double before = meanSquaredError(network, ws, x, y);
  const double after = network.train(ws, x, y, 400, 0.01);
  EXPECT_LT(after, 0.2 * before);
}

TEST(MoveLearner, RefusesMoreMovesThanItHasRoomFor) {
  const Population pop(3, 2, 1);
  op::MoveLearner learner(2, 2);
  learner.note(pop, pop, 0);
  learner.note(pop, pop, 1);
  EXPECT_THROW(learner.note(pop, pop, 2), Error);
  Rng rng(1);
  Workspace ws;
  learner.learn(rng, ws, 1);
  EXPECT_NO_THROW(learner.note(pop, pop, 2)) << "what was learnt makes room";
}

}  // namespace
}  // namespace tandem
