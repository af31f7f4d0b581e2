// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"
#include "tandem/matrix.h"

namespace tandem::figures {

/// What legends call the reference front.
inline constexpr const char* kReferenceFront = "reference front";

struct FrontOptions {
  int task = -1;            ///< from 0; -1: all, one panel each
  int repetition = -1;      ///< from 0; -1: for each algorithm the run with the median of the metric
  int checkpoint = -1;      ///< from 0; -1: the last
  std::string metric = {};  ///< what the median is taken of; see metricValues
};

/// Feasible non-dominated points at a checkpoint, with the reference front where it is known: two objectives as they
/// are, three in a projection, more as parallel coordinates. Throws InputError for single-objective problems.
TANDEM_API Figure frontFigure(const ProblemRuns& runs, const Catalogue& catalogue, const FrontOptions& options = {});

/// Indices of the points that no other dominates (smaller is better), ascending.
TANDEM_API std::vector<int> nonDominated(const Matrix& points);

/// A set of points with the look of a series.
struct PointSet {
  std::string label;
  Matrix points;  ///< one per row
  int style = 0;
};
/// One panel of objective space; the reference may be empty. Shared with live views.
TANDEM_API Panel objectivePanel(const std::vector<PointSet>& sets, const Matrix& reference, int objectives);

}  // namespace tandem::figures
