// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/tables/table.h"

namespace tandem::figures {

/// Reads the selected runs from results that are already open: a program that shows tables and figures passes the same
/// sources to both. Picks index the sources; `selection.files` is ignored. Throws what loadRuns(selection), which opens
/// the files itself, throws.
TANDEM_API std::vector<ProblemRuns> loadRuns(std::span<const ResultSource> sources, const Selection& selection,
                                             const Catalogue* catalogue = nullptr);

}  // namespace tandem::figures
