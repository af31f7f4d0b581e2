// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/convergence.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <cstdio>
#include <functional>

#include "figures/choices.h"
#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr std::size_t kMostPoints = 400;
constexpr int kMostBands = 12;  // curves with a band each

double finiteOrNan(double v) {
  return std::isfinite(v) ? v : kNone;
}

/// Every new best of a run, exactly, up to its end. False if the run keeps no such log.
bool exactSteps(const ProblemRecord& problem, const CellData& cell, int run, int task, bool total,
                std::vector<double>& evaluations, std::vector<double>& values) {
  const int log = run * cell.tasks + task;
  if (task < 0 || log >= isize(cell.improvements) || cell.improvements[log].empty()) return false;
  for (const Improvement& step : cell.improvements[log]) {
    evaluations.push_back(static_cast<double>(total ? step.evaluations : step.taskEvaluations));
    values.push_back(step.cv <= 0.0 ? step.objective : kNone);
  }
  const double end = evaluationsAt(problem, cell, run, total ? -1 : task, cell.checkpoints - 1);
  if (end > evaluations.back()) {
    evaluations.push_back(end);
    values.push_back(values.back());
  }
  return true;
}

// Of one run, or of all that finished. A metric with one value for all runs is shown over the evaluations of the first,
// and has nothing to show for a single run.
Curve algorithmCurve(const ProblemRuns& runs, const MetricValues& values, std::size_t algorithm, int row, int task,
                     const ConvergenceOptions& options, int repetition = -1) {
  const bool total = options.totalEvaluations;
  std::vector<std::vector<double>> x, y;
  const ProblemRecord& problem = runs.problem;
  const CellData& cell = runs.cells[algorithm];
  const MetricOutput& out = values.output;
  const bool single = singleValued(values, runs);
  for (const int r : finishedRuns(cell)) {
    if (repetition >= 0 && (r != repetition || single)) continue;
    std::vector<double> evaluations, v;
    const bool exact = values.objective && exactSteps(problem, cell, r, task, total, evaluations, v);
    for (int k = 0; !exact && k < std::min(cell.checkpoints, out.checkpoints); ++k) {
      const double count = evaluationsAt(problem, cell, r, total ? -1 : task, k);
      // A run that ended early repeats its last record; of equal counts, the first is used.
      if (!evaluations.empty() && count <= evaluations.back()) continue;
      evaluations.push_back(count);
      v.push_back(out.at(static_cast<int>(algorithm), single ? 0 : r, row, k));
    }
    if (evaluations.empty()) continue;
    x.push_back(std::move(evaluations));
    y.push_back(std::move(v));
    if (single) break;
  }
  // For one run, or one value for all, the mean is the same.
  return options.mean && !single && repetition < 0 ? meanCurve(x, y, options.alpha) : medianCurve(x, y, values.larger);
}

// Logarithmic where the values span more than two decades above zero.
bool wantsLog(const std::vector<Curve>& curves) {
  double low = std::numeric_limits<double>::infinity(), high = 0.0;
  for (const Curve& curve : curves) {
    for (const double v : curve.median) {
      if (!std::isfinite(v)) continue;
      if (v < 0.0) return false;
      if (v > 0.0) low = std::min(low, v);
      high = std::max(high, v);
    }
  }
  return high > 0.0 && high / low > 100.0;
}

}  // namespace

Summary medianOf(const std::vector<double>& sorted) {
  return {finiteOrNan(orderQuantile(sorted, 0.25)), finiteOrNan(orderQuantile(sorted, 0.5)),
          finiteOrNan(orderQuantile(sorted, 0.75))};
}

Summary meanOf(const std::vector<double>& values, double alpha) {
  const auto n = static_cast<double>(values.size());
  double mean = 0.0, squares = 0.0;
  for (const double v : values) mean += v / n;
  for (const double v : values) squares += (v - mean) * (v - mean);
  if (values.empty() || !std::isfinite(mean)) return {};
  if (values.size() == 1) return {mean, mean, mean};
  const double z = boost::math::quantile(boost::math::complement(boost::math::normal(), 0.5 * alpha));
  const double half = z * std::sqrt(squares / (n - 1.0) / n);
  return {finiteOrNan(mean - half), mean, finiteOrNan(mean + half)};
}

namespace {

Curve summaryCurve(const std::vector<std::vector<double>>& x, const std::vector<std::vector<double>>& y,
                   const std::function<Summary(std::vector<double>&)>& summary) {
  Curve curve;
  curve.runs = isize(x);
  if (x.empty()) return curve;
  // From the count at which every run has a value to the largest one; a finished run keeps its last value.
  double start = 0.0;
  std::vector<double> grid;
  for (const auto& counts : x) {
    start = std::max(start, counts.front());
    grid.insert(grid.end(), counts.begin(), counts.end());
  }
  std::sort(grid.begin(), grid.end());
  grid.erase(std::unique(grid.begin(), grid.end()), grid.end());
  std::erase_if(grid, [start](double v) { return v < start; });
  if (grid.size() > kMostPoints) {
    std::vector<double> thin;
    for (std::size_t i = 0; i < kMostPoints; ++i) thin.push_back(grid[i * (grid.size() - 1) / (kMostPoints - 1)]);
    grid = std::move(thin);
  }
  std::vector<std::size_t> at(x.size(), 0);
  std::vector<double> column(x.size());
  for (const double e : grid) {
    for (std::size_t r = 0; r < x.size(); ++r) {
      while (at[r] + 1 < x[r].size() && x[r][at[r] + 1] <= e) ++at[r];
      column[r] = y[r][at[r]];
    }
    curve.x.push_back(e);
    const Summary s = summary(column);
    curve.low.push_back(s.low);
    curve.median.push_back(s.middle);
    curve.high.push_back(s.high);
  }
  return curve;
}

}  // namespace

Curve medianCurve(const std::vector<std::vector<double>>& x, const std::vector<std::vector<double>>& y, bool larger) {
  const double worst = larger ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  return summaryCurve(x, y, [worst](std::vector<double>& column) {
    for (double& v : column) v = std::isnan(v) ? worst : v;
    std::sort(column.begin(), column.end());
    return medianOf(column);
  });
}

Curve meanCurve(const std::vector<std::vector<double>>& x, const std::vector<std::vector<double>>& y, double alpha) {
  return summaryCurve(x, y, [alpha](std::vector<double>& column) { return meanOf(column, alpha); });
}

std::string confidence(double alpha) {
  char text[64];
  std::snprintf(text, sizeof text, "%g %% confidence interval of the mean", 100.0 * (1.0 - alpha));
  return text;
}

Figure convergenceFigure(const ProblemRuns& runs, const Catalogue& catalogue, const ConvergenceOptions& options) {
  const MetricValues values = metricValues(runs, options.metric, catalogue);
  const int tasks = isize(runs.problem.tasks);
  if (options.task >= tasks) {
    throw InputError("The problem " + runs.problem.name + " has " + std::to_string(tasks) +
                     " tasks; there is no task " + std::to_string(options.task + 1) + ".");
  }
  requireRun(runs, options.repetition);
  Figure figure{.title = runs.problem.name};
  int fewest = 1 << 30, most = 0;
  bool floored = false;
  const bool bands = options.band && isize(runs.cells) <= kMostBands;
  const int rows = values.output.rows;
  for (int row = 0; row < rows; ++row) {
    const int task = rows == tasks && values.perTask ? row : -1;
    if (options.task >= 0 && task >= 0 && task != options.task) continue;
    Panel panel;
    if (task >= 0 && tasks > 1) {
      const std::string& name = runs.problem.tasks[task].name;
      panel.title = "Task " + std::to_string(task + 1) + (name.empty() ? "" : ": " + name);
    }
    panel.x = {.label = options.totalEvaluations || task < 0 || tasks == 1 ? "evaluations of all tasks"
                                                                           : "evaluations of this task",
               .log = options.logX};
    if (tasks == 1) panel.x.label = "evaluations";
    panel.y.label = values.name;
    std::vector<Curve> curves;
    for (std::size_t a = 0; a < runs.cells.size(); ++a) {
      curves.push_back(algorithmCurve(runs, values, a, row, task, options));
      fewest = std::min(fewest, curves.back().runs);
      most = std::max(most, curves.back().runs);
    }
    panel.y.log = options.y == Scale::Log || (options.y == Scale::Auto && wantsLog(curves));
    for (std::size_t a = 0; a < curves.size(); ++a) {
      Curve& curve = curves[a];
      if (panel.y.log) {
        for (auto* v : {&curve.median, &curve.low, &curve.high}) {
          for (double& value : *v) {
            if (value > 0.0 || std::isnan(value)) continue;
            floored = true;
            value = v == &curve.low ? 0.0 : kNone;  // a band may run into the bottom edge, a line ends
          }
        }
      }
      const int style = styleOf(runs, a);
      if (bands && curve.runs > 1) {
        // A band needs both edges: parts with one missing are left out.
        Band band{.style = style, .steps = true};
        for (std::size_t i = 0; i < curve.x.size(); ++i) {
          if (std::isnan(curve.low[i]) || std::isnan(curve.high[i])) continue;
          band.x.push_back(curve.x[i]);
          band.low.push_back(curve.low[i]);
          band.high.push_back(curve.high[i]);
        }
        if (!band.x.empty()) panel.bands.push_back(std::move(band));
      }
      panel.lines.push_back(
          {.label = runs.algorithms[a], .x = curve.x, .y = curve.median, .style = style, .steps = true});
      if (options.repetition < 0) continue;
      const Curve one = algorithmCurve(runs, values, a, row, task, options, options.repetition);
      Line line{.label = runs.algorithms[a] + ", run " + std::to_string(options.repetition + 1),
                .x = one.x,
                .y = one.median,
                .style = kInk,
                .markers = false,
                .steps = true,
                .width = 1.4,
                .solid = runs.cells.size() == 1};
      for (double& value : line.y) value = panel.y.log && value <= 0.0 ? kNone : value;
      if (!line.x.empty()) panel.lines.push_back(std::move(line));
    }
    const bool empty = std::all_of(panel.lines.begin(), panel.lines.end(), [](const Line& line) {
      return std::all_of(line.y.begin(), line.y.end(), [](double v) { return std::isnan(v); });
    });
    if (empty) {
      // Axes without a curve would look like a defect of the figure.
      panel.x.min = panel.y.min = 0.0;
      panel.x.max = panel.y.max = 1.0;
      panel.x.log = panel.y.log = false;
      panel.x.visible = panel.y.visible = panel.grid = false;
      panel.texts.push_back({.x = 0.5,
                             .y = 0.5,
                             .text = options.mean ? "no mean has a value\n(not every run found something feasible)"
                                                  : "no median run has a value\n(nothing feasible found)"});
    }
    figure.panels.push_back(std::move(panel));
  }
  const std::string count =
      fewest == most ? std::to_string(most) : std::to_string(fewest) + " to " + std::to_string(most);
  if (singleValued(values, runs)) {
    figure.note = "One value for all runs";
  } else {
    const std::string middle = options.mean ? "Mean" : "Median";
    const std::string band = options.mean ? confidence(options.alpha) : std::string("quartiles");
    figure.note = most > 1 ? middle + " of " + count + " runs" + (bands ? ", band: " + band : "") : "One run";
    if (options.band && !bands) figure.note += " (more curves than bands can be told apart)";
  }
  if (floored) figure.note += "; zero and below cannot be shown on this axis";
  if (std::any_of(runs.cells.begin(), runs.cells.end(), countsUnknown)) {
    figure.note += "; evaluations of imported runs are nominal (even shares of the budget)";
  }
  figure.note += "; " + instanceNote(runs) + '.';
  return figure;
}

}  // namespace tandem::figures
