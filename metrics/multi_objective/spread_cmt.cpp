// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"
#include "tandem/moo.h"

namespace tandem::met::spread_cmt {
namespace {

class SpreadCompetitive final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return mergedIndicator(
        input, [&](int task, Workspace& ws) { return jointFront(input, task, ws); },
        [](const Matrix& joint, const Matrix& points, Workspace& ws) { return moo::spread(joint, points, ws); });
  }
};

}  // namespace

TANDEM_METRIC(SpreadCompetitive, .name = "Spread-CMT", .labels = MultiObjective | Competitive, .perTask = false,
              .relative = true, .valuesOnly = true, .citation = spreadCitation(),
              .doc = "Spread of the populations of all tasks together.")

}  // namespace tandem::met::spread_cmt
