// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/profiles.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue&, const FigureRequest& r) {
  return profileFigure(all, {.data = true, .tolerance = r.tolerance});
}

}  // namespace

TANDEM_FIGURE(.place = 80, .name = "data-profile", .title = "Data profile",
              .doc = "share solved within a number of evaluations per D + 1", .objectives = FigureKind::For::Single,
              .takes = {"tolerance", "y-range"},
              .caption = "Share of problems solved within a number of evaluations per D + 1.",
              .reads = CellDetail::Logs, .ofRuns = make)

}  // namespace tandem::figures
