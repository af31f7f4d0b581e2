// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"

namespace tandem::met::success_rate {
namespace {

class SuccessRate final : public TargetMetric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return perTask(input, [&](const RunView& run) {
      const double goal = level(input.problem, run.task);
      if (std::isnan(goal) || std::isnan(spentEvaluations(run, axis()))) return kUndefined;
      return std::isnan(hittingTime(run, goal, axis())) ? 0.0 : 1.0;
    });
  }
};

}  // namespace

TANDEM_METRIC(SuccessRate, .name = "Success-Rate", .aliases = {"SR"}, .labels = SingleObjective, .larger = true,
              .doc =
                  "1 for a run that reached the target on the task, else 0: the mean over the runs is the success "
                  "rate.")

}  // namespace tandem::met::success_rate
