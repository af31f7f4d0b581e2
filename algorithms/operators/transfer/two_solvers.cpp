// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_two_solvers.h"

#include <algorithm>
#include <array>

namespace tandem::op {
namespace {

using Solver = TwoSolversRules::Solver;
constexpr int kSolvers = TwoSolversRules::kSolvers;

/// Numbers of individuals of one generation that were better and worse than the median.
struct Record {
  int better = 0;
  int worse = 0;
};

/// A task's population among its solvers.
struct Sharing {
  std::array<int, kSolvers> share{};
  std::vector<std::array<Record, kSolvers>> history;  // ring over the last `memory` generations

  /// Shares of n by the records, relative to the current shares.
  void adapt(int n) {
    std::array<double, kSolvers> merit{};
    double total = 0.0;
    for (int s = 0; s < kSolvers; ++s) {
      Record sum;
      for (const auto& generation : history) {
        sum.better += generation[s].better;
        sum.worse += generation[s].worse;
      }
      const int all = sum.better + sum.worse;
      merit[s] = 0.01 + (all > 0 ? ratio(sum.better, all) : 0.0) + 0.5 * share[s] / n;
      total += merit[s];
    }
    share[0] = roundDown(n * merit[0] / total);
    share[1] = n - share[0];
  }
};

/// Random individuals of random other tasks take random places among the parents.
void immigrate(RunContext& ctx, const std::vector<Population>& pops, int t, int count, Population& parents,
               std::span<int> order) {
  Rng& rng = ctx.rng();
  rng.permutation(order);
  for (int i = 0; i < std::min(count, parents.size()); ++i) {
    int k = rng.below(ctx.taskCount() - 1);
    if (k >= t) ++k;
    const Population& source = pops[k];
    parents.copyRow(order[i], source, rng.below(source.size()));
  }
}

void breedDe(RunContext& ctx, const TwoSolversOptions& options, int t, const Population& mates, Population& off) {
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const std::span<double> mutant = frame.doubles(mates.dim());
  for (int i = 0; i < mates.size(); ++i) {
    int x[3];
    rng.distinct(x, mates.size(), {&i, 1});
    difference(mates.x(x[0]), options.f, mates.x(x[1]), mates.x(x[2]), mutant);
    binomial(rng, mates.x(i), mutant, options.cr, off.x(i));
    clip(off.x(i));
    int donor = t;
    for (const int parent : {i, x[0], x[1], x[2]}) donor = mates.task(parent) != t ? mates.task(parent) : donor;
    off.setOrigin(i, t, donor);
  }
}

/// Offspring of a solver from its part of the parents, some of other tasks. A part too small for its variation is
/// mutated.
void breed(RunContext& ctx, const TwoSolversOptions& options, Solver solver, int t, const Population& mates,
           Population& off) {
  Workspace::Frame frame(ctx.workspace());
  const int count = mates.size();
  const std::span<int> pool = frame.ints(count);
  ctx.rng().permutation(pool);
  if (solver == Solver::Ga && count >= 2) {
    gaOffspring(ctx, mates, pool, off, options.ga);
    tagByParents(mates, pool, off, t);
    off.resize(count);
    return;
  }
  off.resize(count);
  if (solver == Solver::De && count >= 4) {
    breedDe(ctx, options, t, mates, off);
    return;
  }
  for (int i = 0; i < count; ++i) {
    std::ranges::copy(mates.x(i), off.x(i).begin());
    options.ga.mutate(ctx, off.x(i));
    off.setOrigin(i, t, mates.task(i));
  }
}

}  // namespace

void TwoSolversOptions::params(ParamVisitor& p) {
  p.integer("TGap", gap, {.min = 1, .max = 1000000, .doc = "generations between transfers"});
  p.integer("TNum", transfers, {.min = 0, .max = 100000, .doc = "individuals transferred to each task"});
  p.integer("SaGap", period, {.min = 1, .max = 1000000, .doc = "generations between adaptations of the solvers"});
  p.integer("Memory", memory, {.min = 1, .max = 100000, .doc = "generations whose success counts"});
  ga.params(p);
  p.real("F", f, {.min = 0, .max = 2, .doc = "mutation factor of DE"});
  p.real("CR", cr, {.min = 0, .max = 1, .doc = "crossover rate of DE"});
}

void TwoSolversOptions::declareTrace(ParamVisitor& p) {
  p.trace("share_ga", {.doc = "individuals that the GA searches with (the rest: DE)", .min = 0});
}

TwoSolversRules::~TwoSolversRules() = default;

double medianOf(std::span<double> values) {
  std::ranges::sort(values);
  return 0.5 * (values[(values.size() - 1) / 2] + values[values.size() / 2]);
}

void searchByTwoSolvers(RunContext& ctx, const TwoSolversOptions& options, TwoSolversRules& rules) {
  const int n = ctx.populationSize();
  std::vector<Population> pops = initPerTask(ctx);
  std::vector<Sharing> tasks(pops.size());
  for (Sharing& task : tasks) {
    task.share = {n / 2, n - n / 2};
    task.history.resize(options.memory);
  }
  Population parents = pops.front().like(n);
  Population part = pops.front().like(n);
  Population mates = pops.front().like(n);
  Population off = pops.front().like(n + 1);
  std::vector<int> order(n);
  while (ctx.running(pops)) {
    const int g = ctx.generation();
    for (int t = 0; t < ctx.taskCount(); ++t) {
      Population& pop = pops[t];
      Sharing& task = tasks[t];
      ctx.trace("share_ga", task.share[0], t);
      for (int i = 0; i < n; ++i) parents.copyRow(i, pop, i);
      const bool measuring = (g - 1) % options.period + 1 >= options.period - options.memory;
      if (ctx.taskCount() > 1 && !measuring && g % options.gap == 0) {
        immigrate(ctx, pops, t, options.transfers, parents, order);
      }
      auto& now = task.history[g % options.memory];
      now = {};
      rules.measure(ctx, pop);
      int first = 0;
      for (const Solver solver : {Solver::Ga, Solver::De}) {
        const int count = task.share[solver];
        if (count == 0) continue;
        part.resize(count);
        mates.resize(count);
        for (int i = 0; i < count; ++i) {
          part.copyRow(i, pop, first + i);
          mates.copyRow(i, parents, first + i);
        }
        breed(ctx, options, solver, t, mates, off);
        ctx.evaluate(off);
        rules.select(ctx, solver, part, off);
        for (int i = 0; i < count; ++i) {
          pop.copyRow(first + i, part, i);
          const int verdict = rules.judge(part, i);
          now[solver].better += verdict > 0 ? 1 : 0;
          now[solver].worse += verdict < 0 ? 1 : 0;
        }
        first += count;
      }
      if (g % options.period == 0) {
        task.adapt(n);
        ctx.rng().permutation(order);
        pop.gather(order);
      }
    }
  }
}

}  // namespace tandem::op
