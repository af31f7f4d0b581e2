// SPDX-License-Identifier: Apache-2.0
#include "cli/results.h"

namespace tandem::cli {

std::vector<RunKey> allRuns(const ExperimentInfo& info) {
  std::vector<RunKey> keys;
  for (int p = 0; p < isize(info.problems); ++p) {
    for (int a = 0; a < isize(info.algorithms); ++a) {
      for (int r = 0; r < info.repetitions; ++r) keys.push_back({p, a, r});
    }
  }
  return keys;
}

const char* statusName(RunStatus status) {
  switch (status) {
    case RunStatus::Finished:
      return "finished";
    case RunStatus::Failed:
      return "failed";
    case RunStatus::Missing:
      break;
  }
  return "missing";
}

Counts countRuns(const ResultFile& file) {
  Counts counts;
  for (const RunKey& key : allRuns(file.info())) {
    switch (file.status(key)) {
      case RunStatus::Finished:
        ++counts.finished;
        break;
      case RunStatus::Failed:
        ++counts.failed;
        break;
      case RunStatus::Missing:
        ++counts.missing;
        break;
    }
  }
  return counts;
}

}  // namespace tandem::cli
