// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

namespace tandem::met::cv {
namespace {

class Violation final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return perTask(input, [](const RunView& run) { return run.cell.cv[run.index()]; });
  }
};

}  // namespace

TANDEM_METRIC(Violation, .name = "CV", .labels = SingleObjective | Constrained, .valuesOnly = true,
              .doc = "Constraint violation of the best solution of the task: sum of max(0, g).")

}  // namespace tandem::met::cv
