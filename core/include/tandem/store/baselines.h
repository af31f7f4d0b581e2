// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"

/// Results that come with the program, to stand beside one's own (docs/baselines.md).
namespace tandem {

struct BaselineEntry {
  std::string name;           ///< "CEC17-MTSO"
  std::string about;          ///< one line: what its specification says of it first
  std::string specification;  ///< path of NAME.toml
  std::string results;        ///< path of NAME.h5; empty: it is specified but was not made
};

/// The folder of the baselines: $TANDEM_BASELINES_DIR if that is set, else share/tandem/baselines beside the installed
/// library, else data/baselines of the source tree that it was built in. Empty if there is none.
TANDEM_API std::string baselineFolder();
/// All of them, made ones first, in the order of their names. Empty without a folder.
TANDEM_API std::vector<BaselineEntry> baselineEntries();
/// The file that a user means: "baseline:NAME" is that of a baseline (names as elsewhere: no case, '-', '_' and blank
/// alike), everything else itself. ResultFile asks this of every name, so that baselines are taken wherever result
/// files are. Throws InputError with the nearest names, or with how to make it.
TANDEM_API std::string resultPath(const std::string& text);

}  // namespace tandem
