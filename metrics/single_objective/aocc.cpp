// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "metrics/base/anytime.h"
#include "tandem/error.h"

namespace tandem::met::aocc {
namespace {

class AreaOverConvergenceCurve final : public Metric {
 public:
  void params(ParamVisitor& visitor) override {
    visitor.real("lower", lower_, {.min = 1e-300, .doc = "errors below count as this"});
    visitor.real("upper", upper_, {.min = 1e-300, .doc = "errors above count as this"});
    declareAxis(visitor, axis_);
  }

  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    if (!(lower_ < upper_)) throw InputError("Metric AOCC needs lower < upper.");
    return perTask(input, [&](const RunView& run) { return area(run, input.problem); });
  }

 private:
  // Mean over the evaluations of 1 minus the scaled logarithm of the error; 0 until there is a feasible solution.
  [[nodiscard]] double area(const RunView& run, const ProblemRecord& problem) const {
    const Reference& reference = problem.references.at(static_cast<std::size_t>(run.task));
    if (!reference.hasOptimum) return kUndefined;
    const Axis axis = axisOf(axis_);
    const double end = spentEvaluations(run, axis);
    if (!(end > 0.0)) return kUndefined;
    double sum = 0.0;
    double height = 0.0;
    double since = 0.0;  // evaluations before the step that `height` belongs to
    std::vector<Improvement> made;
    for (const Improvement& step : stepsOf(run, axis, made)) {
      const auto at = static_cast<double>(axis == Axis::Task ? step.taskEvaluations : step.evaluations) - 1.0;
      if (at >= end) break;
      sum += height * (at - since);
      since = at;
      if (step.cv > 0.0) continue;
      const double error = std::clamp(step.objective - reference.optimum, lower_, upper_);
      height = 1.0 - std::log10(error / lower_) / std::log10(upper_ / lower_);
    }
    return (sum + height * (end - since)) / end;
  }

  double lower_ = 1e-8;
  double upper_ = 1e2;
  std::string axis_ = "task";
};

}  // namespace

TANDEM_METRIC(AreaOverConvergenceCurve, .name = "AOCC", .labels = SingleObjective, .larger = true,
              .citation = {.authors = "M. Lopez-Ibanez, D. Vermetten, J. Dreo, C. Doerr",
                           .title = "Using the Empirical Attainment Function for Analyzing Single-Objective Black-Box "
                                    "Optimization Algorithms",
                           .venue = "IEEE Transactions on Evolutionary Computation",
                           .year = 2024,
                           .doi = ""},
              .doc =
                  "Anytime performance: area over the convergence curve, the mean over the evaluations of 1 - "
                  "log(error / lower) / log(upper / lower), errors over the known optimum cut to [lower, upper]; 1 is "
                  "best.")

}  // namespace tandem::met::aocc
