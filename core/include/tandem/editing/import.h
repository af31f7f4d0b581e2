// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/export.h"

namespace tandem {

struct ImportOutcome {
  int runs = 0;                    ///< imported
  int missing = 0;                 ///< empty in the file
  std::vector<std::string> notes;  ///< what a reader must know, a sentence each
};

/// Makes a result file of what MToP saves (`MTOData` in a MATLAB file, -v6 or -v7). What MToP does not store is marked
/// unknown: seed, versions, host, evaluations spent, transfer, times of improvements, data behind the problems. Names
/// that the catalogue knows get its spelling, suite and single-task twin. The output must not exist and appears
/// complete or not at all. Throws InputError naming the file and what is wrong with it.
TANDEM_API ImportOutcome importMtop(const std::string& matFile, const std::string& output, const Catalogue& catalogue);

}  // namespace tandem
