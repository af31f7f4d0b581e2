// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/comparison.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  return powerFigure(
      all, catalogue,
      {.metric = r.metric, .task = r.task, .base = r.base, .alpha = r.alpha, .checkpoint = r.checkpoint});
}

}  // namespace

TANDEM_FIGURE(.place = 130, .name = "power", .title = "Power by number of runs",
              .doc = "how many runs the rank-sum test needs to see a difference",
              .takes = {"metric", "task", "base", "alpha", "checkpoint", "y-range"},
              .caption = "Power of the rank-sum test by the number of runs.", .reads = CellDetail::Values,
              .ofRuns = make)

}  // namespace tandem::figures
