// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/distribution.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  return distributionFigure(all, catalogue,
                            {.metric = r.metric, .task = r.task, .y = r.y, .violin = true, .checkpoint = r.checkpoint});
}

}  // namespace

TANDEM_FIGURE(.place = 30, .name = "violin", .title = "Violin plot",
              .doc = "density of the values at the end of the runs",
              .takes = {"metric", "task", "checkpoint", "log-y", "linear-y", "y-range"},
              .caption = "Density of the values of the runs, with their median and quartiles.",
              .reads = CellDetail::Values, .ofRuns = make)

}  // namespace tandem::figures
