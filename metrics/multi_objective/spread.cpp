// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"
#include "tandem/moo.h"

namespace tandem::met::spread {
namespace {

class Spread final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return perTaskIndicator(
        input, [&](int task, Workspace& ws) { return jointFront(input, task, ws); },
        [](const Matrix& joint, const Matrix& points, Workspace& ws) { return moo::spread(joint, points, ws); });
  }
};

}  // namespace

TANDEM_METRIC(Spread, .name = "Spread", .labels = MultiObjective, .relative = true, .valuesOnly = true,
              .citation = spreadCitation(),
              .doc =
                  "Generalised spread of the feasible non-dominated points; extremes from the joint non-dominated "
                  "points of all runs compared. Smaller is more even.")

}  // namespace tandem::met::spread
