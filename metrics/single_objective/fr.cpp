// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

namespace tandem::met::fr {
namespace {

class FeasibleRate final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return perTask(input, [](const RunView& run) { return run.cell.cv[run.index()] <= 0.0 ? 1.0 : 0.0; });
  }
};

}  // namespace

TANDEM_METRIC(
    FeasibleRate, .name = "FR", .labels = SingleObjective | Constrained, .larger = true, .valuesOnly = true,
    .doc =
        "1 for a run whose best solution of the task is feasible, else 0: the mean over the runs is the feasible rate.")

}  // namespace tandem::met::fr
