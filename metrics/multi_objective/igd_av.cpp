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

TANDEM_METRIC(IgdAverage, .name = "IGD-AV", .labels = MultiObjective, .perTask = false,
              .citation = {.authors = "C. A. Coello Coello, N. Cruz Cortes",
                           .title = "Solving Multiobjective Optimization Problems Using an Artificial Immune System",
                           .venue = "Genetic Programming and Evolvable Machines",
                           .year = 2005,
                           .doi = "10.1007/s10710-005-6164-x"},
              .doc = "Mean over the tasks of IGD.")

}  // namespace tandem::met::igd_av
