// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"
#include "tandem/stats.h"

namespace tandem::met::twin_gain {
namespace {

class TwinGain final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    const MetricOutput values = perTask(input, feasibleObjective);
    return againstTwins(input, values.rows, [&](std::size_t a, std::size_t twin, int task, int k) {
      return 1.0 - stats::varghaDelaney(runsRankedWorst(values, input, a, task, k),
                                        runsRankedWorst(values, input, twin, task, k));
    });
  }
};

}  // namespace

TANDEM_METRIC(
    TwinGain, .name = "Twin-Gain", .labels = SingleObjective, .larger = true, .relative = true,
    .citation = {.authors = "A. Vargha, H. D. Delaney",
                 .title = "A Critique and Improvement of the CL Common Language Effect Size Statistics of McGraw "
                          "and Wong",
                 .venue = "Journal of Educational and Behavioral Statistics",
                 .year = 2000,
                 .doi = "10.3102/10769986025002101"},
    .doc =
        "Effect size against the single-task twin at equal budget: chance that a run ends with a better "
        "objective than one of the twin (A12, ties half); 0.5 = no difference, above = transfer helps. One "
        "value for all runs; the twin must be compared, too.")

}  // namespace tandem::met::twin_gain
