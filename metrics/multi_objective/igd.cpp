// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd {
namespace {

class Igd final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override { return igdValues(input); }
};

}  // namespace

TANDEM_METRIC(Igd, .name = "IGD", .labels = MultiObjective,
              .citation = {.authors = "C. A. Coello Coello, N. Cruz Cortes",
                           .title = "Solving Multiobjective Optimization Problems Using an Artificial Immune System",
                           .venue = "Genetic Programming and Evolvable Machines",
                           .year = 2005,
                           .doi = "10.1007/s10710-005-6164-x"},
              .doc = "Mean distance from the reference front to the nearest feasible non-dominated point of the run.")

}  // namespace tandem::met::igd
