// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "tandem/matrix.h"
#include "tandem/operators.h"
#include "tandem/operators_start.h"

namespace tandem::op {

void placeStart(const RunContext& ctx, int task, Population& pop, int first, int count) {
  const ConstMatView given = ctx.startPoints(task);
  for (int i = 0; i < std::min(given.rows, count); ++i) std::ranges::copy(given.row(i), pop.x(first + i).begin());
}

Population initUniform(RunContext& ctx, int n, int t) {
  Population pop = ctx.makePopulation(n, t);
  for (int i = 0; i < n; ++i) ctx.rng().fillUniform(pop.x(i));
  placeStart(ctx, t, pop, 0, n);
  ctx.evaluate(pop, Purpose::Initial);
  return pop;
}

std::vector<Population> initPerTask(RunContext& ctx) {
  std::vector<Population> pops;
  pops.reserve(ctx.taskCount());
  for (int t = 0; t < ctx.taskCount(); ++t) pops.push_back(initUniform(ctx, ctx.populationSize(), t));
  return pops;
}

Population initMultifactorial(RunContext& ctx) {
  const int tasks = ctx.taskCount();
  const int perTask = ctx.populationSize();
  const int n = perTask * tasks;
  Population pop = ctx.makePopulation(n);
  for (int i = 0; i < n; ++i) ctx.rng().fillUniform(pop.x(i));
  for (int t = 0; t < tasks; ++t) placeStart(ctx, t, pop, t * perTask, perTask);

  // Factorial costs and ranks of all individuals on every task.
  Matrix objective(tasks, n);
  Matrix violation(tasks, n);
  std::vector<std::vector<int>> rank(tasks, std::vector<int>(n));
  std::vector<int> order(n);
  for (int t = 0; t < tasks; ++t) {
    pop.setTask(t);
    ctx.evaluate(pop, Purpose::Initial);
    sortByFitness(pop, order);
    for (int r = 0; r < n; ++r) {
      rank[t][order[r]] = r;
    }
    for (int i = 0; i < n; ++i) {
      objective(t, i) = pop.obj(i);
      violation(t, i) = pop.cv(i);
    }
  }

  std::vector<int> taken(tasks, 0);
  for (int i = 0; i < n; ++i) {
    int factor = -1;
    for (int t = 0; t < tasks; ++t) {
      if (taken[t] >= perTask) continue;
      const auto rankOf = [&](int task) { return rank[task][i]; };
      if (factor < 0 || rankOf(t) < rankOf(factor)) factor = t;
    }
    ++taken[factor];
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
  for (int t = 0; t < ctx.taskCount(); ++t) placeStart(ctx, t, pop, t * perTask, perTask);
  ctx.evaluate(pop, Purpose::Initial);
  return pop;
}

}  // namespace tandem::op
