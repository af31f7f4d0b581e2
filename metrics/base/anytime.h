// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "metrics/base/values.h"

/// Metrics on the improvement log (every improvement of the best-so-far with its evaluation count).
namespace tandem::met {

/// Evaluations of the task itself, or of all tasks together.
enum class Axis { Task, All };
void declareAxis(ParamVisitor& visitor, std::string& axis);
inline Axis axisOf(const std::string& axis) {
  return axis == "all" ? Axis::All : Axis::Task;
}

/// Evaluations spent up to a run's checkpoint; undefined if unknown (imported results).
double spentEvaluations(const RunView& run, Axis axis);
/// Every new best of a run on a task: its log, or what its checkpoints show if the file keeps no log (imported and
/// lean results), then held by `made`. Empty if the evaluations of that axis are unknown.
std::span<const Improvement> stepsOf(const RunView& run, Axis axis, std::vector<Improvement>& made);
/// Evaluations until the best feasible objective is <= level, up to the run's checkpoint; undefined if it never is.
double hittingTime(const RunView& run, double level, Axis axis);

/// Base of metrics with a target: an error over the known optimum, or an objective value.
class TargetMetric : public Metric {
 public:
  void params(ParamVisitor& visitor) override;

 protected:
  /// Objective value to reach on a task; undefined if the optimum is needed but unknown.
  [[nodiscard]] double level(const ProblemRecord& problem, int task) const;
  [[nodiscard]] Axis axis() const { return axisOf(axis_); }
  /// hittingTime of every run.
  [[nodiscard]] MetricOutput hits(const MetricInput& input) const;

 private:
  double target_ = 1e-8;
  bool absolute_ = false;
  std::string axis_ = "task";
};

/// Evaluations (until the target if it was reached, else all) over successes: one value per row for all runs, with a
/// bootstrap interval over the runs if the input requests one. `budgets` is undefined for runs that do not count.
MetricOutput expectedRunningTime(const MetricInput& input, const MetricOutput& times, const MetricOutput& budgets);

/// Position of the single-task twin of algorithm a among those compared; -1 unless it occurs exactly once.
int twinOf(const MetricInput& input, std::size_t a);
/// One value per row and algorithm with a twin: value(algorithm, twin, row, entry of the checkpoints). Undefined for
/// the others.
MetricOutput againstTwins(const MetricInput& input, int rows,
                          const std::function<double(std::size_t, std::size_t, int, int)>& value);
/// The runs of a row at an entry of the checkpoints; undefined ones as +infinity (smaller is better).
std::vector<double> runsRankedWorst(const MetricOutput& values, const MetricInput& input, std::size_t a, int row,
                                    int k);

/// Median over all runs of an algorithm of the evaluations until the level; infinite where most runs never reach it.
double medianHittingTime(const MetricInput& input, std::size_t a, int task, int k, double level, Axis axis);

}  // namespace tandem::met
