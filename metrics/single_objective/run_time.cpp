// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

namespace tandem::met::run_time {
namespace {

class RunTime final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return perProblem(input, [](const RunView& run) { return run.cell.seconds[run.rep]; });
  }
};

}  // namespace

TANDEM_METRIC(
    RunTime, .name = "Run-Time", .aliases = {"Time"}, .labels = SingleObjective | MultiObjective, .perTask = false,
    .doc = "Seconds of the whole run (wall clock; the only metric that differs from one execution to the next).")

}  // namespace tandem::met::run_time
