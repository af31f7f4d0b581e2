// SPDX-License-Identifier: Apache-2.0
// All rows together. The tasks of one problem come from the same runs and are not independent, so problems are the
// blocks; over tasks, only methods that take whole problems at a time.
#include "tables/table_overall.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "stats/bounded_mean.h"
#include "tandem/rng.h"
#include "tandem/stats.h"

namespace tandem::table_statistics {

namespace {

constexpr int kResamples = 10'000;
constexpr int kPosteriorDraws = 20'000;

/// Effects of a column as distances from 1/2 (no difference), with the number of their problem.
struct Effects {
  std::vector<double> values;
  std::vector<int> problem;
  std::vector<double> problemMeans;
};

Effects effectsOf(const Table& table, std::size_t column) {
  Effects e;
  std::string open;
  std::vector<int> counts;
  for (const TableRow& row : table.rows) {
    const double effect = row.cells[column].effect;
    if (std::isnan(effect)) continue;
    if (e.problemMeans.empty() || open != row.problem) {
      open = row.problem;
      e.problemMeans.push_back(0.0);
      counts.push_back(0);
    }
    e.values.push_back(effect - 0.5);
    e.problem.push_back(isize(e.problemMeans));
    e.problemMeans.back() += effect - 0.5;
    ++counts.back();
  }
  for (std::size_t i = 0; i < counts.size(); ++i) e.problemMeans[i] /= counts[i];
  return e;
}

}  // namespace

void summariseOverall(Table& table) {
  std::vector<std::size_t> tested;
  std::vector<double> byProblem;
  std::vector<double> byTask;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.bases[c] < 0) continue;
    const Effects e = effectsOf(table, c);
    if (e.values.empty()) continue;
    TableOverall& o = table.columns[c].overall;
    o.problems = isize(e.problemMeans);
    o.tasks = isize(e.values);
    o.problemEffect = 0.5 + stats::mean(e.problemMeans);
    if (o.problems < 2) continue;
    Rng rng(hashText("overall " + table.metric + table.columns[c].label));
    const std::vector<double> zeros(e.problemMeans.size(), 0.0);
    o.problemP = stats::signedRank(e.problemMeans, zeros).p;
    const stats::ClusterMean mean =
        stats::boundedClusterMean(e.values, e.problem, -0.5, 0.5, 1.0 - table.request.alpha, kResamples, rng);
    o.taskEffect = 0.5 + mean.mean;
    o.taskLow = 0.5 + mean.low;
    o.taskHigh = 0.5 + mean.high;
    o.taskP = mean.p;
    if (table.request.test == TableTest::Bayes) {
      const stats::BayesSignedRank b =
          stats::bayesianSignedRank(e.problemMeans, table.request.rope, kPosteriorDraws, rng);
      o.better = b.above;
      o.equivalent = b.within;
      o.worse = b.below;
    }
    tested.push_back(c);
    byProblem.push_back(o.problemP);
    byTask.push_back(o.taskP);
  }
  if (tested.empty()) {
    table.notes.emplace_back("Nothing is concluded over all problems: that takes at least two.");
    return;
  }
  int problems = 0;
  for (const std::size_t c : tested) problems = std::max(problems, table.columns[c].overall.problems);
  const double least = std::ldexp(2.0, -problems);
  if (least > table.request.alpha && table.request.overall) {
    table.notes.push_back(fmt::format(
        "With {} problems no p over all of them can be below {:g}: more problems are needed, not more runs.", problems,
        least));
  }
  if (table.request.correction != TableCorrection::Holm) return;
  byProblem = stats::holm(byProblem);
  byTask = stats::holm(byTask);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    table.columns[tested[i]].overall.problemP = byProblem[i];
    table.columns[tested[i]].overall.taskP = byTask[i];
  }
}

}  // namespace tandem::table_statistics
