// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/verdict.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "figures/choices.h"
#include "tandem/error.h"
#include "tandem/figures/distribution.h"
#include "tandem/matrix.h"
#include "tandem/registry.h"
#include "tandem/stats.h"

namespace tandem::figures {
namespace {

/// Position of the base of an algorithm among the algorithms of a problem; -1: not there, or not unique.
int baseOf(const ProblemRuns& runs, std::size_t algorithm, const std::string& base) {
  const bool twin = base.empty() || normalName(base) == "twin";
  if (twin && runs.records.size() != runs.algorithms.size()) return -1;
  const std::string wanted = normalName(twin ? runs.records[algorithm].twin : base);
  int found = -1;
  for (std::size_t b = 0; b < runs.algorithms.size() && !wanted.empty(); ++b) {
    if (b == algorithm || normalName(twin ? runs.records[b].name : runs.algorithms[b]) != wanted) continue;
    if (found >= 0) return -1;
    found = static_cast<int>(b);
  }
  return found;
}

/// At most `most` checkpoints, evenly spaced, including the last.
std::vector<int> chosenCheckpoints(int all, int most) {
  std::vector<int> chosen;
  const int count = std::min(all, most);
  for (int i = 1; i <= count; ++i) chosen.push_back(static_cast<int>(std::lround(1.0 * i * all / count)) - 1);
  return chosen;
}

struct Strip {
  std::string label;
  std::vector<double> effect, p;  // by checkpoint
};

void signStrips(std::vector<Strip>& strips, HeatMap& map, double alpha) {
  map.texts.assign(map.values.size(), "");
  for (std::size_t k = 0; k < static_cast<std::size_t>(map.cols); ++k) {
    std::vector<double> p;
    for (const Strip& s : strips) p.push_back(s.p[k]);
    p = stats::holm(p);
    for (std::size_t r = 0; r < strips.size(); ++r) {
      if (p[r] < alpha) map.texts[r * static_cast<std::size_t>(map.cols) + k] = strips[r].effect[k] > 0.5 ? "+" : "-";
    }
  }
}

}  // namespace

Figure verdictFigure(const std::vector<ProblemRuns>& all, const Catalogue& catalogue, const VerdictOptions& options) {
  constexpr int kMostColumns = 20;
  if (!(options.alpha > 0.0 && options.alpha < 1.0)) {
    throw InputError("The level alpha must lie between 0 and 1; 0.05 is usual.");
  }
  Figure figure;
  figure.legend = false;
  std::string measured, against;
  for (const std::string& algorithm : algorithmsOf(all)) {
    std::vector<Strip> strips;
    std::vector<int> shownCheckpoints;
    int checkpoints = 0;
    std::string base;
    for (const ProblemRuns& runs : all) {
      const auto at = std::find(runs.algorithms.begin(), runs.algorithms.end(), algorithm);
      if (at == runs.algorithms.end()) continue;
      const auto a = static_cast<std::size_t>(at - runs.algorithms.begin());
      const int b = baseOf(runs, a, options.base);
      if (b < 0) continue;
      base = runs.algorithms[b];
      requireEqualCheckpoints(runs);
      const MetricValues values = metricValues(runs, options.metric, catalogue);
      measured = values.name;
      const MetricOutput& out = values.output;
      if (checkpoints == 0) {
        checkpoints = out.checkpoints;
        shownCheckpoints = chosenCheckpoints(checkpoints, kMostColumns);
      } else if (checkpoints != out.checkpoints) {
        throw InputError("The runs have different numbers of checkpoints; draw them apart (--problem).");
      }
      for (int row = 0; row < out.rows; ++row) {
        if (options.task >= 0 && out.rows > 1 && row != options.task) continue;
        Strip strip{.label = runs.problem.name + (out.rows > 1 ? " T" + std::to_string(row + 1) : "")};
        for (const int k : shownCheckpoints) {
          const std::vector<double> mine = runsOfRow(values, runs.cells[a], static_cast<int>(a), row, k);
          const std::vector<double> others = runsOfRow(values, runs.cells[b], b, row, k);
          strip.effect.push_back(stats::varghaDelaney(mine, others));
          strip.p.push_back(mine.size() > 1 && others.size() > 1 ? stats::rankSum(mine, others).p : 1.0);
        }
        strips.push_back(std::move(strip));
      }
    }
    if (strips.empty()) continue;
    if (isize(figure.panels) >= kMostPanels) {
      throw InputError("More than " + std::to_string(kMostPanels) +
                       " panels would be needed; choose algorithms with --algorithm.");
    }
    HeatMap map{.rows = isize(strips),
                .cols = isize(shownCheckpoints),
                .scaleLabel = "chance to be better (A12)",
                .min = 0.0,
                .max = 1.0,
                .diverging = true};
    Panel panel;
    panel.title = algorithm + " against " + base;
    for (const Strip& s : strips) {
      map.values.insert(map.values.end(), s.effect.begin(), s.effect.end());
      panel.y.categories.push_back(s.label);
    }
    panel.y.reversed = true;
    panel.x.label = "checkpoint";
    panel.x.ordinal = true;
    for (const int k : shownCheckpoints) panel.x.categories.push_back(std::to_string(k + 1));
    signStrips(strips, map, options.alpha);
    panel.heatMaps.push_back(std::move(map));
    figure.panels.push_back(std::move(panel));
    against = options.base.empty() || normalName(options.base) == "twin" ? "its single-task twin" : base;
  }
  if (figure.panels.empty()) {
    throw InputError(
        options.base.empty() || normalName(options.base) == "twin"
            ? "No algorithm here stands beside its single-task twin; run the twins too (`tandem show ALGO` "
              "names them) or name a base (--base)."
            : "The base '" + options.base + "' is not among the algorithms drawn, or stands alone.");
  }
  figure.columns = 1;
  char level[40];
  std::snprintf(level, sizeof level, "%g", options.alpha);
  figure.note = "Chance that a run has a better " + measured + " than one of " + against +
                ", by checkpoint; + and -: significantly better and worse (rank-sum, alpha " + level +
                ", Holm over the tasks of a checkpoint); " + instanceNote(all) + '.';
  return figure;
}

Figure attainmentFigure(const std::vector<ProblemRuns>& all, const AttainmentOptions& options) {
  needSingleObjective(all);
  constexpr int kColumns = 60, kRows = 40;
  Figure figure;
  figure.legend = false;
  if (all.size() == 1) figure.title = all.front().problem.name;
  bool everyOptimum = true;
  for (const ProblemRuns& runs : all) {
    const int tasks = isize(runs.problem.tasks);
    for (int t = 0; t < tasks; ++t) {
      if (options.task >= 0 && t != options.task) continue;
      const Levels levels = levelsOf(runs, t);
      if (!(levels.first > levels.best)) continue;  // nothing ever improved, or nothing feasible found
      everyOptimum = everyOptimum && levels.optimum;
      // The axis ends at the least distance that any run reached, but no later than 1e-8 of the first one.
      double end = 1.0, least = levels.first - levels.best;
      for (const CellData& cell : runs.cells) {
        for (const int r : finishedRuns(cell)) {
          const std::size_t last = cell.at(r, t, cell.checkpoints - 1);
          end = std::max(end, static_cast<double>(cell.taskEvaluations[last]));
          if (cell.cv[last] <= 0.0 && cell.objective[last] > levels.best) {
            least = std::min(least, cell.objective[last] - levels.best);
          }
        }
      }
      const double high = std::log10(levels.first - levels.best);
      const double low = std::max(std::log10(least), high - 8.0) - 1e-9;
      for (std::size_t a = 0; a < runs.cells.size(); ++a) {
        if (isize(figure.panels) >= kMostPanels) {
          throw InputError("More than " + std::to_string(kMostPanels) +
                           " panels would be needed; choose with --problem, --algorithm or --task.");
        }
        const CellData& cell = runs.cells[a];
        HeatMap map{.rows = kRows,
                    .cols = kColumns,
                    .xRange = {0.0, std::log10(end)},
                    .yRange = {low, std::max(high, low + 1e-6)},
                    .scaleLabel = "share of runs",
                    .min = 0.0,
                    .max = 1.0};
        int counted = 0;
        for (int r = 0; r < cell.repetitions; ++r) {
          counted += cell.status[r] == RunStatus::Missing ? 0 : 1;
        }
        for (int i = 0; i < kRows; ++i) {
          const double distance = std::pow(10.0, map.yRange[0] + (map.yRange[1] - map.yRange[0]) * (i + 0.5) / kRows);
          std::vector<double> times;
          for (const int r : finishedRuns(cell)) times.push_back(runtime(cell, r, t, levels.best + distance, false));
          for (int j = 0; j < kColumns; ++j) {
            const double evaluations = std::pow(10.0, map.xRange[1] * (j + 1.0) / kColumns);
            const auto reached = std::count_if(times.begin(), times.end(), [&](double v) { return v <= evaluations; });
            map.values.push_back(counted > 0 ? static_cast<double>(reached) / counted : kNone);
          }
        }
        Panel panel;
        panel.title = (all.size() == 1 ? "" : runs.problem.name + ", ") + runs.algorithms[a] +
                      (tasks > 1 ? ", task " + std::to_string(t + 1) : "");
        panel.x.label = "log10 evaluations of the task";
        panel.y.label = everyOptimum ? "log10 error" : "log10 distance";
        panel.heatMaps.push_back(std::move(map));
        figure.panels.push_back(std::move(panel));
      }
    }
  }
  if (figure.panels.empty()) throw InputError("No run improved on its first values; there is nothing to draw.");
  figure.note = std::string("Share of the runs that came this close to the ") +
                (everyOptimum ? "optimum" : "best value known") + " after so many evaluations; failed runs never do; " +
                instanceNote(all) + '.';
  return figure;
}

}  // namespace tandem::figures
