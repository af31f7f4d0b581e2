// SPDX-License-Identifier: Apache-2.0
#include "tandem/version.h"

#include <dlfcn.h>
#include <hdf5.h>
#include <oneapi/tbb/version.h>

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

std::string librariesText() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  H5get_libversion(&major, &minor, &release);
  return "HDF5 " + std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(release) + ", oneTBB " +
         TBB_runtime_version() + ", Eigen " TANDEM_EIGEN;
}

std::string partPath(const std::string& fileName) {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&partPath), &info) == 0 || info.dli_fname == nullptr) return fileName;
  return (std::filesystem::path(info.dli_fname).parent_path() / fileName).string();
}
}  // namespace tandem
