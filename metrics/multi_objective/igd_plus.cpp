// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd_plus {
namespace {

class IgdPlus final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override { return igdPlusValues(input); }
};

}  // namespace

TANDEM_METRIC(IgdPlus, .name = "IGD+", .aliases = {"IGDp"}, .labels = MultiObjective, .valuesOnly = true,
              .citation = igdPlusCitation(),
              .doc = "IGD with the dominance-aware distance: only what a point lacks counts.")

}  // namespace tandem::met::igd_plus
