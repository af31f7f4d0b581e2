// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd_plus_mts {
namespace {

class IgdPlusScore final : public ScoreMetric {
  [[nodiscard]] MetricOutput values(const MetricInput& input) const override { return igdPlusValues(input); }
};

}  // namespace

TANDEM_METRIC(IgdPlusScore, .name = "IGD+-MTS", .aliases = {"IGDp-MTS"}, .labels = MultiObjective, .perTask = false,
              .relative = true, .valuesOnly = true, .citation = scoreCitation(),
              .doc = "Multitask score (see Obj-MTS) of the IGD+ values.")

}  // namespace tandem::met::igd_plus_mts
