// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/problem.h"
#include "tandem/specification/document.h"

namespace tandem::prob {

/// The problem that a description defines (docs/composer.md). The same description always gives the same problem.
/// Throws InputError with the position of the error.
TANDEM_API BuiltProblem composeProblem(const Document& description);

/// Functions that a task may be made of, by the names that descriptions use.
TANDEM_API std::vector<std::string> composerFunctions();

}  // namespace tandem::prob
