// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/problem.h"

namespace tandem {

/// How similar the landscapes of the tasks are: Spearman rank correlation of the objective values on one uniform sample
/// of the unified space, which every task decodes for itself (as Da et al. 2017 do for CEC17-MTSO).
struct Similarity {
  Matrix correlation;  ///< T x T; empty if it was not computed
  std::string whyNot;  ///< why it was not, in one clause
  int points = 0;      ///< size of the sample
};

/// The sample for tasks of at most `dim` variables: points x dim, the same for the same `dim`.
TANDEM_API Matrix similaritySample(int dim);

/// Values of a single-objective task at points of the unified space, of which it uses the first coordinates.
TANDEM_API std::vector<double> valuesOver(const Problem& problem, int task, ConstMatView unified);

/// Correlation of mid-ranks (stats::midRanks); 0 if either is constant, since then nothing can be said.
TANDEM_API double rankCorrelation(std::span<const double> a, std::span<const double> b);

TANDEM_API Similarity taskSimilarity(const Problem& problem);

}  // namespace tandem
