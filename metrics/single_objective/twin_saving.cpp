// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"
#include "tandem/stats.h"

namespace tandem::met::twin_saving {
namespace {

class TwinSaving final : public Metric {
 public:
  void params(ParamVisitor& visitor) override { declareAxis(visitor, axis_); }

  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    const MetricOutput values = perTask(input, feasibleObjective);
    return againstTwins(input, values.rows, [&](std::size_t a, std::size_t twin, int task, int k) {
      const double level = stats::median(runsRankedWorst(values, input, a, task, k));
      if (!std::isfinite(level)) return kUndefined;
      const double own = medianHittingTime(input, a, task, k, level, axisOf(axis_));
      double others = medianHittingTime(input, twin, task, k, level, axisOf(axis_));
      if (std::isinf(others)) others = medianSpent(input, twin, task, k);
      return std::isfinite(own) && others > 0.0 ? 1.0 - own / others : kUndefined;
    });
  }

 private:
  [[nodiscard]] double medianSpent(const MetricInput& input, std::size_t a, int task, int k) const {
    const CellData& cell = *input.cells[a];
    std::vector<double> spent;
    for (int rep = 0; rep < cell.repetitions; ++rep) {
      if (cell.status[rep] != RunStatus::Finished) continue;
      const double count = spentEvaluations({cell, rep, task, checkpointOf(input, cell, k)}, axisOf(axis_));
      if (!std::isnan(count)) spent.push_back(count);
    }
    return spent.empty() ? kUndefined : stats::median(spent);
  }

  std::string axis_ = "all";
};

}  // namespace

TANDEM_METRIC(
    TwinSaving, .name = "Twin-Saving", .labels = SingleObjective, .larger = true, .relative = true,
    .doc =
        "Share of evaluations saved against the single-task twin: 1 - (evaluations that the algorithm needs to "
        "reach its own final median) / (those of the twin to the same level), medians over the runs; a twin "
        "that never gets there counts all it spent, so that the saving is at least this. Negative: the twin "
        "was faster. One value for all runs; the twin must be compared, too.")

}  // namespace tandem::met::twin_saving
