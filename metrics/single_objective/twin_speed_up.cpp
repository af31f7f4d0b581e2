// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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
      const double own = medianTime(input, a, task, k, level);
      return std::isfinite(own) ? medianTime(input, twin, task, k, level) / own : kUndefined;
    });
  }

 private:
  // Median over all runs of the evaluations to the level; runs that do not reach it count as infinite.
  [[nodiscard]] double medianTime(const MetricInput& input, std::size_t a, int task, int k, double level) const {
    const CellData& cell = *input.cells[a];
    std::vector<double> times;
    for (int rep = 0; rep < cell.repetitions; ++rep) {
      double time = kUndefined;
      if (cell.status[static_cast<std::size_t>(rep)] == RunStatus::Finished) {
        time = hittingTime({cell, rep, task, resolveCheckpoint(input, cell, k)}, level, axisOf(axis_));
      }
      times.push_back(std::isnan(time) ? std::numeric_limits<double>::infinity() : time);
    }
    // The lower median: of an even number of the twin's runs half reach their median, not more.
    std::sort(times.begin(), times.end());
    return times[(times.size() - 1) / 2];
  }

  std::string axis_ = "all";
};

}  // namespace

TANDEM_METRIC(TwinSpeedUp, .name = "Twin-Speed-Up", .labels = SingleObjective, .larger = true, .relative = true,
              .doc =
                  "Evaluations that the single-task twin needs to reach its own final median, over those that the "
                  "algorithm needs to reach the same level (medians over the runs); undefined if most runs never do. "
                  "One value for all runs; the twin must be compared, too.")

}  // namespace tandem::met::twin_speed_up
