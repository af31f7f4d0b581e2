// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/profiles.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue&, const FigureRequest& r) {
  return ecdfFigure(all, {.task = r.task, .joint = r.joint});
}

}  // namespace

TANDEM_FIGURE(.place = 50, .name = "ecdf", .title = "Runtime distribution",
              .doc = "share of targets reached against evaluations", .objectives = FigureKind::For::Single,
              .takes = {"task", "joint", "y-range"},
              .caption = "Share of targets that the runs reached, against evaluations.", .reads = CellDetail::Logs,
              .ofRuns = make)

}  // namespace tandem::figures
