// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/profiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

// Step function "share of the values at or below x" over the finite values; `of` counts the infinite ones too.
Line distributionLine(std::vector<double> values, const std::string& label, int style, double end, bool log) {
  const auto of = static_cast<double>(values.size());
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  std::sort(values.begin(), values.end());
  Line line{.label = label, .style = style, .steps = true};
  constexpr std::size_t kMost = 400;
  const std::size_t every = std::max<std::size_t>(1, values.size() / kMost);
  const double start = log ? 1.0 : 0.0;
  line.x.push_back(start);
  line.y.push_back(static_cast<double>(std::upper_bound(values.begin(), values.end(), start) - values.begin()) / of);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool last = i + 1 == values.size() || values[i + 1] > values[i];
    if (!last || values[i] <= start) continue;
    if (i % every != 0 && i + 1 != values.size()) continue;
    line.x.push_back(values[i]);
    line.y.push_back(static_cast<double>(i + 1) / of);
  }
  if (line.x.back() < end) {
    line.x.push_back(end);
    line.y.push_back(line.y.back());
  }
  return line;
}

}  // namespace

Figure ecdfFigure(const std::vector<ProblemRuns>& all, const TargetOptions& options) {
  const Runtimes times = runtimesOf(all, options);
  Figure figure;
  if (all.size() == 1) figure.title = all.front().problem.name;
  Panel panel;
  panel.x = {.label = options.joint ? "evaluations of all tasks" : "evaluations of the task",
             .log = true,
             .min = firstDecade(times),
             .max = times.end};
  panel.y = {.label = "share of targets reached", .min = 0.0, .max = 1.02};
  for (std::size_t a = 0; a < times.algorithms.size(); ++a) {
    std::vector<double> values;
    for (const RunTimes& run : times.runs[a]) values.insert(values.end(), run.times.begin(), run.times.end());
    panel.lines.push_back(distributionLine(values, times.algorithms[a], times.styles[a], times.end, true));
  }
  figure.panels.push_back(std::move(panel));
  figure.note = targetNote(times, all, options);
  return figure;
}

Figure profileFigure(const std::vector<ProblemRuns>& all, const ProfileOptions& options) {
  needSingleObjective(all);
  const std::vector<std::string> names = algorithmsOf(all);
  const std::vector<int> styles = stylesOf(all);
  std::map<std::string, std::vector<double>> values;
  double end = 1.0;
  int instances = 0;
  for (const ProblemRuns& runs : all) {
    if (runs.algorithms.size() != names.size()) {
      throw InputError("Profiles need every algorithm on every problem, but " + runs.problem.name +
                       " lacks some; choose with --problem and --algorithm.");
    }
    for (int t = 0; t < isize(runs.problem.tasks); ++t) {
      const Levels levels = levelsOf(runs, t);
      const double target = levels.best + options.tolerance * (levels.first - levels.best);
      int repetitions = 1 << 30;
      for (const CellData& cell : runs.cells) repetitions = std::min(repetitions, cell.repetitions);
      for (int r = 0; r < repetitions; ++r) {
        std::vector<double> time;
        for (const CellData& cell : runs.cells) {
          const bool done = cell.status[r] == RunStatus::Finished;
          time.push_back(done ? runtime(cell, r, t, target, false) : kInf);
        }
        ++instances;
        const double fewest = *std::min_element(time.begin(), time.end());
        const double unit = options.data ? runs.problem.tasks[t].dim + 1.0 : fewest;
        for (std::size_t a = 0; a < time.size(); ++a) {
          const double v = std::isfinite(time[a]) ? time[a] / unit : kInf;
          values[runs.algorithms[a]].push_back(v);
          if (std::isfinite(v)) end = std::max(end, v);
        }
      }
    }
  }
  Figure figure;
  Panel panel;
  panel.x = {.label = options.data ? "evaluations per (D + 1)" : "factor of the fewest evaluations",
             .log = !options.data,
             .min = options.data ? 0.0 : 1.0,
             .max = end};
  panel.y = {.label = "share solved", .min = 0.0, .max = 1.02};
  for (std::size_t a = 0; a < names.size(); ++a) {
    panel.lines.push_back(distributionLine(values[names[a]], names[a], styles[a], end, !options.data));
  }
  figure.title = options.data ? "Data profile" : "Performance profile";
  figure.panels.push_back(std::move(panel));
  char tolerance[32];
  std::snprintf(tolerance, sizeof tolerance, "%g", options.tolerance);
  figure.note = "Solved: all but " + std::string(tolerance) +
                " of the way from the median first value to the optimum (or best value known); " +
                std::to_string(instances) + " (problem, task, run) triples; " + instanceNote(all) + '.';
  return figure;
}

}  // namespace tandem::figures
