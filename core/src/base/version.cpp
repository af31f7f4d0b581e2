// SPDX-License-Identifier: Apache-2.0
#include "tandem/version.h"

#include <dlfcn.h>

#include <filesystem>

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

std::string partPath(const std::string& fileName) {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&partPath), &info) == 0 || info.dli_fname == nullptr) return fileName;
  return (std::filesystem::path(info.dli_fname).parent_path() / fileName).string();
}
}  // namespace tandem
