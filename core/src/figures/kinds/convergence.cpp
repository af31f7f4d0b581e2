// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/convergence.h"

#include "tandem/figures/kinds.h"

namespace tandem::figures {
namespace {

Figure make(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const FigureRequest& r) {
  const ConvergenceOptions options{.metric = r.metric,
                                   .task = r.task,
                                   .totalEvaluations = r.totalEvaluations,
                                   .band = r.band,
                                   .y = r.y,
                                   .logX = r.logX,
                                   .mean = r.mean,
                                   .alpha = r.alpha,
                                   .repetition = r.repetition};
  Figure figure =
      eachProblem(all, [&](const ProblemRuns& runs) { return convergenceFigure(runs, catalogue, options); });
  if (r.mean) {
    figure.caption =
        "Mean of the best value so far over the runs, with its confidence interval (normal approximation).";
  }
  return figure;
}

}  // namespace

TANDEM_FIGURE(.place = 10, .name = "convergence", .title = "Convergence",
              .doc = "median with quartile band against evaluations really spent",
              .takes = {"metric", "task", "repetition", "total", "no-band", "log-x", "log-y", "linear-y", "y-range",
                        "mean", "alpha"},
              .caption = "Median of the best value so far over the runs, with the band between the quartiles.",
              .reads = CellDetail::Logs, .ofRuns = make)

}  // namespace tandem::figures
