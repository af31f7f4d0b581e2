// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "metrics/base/values.h"
#include "tandem/stats.h"

namespace tandem::met::obj_nbr {
namespace {

class NumberOfBestResults final : public Metric {
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    const MetricOutput values = perTask(input, feasibleObjective);
    MetricOutput out = emptyOutput(input, 1, 1);
    const std::size_t algorithms = input.cells.size();
    for (int k = 0; k < out.checkpoints; ++k) {
      std::vector<int> best(algorithms, 0);
      for (int t = 0; t < values.rows; ++t) {
        std::vector<std::pair<int, double>> standing(algorithms);  // undefined runs, mean of the others
        for (std::size_t a = 0; a < algorithms; ++a) standing[a] = stand(values, input.cells[a]->repetitions, a, t, k);
        // A task that no run of any algorithm solved has no best algorithm: its mean is infinite.
        std::pair<int, double> first = standing[0];
        for (const auto& s : standing) first = s < first ? s : first;
        for (std::size_t a = 0; a < algorithms; ++a)
          best[a] += standing[a] == first && std::isfinite(first.second) ? 1 : 0;
      }
      for (std::size_t a = 0; a < algorithms; ++a) out.at(a, 0, 0, k) = best[a];
    }
    return out;
  }

  // An algorithm that fails more often cannot be best because of the few runs in which it did not fail.
  static std::pair<int, double> stand(const MetricOutput& values, int repetitions, std::size_t a, int t, int k) {
    std::vector<double> defined;
    for (int rep = 0; rep < repetitions; ++rep) {
      const double v = values.at(a, rep, t, k);
      if (!std::isnan(v)) defined.push_back(v);
    }
    return {repetitions - isize(defined),
            defined.empty() ? std::numeric_limits<double>::infinity() : stats::mean(defined)};
  }
};

}  // namespace

TANDEM_METRIC(NumberOfBestResults, .name = "Obj-NBR", .labels = SingleObjective, .larger = true, .perTask = false,
              .relative = true, .valuesOnly = true,
              .doc =
                  "Number of tasks on which the algorithm is best: fewest failed or infeasible runs, then smallest "
                  "mean objective; ties count for all. One value for all runs.")

}  // namespace tandem::met::obj_nbr
