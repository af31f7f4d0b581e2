// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/export.h"

namespace tandem {
/// Version information, as stamped on results.
TANDEM_API std::string versionText();   ///< "0.1.0"
TANDEM_API std::string revisionText();  ///< git revision, or "unknown"
TANDEM_API std::string compilerText();
TANDEM_API std::string flagsText();
/// The libraries in use: "HDF5 1.10.8, oneTBB 2021.8, Eigen 3.4.0".
TANDEM_API std::string librariesText();

/// Path of an optional part (the libraries for OpenCL and MPI) beside this library; the bare name if the system does
/// not say where that is.
TANDEM_API std::string partPath(const std::string& fileName);
}  // namespace tandem
