// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/tables/table.h"

namespace tandem::table_statistics {

/// How many runs the rank-sum test needs to detect the requested effect (TableRequest::power): fills Table::power and
/// adds a note. `comparisons` is the number of tests.
void addPower(Table& table, int comparisons);

}  // namespace tandem::table_statistics
