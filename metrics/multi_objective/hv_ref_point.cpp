// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "metrics/base/fronts.h"
#include "tandem/moo.h"

namespace tandem::met::hv_ref_point {
namespace {

class HypervolumeRefPoint final : public Metric {
  VolumeOfNothing nothing_;

  void params(ParamVisitor& visitor) override { nothing_.declare(visitor); }
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    return perTaskIndicator(
        input, [&](int task, Workspace&) { return referencePoint(input.problem, task); },
        [](const Matrix& reference, const Matrix& points, Workspace& ws) {
          const double volume = moo::hypervolume(points, reference.row(0), ws);
          // Products beyond the largest double count as the largest.
          return std::isfinite(volume) ? volume : std::numeric_limits<double>::max();
        },
        nothing_.ofGiven());
  }

  // One row: the problem's own reference point, else the largest value of the reference front per objective.
  static Matrix referencePoint(const ProblemRecord& problem, int task) {
    if (task >= isize(problem.references)) return {};
    const Reference& r = problem.references[task];
    if (!r.hvReference.empty()) {
      Matrix point(1, isize(r.hvReference));
      std::copy(r.hvReference.begin(), r.hvReference.end(), point.data());
      return point;
    }
    if (r.front.empty()) return {};
    Matrix point(1, r.front.cols(), -std::numeric_limits<double>::infinity());
    for (int i = 0; i < r.front.rows(); ++i) {
      for (int j = 0; j < r.front.cols(); ++j) point(0, j) = std::max(point(0, j), r.front(i, j));
    }
    return point;
  }
};

}  // namespace

TANDEM_METRIC(HypervolumeRefPoint, .name = "HV-RefPoint", .labels = MultiObjective, .larger = true, .valuesOnly = true,
              .citation = hypervolumeCitation(),
              .doc =
                  "Exact hypervolume up to the problem's reference point (the largest values of its reference front "
                  "if it defines none), unscaled.")

}  // namespace tandem::met::hv_ref_point
