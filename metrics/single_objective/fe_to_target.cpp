// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"

namespace tandem::met::fe_to_target {
namespace {

class EvaluationsToTarget final : public TargetMetric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override { return hits(input); }
};

}  // namespace

TANDEM_METRIC(EvaluationsToTarget, .name = "FE-To-Target", .labels = SingleObjective,
              .doc =
                  "Evaluations until the run reached the target on the task; undefined if it did not, which ranks "
                  "worst.")

}  // namespace tandem::met::fe_to_target
