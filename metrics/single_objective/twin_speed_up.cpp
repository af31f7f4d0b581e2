// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"
#include "tandem/stats.h"

namespace tandem::met::twin_speed_up {
namespace {

class TwinSpeedUp final : public Metric {
 public:
  void params(ParamVisitor& visitor) override { declareAxis(visitor, axis_); }

  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    const MetricOutput values = perTask(input, feasibleObjective);
    return againstTwins(input, values.rows, [&](std::size_t a, std::size_t twin, int task, int k) {
      const double level = stats::median(runsRankedWorst(values, input, twin, task, k));
      if (!std::isfinite(level)) return kUndefined;
      const double own = medianHittingTime(input, a, task, k, level, axisOf(axis_));
      return std::isfinite(own) ? medianHittingTime(input, twin, task, k, level, axisOf(axis_)) / own : kUndefined;
    });
  }

 private:
  std::string axis_ = "all";
};

}  // namespace

TANDEM_METRIC(TwinSpeedUp, .name = "Twin-Speed-Up", .labels = SingleObjective, .larger = true, .relative = true,
              .doc =
                  "Evaluations that the single-task twin needs to reach its own final median, over those that the "
                  "algorithm needs to reach the same level (medians over the runs); undefined if most runs never do. "
                  "One value for all runs; the twin must be compared, too.")

}  // namespace tandem::met::twin_speed_up
