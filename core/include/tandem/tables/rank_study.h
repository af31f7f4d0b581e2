// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tandem/tables/table.h"

/// How algorithms rank among many, and how certain that is: the basis of `tandem compare` and `tandem recommend`.
namespace tandem {

/// The runs of all contenders on one task (or problem, for metrics of whole problems).
struct RankBlock {
  std::string problem;                    ///< tasks of one problem come from the same runs and count as one block
  bool larger = false;                    ///< larger values are better
  std::vector<std::vector<double>> runs;  ///< [contender][repetition]; NaN: undefined, ranked worst
};

struct RankInterval {
  double rank = 0.0;  ///< mean over the problems, from 1; within a problem, the mean ranks on its tasks are ranked
  double low = 0.0;   ///< percentile bootstrap interval
  double high = 0.0;
  double first = 0.0;     ///< share of the resamples in which no contender ranks better
  bool withBest = false;  ///< the interval of the difference from the first-ranked contender includes 0
};

/// Mean ranks of the contenders as 'tandem table --test friedman' forms them (rankRuns, by the mean of the runs or
/// their median), with bootstrap intervals: each resample draws problems with replacement (or takes the only one) and,
/// within each, for every contender its repetitions with replacement, the same ones for all tasks of the problem. Level
/// in (0, 1). The numbers depend on the blocks and the seed only. Throws InputError without blocks or contenders, or if
/// blocks differ in contenders.
TANDEM_API std::vector<RankInterval> rankStudy(std::span<const RankBlock> blocks, TableRanks by, double level,
                                               int resamples, std::uint64_t seed);

/// The rows of a table as blocks, for the given columns, each of which must be present in every row.
TANDEM_API std::vector<RankBlock> rankBlocks(const Table& table, const std::vector<int>& columns);
/// Columns that were run on every row, in order.
TANDEM_API std::vector<int> completeColumns(const Table& table);

}  // namespace tandem
