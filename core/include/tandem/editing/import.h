// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/export.h"

namespace tandem {

struct ImportOutcome {
  int runs = 0;                    ///< imported
  int missing = 0;                 ///< absent from the file
  std::vector<std::string> notes;  ///< what a reader must know, one sentence each
};

/// Makes a result file from what MToP saves (`MTOData` in a MATLAB file, -v6 or -v7). What MToP does not store is
/// marked unknown: seed, versions, host, evaluations spent, transfer, times of improvements, data behind the problems.
/// Names that the catalogue knows get its spelling, suite and single-task twin. The output must not exist and appears
/// complete or not at all. Throws InputError naming the file and what is wrong with it.
TANDEM_API ImportOutcome importMtop(const std::string& matFile, const std::string& output, const Catalogue& catalogue);

/// Makes a result file from a table of another tool's results: comma-separated, the first line naming the columns, in
/// any order: problem, task (from 1), algorithm, repetition (from 1), evaluations (of all tasks together), value (of
/// the objective, minimised; `objective` is accepted too) and, optionally, cv (constraint violation; 0 without it). One
/// row is the best of a task after that many evaluations. Runs with fewer distinct counts than the most any run has are
/// resampled to that number by share of the budget (the largest count of the problem), and their counts are then
/// unknown; before its first row, a run's value is NaN. Infinite values are the worst. All else is unknown, as in
/// importMtop, the evaluations of each task included where there are several. Single-objective only.
/// Throws InputError "FILE:LINE:COLUMN: what is wrong."
TANDEM_API ImportOutcome importCsv(const std::string& csvFile, const std::string& output, const Catalogue& catalogue);

}  // namespace tandem
