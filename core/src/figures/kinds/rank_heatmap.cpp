// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/ranks.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  return rankHeatMap(rankTable(all, r.metric, catalogue, r.ranks), instanceNote(all) + '.');
}

}  // namespace

TANDEM_FIGURE(.place = 100, .name = "rank-heatmap", .title = "Heat map of ranks",
              .doc = "rank of each algorithm on each task", .takes = {"metric", "ranks"},
              .caption = "Rank of each algorithm on each task, 1 the best.", .manyProblems = true,
              .reads = CellDetail::Values, .ofRuns = make)

}  // namespace tandem::figures
