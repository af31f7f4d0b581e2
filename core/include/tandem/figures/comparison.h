// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"
#include "tandem/figures/runtimes.h"

/// Figures of algorithms against a base.
namespace tandem::figures {

struct DifferenceOptions {
  TargetOptions targets;
  std::string base = {};  ///< algorithm; empty: the first
  double alpha = 0.05;    ///< bands of level 1 - alpha
  int resamples = 2000;
};

/// Share of targets reached by each algorithm minus that of the base, against evaluations. Runs are resampled within
/// their problems: the filled band holds for one number of evaluations at a time, the dashed lines for the whole curve
/// at once. Problems missing from either of the two are left out of that pair.
TANDEM_API Figure ecdfDifferenceFigure(const std::vector<ProblemRuns>& runs, const DifferenceOptions& options = {});

struct PowerOptions {
  std::string metric = {};  ///< see metricValues
  int task = -1;            ///< from 0; -1: all, one panel each
  std::string base = {};    ///< algorithm; empty: the first
  double alpha = 0.05;
  int checkpoint = -1;  ///< from 0; -1: the last
};

/// Power of the rank-sum test by the number of runs: for small, medium and large effects (A12 = 0.56, 0.64, 0.71) with
/// the ties of the base's runs, and for each algorithm's observed difference from the base.
TANDEM_API Figure powerFigure(const std::vector<ProblemRuns>& runs, const Catalogue& catalogue,
                              const PowerOptions& options = {});

}  // namespace tandem::figures
