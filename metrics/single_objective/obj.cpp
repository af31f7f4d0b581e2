// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

namespace tandem::met::obj {
namespace {

class Objective final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return perTask(input, feasibleObjective);
  }
};

}  // namespace

TANDEM_METRIC(Objective, .name = "Obj", .labels = SingleObjective, .valuesOnly = true,
              .doc = "Objective of the best feasible solution of the task; undefined while none is feasible.")

}  // namespace tandem::met::obj
