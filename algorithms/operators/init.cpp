// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "tandem/matrix.h"
#include "tandem/operators.h"

namespace tandem::op {

Population initUniform(RunContext& ctx, int n, int t) {
  Population pop = ctx.makePopulation(n, t);
  for (int i = 0; i < n; ++i) ctx.rng().fillUniform(pop.x(i));
  ctx.evaluate(pop, Purpose::Initial);
  return pop;
}

std::vector<Population> initPerTask(RunContext& ctx) {
  std::vector<Population> pops;
  pops.reserve(static_cast<std::size_t>(ctx.taskCount()));
  for (int t = 0; t < ctx.taskCount(); ++t) pops.push_back(initUniform(ctx, ctx.populationSize(), t));
  return pops;
}

Population initMultifactorial(RunContext& ctx) {
  const int tasks = ctx.taskCount();
  const int perTask = ctx.populationSize();
  const int n = perTask * tasks;
  Population pop = ctx.makePopulation(n);
  for (int i = 0; i < n; ++i) ctx.rng().fillUniform(pop.x(i));

  // Factorial costs and ranks of everybody on every task.
  Matrix objective(tasks, n);
  Matrix violation(tasks, n);
  std::vector<std::vector<int>> rank(static_cast<std::size_t>(tasks), std::vector<int>(static_cast<std::size_t>(n)));
  std::vector<int> order(static_cast<std::size_t>(n));
  for (int t = 0; t < tasks; ++t) {
    pop.setTask(t);
    ctx.evaluate(pop, Purpose::Initial);
    sortByFitness(pop, order);
    for (int r = 0; r < n; ++r) {
      rank[static_cast<std::size_t>(t)][static_cast<std::size_t>(order[static_cast<std::size_t>(r)])] = r;
    }
    for (int i = 0; i < n; ++i) {
      objective(t, i) = pop.obj(i);
      violation(t, i) = pop.cv(i);
    }
  }

  std::vector<int> taken(static_cast<std::size_t>(tasks), 0);
  for (int i = 0; i < n; ++i) {
    int factor = -1;
    for (int t = 0; t < tasks; ++t) {
      if (taken[static_cast<std::size_t>(t)] >= perTask) continue;
      const auto rankOf = [&](int task) { return rank[static_cast<std::size_t>(task)][static_cast<std::size_t>(i)]; };
      if (factor < 0 || rankOf(t) < rankOf(factor)) factor = t;
    }
    ++taken[static_cast<std::size_t>(factor)];
    pop.task(i) = factor;
    pop.obj(i) = objective(factor, i);
    pop.cv(i) = violation(factor, i);
  }
  return pop;
}

Population initMultifactorialOnce(RunContext& ctx) {
  const int perTask = ctx.populationSize();
  Population pop = ctx.makePopulation(perTask * ctx.taskCount());
  for (int i = 0; i < pop.size(); ++i) {
    ctx.rng().fillUniform(pop.x(i));
    pop.task(i) = i / perTask;
  }
  ctx.evaluate(pop, Purpose::Initial);
  return pop;
}

}  // namespace tandem::op
