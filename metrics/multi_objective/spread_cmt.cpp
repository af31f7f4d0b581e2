// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/fronts.h"
#include "tandem/moo.h"

namespace tandem::met::spread_cmt {
namespace {

class SpreadCompetitive final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return mergedIndicator(
        input, [&](int task, Workspace& ws) { return jointFront(input, task, ws); },
        [](const Matrix& joint, const Matrix& points, Workspace& ws) { return moo::spread(joint, points, ws); });
  }
};

}  // namespace

TANDEM_METRIC(SpreadCompetitive, .name = "Spread-CMT", .labels = MultiObjective | Competitive, .perTask = false,
              .relative = true,
              .citation = {.authors = "Y.-N. Wang, L.-H. Wu, X.-F. Yuan",
                           .title = "Multi-objective self-adaptive differential evolution with elitist archive and "
                                    "crowding entropy-based diversity measure",
                           .venue = "Soft Computing",
                           .year = 2010,
                           .doi = "10.1007/s00500-008-0394-9"},
              .doc = "Spread of the populations of all tasks together.")

}  // namespace tandem::met::spread_cmt
