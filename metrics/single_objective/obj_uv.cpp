// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "metrics/base/values.h"

namespace tandem::met::obj_uv {
namespace {

class UnifiedValue final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    const std::size_t tasks = input.problem.tasks.size();
    std::vector<double> least(tasks, kUndefined);
    std::vector<double> largest(tasks, kUndefined);
    for (const CellData* cell : input.cells) {  // all checkpoints, whichever are requested
      for (int rep = 0; rep < cell->repetitions; ++rep) {
        if (cell->status[rep] != RunStatus::Finished) continue;
        for (std::size_t t = 0; t < tasks; ++t) {
          for (int k = 0; k < cell->checkpoints; ++k) {
            const double v = feasibleObjective({*cell, rep, static_cast<int>(t), k});
            if (std::isnan(v)) continue;
            least[t] = std::fmin(least[t], v);
            largest[t] = std::fmax(largest[t], v);
          }
        }
      }
    }
    const MetricOutput scaled = perTask(input, [&](const RunView& run) {
      const auto t = static_cast<std::size_t>(run.task);
      const double value = feasibleObjective(run);
      const double range = largest[t] - least[t];
      if (std::isinf(range)) return (0.5 * value - 0.5 * least[t]) / (0.5 * largest[t] - 0.5 * least[t]);
      return range > 0.0 ? (value - least[t]) / range : value - least[t];
    });
    return combineTasks(scaled, meanOf);
  }
};

}  // namespace

TANDEM_METRIC(UnifiedValue, .name = "Obj-UV", .labels = SingleObjective, .perTask = false, .relative = true,
              .valuesOnly = true,
              .doc =
                  "Mean over the tasks of (Obj - least) / (largest - least), both over all algorithms, runs and "
                  "checkpoints of the task; a task with the same value everywhere counts 0.")

}  // namespace tandem::met::obj_uv
