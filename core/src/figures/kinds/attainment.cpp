// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/verdict.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue&, const FigureRequest& r) {
  return attainmentFigure(all, {.task = r.task});
}

}  // namespace

TANDEM_FIGURE(.place = 120, .name = "attainment", .title = "Attainment",
              .doc = "share of runs that reached a value within so many evaluations",
              .objectives = FigureKind::For::Single, .takes = {"task"},
              .caption = "Share of the runs that had reached a value within so many evaluations.",
              .reads = CellDetail::Logs, .ofRuns = make)

}  // namespace tandem::figures
