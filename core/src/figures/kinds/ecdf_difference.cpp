// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/comparison.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue&, const FigureRequest& r) {
  return ecdfDifferenceFigure(all, {.targets = {.task = r.task, .joint = r.joint}, .base = r.base, .alpha = r.alpha});
}

}  // namespace

TANDEM_FIGURE(.place = 60, .name = "ecdf-difference", .title = "Difference of runtime distributions",
              .doc = "share of targets reached minus that of a base, with bootstrap bands",
              .objectives = FigureKind::For::Single, .takes = {"task", "joint", "base", "alpha", "y-range"},
              .caption = "Share of targets reached by each algorithm minus that of the base, with bootstrap bands.",
              .reads = CellDetail::Logs, .ofRuns = make)

}  // namespace tandem::figures
