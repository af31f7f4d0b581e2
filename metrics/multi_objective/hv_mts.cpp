// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"

namespace tandem::met::hv_mts {
namespace {

class HypervolumeScore final : public ScoreMetric {
  VolumeOfNothing nothing_;

  void params(ParamVisitor& visitor) override {
    ScoreMetric::params(visitor);
    nothing_.declare(visitor);
  }
  [[nodiscard]] MetricOutput values(const MetricInput& input) const override {
    return hypervolumeValues(input, nothing_.ofJoint());
  }
};

}  // namespace

TANDEM_METRIC(HypervolumeScore, .name = "HV-MTS", .labels = MultiObjective, .larger = true, .perTask = false,
              .relative = true, .valuesOnly = true, .citation = scoreCitation(),
              .doc = "Multitask score (see Obj-MTS) of the HV values; larger is better.")

}  // namespace tandem::met::hv_mts
