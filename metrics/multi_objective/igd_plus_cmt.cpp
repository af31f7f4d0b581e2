// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd_plus_cmt {
namespace {

class IgdPlusCompetitive final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return mergedIndicator(
        input, [&](int task, Workspace& ws) { return referenceFront(input, task, ws); }, igdPlusIndicator);
  }
};

}  // namespace

TANDEM_METRIC(
    IgdPlusCompetitive, .name = "IGD+-CMT", .aliases = {"IGDp-CMT"}, .labels = MultiObjective | Competitive,
    .perTask = false, .valuesOnly = true, .citation = igdPlusCitation(),
    .doc = "IGD+ of the populations of all tasks together against the non-dominated points of all reference fronts.")

}  // namespace tandem::met::igd_plus_cmt
