// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"
#include "tandem/stats.h"

namespace tandem::met::negative_transfer_rate {
namespace {

class NegativeTransferRate final : public Metric {
 public:
  void params(ParamVisitor& visitor) override {
    visitor.real("alpha", alpha_, {.min = 1e-6, .max = 0.5, .doc = "level of significance"});
  }

  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    const MetricOutput values = perTask(input, feasibleObjective);
    return againstTwins(input, 1, [&](std::size_t a, std::size_t twin, int, int k) {
      std::vector<double> p;
      std::vector<bool> worse;
      for (int task = 0; task < values.rows; ++task) {
        const auto own = runsRankedWorst(values, input, a, task, k);
        const auto other = runsRankedWorst(values, input, twin, task, k);
        if (own.size() < 2 || other.size() < 2) return kUndefined;
        p.push_back(stats::rankSum(own, other).p);
        worse.push_back(stats::varghaDelaney(own, other) > 0.5);
      }
      p = stats::holm(p);
      int harmed = 0;
      for (std::size_t t = 0; t < p.size(); ++t) harmed += worse[t] && p[t] < alpha_ ? 1 : 0;
      return harmed / static_cast<double>(p.size());
    });
  }

 private:
  double alpha_ = 0.05;
};

}  // namespace

TANDEM_METRIC(NegativeTransferRate, .name = "Negative-Transfer-Rate", .aliases = {"NTR"}, .labels = SingleObjective,
              .perTask = false, .relative = true,
              .doc =
                  "Share of the tasks of a problem that end significantly worse than with the single-task twin "
                  "(rank-sum, Holm over the tasks). One value for all runs; the twin must be compared, too.")

}  // namespace tandem::met::negative_transfer_rate
