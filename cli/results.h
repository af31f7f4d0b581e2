// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/store/result_file.h"

/// Small helpers of the commands that read result files.
namespace tandem::cli {

/// All runs an experiment consists of, problem-major, then algorithm, then repetition.
std::vector<RunKey> allRuns(const ExperimentInfo& info);
/// "finished", "failed", "missing".
const char* statusName(RunStatus status);

struct Counts {
  int finished = 0;
  int failed = 0;
  int missing = 0;
  [[nodiscard]] int total() const { return finished + failed + missing; }
};
Counts countRuns(const ResultFile& file);

}  // namespace tandem::cli
