// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::hv_cmt {
namespace {

class HypervolumeCompetitive final : public Metric {
  VolumeOfNothing nothing_;

  void params(ParamVisitor& visitor) override { nothing_.declare(visitor); }
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return mergedIndicator(
        input, [&](int task, Workspace& ws) { return jointFront(input, task, ws); }, hypervolumeIndicator,
        nothing_.ofJoint());
  }
};

}  // namespace

TANDEM_METRIC(
    HypervolumeCompetitive, .name = "HV-CMT", .labels = MultiObjective | Competitive, .larger = true, .perTask = false,
    .relative = true, .valuesOnly = true,
    .citation =
        {.authors = "E. Zitzler, L. Thiele",
         .title = "Multiobjective Evolutionary Algorithms: A Comparative Case Study and the Strength Pareto Approach",
         .venue = "IEEE Transactions on Evolutionary Computation",
         .year = 1999,
         .doi = "10.1109/4235.797969"},
    .doc =
        "HV of the populations of all tasks together, scaled by the joint non-dominated points of all tasks and runs "
        "compared.")

}  // namespace tandem::met::hv_cmt
