// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/operators_de.h"
#include "tandem/population.h"
#include "tandem/rng.h"
#include "tandem/run_context.h"
#include "tandem/workspace.h"

/// Parents drawn by rank, trial vectors, and strategies that compete by their successes.
namespace tandem::op {

/// Parents of a ranking-based mutation (Gong and Cai 2013): the individual of rank r (from 0, feasibility first) is
/// accepted with probability (n - 1 - r) / n.
class TANDEM_API RankedParents {
 public:
  /// Ranks pop (at least 4 individuals); lives no longer than the frame.
  RankedParents(Workspace::Frame& frame, const Population& pop);
  /// Three distinct rows other than i: base and end of the difference drawn by rank, its start uniformly.
  void draw(Rng& rng, int i, std::span<int, 3> rows) const;

 private:
  std::span<const int> order_;
};

/// Indices of pop sorted by (violation, objective) with violations up to epsilon counted as none; stable.
TANDEM_API void sortByEpsilon(const Population& pop, double epsilon, std::span<int> order);

/// F from {0.6, 0.8, 1} and CR from {0.1, 0.2, 1}, the pools of Wang et al.'s constrained DE.
TANDEM_API DeSetting drawPooled(Rng& rng);

/// current-to-rand/1: out = x + k (x1 - x) + f (x2 - x3). out must not be any of the others.
TANDEM_API void currentToRand1(std::span<const double> x, double k, std::span<const double> x1, double f,
                               std::span<const double> x2, std::span<const double> x3, std::span<double> out);
/// rand-to-best/1: out = x1 + f (best - x1) + f (x2 - x3).
TANDEM_API void randToBest1(std::span<const double> x1, double f, std::span<const double> best,
                            std::span<const double> x2, std::span<const double> x3, std::span<double> out);

/// Strategies drawn in proportion to their successes (Tvrdik 2006): every count starts at `start`, and all are reset
/// once the share of one falls below `least`.
class TANDEM_API StrategyCompetition {
 public:
  StrategyCompetition(int strategies, double start, double least);
  [[nodiscard]] int size() const { return isize(counts_); }
  [[nodiscard]] double share(int k) const { return counts_[k] / total_; }
  [[nodiscard]] int draw(Rng& rng) const;
  void note(int k);
  /// Ends the generation: resets the counts if a share is too small.
  void update();

 private:
  std::vector<double> counts_;
  double total_ = 0.0;
  double start_ = 0.0;
  double least_ = 0.0;
};

/// Trial vectors of LSHADE44 (Polakova 2017) on one task: current-to-pbest/1 with archive and randrl/1 (best of three
/// random individuals as the base), each with binomial and exponential crossover, compete; each strategy has its own
/// success history, the archive is shared.
class TANDEM_API CompetingShade {
 public:
  static constexpr int kStrategies = 4;
  struct Options {
    double share = 0.2;    ///< share of the population among which the pbest is drawn
    int cells = 10;        ///< cells of each success history
    double archive = 2.1;  ///< archive size per individual
    /// The difference of randrl points from the worse to the better of the two instead of in a random direction.
    bool ordered = false;
  };
  /// Adds the columns "F", "CR" and "strategy" to pop.
  CompetingShade(Population& pop, const Options& options);
  /// Trial vectors for every row of pop into off (same size, same columns), native, clipped.
  void breed(RunContext& ctx, const Population& pop, Population& off);
  /// Call before row i of off replaces that of pop: records the success and archives the parent.
  void success(const Population& pop, const Population& off, int i);
  /// Ends the generation: histories, competition, reduction of pop to the best `size`, archive in proportion.
  void update(RunContext& ctx, Population& pop, int size);

  /// Declares the traces of F, CR, the shares of the strategies and the size of the population, and reports them.
  static void declareTraces(ParamVisitor& p);
  void trace(RunContext& ctx, const Population& off) const;

  [[nodiscard]] const StrategyCompetition& competition() const { return competition_; }
  [[nodiscard]] int archiveSize() const { return archive_.size(); }

 private:
  [[nodiscard]] int capacity(int size) const;
  void mutate(Rng& rng, const Population& pop, int i, int strategy, int pbest, double f, std::span<double> out) const;

  Options options_;
  StrategyCompetition competition_;
  DeColumns columns_;
  ColumnId strategy_;
  std::vector<SuccessHistory> histories_;
  Archive archive_;
};

}  // namespace tandem::op
