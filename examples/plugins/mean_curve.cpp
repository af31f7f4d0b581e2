// SPDX-License-Identifier: Apache-2.0
// Anytime performance: the mean of the best objective over the checkpoints so far, per task. Small when a run was good
// early on, not only at its end.
#include <limits>

#include "tandem/metric.h"

namespace tandem::met::mean_curve {
namespace {

class MeanCurve final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    MetricOutput out = emptyOutput(input, isize(input.problem.tasks));
    for (int a = 0; a < isize(input.cells); ++a) {
      const CellData& cell = *input.cells[a];
      for (int rep = 0; rep < cell.repetitions; ++rep) {
        for (int task = 0; task < cell.tasks; ++task) {
          // Some checkpoints are asked for, usually only the last; the mean is over all up to each of them.
          for (int k = 0; k < out.checkpoints; ++k) {
            const int last = checkpointOf(input, cell, k);
            double sum = 0.0;
            for (int before = 0; before <= last; ++before) {
              const std::size_t at = cell.at(rep, task, before);
              // The objective of an infeasible best means nothing; the rest of the curve stays NaN.
              sum += cell.cv[at] > 0.0 ? std::numeric_limits<double>::quiet_NaN() : cell.objective[at];
            }
            out.at(a, rep, task, k) = sum / (last + 1);
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
