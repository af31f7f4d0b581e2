// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/problem.h"

namespace tandem {

/// How alike the landscapes of the tasks are: Spearman rank correlation of the objective values of one uniform sample
/// of the unified space, which every task decodes for itself (as Da et al. 2017 do for CEC17-MTSO).
struct Similarity {
  Matrix correlation;  ///< T x T; empty if it was not computed
  std::string whyNot;  ///< one clause, if not
  int points = 0;      ///< size of the sample
};

TANDEM_API Similarity taskSimilarity(const Problem& problem);

}  // namespace tandem
