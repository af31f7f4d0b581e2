// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"

namespace tandem::figures {

struct DistributionOptions {
  std::string metric = {};  ///< see metricValues
  int task = -1;            ///< from 0; -1: all, one panel each
  Scale y = Scale::Auto;
  bool violin = false;  ///< density instead of a box
  int checkpoint = -1;  ///< from 0; -1: the last
};

/// Values of the finished runs at a checkpoint, one box or violin per algorithm, one panel per problem and task. At
/// most kMostPanels panels; throws InputError beyond that.
TANDEM_API Figure distributionFigure(const std::vector<ProblemRuns>& all, const Catalogue& catalogue,
                                     const DistributionOptions& options = {});
inline constexpr int kMostPanels = 24;

/// Five-number summary with Tukey's whiskers; the values must be finite but need not be sorted.
TANDEM_API Box summarise(std::vector<double> values);

/// Gaussian kernel density with Silverman's bandwidth over the range of the values (log10 of them if `log`), widest
/// half-width `halfWidth`. Equal values, or a single one, have no density: two equal y of full width.
TANDEM_API Violin densityOf(const std::vector<double>& values, bool log, double halfWidth = 0.4);

}  // namespace tandem::figures
