// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <vector>

#include "gui/figures/dataset.h"
#include "gui/figures/figure.h"

namespace tandem::figures {

/// What the evaluations were spent on: a panel per problem, a stacked bar per algorithm and task, a part per purpose
/// (mean of the finished runs). Throws InputError if nothing is known of them.
Figure ledgerFigure(const std::vector<ProblemRuns>& all);

}  // namespace tandem::figures
