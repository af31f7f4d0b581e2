// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"
#include "tandem/figures/runtimes.h"

namespace tandem::figures {

/// Share of (run, target) pairs reached against the evaluations spent on the task, all problems and tasks pooled
/// (single-objective). Runtimes come from the improvement log and are exact to the evaluation.
TANDEM_API Figure ecdfFigure(const std::vector<ProblemRuns>& runs, const TargetOptions& options = {});

struct ProfileOptions {
  bool data = false;        ///< data profile (evaluations per D + 1) instead of performance profile (ratio to the best)
  double tolerance = 1e-2;  ///< solved: f <= fBest + tolerance * (fFirst - fBest)
};

/// Performance profile of Dolan and More (2002) or data profile of More and Wild (2009): share of (problem, task, run)
/// solved within a factor of the fewest evaluations, or within a number of evaluations per D + 1.
TANDEM_API Figure profileFigure(const std::vector<ProblemRuns>& runs, const ProfileOptions& options = {});

}  // namespace tandem::figures
