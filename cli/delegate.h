// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "cli/arguments.h"

namespace tandem::cli {

/// Does what `tandem NAME WORDS...` does, with the --data-dir and --plugin-dir of `from` if that command takes them;
/// returns its exit status. For commands composed of others, so that nothing is implemented twice.
int delegate(const std::string& name, std::vector<std::string> words, const Arguments& from);

}  // namespace tandem::cli
