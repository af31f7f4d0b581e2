// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "tandem/operators.h"
#include "tandem/operators_constraints.h"
#include "tandem/operators_strategies.h"

namespace tandem::op {

RankedParents::RankedParents(Workspace::Frame& frame, const Population& pop) {
  const std::span<int> order = frame.ints(pop.size());
  sortByFitness(pop, order);
  order_ = order;
}

void RankedParents::draw(Rng& rng, int i, std::span<int, 3> rows) const {
  const int n = isize(order_);
  const auto ranked = [&] {
    int r = rng.below(n);
    while (!rng.chance((n - 1.0 - r) / n)) r = rng.below(n);
    return order_[r];
  };
  do {
    rows[0] = ranked();
  } while (rows[0] == i);
  do {
    rows[1] = ranked();
  } while (rows[1] == i || rows[1] == rows[0]);
  do {
    rows[2] = rng.below(n);
  } while (rows[2] == i || rows[2] == rows[0] || rows[2] == rows[1]);
}

void sortByEpsilon(const Population& pop, double epsilon, std::span<int> order) {
  std::iota(order.begin(), order.end(), 0);
  // The index decides ties, so that no buffer for a stable sort is needed.
  std::ranges::sort(order, [&](int a, int b) {
    if (epsilonBetter(pop.obj(a), pop.cv(a), pop.obj(b), pop.cv(b), epsilon)) return true;
    if (epsilonBetter(pop.obj(b), pop.cv(b), pop.obj(a), pop.cv(a), epsilon)) return false;
    return a < b;
  });
}

DeSetting drawPooled(Rng& rng) {
  constexpr double kF[] = {0.6, 0.8, 1.0};
  constexpr double kCr[] = {0.1, 0.2, 1.0};
  const double f = kF[rng.below(3)];
  return {.f = f, .cr = kCr[rng.below(3)]};
}

void currentToRand1(std::span<const double> x, double k, std::span<const double> x1, double f,
                    std::span<const double> x2, std::span<const double> x3, std::span<double> out) {
  for (std::size_t j = 0; j < out.size(); ++j) out[j] = x[j] + k * (x1[j] - x[j]) + f * (x2[j] - x3[j]);
}

void randToBest1(std::span<const double> x1, double f, std::span<const double> best, std::span<const double> x2,
                 std::span<const double> x3, std::span<double> out) {
  for (std::size_t j = 0; j < out.size(); ++j) out[j] = x1[j] + f * (best[j] - x1[j]) + f * (x2[j] - x3[j]);
}

StrategyCompetition::StrategyCompetition(int strategies, double start, double least)
    : counts_(strategies, start), total_(strategies * start), start_(start), least_(least) {}

int StrategyCompetition::draw(Rng& rng) const {
  return roulette(rng, counts_);
}

void StrategyCompetition::note(int k) {
  counts_[k] += 1.0;
  total_ += 1.0;
}

void StrategyCompetition::update() {
  if (std::ranges::min(counts_) >= least_ * total_) return;
  std::ranges::fill(counts_, start_);
  total_ = start_ * size();
}

CompetingShade::CompetingShade(Population& pop, const Options& options)
    : options_(options),
      competition_(kStrategies, 2.0, 1.0 / (5 * kStrategies)),
      columns_(addDeColumns(pop)),
      strategy_(pop.addColumn("strategy")),
      histories_(kStrategies, SuccessHistory(options.cells)),
      archive_(pop, capacity(pop.size())) {}

namespace {
constexpr const char* kShare[CompetingShade::kStrategies] = {"share_pbest_bin", "share_pbest_exp", "share_randrl_bin",
                                                             "share_randrl_exp"};
}  // namespace

void CompetingShade::declareTraces(ParamVisitor& p) {
  declareDeTraces(p);
  for (const char* name : kShare) p.trace(name, {.doc = "probability of the strategy", .min = 0, .max = 1});
  p.trace("population", {.doc = "individuals of the task", .min = 0});
}

void CompetingShade::trace(RunContext& ctx, const Population& off) const {
  const int t = off.task(0);
  traceDe(ctx, off, columns_, t);
  for (int k = 0; k < kStrategies; ++k) ctx.trace(kShare[k], competition_.share(k), t);
  ctx.trace("population", off.size(), t);
}

int CompetingShade::capacity(int size) const {
  return nearest(options_.archive * size);
}

void CompetingShade::breed(RunContext& ctx, const Population& pop, Population& off) {
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const int n = pop.size();
  const std::span<int> order = frame.ints(n);
  sortByFitness(pop, order);
  const int top = std::max(1, nearest(options_.share * n));
  off.resize(n);
  for (int i = 0; i < n; ++i) {
    const int k = competition_.draw(rng);
    const DeSetting setting = histories_[k].draw(rng);
    const std::span<double> u = off.x(i);
    mutate(rng, pop, i, k, order[rng.below(top)], setting.f, u);
    if (k % 2 == 0) {
      binomial(rng, pop.x(i), u, setting.cr, u);
    } else {
      exponential(rng, pop.x(i), u, setting.cr, u);
    }
    clip(u);
    off.value(columns_.f, i) = setting.f;
    off.value(columns_.cr, i) = setting.cr;
    off.value(strategy_, i) = k;
    off.setOrigin(i, pop.task(i), kNative);
  }
}

void CompetingShade::mutate(Rng& rng, const Population& pop, int i, int strategy, int pbest, double f,
                            std::span<double> out) const {
  if (strategy < 2) {
    currentToPbest(rng, pop, &archive_, i, pbest, f, f, out);
    return;
  }
  int r[3];
  rng.distinct(r, pop.size(), {&i, 1});
  const auto promote = [&](int a, int b) {
    if (better(pop.obj(r[b]), pop.cv(r[b]), pop.obj(r[a]), pop.cv(r[a]))) std::swap(r[a], r[b]);
  };
  promote(0, 1);
  promote(0, 2);
  if (options_.ordered) promote(1, 2);
  difference(pop.x(r[0]), f, pop.x(r[1]), pop.x(r[2]), out);
}

void CompetingShade::success(const Population& pop, const Population& off, int i) {
  const int k = roundDown(off.value(strategy_, i));
  competition_.note(k);
  histories_[k].note({.f = off.value(columns_.f, i), .cr = off.value(columns_.cr, i)}, improvement(pop, i, off, i));
  archive_.add(pop, i);
}

void CompetingShade::update(RunContext& ctx, Population& pop, int size) {
  for (SuccessHistory& history : histories_) history.update();
  competition_.update();
  shrink(ctx.workspace(), pop, size);
  archive_.trim(ctx.rng(), ctx.workspace(), capacity(pop.size()));
}

}  // namespace tandem::op
