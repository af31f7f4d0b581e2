// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

namespace tandem::met::obj_mts {
namespace {

class ObjectiveScore final : public ScoreMetric {
  [[nodiscard]] MetricOutput values(const MetricInput& input) const override {
    return perTask(input, feasibleObjective);
  }
};

}  // namespace

TANDEM_METRIC(ObjectiveScore, .name = "Obj-MTS", .labels = SingleObjective, .perTask = false, .relative = true,
              .valuesOnly = true, .citation = scoreCitation(),
              .doc =
                  "Multitask score, eq. 17: sum over tasks and runs of z = (Obj - mean) / sd over all algorithms and "
                  "runs of the task (sample sd). variant=mean: a value per run, mean of z over tasks.")

}  // namespace tandem::met::obj_mts
