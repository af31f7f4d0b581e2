// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/collection.h"
#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  const RunCollection collection(all, catalogue, r.metric);
  const std::string value = "value:" + std::to_string(std::max(0, r.task) + 1);
  return groupedBoxes(
      collection,
      {.x = r.xOf, .y = r.yOf.empty() ? value : r.yOf, .shown = collection.matching(r.runs), .yScale = r.y});
}

}  // namespace

TANDEM_FIGURE(.place = 34, .name = "run-box", .title = "Box plot over a parameter",
              .doc = "any result of the runs over any parameter or other quantity",
              .takes = {"x", "y", "runs", "metric", "task", "log-y", "linear-y", "y-range"},
              .caption = "Quartiles of the runs; whiskers reach the outermost values within 1.5 interquartile ranges.",
              .ofRuns = make)

}  // namespace tandem::figures
