// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"
#include "tandem/tables/table.h"

namespace tandem::figures {

/// Ranks of the algorithms by their runs at the last checkpoint, as tables rank them (rankRuns); 1 is best, ties share
/// their mean rank.
struct RankTable {
  std::string metric;
  TableRanks by = TableRanks::Mean;
  std::vector<std::string> algorithms;
  std::vector<int> styles;        ///< of the algorithms
  std::vector<std::string> rows;  ///< "problem, task t" (or the problem, for per-problem metrics)
  std::vector<std::string> problems;
  std::vector<std::vector<double>> ranks;         ///< [row][algorithm]
  std::vector<std::vector<double>> problemRanks;  ///< [problem][algorithm]: mean over its rows
};

/// Throws InputError unless every problem has the same algorithms.
TANDEM_API RankTable rankTable(const std::vector<ProblemRuns>& all, const std::string& metric,
                               const Catalogue& catalogue, TableRanks by = TableRanks::Mean);

/// Colours of ranks, problems and tasks down, algorithms across.
TANDEM_API Figure rankHeatMap(const RankTable& table, const std::string& note);

/// Critical-difference diagram (Demsar 2006): mean ranks on an axis, a bar over algorithms that Friedman's and
/// Nemenyi's tests cannot tell apart at level alpha. Blocks are problems (tasks of one problem are not independent);
/// `taskBlocks` counts each task instead. Throws InputError for fewer than 2 blocks or algorithms.
TANDEM_API Figure criticalDifference(const RankTable& table, double alpha, bool taskBlocks, const std::string& note);

/// Groups [first, last] of positions in ascending ranks whose span is at most cd, maximal ones of two or more.
TANDEM_API std::vector<std::pair<int, int>> cliques(const std::vector<double>& sortedRanks, double cd);

}  // namespace tandem::figures
