// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

/// Bi-objective knowledge transfer (Jiang, Zhan, Tan, Zhang 2023, doi:10.1109/TEVC.2022.3210783): the donor of a task
/// is drawn from the tasks that are not dominated in two measures of similarity.
namespace tandem::op {

/// The two measures for all pairs of tasks; for both, smaller means more similar.
class TANDEM_API BiObjectiveSimilarity {
 public:
  /// domain(k, t): objective of task k's best solution on task t, the best seen so far. Starts with the bests of
  /// `pops`, evaluated on all other tasks (T (T - 1) evaluations).
  BiObjectiveSimilarity(RunContext& ctx, std::span<const Population> pops);

  /// Evaluates each task's best on one other task at random; it replaces that task's worst if it beats its best.
  void probe(RunContext& ctx, std::span<Population> pops);
  /// shape(k, t): mean of both Kullback-Leibler divergences between the normal distributions of the centred
  /// populations. Not computed for two tasks or fewer, where there is nothing to choose.
  void measureShapes(RunContext& ctx, std::span<const Population> pops);

  struct Choice {
    int donor = -1;         ///< -1: no donor (one task)
    bool byDomain = false;  ///< it ranks better by domain than by shape
  };
  /// A donor of task t at random from the non-dominated ones.
  [[nodiscard]] Choice choose(RunContext& ctx, int t) const;

 private:
  [[nodiscard]] static int rank(const Matrix& measure, int donor, int t);
  [[nodiscard]] bool dominated(int donor, int t) const;
  Population probe_;
  Matrix domain_, shape_;
  std::vector<Matrix> covariance_, inverse_;
};

/// Where BoKTDE and BoKTGA differ.
class TANDEM_API BiObjectiveVariation {
 public:
  virtual ~BiObjectiveVariation();
  /// A child from `pop` alone, with individual i as target if the method has one.
  virtual void native(RunContext& ctx, const Population& pop, int i, std::span<double> child) = 0;
  /// A child of individual i with mates from `pool`: the rows of pop, then those of the donor; best is a row of pop.
  virtual void joined(RunContext& ctx, const Population& pop, int i, ConstMatView pool, int best,
                      std::span<double> child) = 0;
};

/// The whole search: sigma is the inertia of the probability of native children, reported as trace "native".
TANDEM_API void searchBiObjective(RunContext& ctx, double sigma, BiObjectiveVariation& variation);

}  // namespace tandem::op
