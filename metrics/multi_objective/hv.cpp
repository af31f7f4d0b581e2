// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::hv {
namespace {

class Hypervolume final : public Metric {
  VolumeOfNothing nothing_;

  void params(ParamVisitor& visitor) override { nothing_.declare(visitor); }
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return hypervolumeValues(input, nothing_.ofJoint());
  }
};

}  // namespace

TANDEM_METRIC(
    Hypervolume, .name = "HV", .labels = MultiObjective, .larger = true, .relative = true, .valuesOnly = true,
    .citation =
        {.authors = "E. Zitzler, L. Thiele",
         .title = "Multiobjective Evolutionary Algorithms: A Comparative Case Study and the Strength Pareto Approach",
         .venue = "IEEE Transactions on Evolutionary Computation",
         .year = 1999,
         .doi = "10.1109/4235.797969"},
    .doc =
        "Exact hypervolume after scaling by the range of the joint non-dominated points of all runs compared, "
        "reference point at 1.1 of that range, as a share of the box. An objective in which the joint points do not "
        "differ gets a range of a millionth of its value (at least 1e-6).")

}  // namespace tandem::met::hv
