// SPDX-License-Identifier: Apache-2.0
#include "base/paths.h"

#include <cstdlib>

namespace tandem {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string userDataDir() {
  if (const std::string xdg = environment("XDG_DATA_HOME"); !xdg.empty()) return xdg + "/tandem";
  const std::string home = environment("HOME");
  return (home.empty() ? "/tmp" : home) + "/.local/share/tandem";
}

}  // namespace tandem
