// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"

namespace tandem::figures {

/// What the evaluations were spent on: a panel per problem, a stacked bar per algorithm and task, a part per purpose
/// (mean of the finished runs). Throws InputError if they are unknown.
TANDEM_API Figure ledgerFigure(const std::vector<ProblemRuns>& all);

}  // namespace tandem::figures
