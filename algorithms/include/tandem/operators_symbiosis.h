// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <limits>
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/operators_es.h"
#include "tandem/params.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

/// Symbiosis in biocoenosis (Liaw and Ting 2019): how offspring handed over from another task rank among the
/// receiver's, compared with the rank of the slot's old owner, distinguishes mutualism, parasitism, competition and so
/// on; transfer rates follow from their counts.
namespace tandem::op {

struct TANDEM_API SymbiosisOptions {
  double benefit = 0.25;
  double harm = 0.5;
  /// Declares benefit and harm.
  void params(ParamVisitor& p);
};

class TANDEM_API Symbiosis {
 public:
  Symbiosis(int tasks, const SymbiosisOptions& options);
  /// Rate of transfer to `receiver` from `donor`: the share of the outcomes observed that helped the receiver
  /// (mutualism, commensalism, parasitism) rather than not (neutralism, competition, amensalism); each starts at one.
  [[nodiscard]] double rate(int receiver, int donor) const;
  /// The other task with the largest rate, first of equals; the task itself if there is no other.
  [[nodiscard]] int donor(int receiver) const;
  /// With probability rate(), replaces that share of the offspring of task t by random ones of the best donor, and tags
  /// them. Offspring beyond the first `owners` are neither replaced nor taken.
  void handOver(RunContext& ctx, std::vector<Population>& offspring, int t, int owners = kAll) const;
  /// Records the outcome of each transfer in the offspring of task t, ranked (best first); the rank of an old owner is
  /// the row's number, at most `owners`, of which benefit and harm are shares.
  void note(const Population& offspring, std::span<const int> order, int t, int owners = kAll);
  /// Declares, and reports for one receiver, the trace "rate" (per pair).
  static void declareTrace(ParamVisitor& p);
  void report(RunContext& ctx, int receiver) const;

 private:
  static constexpr int kAll = std::numeric_limits<int>::max();
  SymbiosisOptions options_;
  int tasks_;
  std::vector<double> helped_, other_;
};

/// The whole search of an evolution strategy per task with symbiosis: make(dimension) as in runEvolutionStrategy.
template <typename Make>
void runSymbioticStrategies(RunContext& ctx, const SymbiosisOptions& options, Make&& make) {
  const int tasks = ctx.taskCount();
  std::vector<decltype(make(1))> strategies;
  std::vector<Population> offspring;
  for (int t = 0; t < tasks; ++t) {
    strategies.push_back(make(ctx.maxDim()));
    startMean(ctx, t, strategies.back().mean());
    strategies.back().widen(ctx.task(t).startScale);
    offspring.push_back(ctx.makePopulation(strategies.back().lambda(), t));
    offspring.back().setDonor(kNative);
    strategies[t].sample(ctx.rng(), ctx.workspace(), offspring[t], 0, offspring[t].size());
    ctx.evaluate(offspring[t], Purpose::Initial);
  }
  Symbiosis symbiosis(tasks, options);
  while (ctx.running(offspring)) {
    for (int t = 0; t < tasks; ++t) {
      strategies[t].sample(ctx.rng(), ctx.workspace(), offspring[t], 0, offspring[t].size());
      offspring[t].setDonor(kNative);
    }
    for (int t = 0; t < tasks; ++t) {
      symbiosis.handOver(ctx, offspring, t);
      ctx.evaluate(offspring[t]);
      Workspace::Frame frame(ctx.workspace());
      const std::span<int> order = frame.ints(offspring[t].size());
      rankWithPenalty(ctx.workspace(), offspring[t], ctx.task(t), order);
      strategies[t].update(ctx.workspace(), offspring[t], order);
      symbiosis.note(offspring[t], order, t);
      symbiosis.report(ctx, t);
    }
  }
}

}  // namespace tandem::op
