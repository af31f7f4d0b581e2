// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/rng.h"

/// How many runs a comparison needs: power of the two-sided Wilcoxon rank-sum test by simulation.
namespace tandem::stats {

/// Probability that the test rejects, by the number of runs of each of the two algorithms.
struct PowerCurve {
  std::vector<int> runs;      ///< ascending
  std::vector<double> power;  ///< share of the simulated experiments with p < alpha
  /// Fewest runs at which the curve reaches `power`, interpolated linearly between its points; 0: never within the
  /// curve.
  [[nodiscard]] TANDEM_API int needed(double power) const;
};

/// The usual numbers of runs for a curve: 5 to 200.
TANDEM_API std::vector<int> usualRuns();

/// For an effect of a given size. Runs of one algorithm are drawn from `sample`, those of the other from the same
/// values weighted towards its larger (a12 > 0.5) or smaller end, exponentially in the rank, until the probability of a
/// larger value (ties half) is `a12`. Only ranks matter, so the sample contributes only its ties: runs that all
/// reached the optimum, or that were all infeasible (infinity). Values without a tie are spread evenly between their
/// neighbours. a12 = 0.5 gives the level of the test. The power is NaN where the sample cannot show such an effect (too
/// many ties). Throws InputError for an empty sample, NaN in it, a12 outside (0, 1), or no runs or experiments.
TANDEM_API PowerCurve rankSumPower(std::span<const double> sample, double a12, std::span<const int> runs, double alpha,
                                   int experiments, Rng& rng);

/// For an observed difference: runs are drawn from both samples. The estimate inherits the luck of these samples and is
/// no evidence beyond their p value (docs/statistics.md).
TANDEM_API PowerCurve rankSumPower(std::span<const double> a, std::span<const double> b, std::span<const int> runs,
                                   double alpha, int experiments, Rng& rng);

}  // namespace tandem::stats
