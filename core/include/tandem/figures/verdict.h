// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"
#include "tandem/figures/runtimes.h"

/// Figures over the whole length of the runs.
namespace tandem::figures {

struct VerdictOptions {
  std::string metric = {};  ///< see metricValues
  int task = -1;            ///< from 0; -1: all
  std::string base = {};    ///< algorithm; empty or "twin": each one's own single-task twin
  double alpha = 0.05;
};

/// Where and when an algorithm is better than its base: chance A12 of a better run by task and checkpoint, a sign where
/// the rank-sum test is significant (Holm over the tasks of a checkpoint). One panel per algorithm.
TANDEM_API Figure verdictFigure(const std::vector<ProblemRuns>& runs, const Catalogue& catalogue,
                                const VerdictOptions& options = {});

struct AttainmentOptions {
  int task = -1;  ///< from 0; -1: all
};

/// Empirical attainment: share of the runs that have reached a distance to the best value after a number of evaluations
/// (single-objective). One panel per algorithm, problem and task.
TANDEM_API Figure attainmentFigure(const std::vector<ProblemRuns>& runs, const AttainmentOptions& options = {});

}  // namespace tandem::figures
