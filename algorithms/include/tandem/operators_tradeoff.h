// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/population.h"
#include "tandem/run_context.h"
#include "tandem/workspace.h"

/// Objective and violation as two goals: weighted sums on a common scale, and the rules that choose the weights.
namespace tandem::op {

/// Objectives and violations of individuals, each less its minimum and divided by its sample standard deviation or its
/// range. Values that are not finite count as 1e150, constant ones as 0.
class TANDEM_API Tradeoff {
 public:
  enum class Scale { Deviation, Range };
  Tradeoff(Workspace::Frame& frame, const Population& pop, Scale scale) : Tradeoff(frame, pop, nullptr, scale) {}
  /// Both populations on one scale: the rows of off follow those of pop.
  Tradeoff(Workspace::Frame& frame, const Population& pop, const Population& off, Scale scale)
      : Tradeoff(frame, pop, &off, scale) {}

  [[nodiscard]] std::span<const double> objectives() const { return objectives_; }
  [[nodiscard]] std::span<const double> violations() const { return violations_; }
  /// weight * objective + (1 - weight) * violation, smaller is better.
  [[nodiscard]] double value(int i, double weight) const {
    return weight * objectives_[i] + (1.0 - weight) * violations_[i];
  }
  /// Row of the smallest value, first of equals.
  [[nodiscard]] int best(double weight) const;
  /// Moves those of `rows` with the `count` smallest values to the front, in any order.
  void selectBest(double weight, int count, std::span<int> rows) const;

 private:
  Tradeoff(Workspace::Frame& frame, const Population& pop, const Population* off, Scale scale);
  std::span<double> objectives_;
  std::span<double> violations_;
};

/// Trial vectors of DeCODE and CORCO for every row of pop into off (same size): with probability `greedy`
/// rand-to-best/1/bin, where the best is that under the row's own weight, else current-to-rand/1. F from {0.6, 0.8, 1},
/// CR from {0.1, 0.2, 1}; reflected at random, native.
TANDEM_API void tradeoffOffspring(RunContext& ctx, const Population& pop, std::span<const double> weights,
                                  Tradeoff::Scale scale, double greedy, Population& off);

/// One-to-one survivors: off(i) replaces pop(i) if its weighted sum under weights[i] is smaller.
TANDEM_API void selectTradeoff(RunContext& ctx, Population& pop, const Population& off, std::span<const double> weights,
                               Tradeoff::Scale scale);

/// Whether no individual is feasible and the sample standard deviation of the violations is below `deviation`: time to
/// restart (DeCODE, C2oDE).
TANDEM_API bool violateAlike(const Population& pop, double deviation);

/// Biased weights of DeCODE (Wang et al. 2021): evenly spaced in [0, p), in random order, where p falls along a sigmoid
/// as the budget is spent, and to almost 0 for good once no violation is below a falling epsilon.
class TANDEM_API BiasedWeights {
 public:
  struct Options {
    double alpha = 0.75;  ///< share of the budget at which p has fallen to half
    double beta = 6.0;    ///< epsilon falls to exp(-beta) before it is switched off
    double gamma = 30.0;  ///< steepness of the fall of p
    double share = 0.85;  ///< share of the budget, and of feasible individuals, from which epsilon is 0
  };
  /// From the violations of the first population; dim variables.
  BiasedWeights(const Population& start, int dim, const Options& options);
  /// Weights for pop, depending on its violations. `progress` drives epsilon, `sigmoid` drives p.
  void draw(Rng& rng, const Population& pop, double progress, double sigmoid, std::span<double> weights);
  /// Upper end of the weights last drawn.
  [[nodiscard]] double bound() const { return bound_; }

 private:
  Options options_;
  double start_ = 0.0;  // first epsilon
  double power_ = 0.0;  // of its fall
  double largest_ = 1.0;
  double bound_ = 0.0;
};

/// Weights of CORCO (Wang et al. 2020). A learning stage compares a population led by the objective with one led by the
/// constraints; how often each beats the other at the other's goal gives the correlation of the two, which then
/// determines when the weights fall.
class TANDEM_API CorrelationWeights {
 public:
  explicit CorrelationWeights(const Population& start);
  /// One generation of learning from the objective-led and the constraint-led population (of the same size).
  void learn(RunContext& ctx, const Population& byObjective, const Population& byConstraints);
  /// Weights of the evolving stage for pop, of which `elapsed` (a share of the budget) has passed: evenly spaced, the
  /// smallest for the smallest ratio of objective to violation.
  void assign(RunContext& ctx, const Population& pop, double elapsed, std::span<double> weights) const;
  /// Share of the learning generations in which each population beats the other at its goal: the smaller of the two
  /// shares.
  [[nodiscard]] double correlation() const;
  /// Mean deviation of a variable in the objective-led population at the end of learning.
  [[nodiscard]] double diversity() const { return diversity_; }
  /// Loss of diversity during learning.
  [[nodiscard]] double diversityLoss() const { return startDiversity_ - diversity_; }

 private:
  double startDiversity_ = 0.0;
  double diversity_ = 0.0;
  int generations_ = 0;
  int objectiveWins_ = 0;   // generations in which constraint-led individuals are among the best by objective
  int constraintWins_ = 0;  // generations in which objective-led individuals are among the best by violation
};

/// Mean over the variables of the sample standard deviation.
TANDEM_API double meanDeviation(const Population& pop);

}  // namespace tandem::op
