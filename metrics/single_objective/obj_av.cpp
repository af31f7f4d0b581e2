// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

namespace tandem::met::obj_av {
namespace {

class AverageObjective final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return combineTasks(perTask(input, feasibleObjective), meanOf);
  }
};

}  // namespace

TANDEM_METRIC(AverageObjective, .name = "Obj-AV", .labels = SingleObjective, .perTask = false, .valuesOnly = true,
              .doc = "Mean over the tasks of Obj; undefined unless all tasks have a feasible solution.")

}  // namespace tandem::met::obj_av
