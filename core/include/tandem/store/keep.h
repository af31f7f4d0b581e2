// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/export.h"

namespace tandem {

/// Throws InputError if a file of results (HDF5) lies under this path: tables, figures and exports replace files, but
/// must not replace what they are made from.
TANDEM_API void keepResults(const std::string& path);

}  // namespace tandem
