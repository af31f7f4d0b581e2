// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/ledger.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue&, const FigureRequest&) {
  return ledgerFigure(all);
}

}  // namespace

TANDEM_FIGURE(.place = 160, .name = "ledger", .title = "Evaluations by purpose",
              .doc = "what the evaluations of each task were spent on", .takes = {"y-range"},
              .caption = "Evaluations of each task by what they were spent on.", .ofRuns = make)

}  // namespace tandem::figures
