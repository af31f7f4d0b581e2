// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

namespace tandem::met::obj_neg {
namespace {

class NegatedObjective final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return perTask(input, [](const RunView& run) { return -feasibleObjective(run); });
  }
};

}  // namespace

TANDEM_METRIC(NegatedObjective, .name = "Obj-Neg", .labels = SingleObjective, .larger = true, .valuesOnly = true,
              .doc = "The negated objective, for problems that were maximised before they were turned round.")

}  // namespace tandem::met::obj_neg
