// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_scenario.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>

#include "tandem/linalg.h"
#include "tandem/operators_constraints.h"

namespace tandem::op {

namespace {

constexpr int kMemory = 500;
constexpr int kGroup = 3;     // of the source, one individual of each is transferred
constexpr double kTop = 0.1;  // share of the population whose dispersion counts
constexpr int kMostTowards = 10;
constexpr const char* kTraces[] = {"none", "shape", "crossed", "towards"};

/// Relative decrease; 0 if negligible.
double decrease(double before, double after) {
  const double share = (before - after) / before;
  return std::isfinite(share) ? share : 0.0;
}

/// 1: contracts, 2: stays, 3: spreads.
double trend(double before, double after) {
  return after < before ? 1.0 : after == before ? 2.0 : 3.0;
}

void addMean(const Population& pop, std::span<const int> rows, std::span<double> out, double sign) {
  for (const int i : rows) {
    for (int j = 0; j < pop.dim(); ++j) out[j] += sign * pop.x()(i, j) / isize(rows);
  }
}

/// Sorts by the bits, as whole numbers, 11 at a time from the lowest: thousands of values of all variables are sorted
/// every generation, and a comparison sort took most of the method's time.
void sortValues(Workspace& ws, std::span<double> values) {
  constexpr int kDigitBits = 11;
  constexpr int kDigits = (64 + kDigitBits - 1) / kDigitBits;
  constexpr int kBuckets = 1 << kDigitBits;
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
  using Bits = std::uint64_t;
  const auto digit = [](Bits bits, int d) { return static_cast<int>(bits >> (d * kDigitBits)) & (kBuckets - 1); };
  Workspace::Frame frame(ws);
  std::span<Bits> from = frame.take<Bits>(values.size());
  std::span<Bits> to = frame.take<Bits>(values.size());
  const std::span<int> counts = frame.ints(std::size_t{kDigits} * kBuckets);
  std::ranges::fill(counts, 0);
  for (int i = 0; i < isize(values); ++i) {
    // In the order of the numbers: negative ones turned round, below the others.
    const Bits bits = std::bit_cast<Bits>(values[i]);
    from[i] = (bits & kSign) != 0 ? ~bits : bits | kSign;
    for (int d = 0; d < kDigits; ++d) ++counts[d * kBuckets + digit(from[i], d)];
  }
  for (int d = 0; d < kDigits; ++d) {
    int place = 0;
    for (int& count : counts.subspan(std::size_t{kBuckets} * d, kBuckets)) place += std::exchange(count, place);
    for (const Bits bits : from) to[counts[d * kBuckets + digit(bits, d)]++] = bits;
    std::swap(from, to);
  }
  for (int i = 0; i < isize(values); ++i) {
    values[i] = std::bit_cast<double>((from[i] & kSign) != 0 ? from[i] & ~kSign : ~from[i]);
  }
}

}  // namespace

ScenarioBreeding::~ScenarioBreeding() = default;

void ScenarioTransfer::params(ParamVisitor& p) {
  p.integer("Threshold", threshold_, {.min = 0, .max = 1000000000, .doc = "generations with random actions"});
  p.integer("Gap", gap_, {.min = 1, .max = 1000000000, .doc = "generations between two updates of the network"});
  p.real("Gamma", gamma_, {.min = 0, .max = 1, .doc = "discount of future rewards"});
  p.real("Epsilon", epsilon_, {.min = 0, .max = 1, .doc = "probability that the network chooses the action"});
  p.integer("rounds", rounds_,
            {.min = 1,
             .max = 10000000,
             .doc = "steps of the network's first training, once per task; an update takes a tenth"});
  p.choice("form", form_,
           {.options = {"paper", "platform"},
            .doc = "platform: updates of the network learn rewards alone (see deviations)"});
  for (const char* name : kTraces) p.trace(name, {.doc = "share of generations with this action", .min = 0, .max = 1});
  p.trace("reward", {.doc = "reward of the action", .min = 0, .max = 3});
}

void ScenarioTransfer::run(RunContext& ctx, const ScenarioBreeding& breeding) const {
  std::vector<Population> pops = initPerTask(ctx);
  const int n = ctx.populationSize();
  const int tasks = ctx.taskCount();
  std::vector<Summary> now(tasks);
  for (int t = 0; t < tasks; ++t) summarise(ctx, pops[t], now[t]);
  std::vector<Summary> old = now;
  std::vector<ActionLearner> learners(tasks, ActionLearner({.state = kState,
                                                            .actions = kActions,
                                                            .memory = kMemory,
                                                            .threshold = threshold_,
                                                            .gap = gap_,
                                                            .greedy = epsilon_,
                                                            .gamma = gamma_,
                                                            .rounds = rounds_,
                                                            .updateRounds = std::max(1, rounds_ / 10),
                                                            .bootstrap = form_ == Form::Paper}));
  Population both = pops.front().like(2 * n);
  Population off = pops.front().like(2 * n + 2);
  while (ctx.running(pops)) {
    for (int t = 0; t < tasks; ++t) {
      Rng& rng = ctx.rng();
      Workspace& ws = ctx.workspace();
      int s = rng.below(tasks - 1);
      if (s >= t) ++s;
      const auto state = scenario(ctx, now[t], old[t], now[s], old[s]);
      int action = None;
      {
        const RunContext::ModelTime modelTime(ctx);
        action = learners[t].choose(rng, ws, ctx.generation(), state);
      }
      act(ctx, action, breeding, pops[t], pops[s], both, off);
      ctx.evaluate(off);
      if (action == None && breeding.oneToOne()) {
        selectOneToOne(pops[t], off);
      } else {
        selectElitist(ctx, pops[t], off);
      }
      std::swap(old[t], now[t]);
      summarise(ctx, pops[t], now[t]);
      const double gain = reward(old[t], now[t], ctx.progress());
      for (int a = 0; a < kActions; ++a) ctx.trace(kTraces[a], a == action ? 1.0 : 0.0, t);
      ctx.trace("reward", gain, t);
      const RunContext::ModelTime modelTime(ctx);
      learners[t].note(rng, ws, state, action, gain, scenario(ctx, now[t], old[t], now[s], old[s]));
    }
  }
}

/// Offspring of a task by the chosen action, with the other task as source; `both` is scratch.
void ScenarioTransfer::act(RunContext& ctx, int action, const ScenarioBreeding& breeding, const Population& pop,
                           const Population& source, Population& both, Population& off) {
  const int n = pop.size();
  const int t = pop.task(0);
  const int s = source.task(0);
  if (action == None) {
    breeding.native(ctx, pop, off);
  } else if (action == Shape) {
    moveShape(ctx, pop, source, t, s, off);
  } else if (action == Crossed) {
    both.resize(2 * n);
    for (int i = 0; i < n; ++i) {
      both.copyRow(i, pop, i);
      both.copyRow(n + i, source, i);
    }
    breeding.crossed(ctx, both, t, s, off);
  } else {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> step = frame.doubles(pop.dim());
    std::ranges::transform(source.x(bestIndex(source)), pop.x(bestIndex(pop)), step.begin(), std::minus());
    const std::span<int> rows = frame.ints(n);
    ctx.rng().permutation(rows);
    const int count = std::clamp(nearest(ctx.progress() * kMostTowards), 1, n);
    breeding.towards(ctx, pop, rows.first(count), step, s, off);
  }
}

void ScenarioTransfer::summarise(RunContext& ctx, const Population& pop, Summary& out) {
  const RunContext::ModelTime modelTime(ctx);
  Workspace::Frame frame(ctx.workspace());
  const int n = pop.size();
  const std::span<int> order = frame.ints(n);
  sortByFitness(pop, order);
  out.best = pop.obj(lowestObjective(pop));
  out.mean = 0.0;
  for (int i = 0; i < n; ++i) out.mean += pop.obj(i) / n;
  const int top = std::min(n, std::max(2, nearest(kTop * n)));
  double distance = 0.0;
  for (int a = 0; a < top; ++a) {
    for (int b = 0; b < a; ++b) distance += std::sqrt(linalg::squaredDistance(pop.x(order[a]), pop.x(order[b])));
  }
  out.dispersion = top > 1 ? 2.0 * distance / (top * (top - 1)) : 0.0;
  out.centre.assign(pop.dim(), 0.0);
  addMean(pop, order, out.centre, 1.0);
  out.sorted.resize(std::size_t{1} * n * pop.dim());
  std::copy_n(pop.x().data, out.sorted.size(), out.sorted.begin());
  sortValues(ctx.workspace(), out.sorted);
}

std::array<double, ScenarioTransfer::kState> ScenarioTransfer::scenario(const RunContext& ctx, const Summary& target,
                                                                        const Summary& targetOld, const Summary& source,
                                                                        const Summary& sourceOld) {
  // Wasserstein distance of the two sets of decision variables: they have the same size, so pair them in order.
  double distance = 0.0;
  for (int i = 0; i < isize(target.sorted); ++i) distance += std::abs(target.sorted[i] - source.sorted[i]);
  return {decrease(sourceOld.best, source.best),
          decrease(targetOld.best, target.best),
          distance / isize(target.sorted),
          trend(targetOld.dispersion, target.dispersion),
          trend(sourceOld.dispersion, source.dispersion),
          ctx.progress()};
}

/// Decrease of the best and of the mean objective and move of the centre, scaled by the largest and smallest of the
/// three; later rewards count more.
double ScenarioTransfer::reward(const Summary& before, const Summary& after, double progress) {
  const double parts[] = {decrease(before.best, after.best), decrease(before.mean, after.mean),
                          std::sqrt(linalg::squaredDistance(before.centre, after.centre))};
  const auto [low, high] = std::ranges::minmax(parts);
  if (!(high > low)) return 0.0;
  double sum = 0.0;
  for (const double v : parts) sum += (v - low) / (high - low);
  return std::isfinite(sum) ? sum * progress : 0.0;
}

void ScenarioTransfer::moveShape(RunContext& ctx, const Population& pop, const Population& source, int t, int s,
                                 Population& off) {
  const RunContext::ModelTime modelTime(ctx);
  Workspace::Frame frame(ctx.workspace());
  const int n = pop.size();
  const int groups = (n + kGroup - 1) / kGroup;
  const auto smooth = [&](const Population& from) {
    const std::span<int> winners = frame.ints(groups);
    for (int g = 0; g < groups; ++g) {
      int& best = winners[g];
      best = g * kGroup;
      for (int i = best + 1; i < std::min(n, (g + 1) * kGroup); ++i) {
        if (from.obj(i) < from.obj(best)) best = i;
      }
    }
    return winners;
  };
  const std::span<int> native = smooth(pop);
  const std::span<int> moved = smooth(source);
  const std::span<double> step = frame.doubles(pop.dim());
  std::ranges::fill(step, 0.0);
  addMean(pop, native, step, 1.0);
  addMean(source, moved, step, -1.0);
  off.resize(groups);
  for (int g = 0; g < groups; ++g) {
    std::ranges::transform(source.x(moved[g]), step, off.x(g).begin(), std::plus());
    off.setOrigin(g, t, s);
  }
}

}  // namespace tandem::op
