// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/tables/table.h"

/// The numbers of a table, once its cells hold their runs.
namespace tandem::table_statistics {

/// Fills the summary of a cell from its values.
void summarise(TableCell& cell, bool larger);
/// Marks best and worst of a row: fewest undefined runs, then the statistic shown.
void markExtremes(TableRow& row, TableShow show, bool larger);

/// Bootstrap interval of the mean (of the defined runs) or of the median shown; its stream is derived from the key.
void addIntervals(TableCell& cell, TableShow show, bool larger, double level, std::uint64_t key);

struct PairTests {
  int comparisons = 0;
  bool tooFew = false;  ///< some cells have fewer than two values: not tested
};
/// Tests every cell against its column's base: p, effect, sign; counts per column.
PairTests testPairs(Table& table);
/// Friedman's test with post-hoc p against `base`; returns the number of comparisons.
int testFriedman(Table& table, int base);

}  // namespace tandem::table_statistics
