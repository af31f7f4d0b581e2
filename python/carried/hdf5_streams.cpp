// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

// The standard streams as the HDF5 inside this library calls them (CMakeLists.txt); invisible elsewhere.
extern "C" {
[[gnu::visibility("hidden")]] std::FILE* tandem_hdf5_stderr = nullptr;
[[gnu::visibility("hidden")]] std::FILE* tandem_hdf5_stdout = nullptr;
}

namespace {
[[gnu::constructor]] void setStreams() {
  tandem_hdf5_stderr = stderr;
  tandem_hdf5_stdout = stdout;
}
}  // namespace
