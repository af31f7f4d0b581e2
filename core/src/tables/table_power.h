// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/tables/table.h"

namespace tandem::table_statistics {

/// How many runs the rank-sum test needs to see the effect asked for (TableRequest::power): fills Table::power and says
/// it in a note. `comparisons` is the number of tests made.
void addPower(Table& table, int comparisons);

}  // namespace tandem::table_statistics
