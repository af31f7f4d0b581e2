// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace tandem {

/// Value of an environment variable; empty if it is not set.
std::string environment(const char* name);

/// $XDG_DATA_HOME/tandem, else ~/.local/share/tandem.
std::string userDataDir();

}  // namespace tandem
