// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/figures/figure.h"
#include "tandem/population.h"
#include "tandem/problem.h"
#include "tandem/result.h"

/// Figures of a run in progress (or just ended), made from what its thread published.
namespace tandem::figures {

/// The tasks a figure shows: one (from 0), or the first `most`.
struct TaskChoice {
  int task = -1;
  int most = 6;
  [[nodiscard]] std::vector<int> of(int tasks) const;
};

/// Every individual as a line through its variables in unified space, a panel per task; at most 60 individuals each.
TANDEM_API Figure populationFigure(std::span<const Population> populations, const Problem& problem,
                                   const TaskChoice& choice);

/// Objective space of the tasks that have several objectives, with the reference front where it is known.
TANDEM_API Figure objectivesFigure(std::span<const Population> populations, const Problem& problem,
                                   const TaskChoice& choice);

/// Best objective value of each task against the evaluations of all tasks. The note names tasks without a feasible
/// solution, with their least constraint violation.
TANDEM_API Figure improvementsFigure(const std::vector<std::vector<Improvement>>& improvements);

/// One curve of a quality measure per task.
struct LiveCurve {
  std::vector<double> x, y;
};
TANDEM_API Figure curvesFigure(const std::vector<LiveCurve>& curves, const std::string& name);

/// The traces that the algorithm declared: a panel per trace, a line per task (or pair of tasks), at the checkpoints
/// that the run has passed. No panels while nothing has been reported.
TANDEM_API Figure liveTracesFigure(const std::vector<TraceInfo>& traces, const RunRecord& record);

}  // namespace tandem::figures
