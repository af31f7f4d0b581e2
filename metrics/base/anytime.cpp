// SPDX-License-Identifier: Apache-2.0
#include "metrics/base/anytime.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tandem/registry.h"
#include "tandem/rng.h"
#include "tandem/stats.h"

namespace tandem::met {

void declareAxis(ParamVisitor& visitor, std::string& axis) {
  visitor.choice(
      "axis", axis,
      {.options = {"task", "all"}, .doc = "count the evaluations of the task itself, or of all tasks together"});
}

double spentEvaluations(const RunView& run, Axis axis) {
  const std::size_t all = static_cast<std::size_t>(run.rep) * static_cast<std::size_t>(run.cell.checkpoints) +
                          static_cast<std::size_t>(run.checkpoint);
  const std::int64_t count = axis == Axis::Task ? run.cell.taskEvaluations[run.index()] : run.cell.evaluations[all];
  return count == kUnknownCount ? kUndefined : static_cast<double>(count);
}

std::span<const Improvement> stepsOf(const RunView& run, Axis axis, std::vector<Improvement>& made) {
  const CellData& cell = run.cell;
  const auto log =
      static_cast<std::size_t>(run.rep) * static_cast<std::size_t>(cell.tasks) + static_cast<std::size_t>(run.task);
  if (log < cell.improvements.size() && !cell.improvements[log].empty()) return cell.improvements[log];
  made.clear();
  for (int k = 0; k < cell.checkpoints; ++k) {
    const std::size_t at = cell.at(run.rep, run.task, k);
    const std::int64_t all =
        cell.evaluations[static_cast<std::size_t>(run.rep) * static_cast<std::size_t>(cell.checkpoints) +
                         static_cast<std::size_t>(k)];
    // For imported tables with several tasks, only the joint evaluations are known.
    if (all == kUnknownCount || (axis == Axis::Task && cell.taskEvaluations[at] == kUnknownCount)) return {};
    const Improvement step{all, cell.taskEvaluations[at], cell.objective[at], cell.cv[at]};
    if (std::isnan(step.objective) || std::isnan(step.cv)) continue;
    if (made.empty() || step.objective != made.back().objective || step.cv != made.back().cv) made.push_back(step);
  }
  return made;
}

double hittingTime(const RunView& run, double level, Axis axis) {
  const double end = spentEvaluations(run, axis);
  std::vector<Improvement> made;
  for (const Improvement& step : stepsOf(run, axis, made)) {
    const auto evaluations = static_cast<double>(axis == Axis::Task ? step.taskEvaluations : step.evaluations);
    if (!(evaluations <= end)) break;
    if (step.cv <= 0.0 && step.objective <= level) return evaluations;
  }
  return kUndefined;
}

void TargetMetric::params(ParamVisitor& visitor) {
  visitor.real("target", target_, {.doc = "error over the known optimum to be reached"});
  visitor.boolean("absolute", absolute_, "the target is an objective value, not an error");
  declareAxis(visitor, axis_);
}

double TargetMetric::level(const ProblemRecord& problem, int task) const {
  if (absolute_) return target_;
  const Reference& r = problem.references.at(static_cast<std::size_t>(task));
  return r.hasOptimum ? r.optimum + target_ : kUndefined;
}

MetricOutput TargetMetric::hits(const MetricInput& input) const {
  return perTask(input, [&](const RunView& run) { return hittingTime(run, level(input.problem, run.task), axis()); });
}

MetricOutput expectedRunningTime(const MetricInput& input, const MetricOutput& times, const MetricOutput& budgets) {
  constexpr int kResamples = 2000;
  MetricOutput out = emptyOutput(input, times.rows, 1);
  if (input.intervalLevel > 0.0) out.low = out.high = out.values;
  for (std::size_t a = 0; a < input.cells.size(); ++a) {
    for (int row = 0; row < times.rows; ++row) {
      for (int k = 0; k < times.checkpoints; ++k) {
        std::vector<double> evaluations;
        std::vector<double> successes;
        bool unknown = false;
        for (int rep = 0; rep < input.cells[a]->repetitions; ++rep) {
          const double budget = budgets.at(a, rep, row, k);
          if (std::isnan(budget)) {  // the rest, without a run of unknown evaluations, would not represent it
            unknown = unknown || input.cells[a]->status[rep] == RunStatus::Finished;
            continue;
          }
          const double time = times.at(a, rep, row, k);
          evaluations.push_back(std::isnan(time) ? budget : time);
          successes.push_back(std::isnan(time) ? 0.0 : 1.0);
        }
        const double reached = std::accumulate(successes.begin(), successes.end(), 0.0);
        if (unknown || reached == 0.0) continue;
        out.at(a, 0, row, k) = std::accumulate(evaluations.begin(), evaluations.end(), 0.0) / reached;
        if (out.low.empty()) continue;
        // By name, where it is known: the interval of an algorithm does not depend on which others are compared.
        const std::string who =
            input.algorithms.size() == input.cells.size() ? input.algorithms[a]->alias : std::to_string(a);
        Rng rng(hashText(input.problem.name + "/" + who, std::uint64_t{1009} * static_cast<std::uint64_t>(row)));
        const stats::Interval interval =
            stats::ratioInterval(evaluations, successes, input.intervalLevel, kResamples, rng);
        const std::size_t at =
            static_cast<std::size_t>(row) * static_cast<std::size_t>(out.checkpoints) + static_cast<std::size_t>(k);
        out.low[a][at] = interval.low;
        out.high[a][at] = interval.high;
      }
    }
  }
  return out;
}

int twinOf(const MetricInput& input, std::size_t a) {
  if (input.algorithms.size() != input.cells.size() || input.algorithms[a]->twin.empty()) return -1;
  int found = -1;
  for (std::size_t b = 0; b < input.algorithms.size(); ++b) {
    if (normalName(input.algorithms[b]->name) != normalName(input.algorithms[a]->twin)) continue;
    if (found >= 0) return -1;
    found = static_cast<int>(b);
  }
  return found;
}

MetricOutput againstTwins(const MetricInput& input, int rows,
                          const std::function<double(std::size_t, std::size_t, int, int)>& value) {
  MetricOutput out = emptyOutput(input, rows, 1);
  for (std::size_t a = 0; a < input.cells.size(); ++a) {
    const int twin = twinOf(input, a);
    if (twin < 0) continue;
    for (int row = 0; row < rows; ++row) {
      for (int k = 0; k < out.checkpoints; ++k) {
        out.at(a, 0, row, k) = value(a, static_cast<std::size_t>(twin), row, k);
      }
    }
  }
  return out;
}

std::vector<double> runsRankedWorst(const MetricOutput& values, const MetricInput& input, std::size_t a, int row,
                                    int k) {
  std::vector<double> runs;
  for (int rep = 0; rep < input.cells[a]->repetitions; ++rep) {
    const double v = values.at(a, rep, row, k);
    runs.push_back(std::isnan(v) ? std::numeric_limits<double>::infinity() : v);
  }
  return runs;
}

double medianHittingTime(const MetricInput& input, std::size_t a, int task, int k, double level, Axis axis) {
  const CellData& cell = *input.cells[a];
  std::vector<double> times;
  for (int rep = 0; rep < cell.repetitions; ++rep) {
    double time = kUndefined;
    if (cell.status[rep] == RunStatus::Finished) {
      time = hittingTime({cell, rep, task, checkpointOf(input, cell, k)}, level, axis);
    }
    times.push_back(std::isnan(time) ? std::numeric_limits<double>::infinity() : time);
  }
  // The lower median: with an even number of runs, half reach it and no more.
  std::sort(times.begin(), times.end());
  return times[(times.size() - 1) / 2];
}

}  // namespace tandem::met
