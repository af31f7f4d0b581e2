// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::igd_cmt {
namespace {

class IgdCompetitive final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return mergedIndicator(
        input, [&](int task, Workspace& ws) { return referenceFront(input, task, ws); }, igdIndicator);
  }
};

}  // namespace

TANDEM_METRIC(
    IgdCompetitive, .name = "IGD-CMT", .labels = MultiObjective | Competitive, .perTask = false, .valuesOnly = true,
    .citation = igdCitation(),
    .doc = "IGD of the populations of all tasks together against the non-dominated points of all reference fronts.")

}  // namespace tandem::met::igd_cmt
