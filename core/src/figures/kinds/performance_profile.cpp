// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/profiles.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue&, const FigureRequest& r) {
  return profileFigure(all, {.tolerance = r.tolerance});
}

}  // namespace

TANDEM_FIGURE(.place = 70, .name = "performance-profile", .title = "Performance profile",
              .doc = "share solved within a factor of the fewest evaluations", .objectives = FigureKind::For::Single,
              .takes = {"tolerance", "y-range"},
              .caption = "Share of problems solved within a factor of the fewest evaluations that any algorithm took.",
              .reads = CellDetail::Logs, .ofRuns = make)

}  // namespace tandem::figures
