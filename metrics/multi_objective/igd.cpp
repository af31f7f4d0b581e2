// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd {
namespace {

class Igd final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override { return igdValues(input); }
};

}  // namespace

TANDEM_METRIC(Igd, .name = "IGD", .labels = MultiObjective, .valuesOnly = true, .citation = igdCitation(),
              .doc = "Mean distance from the reference front to the nearest feasible non-dominated point of the run.")

}  // namespace tandem::met::igd
