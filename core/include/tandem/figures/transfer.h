// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/figure.h"

namespace tandem::figures {

struct TransferOptions {
  int algorithm = 0;    ///< index into ProblemRuns::algorithms
  int checkpoint = -1;  ///< from 0; -1: the last (counts are cumulative)
};

/// Which task gave to which, summed over the finished runs: offspring made, share that survived, improvements of the
/// task's best, and survival minus that of the receiver's native offspring ("lift"). Donors in rows, receivers in
/// columns; the diagonal holds native offspring. Throws InputError if the algorithm does not report its transfers.
TANDEM_API Figure transferFigure(const ProblemRuns& runs, const TransferOptions& options = {});

/// The same from one matrix of counts [donor * tasks + receiver]; for live views.
TANDEM_API std::vector<Panel> transferPanels(const std::vector<TransferCounts>& counts,
                                             const std::vector<std::string>& tasks);

}  // namespace tandem::figures
