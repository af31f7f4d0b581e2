// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/tables/table.h"

namespace tandem::figures {

/// Reads the selected runs from results that are open already: a program that shows tables and figures hands the same
/// sources to both. Picks count the sources; `selection.files` is not looked at. Throws what loadRuns(selection)
/// throws, which opens the files for it.
TANDEM_API std::vector<ProblemRuns> loadRuns(std::span<const ResultSource> sources, const Selection& selection);

}  // namespace tandem::figures
