// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "metrics/base/anytime.h"

namespace tandem::met::ert_joint {
namespace {

class JointRunningTime final : public TargetMetric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    // All tasks are timed in evaluations of all of them together: the run ends when the last one reaches its target.
    const MetricOutput times = perProblem(input, [&](const RunView& run) {
      double last = 0.0;
      for (int task = 0; task < run.cell.tasks; ++task) {
        const double goal = level(input.problem, task);
        const double time =
            std::isnan(goal) ? kUndefined : hittingTime({run.cell, run.rep, task, run.checkpoint}, goal, Axis::All);
        last = std::isnan(time) || std::isnan(last) ? kUndefined : std::max(last, time);
      }
      return last;
    });
    const MetricOutput budgets =
        perProblem(input, [&](const RunView& run) { return spentEvaluations(run, Axis::All); });
    return expectedRunningTime(input, times, budgets);
  }
};

}  // namespace

TANDEM_METRIC(JointRunningTime, .name = "ERT-Joint", .labels = SingleObjective, .perTask = false,
              .doc =
                  "Expected running time, in evaluations of all tasks together, until every task of the problem has "
                  "reached its target (our own definition: ERT of a run that succeeds when all its tasks do); the "
                  "parameter axis has no meaning here. One value for all runs.")

}  // namespace tandem::met::ert_joint
