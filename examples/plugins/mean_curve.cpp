// SPDX-License-Identifier: Apache-2.0
// Anytime performance: the mean over the checkpoints so far of the best objective, per task. Small when a run was good
// early, not only at its end.
#include <limits>

#include "tandem/metric.h"

namespace tandem::met::mean_curve {
namespace {

class MeanCurve final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    MetricOutput out;
    for (const CellData* cell : input.cells) {
      out.rows = cell->tasks;
      out.repetitions = cell->repetitions;
      out.checkpoints = cell->checkpoints;
      std::vector<double>& values = out.values.emplace_back();
      for (int rep = 0; rep < cell->repetitions; ++rep) {
        for (int task = 0; task < cell->tasks; ++task) {
          double sum = 0.0;
          for (int k = 0; k < cell->checkpoints; ++k) {
            const std::size_t at = cell->at(rep, task, k);
            // An infeasible best has no objective to speak of; NaN stays for the rest of the curve.
            sum += cell->cv[at] > 0.0 ? std::numeric_limits<double>::quiet_NaN() : cell->objective[at];
            values.push_back(sum / (k + 1));
          }
        }
      }
    }
    return out;
  }
};

}  // namespace

TANDEM_METRIC(MeanCurve, .name = "Mean-Curve", .labels = SingleObjective | Constrained,
              .doc = "Mean of the best objective over the checkpoints so far.")

}  // namespace tandem::met::mean_curve
