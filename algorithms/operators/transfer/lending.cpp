// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_lending.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "tandem/operators.h"

namespace tandem::op {

BaseLending::BaseLending(int tasks, int size, const LendingOptions& options, double step)
    : options_(options),
      step_(step),
      rmp_(tasks, tasks, tasks > 1 ? options.rmp0 / (tasks - 1) : 0.0),
      reward_(tasks, 0.0),
      before_(size, 0.0) {
  for (int t = 0; t < tasks; ++t) rmp_(t, t) = tasks > 1 ? 1.0 - options.rmp0 : 1.0;
}

void BaseLending::generation(RunContext& ctx, std::vector<Population>& pops, int main, Population& off) {
  Population& pop = pops[main];
  breed(ctx, pops, main, off);
  double best = std::numeric_limits<double>::infinity();
  for (int t = 0; t < ctx.taskCount(); ++t) best = std::min(best, ctx.best(t).objective);
  for (int i = 0; i < pop.size(); ++i) before_[i] = pop.obj(i);
  ctx.evaluate(off);
  for (int i = 0; i < pop.size(); ++i) {
    if (better(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i))) pop.copyRow(i, off, i);
  }
  judge(pop, off, main, best);
  for (int t = 0; t < isize(reward_); ++t) {
    if (t == main) continue;
    const bool helps = reward_[t] >= reward_[main];
    rmp_(main, t) = std::clamp(rmp_(main, t) + (helps ? step_ : -step_), 0.0, 1.0);
    rmp_(main, main) = std::clamp(rmp_(main, main) + (helps ? -step_ : step_), 0.0, 1.0);
  }
}

void BaseLending::breed(RunContext& ctx, const std::vector<Population>& pops, int main, Population& off) const {
  const std::span<const double> rmp = rmp_.row(main);
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const Population& pop = pops[main];
  const std::span<double> mutant = frame.doubles(pop.dim());
  const bool dead = std::ranges::all_of(rmp, [](double p) { return p <= 0.0; });
  for (int i = 0; i < pop.size(); ++i) {
    int x[3];
    rng.distinct(x, pop.size());
    const int base = dead ? main : roulette(rng, rmp);
    difference(pops[base].x(x[0]), options_.f, pop.x(x[1]), pop.x(x[2]), mutant);
    binomial(rng, pop.x(i), mutant, options_.cr, off.x(i));
    midpoint(off.x(i), pop.x(i));
    off.setOrigin(i, main, base);
  }
}

/// Rewards of the main task and of those that lent base vectors: progress of the overall best and of the individuals.
void BaseLending::judge(const Population& pop, const Population& off, int main, double bestBefore) {
  std::ranges::fill(reward_, 0.0);
  const int winner = bestIndex(pop);
  const auto relative = [](double old, double now) {
    const double r = (old - now) / std::abs(old);  // progress on negative objectives counts equally
    return std::isfinite(r) ? std::max(0.0, r) : 0.0;
  };
  const double overall = relative(bestBefore, pop.obj(winner));
  for (int t = 0; t < isize(reward_); ++t) {
    const int task = t;
    double sum = 0.0;
    int count = 0;
    for (int i = 0; i < pop.size(); ++i) {
      if (task != main && off.donor(i) != task) continue;
      sum += relative(before_[i], pop.obj(i));
      ++count;
    }
    if (count == 0) continue;
    const bool won = task == main || off.donor(winner) == task;
    reward_[t] = (won ? options_.alpha * overall : 0.0) + (1.0 - options_.alpha) * sum / count;
  }
}

}  // namespace tandem::op
