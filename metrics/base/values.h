// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "tandem/metric.h"

/// What metrics share: the loop over runs, tasks and checkpoints, and what is computed from per-task values.
namespace tandem::met {

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// One run of one algorithm on one task at one checkpoint.
struct RunView {
  const CellData& cell;
  int rep;
  int task;
  int checkpoint;
  [[nodiscard]] std::size_t index() const { return cell.at(rep, task, checkpoint); }
};

/// Objective of the best solution; undefined if it is infeasible or not finite.
double feasibleObjective(const RunView& run);

/// value(run) for every finished run, one row per task; undefined for the others.
MetricOutput perTask(const MetricInput& input, const std::function<double(const RunView&)>& value);
/// value(run) with task 0 for every finished run, one row per problem.
MetricOutput perProblem(const MetricInput& input, const std::function<double(const RunView&)>& value);

/// One row per problem from one per task: combine(values of the tasks of one run).
MetricOutput combineTasks(const MetricOutput& values, const std::function<double(std::span<const double>)>& combine);
/// Undefined if any value is.
double meanOf(std::span<const double> values);
/// Least defined value; undefined if none is.
double leastOf(std::span<const double> values);

/// The multitask score of Da et al. 2017, eq. 17, from per-task values: z = (value - mean) / standard deviation over
/// all algorithms and runs of the task (defined values only; no variation gives 0). `perRun` false: the score itself,
/// summed over tasks and runs, one value per algorithm. True: the mean over tasks, one value per run (the variant of
/// MToP: score = value summed over runs times the number of tasks). Undefined runs leave their score undefined.
MetricOutput multitaskScore(const MetricOutput& values, bool perRun);

/// Base of the three scores: declares the choice between the two variants.
class ScoreMetric : public Metric {
 public:
  void params(ParamVisitor& visitor) override;
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override;

 protected:
  [[nodiscard]] virtual MetricOutput values(const MetricInput& input) const = 0;

 private:
  std::string variant_ = "score";
};

/// The citation of the score metrics.
Citation scoreCitation();

}  // namespace tandem::met
