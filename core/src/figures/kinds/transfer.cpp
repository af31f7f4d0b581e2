// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/transfer.h"

#include "tandem/error.h"
#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue&, const FigureRequest& r) {
  if (all.size() > 1 || all.front().algorithms.size() > 1) {
    // Taking the first algorithm that reports transfers would be a silent choice.
    throw InputError("A transfer figure shows one algorithm on one problem; choose one of the " +
                     (all.size() > 1
                          ? std::to_string(all.size()) + " problems selected (--problem)"
                          : std::to_string(all.front().algorithms.size()) + " algorithms selected (--algorithm)") +
                     ".");
  }
  return transferFigure(all.front(), {.algorithm = 0, .checkpoint = r.checkpoint});
}

}  // namespace

TANDEM_FIGURE(.place = 140, .name = "transfer", .title = "Transfer matrix",
              .doc = "donor by receiver: made, survived, improved, lift", .takes = {"checkpoint"},
              .caption =
                  "Transfers by donor and receiver: made, survived, improved, and their lift over native offspring.",
              .ofRuns = make)

}  // namespace tandem::figures
