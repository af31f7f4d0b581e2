// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/problem.h"

namespace tandem {

/// Refuses a problem whose tasks cannot be searched: every variable needs bounds, with a range that is a finite
/// number, since points of the unified space are mapped to it.
void checkTasks(const Problem& problem, const std::string& name);

}  // namespace tandem
