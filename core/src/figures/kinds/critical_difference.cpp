// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/ranks.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  return criticalDifference(rankTable(all, r.metric, catalogue, r.ranks), r.alpha, r.taskBlocks,
                            instanceNote(all) + '.');
}

}  // namespace

TANDEM_FIGURE(.place = 90, .name = "critical-difference", .title = "Critical difference",
              .doc = "mean ranks with Nemenyi's test", .takes = {"metric", "ranks", "alpha", "task-blocks"},
              .caption = "Mean ranks; Nemenyi's test cannot tell apart what a bar joins.", .manyProblems = true,
              .reads = CellDetail::Values, .ofRuns = make)

}  // namespace tandem::figures
