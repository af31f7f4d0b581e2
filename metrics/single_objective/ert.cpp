// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"

namespace tandem::met::ert {
namespace {

class ExpectedRunningTime final : public TargetMetric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    const MetricOutput times = hits(input);
    const MetricOutput budgets = perTask(input, [&](const RunView& run) { return spentEvaluations(run, axis()); });
    return expectedRunningTime(input, times, budgets);
  }
};

}  // namespace

TANDEM_METRIC(ExpectedRunningTime, .name = "ERT", .labels = SingleObjective,
              .citation = {.authors = "N. Hansen, A. Auger, R. Ros, O. Mersmann, T. Tusar, D. Brockhoff",
                           .title = "COCO: a platform for comparing continuous optimizers in a black-box setting",
                           .venue = "Optimization Methods and Software",
                           .year = 2021,
                           .doi = "10.1080/10556788.2020.1808977"},
              .doc =
                  "Expected running time to a target: evaluations of all finished runs (of successful ones until the "
                  "target was reached) over the number of successes; undefined without success. One value for all "
                  "runs.")

}  // namespace tandem::met::ert
