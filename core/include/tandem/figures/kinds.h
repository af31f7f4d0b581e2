// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"
#include "tandem/tables/table.h"

namespace tandem::figures {

/// What a figure of runs is made of; the same for the command line and the desktop program.
struct FigureRequest {
  std::string kind = "convergence";
  std::string metric = {};
  int task = -1;        ///< from 0; -1: all
  int repetition = -1;  ///< from 0; -1: the median run (fronts), no single run (convergence)
  int checkpoint = -1;  ///< from 0; -1: the last
  bool totalEvaluations = false;
  bool band = true;
  bool logX = false;
  Scale y = Scale::Auto;               ///< convergence, box, violin, trace
  double yLow = kNone, yHigh = kNone;  ///< limits of the axis of values; NaN: from the data
  bool mean = false;        ///< convergence, trace: means with the confidence band of level 1 - alpha, not medians
  bool joint = false;       ///< ECDF over all tasks of a problem together
  bool taskBlocks = false;  ///< critical difference: each task a block
  std::string base = {};    ///< compared with; empty: the first algorithm (verdict: each one's own single-task twin)
  double alpha = 0.05;
  double tolerance = 1e-2;
  TableRanks ranks = TableRanks::Mean;  ///< figures of ranks: what of the runs is ranked, as in tables
  std::string trace = {};               ///< trace: one of the algorithms' own quantities; empty: all
};

struct KindInfo {
  std::string name;   ///< "critical-difference"
  std::string title;  ///< "Critical difference"
  std::string doc;    ///< one line
  enum class For { Both, Single, Multi } objectives = For::Both;
};

/// Kinds of figures made from runs.
TANDEM_API const std::vector<KindInfo>& figureKinds();

/// Makes the figure; several problems share it. Throws InputError naming the culprit.
TANDEM_API Figure makeFigure(const std::vector<ProblemRuns>& runs, const Catalogue& catalogue,
                             const FigureRequest& request);

}  // namespace tandem::figures
