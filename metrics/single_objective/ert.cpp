// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"

namespace tandem::met::ert {
namespace {

class ExpectedRunningTime final : public TargetMetric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    const MetricOutput times = hits(input);
    const MetricOutput budgets = perTask(input, [&](const RunView& run) { return spentEvaluations(run, axis()); });
    MetricOutput out = makeOutput(input, times.rows, 1);
    for (std::size_t a = 0; a < input.cells.size(); ++a) {
      for (int task = 0; task < times.rows; ++task) {
        for (int k = 0; k < times.checkpoints; ++k) {
          double evaluations = 0.0;
          int successes = 0;
          for (int rep = 0; rep < input.cells[a]->repetitions; ++rep) {
            const double budget = budgets.at(static_cast<int>(a), rep, task, k);
            if (std::isnan(budget)) continue;  // no finished run
            const double time = times.at(static_cast<int>(a), rep, task, k);
            evaluations += std::isnan(time) ? budget : time;
            successes += std::isnan(time) ? 0 : 1;
          }
          if (successes > 0) slot(out, a, 0, task, k) = evaluations / successes;
        }
      }
    }
    return out;
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
