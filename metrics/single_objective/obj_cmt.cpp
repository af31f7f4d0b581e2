// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/values.h"

namespace tandem::met::obj_cmt {
namespace {

class CompetitiveObjective final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return combineTasks(perTask(input, feasibleObjective), leastOf);
  }
};

}  // namespace

TANDEM_METRIC(
    CompetitiveObjective, .name = "Obj-CMT", .labels = SingleObjective | Competitive, .perTask = false,
    .valuesOnly = true,
    .citation = {.authors = "G. Li, Q. Zhang, Z. Wang",
                 .title = "Evolutionary Competitive Multitasking Optimization",
                 .venue = "IEEE Transactions on Evolutionary Computation",
                 .year = 2022,
                 .doi = "10.1109/TEVC.2022.3141819"},
    .doc = "Least objective over the tasks that have a feasible solution: the answer of competitive multitasking.")

}  // namespace tandem::met::obj_cmt
