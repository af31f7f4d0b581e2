// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/dataset.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/error.h"
#include "tandem/tables/names.h"
#include "tandem/tables/table.h"

namespace tandem::figures {
namespace {

MetricValues objectiveValues(const ProblemRuns& runs) {
  MetricValues values{.name = "objective value", .objective = true};
  MetricOutput& out = values.output;
  out.rows = isize(runs.problem.tasks);
  for (const CellData& cell : runs.cells) {
    out.repetitions = std::max(out.repetitions, cell.repetitions);
    out.checkpoints = std::max(out.checkpoints, cell.checkpoints);
  }
  for (const CellData& cell : runs.cells) {
    std::vector<double> v(static_cast<std::size_t>(out.repetitions * out.rows * out.checkpoints), std::nan(""));
    for (int r = 0; r < cell.repetitions; ++r) {
      if (cell.status[r] != RunStatus::Finished) continue;
      for (int t = 0; t < out.rows; ++t) {
        // A cell with fewer checkpoints than others ends with its last one, too.
        for (int k = 0; cell.checkpoints > 0 && k < out.checkpoints; ++k) {
          const std::size_t i = cell.at(r, t, std::min(k, cell.checkpoints - 1));
          const auto to = static_cast<std::size_t>((r * out.rows + t) * out.checkpoints + k);
          if (cell.cv[i] <= 0.0) v[to] = cell.objective[i];
        }
      }
    }
    out.values.push_back(std::move(v));
  }
  return values;
}

}  // namespace

MetricValues metricValues(const ProblemRuns& runs, const std::string& metric, const Catalogue& catalogue) {
  const bool multi = runs.problem.multiObjective();
  if (!multi && (metric.empty() || normalName(metric) == "obj")) return objectiveValues(runs);
  const ProblemRecord* problem = &runs.problem;
  const MetricChoice choice = chooseMetric(metric.empty() ? defaultMetric({&problem, 1}) : metric, catalogue);
  const MetricInfo& info = *choice.info;
  const Labels side = multi ? MultiObjective : SingleObjective;
  if ((info.labels & side) == 0) {
    throw InputError("The metric " + info.name + " is not made for " +
                     (multi ? "multi-objective" : "single-objective") + " problems such as " + runs.problem.name +
                     "; see `tandem list metrics`.");
  }
  std::vector<const CellData*> cells;
  for (const CellData& cell : runs.cells) cells.push_back(&cell);
  std::vector<const AlgorithmRecord*> records;
  for (const AlgorithmRecord& record : runs.records) records.push_back(&record);
  return {
      .name = choice.text,
      .larger = info.larger,
      .perTask = info.perTask,
      .output = computeMetric(info, *choice.metric, {.problem = runs.problem, .cells = cells, .algorithms = records})};
}

int styleOf(const ProblemRuns& runs, std::size_t algorithm) {
  return runs.styles.empty() ? static_cast<int>(algorithm) : runs.styles[algorithm];
}

std::vector<int> finishedRuns(const CellData& cell) {
  std::vector<int> runs;
  for (int r = 0; r < cell.repetitions; ++r) {
    if (cell.status[r] == RunStatus::Finished) runs.push_back(r);
  }
  return runs;
}

bool singleValued(const MetricValues& values, const ProblemRuns& runs) {
  return values.output.repetitions == 1 &&
         std::any_of(runs.cells.begin(), runs.cells.end(), [](const CellData& cell) { return cell.repetitions > 1; });
}

void requireValuesOfRuns(const MetricValues& values, const ProblemRuns& runs) {
  if (!singleValued(values, runs)) return;
  throw InputError("The metric " + values.name +
                   " has one value for all runs together, and this figure shows values of individual runs; choose "
                   "another metric, or a convergence figure.");
}

bool countsUnknown(const CellData& cell) {
  return std::find(cell.evaluations.begin(), cell.evaluations.end(), kUnknownCount) != cell.evaluations.end();
}

std::vector<double> runsOfRow(const MetricValues& values, const CellData& cell, int algorithm, int row,
                              int checkpoint) {
  constexpr double kWorst = -std::numeric_limits<double>::infinity();
  std::vector<double> runs;
  const int repetitions = values.output.repetitions == 1 ? 1 : cell.repetitions;
  for (int r = 0; r < repetitions; ++r) {
    const double v = values.output.at(algorithm, r, row, checkpoint);
    runs.push_back(std::isnan(v) ? kWorst : values.larger ? v : -v);
  }
  return runs;
}

double evaluationsAt(const ProblemRecord& problem, const CellData& cell, int rep, int task, int k) {
  const std::int64_t count =
      task < 0 ? cell.evaluations[rep * cell.checkpoints + k] : cell.taskEvaluations[cell.at(rep, task, k)];
  if (count != kUnknownCount) return static_cast<double>(count);
  const double share = static_cast<double>(problem.budget) * (k + 1) / cell.checkpoints;
  return task < 0 ? share : share / cell.tasks;
}

double orderQuantile(const std::vector<double>& sorted, double p) {
  if (sorted.empty()) return std::nan("");
  const double h = p * static_cast<double>(sorted.size() - 1);
  const auto i = static_cast<std::size_t>(h);
  const double weight = h - static_cast<double>(i);
  if (weight == 0.0 || sorted[i] == sorted[i + 1]) return sorted[i];
  if (std::isinf(sorted[i])) return sorted[i];
  if (std::isinf(sorted[i + 1])) return sorted[i + 1];
  const double gap = sorted[i + 1] - sorted[i];  // may overflow
  if (std::isinf(gap)) return (1.0 - weight) * sorted[i] + weight * sorted[i + 1];
  return sorted[i] + weight * gap;
}

std::string instanceNote(const ProblemRuns& runs) {
  return std::string("instance: ") + instanceOf(runs.problem);
}

std::string instanceNote(const std::vector<ProblemRuns>& runs) {
  std::vector<std::string> names;
  for (const char* instance : {"official", "synthetic", "own", "unknown"}) {
    if (std::any_of(runs.begin(), runs.end(),
                    [&](const ProblemRuns& r) { return instanceOf(r.problem) == std::string_view(instance); })) {
      names.emplace_back(instance);
    }
  }
  if (names.size() == 1) return "instance: " + names[0];
  std::string text = "instances: ";
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 < names.size() ? ", " : " and ") + names[i];
  return text + ", by problem";
}

}  // namespace tandem::figures
