// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/fronts.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  const FrontOptions options{
      .task = r.task, .repetition = r.repetition, .checkpoint = r.checkpoint, .metric = r.metric};
  return eachProblem(all, [&](const ProblemRuns& runs) { return frontFigure(runs, catalogue, options); });
}

}  // namespace

TANDEM_FIGURE(.place = 40, .name = "pareto", .title = "Pareto front",
              .doc = "non-dominated solutions with the reference front", .objectives = FigureKind::For::Multi,
              .takes = {"metric", "task", "repetition", "checkpoint", "y-range"},
              .caption = "Non-dominated solutions of one run per algorithm, and the reference front.",
              .reads = CellDetail::Values, .ofRuns = make)

}  // namespace tandem::figures
