// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/problem.h"

namespace tandem {

/// Refuses a problem whose tasks cannot be searched: a bound for every variable is needed, and a range that is a finite
/// number, since points of the unified space are carried over to it.
void checkTasks(const Problem& problem, const std::string& name);

}  // namespace tandem
