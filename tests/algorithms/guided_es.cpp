// SPDX-License-Identifier: Apache-2.0
// Evolution strategies with external samples (tandem/operators_guided_es.h).
#include "tandem/operators_guided_es.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "several_tasks.h"

namespace tandem {
namespace {

constexpr int kLambda = 8;

/// Two tasks that start far apart, unbounded, so that only the objective ranks.
struct Apart final : test::ToyProblem {
  Apart() {
    add(3, test::sphere, 0.0, 1.0).add(3, test::rastrigin, 0.0, 1.0);
    tasks_[0].startMean.assign(3, 0.3);
    tasks_[1].startMean.assign(3, 0.7);
    for (TaskInfo& task : tasks_) task.bounded = false;
  }
};

test::SeveralTasks searched(const Problem& problem, op::KnowledgeGuidance options, std::int64_t budget) {
  test::SeveralTasks tasks;
  tasks.population = kLambda;
  tasks.budget = budget;
  tasks.declare = [&options](ParamVisitor& p) { options.params(p); };
  const op::KnowledgeGuidedStrategies<op::CmaEs> search(options);
  tasks.run(problem, [&](RunContext& ctx) { search.run(ctx); });
  tasks.declare = {};
  return tasks;
}

std::vector<int> ranked(const Population& pop) {
  std::vector<int> order(pop.size());
  for (int i = 0; i < pop.size(); ++i) order[i] = i;
  std::ranges::sort(order, [&](int a, int b) { return pop.obj(a) < pop.obj(b); });
  return order;
}

/// The strategy of task t after the first generation, made from its samples.
op::CmaEs afterFirst(Workspace& ws, const Population& sample, double mean) {
  op::CmaEs strategy(3, kLambda, 0.01);
  std::ranges::fill(strategy.mean(), mean);
  strategy.update(ws, sample, ranked(sample));
  return strategy;
}

TEST(Colour, IsUndoneByWhiten) {
  Workspace ws;
  Rng rng(1);
  Population pop(kLambda, 3, 1);
  op::CmaEs full(3, kLambda, 0.3);
  op::SepCmaEs separable(3, kLambda, 0.3);
  const auto train = [&](auto& strategy) {
    for (int g = 0; g < 30; ++g) {
      strategy.sample(rng, ws, pop, 0, kLambda);
      for (int i = 0; i < kLambda; ++i) pop.obj(i) = pop.x(i)[0] + 100.0 * std::abs(pop.x(i)[1] + pop.x(i)[2]);
      strategy.update(ws, pop, ranked(pop));
    }
    std::vector<double> step = {0.5, -1.0, 2.0};
    op::colour(ws, strategy, step);
    EXPECT_GT(std::abs(step[0] - 0.5) + std::abs(step[1] + 1.0), 1e-3);
    op::whiten(ws, strategy, step);
    EXPECT_NEAR(step[0], 0.5, 1e-9);
    EXPECT_NEAR(step[1], -1.0, 1e-9);
    EXPECT_NEAR(step[2], 2.0, 1e-9);
  };
  train(full);
  train(separable);
  std::vector<double> ones(3, 1.0);
  op::colour(ws, separable, ones);
  for (int j = 0; j < 3; ++j) EXPECT_DOUBLE_EQ(ones[j] * ones[j], separable.variance()[j]);
}

/// Samples drawn from the other's distribution, far away, are pulled back to one mean step of their own.
TEST(KnowledgeGuided, DomainSamplesAreDrawnBack) {
  const auto tasks = searched(Apart(), {.tau0 = 2, .alpha = 1.0, .sigma0 = 0.01}, 60);
  ASSERT_GE(tasks.seen.size(), 3U);
  Workspace ws;
  for (int t = 0; t < 2; ++t) {
    const op::CmaEs own = afterFirst(ws, tasks.seen[1][t], t == 0 ? 0.3 : 0.7);
    const Population& sample = tasks.seen[2][t];
    ASSERT_EQ(sample.size(), kLambda + 2);
    double step = 0.0;
    for (int i = 0; i < kLambda; ++i) step += std::sqrt(linalg::squaredDistance(sample.x(i), own.mean())) / kLambda;
    for (int i = 0; i < sample.size(); ++i) {
      EXPECT_EQ(tasks.seen[1][t].donor(i), kNative) << "nothing to learn from in the first generation";
      EXPECT_EQ(sample.task(i), t);
      EXPECT_EQ(sample.donor(i), i < kLambda ? kNative : 1 - t);
      if (i < kLambda) continue;
      EXPECT_NEAR(std::sqrt(linalg::squaredDistance(sample.x(i), own.mean())), step, 1e-12);
      for (int j = 0; j < 3; ++j) EXPECT_EQ(sample.x(i)[j] > own.mean()[j], t == 0);
    }
  }
}

/// The donor's best without one of them, as a step in its whitened space.
TEST(KnowledgeGuided, ShapeSamplesRepeatTheDonorsStep) {
  const auto tasks = searched(Apart(), {.tau0 = 2, .alpha = 0.0, .sigma0 = 0.01}, 60);
  ASSERT_GE(tasks.seen.size(), 3U);
  Workspace ws;
  for (int t = 0; t < 2; ++t) {
    const op::CmaEs own = afterFirst(ws, tasks.seen[1][t], t == 0 ? 0.3 : 0.7);
    const Population& lent = tasks.seen[1][1 - t];
    const op::CmaEs donor = afterFirst(ws, lent, t == 0 ? 0.7 : 0.3);
    const std::vector<int> best = ranked(lent);
    const int mu = donor.constants().mu;
    for (int i = kLambda; i < kLambda + 2; ++i) {
      double nearest = 1.0;
      for (int omitted = 0; omitted < mu; ++omitted) {
        std::vector<double> x(3, 0.0);
        for (int r = 0; r < mu; ++r) {
          for (int j = 0; j < 3 && r != omitted; ++j) x[j] += lent.x(best[r])[j] / (mu - 1);
        }
        for (int j = 0; j < 3; ++j) x[j] = (x[j] - donor.mean()[j]) / donor.sigma();
        donor.whiten(ws, x, x);
        own.colour(ws, x, x);
        for (int j = 0; j < 3; ++j) x[j] = own.mean()[j] + own.sigma() * x[j];
        nearest = std::min(nearest, std::sqrt(linalg::squaredDistance(x, tasks.seen[2][t].x(i))));
      }
      EXPECT_LT(nearest, 1e-12);
    }
  }
}

/// One more external sample if more than half of them were among the best, else one fewer.
TEST(KnowledgeGuided, AdjustsTheNumberByUse) {
  const auto tasks = searched(Apart(), {.tau0 = 3, .gap = 1, .sigma0 = 0.05}, 1200);
  ASSERT_GE(tasks.seen.size(), 30U);
  bool changed = false;
  for (int g = 1; g < 25; ++g) {
    for (int t = 0; t < 2; ++t) {
      const Population& now = tasks.seen[g][t];
      const int external = now.size() - kLambda;
      const std::vector<int> best = ranked(now);
      int useful = 0;
      for (int r = 0; r < kLambda / 2; ++r) useful += best[r] >= kLambda ? 1 : 0;
      const bool more = external == 0 || 2 * useful > external;
      EXPECT_EQ(tasks.seen[g + 1][t].size() - kLambda, std::clamp(external + (more ? 1 : -1), 0, 3));
      changed = changed || external != 3;
    }
  }
  EXPECT_TRUE(changed);
}

TEST(KnowledgeGuided, OneTaskHasNoExternalSamplesAndRunsRepeat) {
  test::ToyProblem alone;
  alone.add(1, test::sphere);
  const auto first = searched(alone, {}, 200);
  const auto second = searched(alone, {}, 200);
  ASSERT_EQ(first.seen.size(), second.seen.size());
  for (int i = 0; i < kLambda; ++i) {
    EXPECT_EQ(first.seen.back()[0].x(i)[0], second.seen.back()[0].x(i)[0]);
    EXPECT_EQ(first.seen.back()[0].donor(i), kNative);
  }
  EXPECT_EQ(first.seen.back()[0].size(), kLambda);
}

}  // namespace
}  // namespace tandem
