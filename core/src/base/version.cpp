// SPDX-License-Identifier: Apache-2.0
#include "tandem/version.h"

#include "revision.h"  // generated at every build

namespace tandem {
std::string versionText() {
  return TANDEM_VERSION;
}
std::string revisionText() {
  return TANDEM_REVISION;
}
std::string compilerText() {
  return "g++ " __VERSION__;
}
std::string flagsText() {
  return TANDEM_FLAGS;
}
}  // namespace tandem
