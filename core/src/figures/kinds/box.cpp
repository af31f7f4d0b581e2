// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/distribution.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  return distributionFigure(all, catalogue, {.metric = r.metric, .task = r.task, .y = r.y, .checkpoint = r.checkpoint});
}

}  // namespace

TANDEM_FIGURE(.place = 20, .name = "box", .title = "Box plot", .doc = "values at the end of the runs",
              .takes = {"metric", "task", "checkpoint", "log-y", "linear-y", "y-range"},
              .caption = "Quartiles of the runs; whiskers reach the outermost values within 1.5 interquartile ranges.",
              .reads = CellDetail::Values, .ofRuns = make)

}  // namespace tandem::figures
