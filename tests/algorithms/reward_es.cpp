// SPDX-License-Identifier: Apache-2.0
// Reward-weighted evolution strategies (tandem/operators_reward_es.h).
#include "tandem/operators_reward_es.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "several_tasks.h"
#include "tandem/catalogue.h"

namespace tandem {
namespace {

constexpr int kLambda = 8;

/// Task 0 improves with every evaluation, task 1 never; they start far apart.
struct OneImproves final : test::ToyProblem {
  OneImproves() {
    add(
        3, [this](std::span<const double>, std::span<double> f, std::span<double>) { f[0] = 1e6 - ++calls; }, 0, 1);
    add(
        3, [](std::span<const double>, std::span<double> f, std::span<double>) { f[0] = 7.0; }, 0, 1);
    tasks_[0].startMean.assign(3, 0.3);
    tasks_[1].startMean.assign(3, 0.7);
  }
  int calls = 0;
};

template <typename Strategy>
RunRecord searched(test::SeveralTasks& tasks, const Problem& problem, op::RewardOptions options, int warmUp) {
  tasks.population = kLambda;
  tasks.declare = [&](ParamVisitor& p) { options.params(p); };
  RunRecord record =
      tasks.run(problem, [&](RunContext& ctx) { op::RewardWeightedStrategies<Strategy>(ctx, options, warmUp).run(); });
  tasks.declare = {};
  return record;
}

// e/(1+e): the softmax of 1 and 0. By diversity it is 1 and 0, or 0 and 1.
TEST(RewardWeighted, RewardsAreTheSoftmaxOfTheImprovements) {
  test::SeveralTasks tasks;
  tasks.budget = 1600;
  tasks.checkpoints = 50;  // one per generation
  const RunRecord record = searched<op::CmaEs>(tasks, OneImproves(), {}, 1);
  int improvements = 0;
  for (int k = 1; k < 50; ++k) {
    const double a = record.traces[0][k];
    const double b = record.traces[0][50 + k];
    if (std::isnan(a)) continue;
    EXPECT_NEAR(a + b, 1.0, 1e-12);
    const bool improvement = std::abs(a - 0.7310585786300049) < 1e-9;
    EXPECT_TRUE(improvement || std::abs(a) < 1e-9 || std::abs(b) < 1e-9) << a;
    improvements += improvement ? 1 : 0;
    EXPECT_GT(record.traces[1][k], 0.0);
  }
  EXPECT_GT(improvements, 10);
  EXPECT_LT(improvements, 40) << "later in the run diversity counts";
}

/// The first sample is led towards the joint mean, as far from its task's own mean as any sample; the second is the
/// task's own, with another deviation. Both are tagged; during the warm-up neither is.
template <typename Strategy>
void expectGuided() {
  test::SeveralTasks tasks;
  tasks.budget = 3200;
  searched<Strategy>(tasks, OneImproves(), {.sigma0 = 0.01}, 3);
  ASSERT_GE(tasks.seen.size(), 6U);
  for (int t = 0; t < 2; ++t) {
    for (int i = 0; i < kLambda; ++i) {
      EXPECT_EQ(tasks.seen[2][t].donor(i), kNative) << "warm-up";
      EXPECT_EQ(tasks.seen[4][t].donor(i), i < 2 ? 1 - t : kNative);
      EXPECT_EQ(tasks.seen[4][t].task(i), t);
    }
    const Population& pop = tasks.seen[4][t];
    std::vector<double> mean(3, 0.0);
    for (int i = 2; i < kLambda; ++i) {
      for (int j = 0; j < 3; ++j) mean[j] += pop.x(i)[j] / (kLambda - 2);
    }
    double radius = 0.0;
    for (int i = 2; i < kLambda; ++i) radius += std::sqrt(linalg::squaredDistance(pop.x(i), mean)) / (kLambda - 2);
    double along = 0.0;  // towards the other task
    for (int j = 0; j < 3; ++j) along += (pop.x(0)[j] - mean[j]) / std::sqrt(3.0) * (t == 0 ? 1.0 : -1.0);
    EXPECT_GT(along, 0.3 * radius);
    EXPECT_LT(std::sqrt(linalg::squaredDistance(pop.x(0), mean)), 2.5 * radius);
    EXPECT_LT(std::sqrt(linalg::squaredDistance(pop.x(1), mean)), 6.0 * radius);
  }
}
TEST(RewardWeighted, GuidesFullStrategies) {
  expectGuided<op::CmaEs>();
}
TEST(RewardWeighted, GuidesSeparableStrategies) {
  expectGuided<op::SepCmaEs>();
}

TEST(RewardWeighted, OneTaskGetsItAllAndRunsRepeat) {
  test::ToyProblem alone;
  alone.add(1, test::sphere);
  test::SeveralTasks first;
  test::SeveralTasks second;
  first.budget = second.budget = 400;
  const RunRecord record = searched<op::SepCmaEs>(first, alone, {}, 1);
  searched<op::SepCmaEs>(second, alone, {}, 1);
  EXPECT_DOUBLE_EQ(record.traces[0][0], 1.0);
  ASSERT_EQ(first.seen.size(), second.seen.size());
  for (int i = 0; i < kLambda; ++i) {
    EXPECT_EQ(first.seen.back()[0].x(i)[0], second.seen.back()[0].x(i)[0]);
    EXPECT_EQ(first.seen.back()[0].donor(i), kNative);
  }
}

/// Hardly any point of a photovoltaic model has a value: nothing bounds the steps of its strategy, until the distance
/// between two samples is not a number.
TEST(RewardWeighted, GuidedPointsAreFiniteWhereATaskTellsNothingApart) {
  const Catalogue catalogue = builtinCatalogue();
  const BuiltProblem built = buildProblem(catalogue, "PEPVM", {}, {Instance::Auto, ""});
  for (const int repetition : {6, 8, 26, 28}) {  // failed once
    const auto algorithm = catalogue.algorithms.find("MES-RET").make();
    RunRequest request;
    request.problem = built.problem.get();
    request.problemKey = "PEPVM";
    request.budget = built.problem->defaultBudget();
    request.population = built.problem->defaultPopulation();
    request.repetition = repetition;
    const RunRecord record = executeRun(*algorithm, request);
    EXPECT_EQ(record.status, RunStatus::Finished) << record.message;
  }
}

TEST(RewardWeighted, UnequalDimensions) {
  test::ToyProblem problem;
  problem.add(1, test::sphere).add(5, test::rastrigin).add(3, test::sphere);
  test::SeveralTasks tasks;
  tasks.budget = 1000;
  searched<op::CmaEs>(tasks, problem, {.tau = 3.0}, 1);
  for (const Population& pop : tasks.seen.back()) {
    for (int i = 0; i < kLambda; ++i) {
      for (const double v : pop.x(i)) EXPECT_TRUE(std::isfinite(v));
      EXPECT_EQ(pop.donor(i) >= 0, i < 6);
    }
  }
}

}  // namespace
}  // namespace tandem
