// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/traces.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue&, const FigureRequest& r) {
  const TraceOptions options{
      .trace = r.trace, .task = r.task, .band = r.band, .y = r.y, .mean = r.mean, .alpha = r.alpha};
  return eachProblem(all, [&](const ProblemRuns& runs) { return traceFigure(runs, options); });
}

}  // namespace

TANDEM_FIGURE(.place = 150, .name = "trace", .title = "Traces",
              .doc = "what algorithms adapt (rmp, F, sigma, ...) against evaluations",
              .takes = {"trace", "task", "no-band", "log-y", "linear-y", "y-range", "mean", "alpha"},
              .caption = "What the algorithms adapt: median over the runs, with the band between the quartiles.",
              .ofRuns = make)

}  // namespace tandem::figures
