// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd_av {
namespace {

class IgdAverage final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return combineTasks(igdValues(input), meanOf);
  }
};

}  // namespace

TANDEM_METRIC(IgdAverage, .name = "IGD-AV", .labels = MultiObjective, .perTask = false, .valuesOnly = true,
              .citation = igdCitation(), .doc = "Mean over the tasks of IGD.")

}  // namespace tandem::met::igd_av
