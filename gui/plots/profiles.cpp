// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plots/profiles.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "tandem/error.h"

namespace tandem::figures {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

struct Levels {
  double first = kNone;  ///< median over all runs of the first recorded feasible value
  double best = kNone;   ///< known optimum, else the best value of any run
  bool optimum = false;
};

Levels levelsOf(const ProblemRuns& runs, int task) {
  Levels levels;
  std::vector<double> first;
  double best = kInf;
  for (const CellData& cell : runs.cells) {
    for (const int r : finishedRuns(cell)) {
      bool seen = false;
      for (int k = 0; k < cell.checkpoints; ++k) {
        const std::size_t i = cell.at(r, task, k);
        if (cell.cv[i] > 0.0 || !std::isfinite(cell.objective[i])) continue;
        if (!seen) first.push_back(cell.objective[i]);
        seen = true;
        best = std::min(best, cell.objective[i]);
      }
    }
  }
  std::sort(first.begin(), first.end());
  levels.first = orderQuantile(first, 0.5);
  const auto t = static_cast<std::size_t>(task);
  if (t < runs.problem.references.size() && runs.problem.references[t].hasOptimum) {
    levels.best = runs.problem.references[t].optimum;
    levels.optimum = true;
  } else if (std::isfinite(best)) {
    levels.best = best;
  }
  return levels;
}

void needSingleObjective(const std::vector<ProblemRuns>& all) {
  for (const ProblemRuns& runs : all) {
    if (runs.problem.multiObjective()) {
      throw InputError("Runtime figures need one objective, but " + runs.problem.name +
                       " has several; choose problems with --problem.");
    }
    if (std::any_of(runs.cells.begin(), runs.cells.end(), countsUnknown)) {
      throw InputError("Runtime figures need evaluation counts, which imported runs of " + runs.problem.name +
                       " lack; choose algorithms with --algorithm.");
    }
  }
}

// Names over all problems, in order of appearance; algorithms are matched by name.
std::vector<std::string> algorithmsOf(const std::vector<ProblemRuns>& all) {
  std::vector<std::string> names;
  for (const ProblemRuns& runs : all) {
    for (const std::string& a : runs.algorithms) {
      if (std::find(names.begin(), names.end(), a) == names.end()) names.push_back(a);
    }
  }
  return names;
}

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

double floorOf(double span) {
  return std::max(span * 1e-8, 1e-300);
}

}  // namespace

double runtime(const CellData& cell, int rep, int task, double target, bool total) {
  const auto log = static_cast<std::size_t>(rep * cell.tasks + task);
  if (log < cell.improvements.size() && !cell.improvements[log].empty()) {
    for (const Improvement& step : cell.improvements[log]) {
      if (step.cv <= 0.0 && step.objective <= target) {
        return static_cast<double>(total ? step.evaluations : step.taskEvaluations);
      }
    }
    return kInf;
  }
  for (int k = 0; k < cell.checkpoints; ++k) {
    const std::size_t i = cell.at(rep, task, k);
    if (cell.cv[i] <= 0.0 && cell.objective[i] <= target) {
      return static_cast<double>(total ? cell.evaluations[static_cast<std::size_t>(rep * cell.checkpoints + k)]
                                       : cell.taskEvaluations[i]);
    }
  }
  return kInf;
}

Figure ecdfFigure(const std::vector<ProblemRuns>& all, const EcdfOptions& options) {
  needSingleObjective(all);
  const std::vector<std::string> names = algorithmsOf(all);
  std::map<std::string, std::vector<double>> times;
  double end = 1.0;
  bool everyOptimum = true;
  for (const ProblemRuns& runs : all) {
    const int tasks = static_cast<int>(runs.problem.tasks.size());
    // Target number i of each task: the i-th of even steps in log10 of the distance to the best value.
    std::vector<std::vector<double>> targets;
    for (int t = 0; t < tasks; ++t) {
      const Levels levels = levelsOf(runs, t);
      everyOptimum = everyOptimum && levels.optimum;
      std::vector<double> list;
      const double span = levels.first - levels.best;
      for (int i = 0; i < options.targets; ++i) {
        const double share = options.targets == 1 ? 1.0 : static_cast<double>(i) / (options.targets - 1);
        const double low = std::log10(floorOf(span)), high = std::log10(std::max(span, 1e-300));
        list.push_back(levels.best + std::pow(10.0, high + share * (low - high)));
      }
      targets.push_back(std::move(list));
    }
    for (std::size_t a = 0; a < runs.cells.size(); ++a) {
      const CellData& cell = runs.cells[a];
      std::vector<double>& mine = times[runs.algorithms[a]];
      for (const int r : finishedRuns(cell)) {
        for (int i = 0; i < options.targets; ++i) {
          double slowest = 0.0;
          for (int t = 0; t < tasks; ++t) {
            if (!options.joint && options.task >= 0 && t != options.task) continue;
            const double time =
                runtime(cell, r, t, targets[static_cast<std::size_t>(t)][static_cast<std::size_t>(i)], options.joint);
            if (!options.joint) mine.push_back(time);
            slowest = std::max(slowest, time);
            end = std::max(
                end, static_cast<double>(
                         options.joint ? cell.evaluations[static_cast<std::size_t>((r + 1) * cell.checkpoints - 1)]
                                       : cell.taskEvaluations[cell.at(r, t, cell.checkpoints - 1)]));
          }
          if (options.joint) mine.push_back(slowest);
        }
      }
    }
  }
  Figure figure;
  if (all.size() == 1) figure.title = all.front().problem.name;
  Panel panel;
  panel.x = {.label = options.joint ? "evaluations of all tasks" : "evaluations of the task",
             .log = true,
             .min = 1.0,
             .max = end};
  panel.y = {.label = "share of targets reached", .min = 0.0, .max = 1.02};
  for (std::size_t a = 0; a < names.size(); ++a) {
    panel.lines.push_back(distributionLine(times[names[a]], names[a], static_cast<int>(a), end, true));
  }
  // The axis starts where something happens.
  double start = end;
  for (const Line& line : panel.lines) {
    for (std::size_t i = 1; i < line.x.size(); ++i) start = std::min(start, line.x[i]);
  }
  panel.x.min = std::pow(10.0, std::floor(std::log10(std::max(1.0, start))));
  figure.panels.push_back(std::move(panel));
  figure.note = std::to_string(options.targets) +
                " targets a task, even in log10 from the median first value down to 1e-8 of the way to the " +
                (everyOptimum ? "optimum" : "best value known");
  if (options.joint) figure.note += "; a target counts when every task of the problem has reached its own";
  figure.note +=
      "; " + std::to_string(all.size()) + (all.size() == 1 ? " problem; " : " problems; ") + instanceNote(all) + '.';
  return figure;
}

Figure profileFigure(const std::vector<ProblemRuns>& all, const ProfileOptions& options) {
  needSingleObjective(all);
  const std::vector<std::string> names = algorithmsOf(all);
  std::map<std::string, std::vector<double>> values;
  double end = 1.0;
  int instances = 0;
  for (const ProblemRuns& runs : all) {
    if (runs.algorithms.size() != names.size()) {
      throw InputError("Profiles need every algorithm on every problem, but " + runs.problem.name +
                       " lacks some; choose with --problem and --algorithm.");
    }
    for (int t = 0; t < static_cast<int>(runs.problem.tasks.size()); ++t) {
      const Levels levels = levelsOf(runs, t);
      const double target = levels.best + options.tolerance * (levels.first - levels.best);
      int repetitions = 1 << 30;
      for (const CellData& cell : runs.cells) repetitions = std::min(repetitions, cell.repetitions);
      for (int r = 0; r < repetitions; ++r) {
        std::vector<double> time;
        for (const CellData& cell : runs.cells) {
          const bool done = cell.status[static_cast<std::size_t>(r)] == RunStatus::Finished;
          time.push_back(done ? runtime(cell, r, t, target, false) : kInf);
        }
        ++instances;
        const double fewest = *std::min_element(time.begin(), time.end());
        const double unit = options.data ? runs.problem.tasks[static_cast<std::size_t>(t)].dim + 1.0 : fewest;
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
    panel.lines.push_back(distributionLine(values[names[a]], names[a], static_cast<int>(a), end, !options.data));
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
