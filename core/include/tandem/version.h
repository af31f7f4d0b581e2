// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/export.h"

namespace tandem {
/// What results are stamped with.
TANDEM_API std::string versionText();   ///< "0.1.0"
TANDEM_API std::string revisionText();  ///< git revision, or "unknown"
TANDEM_API std::string compilerText();
TANDEM_API std::string flagsText();
}  // namespace tandem
