// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "tandem/operators.h"
#include "tandem/operators_constraints.h"
#include "tandem/operators_strategies.h"
#include "tandem/operators_tradeoff.h"

namespace tandem::op {

namespace {

constexpr double kInfinite = 1e150;  // for values that are not finite: a weight of 0 still removes them from the sum

/// In place: less the minimum, divided by the range or the sample standard deviation.
void normalise(std::span<double> values, Tradeoff::Scale scale) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double v : values) {
    if (!std::isfinite(v)) continue;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  // In halves if the range itself overflows.
  const double factor = std::isfinite(high - low) ? 1.0 : 0.5;
  const double range = factor * high - factor * low;
  double sum = 0.0;
  int finite = 0;
  for (double& v : values) {
    if (!std::isfinite(v)) {
      v = kInfinite;
      continue;
    }
    v = range > 0.0 ? (factor * v - factor * low) / range : 0.0;
    sum += v;
    ++finite;
  }
  if (scale == Tradeoff::Scale::Range || finite < 2 || !(range > 0.0)) return;
  double squares = 0.0;
  for (const double v : values) {
    if (v < kInfinite) squares += (v - sum / finite) * (v - sum / finite);
  }
  const double deviation = std::sqrt(squares / (finite - 1));
  for (double& v : values) {
    if (v < kInfinite) v /= deviation;
  }
}

double logistic(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}

}  // namespace

Tradeoff::Tradeoff(Workspace::Frame& frame, const Population& pop, const Population* off, Scale scale) {
  const int n = pop.size();
  const int both = n + (off == nullptr ? 0 : off->size());
  objectives_ = frame.doubles(both);
  violations_ = frame.doubles(both);
  for (int i = 0; i < both; ++i) {
    objectives_[i] = i < n ? pop.obj(i) : off->obj(i - n);
    violations_[i] = i < n ? pop.cv(i) : off->cv(i - n);
  }
  normalise(objectives_, scale);
  normalise(violations_, scale);
}

int Tradeoff::best(double weight) const {
  int winner = 0;
  double least = value(0, weight);
  for (int i = 1; i < isize(objectives_); ++i) {
    const double rival = value(i, weight);
    if (rival < least) {
      least = rival;
      winner = i;
    }
  }
  return winner;
}

void Tradeoff::selectBest(double weight, int count, std::span<int> rows) const {
  std::ranges::nth_element(rows, rows.begin() + (count - 1), [&](int a, int b) {
    const double valueA = value(a, weight);
    const double valueB = value(b, weight);
    return valueA != valueB ? valueA < valueB : a < b;
  });
}

void tradeoffOffspring(RunContext& ctx, const Population& pop, std::span<const double> weights, Tradeoff::Scale scale,
                       double greedy, Population& off) {
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const Tradeoff tradeoff(frame, pop, scale);
  for (int i = 0; i < pop.size(); ++i) {
    int r[3];
    rng.distinct(r, pop.size(), {&i, 1});
    const std::span<double> u = off.x(i);
    const DeSetting setting = drawPooled(rng);
    if (rng.chance(greedy)) {
      const int best = tradeoff.best(weights[i]);
      randToBest1(pop.x(r[0]), setting.f, pop.x(best), pop.x(r[1]), pop.x(r[2]), u);
      binomial(rng, pop.x(i), u, setting.cr, u);
    } else {
      currentToRand1(pop.x(i), rng.uniform(), pop.x(r[0]), setting.f, pop.x(r[1]), pop.x(r[2]), u);
    }
    reflectRandom(rng, u);
    off.setOrigin(i, pop.task(i), kNative);
  }
}

void selectTradeoff(RunContext& ctx, Population& pop, const Population& off, std::span<const double> weights,
                    Tradeoff::Scale scale) {
  Workspace::Frame frame(ctx.workspace());
  const Tradeoff tradeoff(frame, pop, off, scale);
  const int n = pop.size();
  for (int i = 0; i < n; ++i) {
    if (tradeoff.value(n + i, weights[i]) < tradeoff.value(i, weights[i])) pop.copyRow(i, off, i);
  }
}

bool violateAlike(const Population& pop, double deviation) {
  const int n = pop.size();
  double mean = 0.0;
  for (const double cv : pop.cvs()) {
    if (cv == 0.0) return false;
    mean += cv / n;
  }
  double squares = 0.0;
  for (const double cv : pop.cvs()) squares += (cv - mean) * (cv - mean);
  return n > 1 && std::sqrt(squares / (n - 1)) < deviation;
}

BiasedWeights::BiasedWeights(const Population& start, int dim, const Options& options) : options_(options) {
  start_ = std::min(std::pow(10.0, std::min(dim, 600) / 2.0), violationQuantile(start, 1.0));
  if (start_ > 0.0) power_ = std::max(0.0, (-std::log(start_) - options.beta) / std::log(1.0 - options.share));
}

void BiasedWeights::draw(Rng& rng, const Population& pop, double progress, double sigmoid, std::span<double> weights) {
  const int n = pop.size();
  double epsilon = progress < options_.share ? epsilonLevel(start_, progress, power_) : 0.0;
  const int feasible = countOf(pop.cvs(), 0.0);
  if (feasible > options_.share * n) epsilon = 0.0;
  constexpr double kLeast = 1e-18;
  if (std::ranges::min(pop.cvs()) >= epsilon) largest_ = kLeast;
  bound_ = std::max(kLeast, largest_ * logistic(-options_.gamma * (sigmoid - options_.alpha)));
  for (int k = 0; k < n; ++k) weights[k] = bound_ * k / n;
  for (int k = n - 1; k > 0; --k) std::swap(weights[k], weights[rng.below(k + 1)]);
}

CorrelationWeights::CorrelationWeights(const Population& start)
    : startDiversity_(meanDeviation(start)), diversity_(startDiversity_) {}

void CorrelationWeights::learn(RunContext& ctx, const Population& byObjective, const Population& byConstraints) {
  Workspace::Frame frame(ctx.workspace());
  const int n = byObjective.size();
  const int total = 2 * n;
  const std::span<int> order = frame.ints(total);
  // Whether members of `rival` are among the best n of both by key; ties go to `leader`.
  const auto intrudes = [&](const Population& leader, const Population& rival, auto key) {
    const auto value = [&](int i) { return i < n ? key(leader, i) : key(rival, i - n); };
    std::iota(order.begin(), order.end(), 0);
    std::ranges::nth_element(order, order.begin() + (n - 1),
                             [&](int a, int b) { return value(a) != value(b) ? value(a) < value(b) : a < b; });
    return std::ranges::any_of(order.first(n), [&](int i) { return i >= n; });
  };
  objectiveWins_ += intrudes(byObjective, byConstraints, [](const Population& p, int i) { return p.obj(i); });
  constraintWins_ += intrudes(byConstraints, byObjective, [](const Population& p, int i) { return p.cv(i); });
  ++generations_;
  diversity_ = meanDeviation(byObjective);
}

double CorrelationWeights::correlation() const {
  return generations_ > 0 ? ratio(std::min(objectiveWins_, constraintWins_), generations_) : 0.0;
}

void CorrelationWeights::assign(RunContext& ctx, const Population& pop, double elapsed,
                                std::span<double> weights) const {
  constexpr double kSteepness = 25.0;
  double low = logistic(-kSteepness * (elapsed - correlation()));
  double high = logistic(-kSteepness * (elapsed - correlation() - diversityLoss()));
  if (low >= high) {
    low = 0.0;
    high = 1e-6;
  }
  Workspace::Frame frame(ctx.workspace());
  const int n = pop.size();
  const Tradeoff tradeoff(frame, pop, Tradeoff::Scale::Range);
  const std::span<double> ratio = frame.doubles(n);
  for (int i = 0; i < n; ++i) {
    ratio[i] = tradeoff.objectives()[i] / (tradeoff.violations()[i] + std::numeric_limits<double>::denorm_min());
  }
  const std::span<int> order = frame.ints(n);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, [&](int a, int b) { return ratio[a] != ratio[b] ? ratio[a] < ratio[b] : a < b; });
  for (int k = 0; k < n; ++k) weights[order[k]] = low + (high - low) * k / n;
}

double meanDeviation(const Population& pop) {
  const int n = pop.size();
  double total = 0.0;
  for (int j = 0; j < pop.dim(); ++j) {
    double mean = 0.0;
    for (int i = 0; i < n; ++i) mean += pop.x()(i, j) / n;
    double squares = 0.0;
    for (int i = 0; i < n; ++i) squares += (pop.x()(i, j) - mean) * (pop.x()(i, j) - mean);
    total += n > 1 ? std::sqrt(squares / (n - 1)) : 0.0;
  }
  return total / pop.dim();
}

}  // namespace tandem::op
