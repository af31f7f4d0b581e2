// SPDX-License-Identifier: Apache-2.0
#include "tables/table_caption.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace tandem::table_caption {

namespace {

void describeEffects(Table& table) {
  const TableRequest& q = table.request;
  const double percent = 100.0 * (1.0 - q.alpha);
  if (q.effect == TableEffect::A12) {
    table.caption += fmt::format(" A12: chance to be better than {}, with {:g} % bootstrap interval.",
                                 table.twins ? "the twin" : "the base", percent);
  } else if (q.effect == TableEffect::MedianDifference) {
    table.caption += fmt::format(" Delta: median minus that of {}, with {:g} % bootstrap interval.",
                                 table.twins ? "the twin" : "the base", percent);
  }
  if (!q.overall) return;
  table.caption += fmt::format(
      " Over all rows: mean A12 of the problems (their tasks averaged) with Wilcoxon signed-rank p; mean A12 of the "
      "tasks "
      "with {:g} % bootstrap-t interval and sign-flip p, both by whole problems ({}).",
      percent, q.correction == TableCorrection::Holm ? "Holm over the columns" : "no correction");
}

bool dominated(const TableCell& cell) {
  // Success rates (of 0 and 1) are means by nature; equal values differ from their mean by rounding.
  if (std::set<double>(cell.values.begin(), cell.values.end()).size() < 3) return false;
  const double rounding = 1e-9 * (std::abs(cell.q1) + std::abs(cell.q3));
  return cell.mean < cell.q1 - rounding || cell.mean > cell.q3 + rounding;
}

}  // namespace

// Notes cells for which no run was planned.
void noteAbsent(Table& table) {
  int absent = 0;
  std::string first;
  for (const TableRow& row : table.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (row.cells[c].present) continue;
      if (absent++ == 0) first = fmt::format("{} on {}", table.columns[c].label, row.problem);
    }
  }
  if (absent > 0) {
    table.notes.push_back(fmt::format("{} cells (-) are empty: that algorithm was not run on that problem ({}{}).",
                                      absent, first, absent > 1 ? ", ..." : ""));
  }
}

void noteUndefined(Table& table, bool singleValued) {
  int failed = 0;
  int missing = 0;
  int others = 0;
  std::set<std::string> seen;  // failed and missing runs concern all tasks of a problem: count them once
  for (const TableRow& row : table.rows) {
    const bool first = seen.insert(row.problem).second;
    for (const TableCell& c : row.cells) {
      if (first) {
        failed += c.failed;
        missing += c.missing;
      }
      if (!singleValued) others += std::max(0, c.undefined - c.failed - c.missing);
    }
  }
  std::vector<std::string> parts;
  if (failed > 0) parts.push_back(fmt::format("{} failed", failed));
  if (missing > 0) parts.push_back(fmt::format("{} missing", missing));
  if (!parts.empty())
    table.notes.push_back(fmt::format("Runs without a result, ranked worst: {}.", fmt::join(parts, ", ")));
  if (others > 0) {
    table.notes.push_back(
        fmt::format("{} values are not defined (no feasible solution, or no reference to measure "
                    "against); ranked worst. Means are over the defined runs: [defined/all].",
                    others));
  } else if (!parts.empty()) {
    table.notes.emplace_back("Means are over the defined runs: [defined/all].");
  }
}

void noteDominated(Table& table) {
  if (table.request.show != TableShow::Mean && table.request.show != TableShow::MeanStd) return;
  constexpr std::size_t kFewest = 5;  // quartiles of fewer mean nothing
  int cells = 0;
  std::string first;
  for (const TableRow& row : table.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const TableCell& cell = row.cells[c];
      if (cell.values.size() < kFewest || cell.undefined > 0 || !dominated(cell)) continue;
      if (cells++ > 0) continue;
      first = fmt::format("{} on {}{}", table.columns[c].label, row.problem,
                          row.task > 0 && row.severalTasks ? fmt::format(" T{}", row.task) : "");
    }
  }
  if (cells == 0) return;
  table.notes.push_back(
      fmt::format("In {} cell{} the mean lies outside the quartiles of its runs ({}{}): a few runs dominate it; the "
                  "median with quartiles shows what the others did.",
                  cells, cells == 1 ? "" : "s", first, cells > 1 ? ", ..." : ""));
}

void describe(Table& table, const Facts& facts) {
  std::map<std::string, std::set<std::string>> instances;
  std::pair<std::size_t, std::size_t> n{SIZE_MAX, 0};
  for (const TableRow& row : table.rows) {
    instances[row.instance].insert(row.problem);
    for (const TableCell& c : row.cells) {
      if (c.present) n = {std::min(n.first, c.values.size()), std::max(n.second, c.values.size())};
    }
  }
  std::vector<std::string> where;
  for (const auto& [instance, problems] : instances) {
    where.push_back(instances.size() == 1 ? instance : fmt::format("{} ({})", instance, fmt::join(problems, ", ")));
  }
  const TableRequest& q = table.request;
  table.caption = fmt::format("{} ({} is better), {} data, ", table.metric, table.larger ? "larger" : "smaller",
                              fmt::join(where, "; "));
  table.caption += facts.singleValued    ? "one value for all runs together"
                   : n.first == n.second ? fmt::format("n = {} run{}", n.first, n.first == 1 ? "" : "s")
                                         : fmt::format("n = {} to {} runs", n.first, n.second);
  if (q.checkpoint > 0) table.caption += fmt::format(", checkpoint {}", q.checkpoint);
  if (table.relative) table.caption += "; depends on the algorithms compared";
  if (q.intervals) table.caption += fmt::format("; [{:g} % bootstrap interval]", 100.0 * (1.0 - q.alpha));
  table.caption += ".";
  if (q.test == TableTest::None) return;
  const std::string correction = q.correction == TableCorrection::Holm
                                     ? fmt::format("Holm over {} comparisons", facts.comparisons)
                                     : "no correction";
  const std::string base = table.twins ? facts.baseText : table.columns[facts.base].label;
  if (q.test == TableTest::Friedman) {
    const bool severalTasks = q.blocks == TableBlocks::Problem &&
                              std::ranges::any_of(table.rows, [](const TableRow& r) { return r.task > 1; });
    table.caption += fmt::format(
        " Friedman over {} {}{} (ranked by the {} of the runs{}): chi-square {:.4g}, p = {:.3g}; Iman-Davenport F "
        "{:.4g}, "
        "p = {:.3g}; Nemenyi critical difference {:.4g}; + better, - worse, = no evidence against {} (z of mean "
        "ranks, "
        "alpha {:g}, {}).",
        table.blocks, q.blocks == TableBlocks::Problem ? "problem" : "task",
        table.blocks == 1 ? " as its only block" : "s as blocks", ranksName(q.ranks),
        severalTasks ? "; a problem by the mean of its tasks' ranks" : "", table.chiSquare, table.chiSquareP,
        table.imanDavenportF, table.imanDavenportP, table.criticalDifference, base, q.alpha, correction);
    if (table.blocks < 2) {
      table.notes.emplace_back("Ranks of a single block cannot be tested: select more problems.");
    }
    if (q.blocks == TableBlocks::Task) {
      table.notes.emplace_back(
          "Tasks of one problem come from the same runs: as blocks they are not independent, and "
          "p is too small.");
    }
    return;
  }
  if (q.test == TableTest::Bayes) {
    table.caption += fmt::format(
        " Bayesian signed-rank test over problems against {}: posterior probabilities that the A12 of a problem "
        "(mean of "
        "its tasks) lies above, within, below 0.5 +- {:g}.",
        base, q.rope);
    return;
  }
  table.caption +=
      fmt::format(" {} test, two-sided, alpha {:g}, {}: + better, - worse, = no evidence against {}.",
                  q.test == TableTest::RankSum ? "Wilcoxon rank-sum" : "Wilcoxon signed-rank (paired by repetition)",
                  q.alpha, correction, base);
  describeEffects(table);
}

}  // namespace tandem::table_caption
