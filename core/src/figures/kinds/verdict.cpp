// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/verdict.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  return verdictFigure(all, catalogue, {.metric = r.metric, .task = r.task, .base = r.base, .alpha = r.alpha});
}

}  // namespace

TANDEM_FIGURE(.place = 110, .name = "verdict", .title = "Verdict over time",
              .doc = "better or worse than the single-task twin (or a base), by task and checkpoint",
              .takes = {"metric", "task", "base", "alpha"},
              .caption = "Whether an algorithm is better or worse than its base, by task and checkpoint.",
              .reads = CellDetail::Values, .ofRuns = make)

}  // namespace tandem::figures
