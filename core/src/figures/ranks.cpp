// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/ranks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tandem/error.h"
#include "tandem/matrix.h"
#include "tandem/stats.h"

namespace tandem::figures {
namespace {

std::string shown(double v, const char* format) {
  char text[40];
  std::snprintf(text, sizeof text, format, v);
  return text;
}

}  // namespace

RankTable rankTable(const std::vector<ProblemRuns>& all, const std::string& metric, const Catalogue& catalogue,
                    TableRanks by) {
  RankTable table;
  table.by = by;
  table.algorithms = all.front().algorithms;
  for (std::size_t a = 0; a < table.algorithms.size(); ++a) table.styles.push_back(styleOf(all.front(), a));
  for (const ProblemRuns& runs : all) {
    if (runs.algorithms != table.algorithms) {
      throw InputError("Ranks need the same algorithms on every problem, but " + runs.problem.name +
                       " has others; choose with --problem and --algorithm.");
    }
    const MetricValues values = metricValues(runs, metric, catalogue);
    table.metric = values.name;
    const MetricOutput& out = values.output;
    const bool single = singleValued(values, runs);
    std::vector<double> mean(table.algorithms.size(), 0.0);
    for (int row = 0; row < out.rows; ++row) {
      std::vector<std::vector<double>> algorithms;
      for (std::size_t a = 0; a < runs.cells.size(); ++a) {
        std::vector<double>& v = algorithms.emplace_back();
        // Runs that are not finished count, as undefined.
        for (int r = 0; r < (single ? 1 : runs.cells[a].repetitions); ++r) {
          v.push_back(out.at(a, r, row, out.checkpoints - 1));
        }
      }
      std::vector<double> ranks = rankRuns(algorithms, by, values.larger);
      for (std::size_t a = 0; a < mean.size(); ++a) mean[a] += ranks[a] / out.rows;
      table.ranks.push_back(std::move(ranks));
      table.rows.push_back(out.rows == 1 ? runs.problem.name : runs.problem.name + ", task " + std::to_string(row + 1));
    }
    table.problems.push_back(runs.problem.name);
    table.problemRanks.push_back(std::move(mean));
  }
  return table;
}

Figure rankHeatMap(const RankTable& table, const std::string& note) {
  HeatMap map{.rows = isize(table.rows), .cols = isize(table.algorithms)};
  map.scaleLabel = "rank (1 is best)";
  map.integerScale = true;
  map.min = 1.0;
  map.max = std::max(2.0, static_cast<double>(map.cols));
  for (const auto& row : table.ranks) {
    for (const double rank : row) {
      map.values.push_back(rank);
      map.texts.push_back(shown(rank, "%.3g"));
    }
  }
  Panel panel;
  panel.x.categories = table.algorithms;
  panel.y.categories = table.rows;
  panel.y.reversed = true;
  panel.heatMaps.push_back(std::move(map));
  Figure figure{.title = "Ranks by " + std::string(ranksName(table.by)) + " " + table.metric, .note = note};
  figure.panels.push_back(std::move(panel));
  return figure;
}

std::vector<std::pair<int, int>> cliques(const std::vector<double>& ranks, double cd) {
  std::vector<std::pair<int, int>> groups;
  int reached = -1;
  for (int i = 0; i < isize(ranks); ++i) {
    int last = i;
    while (last + 1 < isize(ranks) && ranks[last + 1] - ranks[i] <= cd) {
      ++last;
    }
    if (last > i && last > reached) groups.emplace_back(i, last);
    reached = std::max(reached, last);
  }
  return groups;
}

Figure criticalDifference(const RankTable& table, double alpha, bool taskBlocks, const std::string& note) {
  const auto& rows = taskBlocks ? table.ranks : table.problemRanks;
  const int blocks = isize(rows);
  const int count = isize(table.algorithms);
  if (count < 2 || blocks < 2) {
    throw InputError("A critical-difference diagram needs at least 2 algorithms and 2 " +
                     std::string(taskBlocks ? "tasks" : "problems") + "; there are " + std::to_string(count) + " and " +
                     std::to_string(blocks) + ".");
  }
  Matrix matrix(blocks, count);
  for (int i = 0; i < blocks; ++i) {
    for (int j = 0; j < count; ++j) matrix(i, j) = rows[i][j];
  }
  const stats::FriedmanResult test = stats::friedman(matrix);
  const double cd = stats::nemenyiCriticalDifference(count, blocks, alpha);
  std::vector<int> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&test](int a, int b) { return test.meanRanks[a] < test.meanRanks[b]; });
  std::vector<double> sorted;
  sorted.reserve(order.size());
  for (const int a : order) sorted.push_back(test.meanRanks[a]);
  RankDiagram diagram{.ranks = sorted, .groups = cliques(sorted, cd), .difference = cd};
  for (const int a : order) {
    diagram.names.push_back(table.algorithms[a]);
    diagram.styles.push_back(table.styles.empty() ? a : table.styles[a]);
  }
  Panel panel;
  panel.rankDiagrams.push_back(std::move(diagram));
  Figure figure{.title = "Mean ranks by " + std::string(ranksName(table.by)) + " " + table.metric};
  figure.legend = false;
  figure.panels.push_back(std::move(panel));
  figure.note = "Friedman over " + std::to_string(blocks) + (taskBlocks ? " tasks" : " problems") + " (ranked by the " +
                ranksName(table.by) + " of the runs): chi-square " + shown(test.chiSquare, "%.4g") +
                ", p = " + shown(test.p, "%.3g") + " (Iman-Davenport p = " + shown(test.imanDavenportP, "%.3g") +
                "); under one bar, or with bars of their own that overlap: not told apart by Nemenyi's test at " +
                shown(alpha, "%g") + "; " + note;
  return figure;
}

}  // namespace tandem::figures
