// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd_plus {
namespace {

class IgdPlus final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override { return igdPlusValues(input); }
};

}  // namespace

TANDEM_METRIC(
    IgdPlus, .name = "IGD+", .aliases = {"IGDp"}, .labels = MultiObjective,
    .citation = {.authors = "H. Ishibuchi, H. Masuda, Y. Tanigaki, Y. Nojima",
                 .title = "Modified Distance Calculation in Generational Distance and Inverted Generational Distance",
                 .venue = "Evolutionary Multi-Criterion Optimization (EMO)",
                 .year = 2015,
                 .doi = "10.1007/978-3-319-15892-1_8"},
    .doc = "IGD with the dominance-aware distance: only what a point lacks counts.")

}  // namespace tandem::met::igd_plus
