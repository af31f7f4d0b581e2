// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/runtimes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

double floorOf(double span) {
  return std::max(span * 1e-8, 1e-300);
}

// Target number i of a task: the i-th of even steps in log10 of the distance to the best value.
std::vector<double> targetsOf(const Levels& levels, int count) {
  std::vector<double> list;
  const double span = levels.first - levels.best;
  for (int i = 0; i < count; ++i) {
    const double share = count == 1 ? 1.0 : static_cast<double>(i) / (count - 1);
    const double low = std::log10(floorOf(span)), high = std::log10(std::max(span, 1e-300));
    list.push_back(levels.best + std::pow(10.0, high + share * (low - high)));
  }
  return list;
}

RunTimes timesOf(const CellData& cell, int rep, const std::vector<std::vector<double>>& targets,
                 const TargetOptions& options) {
  RunTimes run;
  const bool finished = cell.status[rep] == RunStatus::Finished;
  for (int i = 0; i < options.targets; ++i) {
    double slowest = 0.0;
    for (int t = 0; t < isize(targets); ++t) {
      if (!options.joint && options.task >= 0 && t != options.task) continue;
      const double target = targets[t][i];
      const double time = finished ? runtime(cell, rep, t, target, options.joint) : kInf;
      if (!options.joint) run.times.push_back(time);
      slowest = std::max(slowest, time);
    }
    if (options.joint) run.times.push_back(slowest);
  }
  return run;
}

}  // namespace

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
    const double stated = runs.problem.references[t].optimum;
    // An optimum that runs have beaten is none, and distances to it are meaningless.
    levels.optimum = !(best < stated - 1e-6 * std::max(1.0, std::abs(stated)));
    levels.best = levels.optimum ? stated : best;
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

std::vector<int> stylesOf(const std::vector<ProblemRuns>& all) {
  std::vector<int> styles;
  for (const std::string& name : algorithmsOf(all)) {
    for (const ProblemRuns& runs : all) {
      const auto at = std::find(runs.algorithms.begin(), runs.algorithms.end(), name);
      if (at == runs.algorithms.end()) continue;
      // By position among all of them if nothing else is known.
      styles.push_back(runs.styles.empty() ? isize(styles)
                                           : styleOf(runs, static_cast<std::size_t>(at - runs.algorithms.begin())));
      break;
    }
  }
  return styles;
}

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
      return static_cast<double>(total ? cell.evaluations[rep * cell.checkpoints + k] : cell.taskEvaluations[i]);
    }
  }
  return kInf;
}

Runtimes runtimesOf(const std::vector<ProblemRuns>& all, const TargetOptions& options) {
  needSingleObjective(all);
  Runtimes times{.algorithms = algorithmsOf(all), .styles = stylesOf(all)};
  times.runs.resize(times.algorithms.size());
  for (std::size_t p = 0; p < all.size(); ++p) {
    const ProblemRuns& runs = all[p];
    const int tasks = isize(runs.problem.tasks);
    std::vector<std::vector<double>> targets;
    for (int t = 0; t < tasks; ++t) {
      const Levels levels = levelsOf(runs, t);
      times.everyOptimum = times.everyOptimum && levels.optimum;
      targets.push_back(targetsOf(levels, options.targets));
    }
    for (std::size_t a = 0; a < runs.cells.size(); ++a) {
      const CellData& cell = runs.cells[a];
      const auto name = std::find(times.algorithms.begin(), times.algorithms.end(), runs.algorithms[a]);
      auto& mine = times.runs[name - times.algorithms.begin()];
      for (int r = 0; r < cell.repetitions; ++r) {
        const RunStatus status = cell.status[r];
        times.failed += status == RunStatus::Failed ? 1 : 0;
        times.missing += status == RunStatus::Missing ? 1 : 0;
        if (status == RunStatus::Missing) continue;
        mine.push_back(timesOf(cell, r, targets, options));
        mine.back().problem = static_cast<int>(p);
        if (status != RunStatus::Finished || cell.checkpoints == 0) continue;
        for (int t = 0; t < tasks; ++t) {
          if (!options.joint && options.task >= 0 && t != options.task) continue;
          const std::int64_t spent = options.joint ? cell.evaluations[(r + 1) * cell.checkpoints - 1]
                                                   : cell.taskEvaluations[cell.at(r, t, cell.checkpoints - 1)];
          times.end = std::max(times.end, static_cast<double>(spent));
        }
      }
    }
  }
  return times;
}

std::string targetNote(const Runtimes& times, const std::vector<ProblemRuns>& all, const TargetOptions& options) {
  std::string note = std::to_string(options.targets) +
                     " targets a task, even in log10 from the median first value down to 1e-8 of the way to the " +
                     (times.everyOptimum ? "optimum" : "best value known");
  if (options.joint) note += "; a target counts when every task of the problem has reached its own";
  if (times.failed > 0) note += "; " + std::to_string(times.failed) + " failed runs reached no target";
  if (times.missing > 0) note += "; " + std::to_string(times.missing) + " missing runs are left out";
  return note + "; " + std::to_string(all.size()) + (all.size() == 1 ? " problem; " : " problems; ") +
         instanceNote(all) + '.';
}

double firstDecade(const Runtimes& times) {
  double first = times.end;
  for (const auto& runs : times.runs) {
    for (const RunTimes& run : runs) {
      for (const double t : run.times) {
        if (t > 1.0) first = std::min(first, t);
      }
    }
  }
  return std::pow(10.0, std::floor(std::log10(std::max(1.0, first))));
}

}  // namespace tandem::figures
