// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/operators.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

/// Variation and selection of multi-objective search; kernels (sorting, crowding, hypervolume) are in tandem/moo.h.
namespace tandem::op {

/// Indices of pop from best to worst by (front under the feasibility rule, crowding distance descending, index).
TANDEM_API void sortByCrowdedComparison(RunContext& ctx, const Population& pop, std::span<int> order);
/// NSGA-II survivors (Deb et al. 2002): the best `count` of pop and off by crowded comparison, in that order.
TANDEM_API void selectCrowded(RunContext& ctx, Population& pop, const Population& off, int count);
/// Binary tournaments over a population sorted from best to worst: pool[i] = smaller of two random positions below n.
TANDEM_API void tournamentPool(Rng& rng, int n, std::span<int> pool);

/// SPEA2 survivors (Zitzler, Laumanns, Thiele 2001) under the feasibility rule: all with fitness below 1, filled up
/// with the next best or truncated to `count` by nearest-neighbour distances; sorted by fitness, which is written to
/// `fitness` (size >= count).
TANDEM_API void selectSpea2(RunContext& ctx, Population& pop, const Population& off, int count,
                            std::span<double> fitness);
/// SPEA2's truncation: of the rows named in `kept`, those with the lexicographically smallest distances to the others
/// are removed one by one until `count` remain, at the front and in their order; returns how many.
TANDEM_API int thinByDistance(Workspace& ws, ConstMatView objectives, std::span<int> kept, int count);
/// Binary tournament pool by a value per individual, smaller is better; ties go to the first drawn.
TANDEM_API void tournamentPool(Rng& rng, std::span<const double> values, std::span<int> pool);

/// ideal := componentwise minimum of ideal and the objectives of the feasible rows of pop (of all rows if feasibleOnly
/// is false); rows with infinite objectives are ignored. ideal has the task's number of objectives.
TANDEM_API void updateIdeal(const Population& pop, bool feasibleOnly, std::span<double> ideal);

/// NSGA-III survivors (Deb and Jain 2014): whole fronts, the last one by niches of the reference points (rows of
/// `points`) after normalisation by `ideal` and the intercepts of the extreme points.
TANDEM_API void selectNiched(RunContext& ctx, Population& pop, const Population& off, int count, ConstMatView points,
                             std::span<const double> ideal);

/// How decomposition turns objectives into one value, relative to the ideal point z and, where stated, the nadir point.
enum class Scalarisation {
  Pbi,                    ///< penalty-based boundary intersection, penalty 5
  Tchebycheff,            ///< max w (f - z)
  NormalisedTchebycheff,  ///< max w (f - z) / (nadir - z)
  DividedTchebycheff,     ///< max (f - z) / w
};
TANDEM_API double scalarise(Scalarisation kind, std::span<const double> f, std::span<const double> weight,
                            std::span<const double> ideal, std::span<const double> nadir);

/// Weight vectors of a decomposed task and the neighbourhood of each.
class TANDEM_API Decomposition {
 public:
  /// At most `size` vectors (moo::referencePoints), entries at least 1e-6; neighbourhoods of `share` of them, itself
  /// first.
  Decomposition(int objectives, int size, double share);
  [[nodiscard]] int size() const { return weights_.rows(); }
  [[nodiscard]] std::span<const double> weight(int i) const { return weights_.row(i); }
  [[nodiscard]] ConstMatView weights() const { return weights_; }
  [[nodiscard]] std::span<const int> neighbours(int i) const {
    return std::span<const int>(nearest_).subspan(static_cast<std::size_t>(i) * static_cast<std::size_t>(width_),
                                                  static_cast<std::size_t>(width_));
  }

 private:
  Matrix weights_;
  int width_ = 1;
  std::vector<int> nearest_;
};

/// What decomposition keeps of one task: its subproblems and the ideal point seen so far.
struct TANDEM_API DecomposedTask {
  Decomposition subproblems;
  std::vector<double> ideal;

  /// See Decomposition; the ideal point starts at infinity.
  DecomposedTask(int objectives, int size, double share);
  /// One uniformly random, evaluated individual per subproblem of task t; updates the ideal point.
  [[nodiscard]] Population initialise(RunContext& ctx, int t);
  /// Updates the ideal point with one objective vector.
  void observe(std::span<const double> f);
  /// Whether row 0 of child is at least as good as row k of pop on subproblem k: smaller CV first, then the scalar
  /// value. `nadir` is read by NormalisedTchebycheff only.
  [[nodiscard]] bool improves(Scalarisation kind, const Population& child, const Population& pop, int k,
                              std::span<const double> nadir = {}) const;
};

}  // namespace tandem::op
