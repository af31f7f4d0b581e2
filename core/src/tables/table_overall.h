// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/tables/table.h"

namespace tandem::table_statistics {

/// Fills TableColumn::overall from the effects of the cells; notes where there are too few problems.
void summariseOverall(Table& table);

}  // namespace tandem::table_statistics
