// SPDX-License-Identifier: Apache-2.0
// The machinery of evolution strategies, piece by piece.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "tandem/linalg.h"
#include "tandem/operators_es.h"

namespace tandem {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TaskInfo box(int dim, bool bounded = true) {
  TaskInfo task;
  task.dim = dim;
  task.bounded = bounded;
  return task;
}

TEST(RankWithPenalty, CountsTheDistanceToTheBox) {
  Workspace ws;
  Population pop(4, 2, 1);
  const double x[][2] = {{0.5, 0.5}, {1.5, 0.5}, {0.2, 0.2}, {0.1, 0.9}};
  const double objective[] = {-8.0, -9.0, kInfinity, -1.0};
  for (int i = 0; i < 4; ++i) {
    std::ranges::copy(x[i], pop.x(i).begin());
    pop.obj(i) = objective[i];
    pop.cv(i) = 0.0;
  }
  std::vector<int> order(4);
  // The second pays 0.25 * 9 for being outside: -6.75.
  op::rankWithPenalty(ws, pop, box(2), order);
  EXPECT_EQ(order, (std::vector<int>{0, 1, 3, 2}));
  op::rankWithPenalty(ws, pop, box(2, false), order);
  EXPECT_EQ(order, (std::vector<int>{1, 0, 3, 2}));
  op::rankWithPenalty(ws, pop, box(0), order);  // coordinates beyond the task's are ignored
  EXPECT_EQ(order, (std::vector<int>{1, 0, 3, 2}));
  pop.cv(1) = 0.1;
  op::rankWithPenalty(ws, pop, box(2, false), order);
  EXPECT_EQ(order, (std::vector<int>{0, 3, 2, 1})) << "violation first";
}

TEST(CmaConstants, MatchTheTutorialsValues) {
  // Computed by hand from Hansen's formulas for n = 10, lambda = 10.
  const op::CmaConstants k(10, 10);
  EXPECT_EQ(k.mu, 5);
  EXPECT_NEAR(k.weights[0], 0.45627264690340597, 1e-12);
  EXPECT_NEAR(k.muEff, 3.1672992814107017, 1e-10);
  EXPECT_NEAR(k.cSigma, 0.28442858, 1e-7);
  EXPECT_NEAR(k.cC, 0.2949905, 1e-6);
  EXPECT_NEAR(k.c1, 0.015283824, 1e-8);
  EXPECT_NEAR(k.cMu, 0.020154, 1e-5);
  EXPECT_NEAR(k.chiN, 3.0847265, 1e-6);
}

/// Minimises f over [0,1]^dim from a corner; returns the smallest value seen.
template <typename Strategy>
double minimise(Strategy& strategy, const std::function<double(std::span<const double>)>& f, int generations) {
  Workspace ws;
  Rng rng(2);
  std::ranges::fill(strategy.mean(), 0.2);
  Population pop(strategy.constants().lambda, strategy.dim(), 1);
  std::vector<int> order(static_cast<std::size_t>(pop.size()));
  double best = kInfinity;
  for (int g = 0; g < generations; ++g) {
    strategy.sample(rng, ws, pop, 0, pop.size());
    for (int i = 0; i < pop.size(); ++i) {
      pop.cv(i) = 0.0;
      pop.obj(i) = f(pop.x(i));
      best = std::min(best, pop.obj(i));
    }
    op::rankWithPenalty(ws, pop, box(strategy.dim()), order);
    strategy.update(ws, pop, order);
  }
  return best;
}

double ellipsoid(std::span<const double> x, bool turned) {
  // Condition number 1e4; if turned, along rotated axes (by 45 degrees in pairs of coordinates of different scale).
  double sum = 0.0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    const double here = x[j] - 0.6;
    const double partner = (j ^ 4U) < x.size() ? x[j ^ 4U] - 0.6 : here;
    const double y =
        turned && (j ^ 4U) < x.size() ? ((j & 4U) == 0 ? here + partner : partner - here) / std::sqrt(2.0) : here;
    sum += std::pow(1e4, static_cast<double>(j) / static_cast<double>(x.size() - 1)) * y * y;
  }
  return sum;
}

TEST(CmaEs, LearnsARotatedIllConditionedQuadratic) {
  op::CmaEs strategy(8, 12, 0.3);
  EXPECT_LT(minimise(
                strategy, [](auto x) { return ellipsoid(x, true); }, 350),
            1e-12);
  // The learned covariance is, up to scale, the inverse Hessian: condition 1e4 within a factor of 4.
  Workspace ws;
  std::vector<double> values(8);
  Matrix vectors(8, 8);
  ASSERT_TRUE(linalg::eigenSymmetric(strategy.covariance(), values, vectors, ws));
  EXPECT_GT(values.back() / values.front(), 2.5e3);
  EXPECT_LT(values.back() / values.front(), 4e4);
}

TEST(SepCmaEs, LearnsTheAxesOnly) {
  op::SepCmaEs aligned(8, 12, 0.3);
  EXPECT_LT(minimise(
                aligned, [](auto x) { return ellipsoid(x, false); }, 250),
            1e-12);
  op::SepCmaEs turned(8, 12, 0.3);
  EXPECT_GT(minimise(
                turned, [](auto x) { return ellipsoid(x, true); }, 250),
            1e-12);
}

TEST(CmaEs, SamplesFollowMeanAndCovariance) {
  Workspace ws;
  Rng rng(4);
  op::CmaEs strategy(4, 10, 0.3);
  minimise(
      strategy, [](auto x) { return ellipsoid(x, true); }, 20);
  const int n = 20000;
  Population pop(n, 4, 1);
  strategy.sample(rng, ws, pop, 0, n);
  std::vector<double> mean(4);
  Matrix covariance(4, 4);
  linalg::meanAndCovariance(pop.x(), mean, covariance);
  double largest = 0.0;
  for (int i = 0; i < 4; ++i) largest = std::max(largest, strategy.covariance()(i, i));
  const double variance = strategy.sigma() * strategy.sigma();
  for (int i = 0; i < 4; ++i) {
    const auto at = static_cast<std::size_t>(i);
    EXPECT_NEAR(mean[at], strategy.mean()[at], 5.0 * std::sqrt(variance * largest / n));
    for (int j = 0; j < 4; ++j) {
      EXPECT_NEAR(covariance(i, j) / variance, strategy.covariance()(i, j), 0.05 * largest) << i << ' ' << j;
    }
  }
}

TEST(CmaEs, WhitenUndoesColour) {
  Workspace ws;
  op::CmaEs strategy(6, 10, 0.3);
  minimise(
      strategy, [](auto x) { return ellipsoid(x, true); }, 60);
  const std::vector<double> z = {1.0, -2.0, 0.5, 0.0, 3.0, -0.25};
  std::vector<double> y(6);
  std::vector<double> back(6);
  strategy.colour(ws, z, y);
  strategy.whiten(ws, y, back);
  for (std::size_t j = 0; j < 6; ++j) EXPECT_NEAR(back[j], z[j], 1e-9);
  EXPECT_GT(std::abs(y[0] - z[0]), 1e-6) << "the space has been learned";
}

TEST(CmaEs, RecoversFromUselessSamples) {
  Workspace ws;
  Rng rng(6);
  op::CmaEs strategy(3, 6, 0.3);
  Population pop(6, 3, 1);
  std::vector<int> order = {0, 1, 2, 3, 4, 5};
  for (int i = 0; i < 6; ++i) std::ranges::fill(pop.x(i), kInfinity);
  for (int turn = 0; turn < 5; ++turn) strategy.update(ws, pop, order);
  strategy.sample(rng, ws, pop, 0, 6);
  for (int i = 0; i < 6; ++i) {
    for (const double v : pop.x(i)) EXPECT_TRUE(std::isfinite(v));
  }
}

TEST(NesUtilities, SumToZeroAndFall) {
  const std::vector<double> u = op::nesUtilities(10);
  double sum = 0.0;
  for (const double v : u) sum += v;
  EXPECT_NEAR(sum, 0.0, 1e-12);
  EXPECT_TRUE(std::ranges::is_sorted(u, std::greater<>()));
  EXPECT_DOUBLE_EQ(u[6], -0.1);
}

/// Minimises f with a natural evolution strategy; returns the smallest value seen.
template <typename Strategy>
double follow(Strategy& strategy, const std::function<double(std::span<const double>)>& f, int generations) {
  Workspace ws;
  Rng rng(3);
  Population pop(strategy.lambda(), strategy.dim(), 1);
  std::vector<int> order(static_cast<std::size_t>(pop.size()));
  double best = kInfinity;
  for (int g = 0; g < generations; ++g) {
    strategy.sample(rng, ws, pop, 0, pop.size());
    for (int i = 0; i < pop.size(); ++i) {
      pop.cv(i) = 0.0;
      pop.obj(i) = f(pop.x(i));
      best = std::min(best, pop.obj(i));
    }
    op::rankWithPenalty(ws, pop, box(strategy.dim()), order);
    strategy.update(ws, pop, order);
  }
  return best;
}

TEST(Snes, ConvergesOnASeparableQuadraticWithOneStepSizePerVariable) {
  op::Snes strategy(8, 40, 0.3);
  EXPECT_LT(follow(
                strategy, [](auto x) { return ellipsoid(x, false); }, 300),
            1e-10);
  EXPECT_GT(strategy.deviation()[0], 5.0 * strategy.deviation()[7]) << "the flat axis keeps the larger steps";
}

TEST(Xnes, ConvergesOnARotatedQuadraticAndKeepsTheVolumeInSigma) {
  op::Xnes strategy(8, 40, 0.3);
  EXPECT_LT(follow(
                strategy, [](auto x) { return ellipsoid(x, true); }, 500),
            1e-10);
  // The determinant of the shape is that of exponentials of traceless matrices: 1.
  Workspace ws;
  Matrix gram(8, 8);
  linalg::multiplyTransposed(strategy.shape(), strategy.shape(), gram);
  std::vector<double> values(8);
  Matrix vectors(8, 8);
  ASSERT_TRUE(linalg::eigenSymmetric(gram, values, vectors, ws));
  double logDeterminant = 0.0;
  for (const double v : values) logDeterminant += std::log(v);
  EXPECT_NEAR(logDeterminant, 0.0, 1e-6);
}

}  // namespace
}  // namespace tandem
