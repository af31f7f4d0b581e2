// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd_mts {
namespace {

class IgdScore final : public ScoreMetric {
  [[nodiscard]] MetricOutput values(const MetricInput& input) const override { return igdValues(input); }
};

}  // namespace

TANDEM_METRIC(IgdScore, .name = "IGD-MTS", .labels = MultiObjective, .perTask = false, .relative = true,
              .valuesOnly = true, .citation = scoreCitation(),
              .doc = "Multitask score (see Obj-MTS) of the IGD values.")

}  // namespace tandem::met::igd_mts
