// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"

/// Results shipped with the program, to compare one's own with (docs/baselines.md).
namespace tandem {

struct BaselineEntry {
  std::string name;           ///< "CEC17-MTSO"
  std::string about;          ///< one line: what it is, from the first comment of its specification
  std::string specification;  ///< path of NAME.toml
  std::string results;        ///< path of NAME.h5; empty: specified but not computed
};

/// The folder of the baselines: $TANDEM_BASELINES_DIR if that is set, else share/tandem/baselines beside the installed
/// library, else data/baselines of the source tree that it was built in. Empty if there is none.
TANDEM_API std::string baselineFolder();
/// All of them, computed ones first, sorted by name. Empty without a folder.
TANDEM_API std::vector<BaselineEntry> baselineEntries();
/// The file that a user means: "baseline:NAME" is that of a baseline (names as elsewhere: case ignored, '-', '_' and
/// space alike), everything else is returned unchanged. ResultFile passes every name through this, so that baselines
/// are accepted wherever result files are. Throws InputError with the nearest names, or with how to compute it.
TANDEM_API std::string resultPath(const std::string& text);

}  // namespace tandem
