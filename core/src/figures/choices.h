// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>

#include "tandem/error.h"
#include "tandem/figures/dataset.h"

/// What a user may choose of the runs that a figure shows.
namespace tandem::figures {

/// The checkpoint to show (from 0; -1: the last). Throws InputError if some of the runs do not have it.
inline int chosenCheckpoint(const ProblemRuns& runs, int wanted, int recorded) {
  for (const CellData& cell : runs.cells) {
    if (wanted < cell.checkpoints) continue;
    throw InputError("There is no checkpoint " + std::to_string(wanted + 1) + " in the results of problem '" +
                     runs.problem.name + "'; they have " + std::to_string(cell.checkpoints) + ".");
  }
  return wanted < 0 ? recorded - 1 : wanted;
}

/// Throws InputError if no algorithm has this run (from 0; -1: none is asked for).
inline void requireRun(const ProblemRuns& runs, int wanted) {
  int most = 0;
  for (const CellData& cell : runs.cells) most = std::max(most, cell.repetitions);
  if (wanted < most) return;
  throw InputError("There is no repetition " + std::to_string(wanted + 1) + " in the results of problem '" +
                   runs.problem.name + "'; they have " + std::to_string(most) + ".");
}

/// Throws InputError unless checkpoints of the algorithms are at equal shares of the budget.
inline void requireEqualCheckpoints(const ProblemRuns& runs) {
  for (const CellData& cell : runs.cells) {
    if (cell.checkpoints == runs.cells.front().checkpoints) continue;
    throw InputError("The results of problem '" + runs.problem.name +
                     "' differ in their number of checkpoints; trim them to the same number (tandem trim), or choose "
                     "algorithms that have it (--algorithm).");
  }
}

}  // namespace tandem::figures
