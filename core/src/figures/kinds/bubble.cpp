// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/collection.h"
#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  const RunCollection collection(all, catalogue, r.metric);
  const std::string value = "value:" + std::to_string(std::max(0, r.task) + 1);
  return bubbleChart(collection, {.x = r.xOf,
                                  .y = r.yOf.empty() ? value : r.yOf,
                                  .size = r.sizeOf,
                                  .colour = r.colourOf,
                                  .shown = collection.matching(r.runs),
                                  .yScale = r.y});
}

}  // namespace

TANDEM_FIGURE(.place = 32, .name = "bubble", .title = "Bubble chart",
              .doc = "one bubble per run: any results and parameters as x, y, size and colour",
              .takes = {"x", "y", "size", "colour", "runs", "metric", "task", "log-y", "linear-y", "y-range"},
              .caption = "Every run is a bubble; those of one name stand side by side.", .ofRuns = make)

}  // namespace tandem::figures
