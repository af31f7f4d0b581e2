// SPDX-License-Identifier: Apache-2.0
#include "tables/table_power.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "tandem/power.h"
#include "tandem/rng.h"
#include "tandem/stats.h"

namespace tandem::table_statistics {

namespace {

constexpr double kWanted = 0.8;  // the power that studies are usually planned for

/// Ranks of the base's runs, better ones larger. Only ranks matter, so rows with the same ties share a curve.
std::vector<double> ranksOf(const TableCell& cell, bool larger) {
  std::vector<double> values;
  for (const double v : cell.values) {
    values.push_back(std::isnan(v) ? -std::numeric_limits<double>::infinity() : larger ? v : -v);
  }
  std::vector<double> ranks = stats::midRanks(values);
  std::sort(ranks.begin(), ranks.end());
  return ranks;
}

struct Rows {
  std::vector<stats::PowerCurve> curves;  // with the number of rows they represent
  std::vector<int> counts;
  int unable = 0;  // too many ties
};

Rows simulateRows(const std::map<std::vector<double>, int>& samples, double effect, double alpha) {
  const int experiments = std::clamp(12'000 / isize(samples), 300, 1500);
  Rows rows;
  for (const auto& [ranks, count] : samples) {
    Rng rng(hashText(fmt::format("power/{}/{}/{}", fmt::join(ranks, ","), effect, alpha)));
    stats::PowerCurve curve = stats::rankSumPower(ranks, effect, stats::usualRuns(), alpha, experiments, rng);
    if (std::isnan(curve.power[0])) {
      rows.unable += count;
      continue;
    }
    rows.curves.push_back(std::move(curve));
    rows.counts.push_back(count);
  }
  return rows;
}

/// The median over the rows, separately for each number of runs.
stats::PowerCurve middleOf(const Rows& rows) {
  stats::PowerCurve middle{stats::usualRuns(), {}};
  for (std::size_t i = 0; i < middle.runs.size(); ++i) {
    std::vector<double> values;
    for (std::size_t k = 0; k < rows.curves.size(); ++k) {
      values.insert(values.end(), static_cast<std::size_t>(rows.counts[k]), rows.curves[k].power[i]);
    }
    middle.power.push_back(stats::median(values));
  }
  return middle;
}

std::string neededText(int runs) {
  return runs > 0 ? std::to_string(runs) : fmt::format("more than {}", stats::usualRuns().back());
}

}  // namespace

void addPower(Table& table, int comparisons) {
  TablePower& power = table.power;
  power.effect = table.request.power;
  std::map<std::vector<double>, int> samples;
  for (const TableRow& row : table.rows) {
    std::vector<bool> used(row.cells.size(), false);
    for (const int base : table.bases) {
      if (base < 0 || used[base]) continue;
      used[base] = true;
      const TableCell& cell = row.cells[base];
      if (cell.present && cell.values.size() > 1) ++samples[ranksOf(cell, table.larger)];
    }
  }
  if (samples.empty()) return;  // nothing was tested, as reported elsewhere
  const Rows rows = simulateRows(samples, power.effect, table.request.alpha);
  power.unable = rows.unable;
  if (rows.curves.empty()) {
    table.notes.push_back(fmt::format(
        "Power: the runs of the base have so many ties that A12 = {:g} cannot occur on any row.", power.effect));
    return;
  }
  const stats::PowerCurve curve = middleOf(rows);
  power.runs = curve.runs;
  power.power = curve.power;
  power.needed = curve.needed(kWanted);
  std::vector<std::string> points;
  for (std::size_t i = 0; i < curve.runs.size(); ++i) {
    points.push_back(fmt::format("{}: {:.2f}", curve.runs[i], curve.power[i]));
  }
  std::string note = fmt::format(
      "Power of the rank-sum test (two-sided, alpha {:g}) to see A12 = {:g} by the runs of each algorithm, "
      "simulated{}: "
      "{}. A power of {:g} needs {} runs",
      table.request.alpha, power.effect, rows.curves.size() > 1 ? ", median of the rows" : "", fmt::join(points, ", "),
      kWanted, neededText(power.needed));
  if (table.request.correction == TableCorrection::Holm && comparisons > 1) {
    const double strict = table.request.alpha / comparisons;
    power.neededCorrected = middleOf(simulateRows(samples, power.effect, strict)).needed(kWanted);
    note += fmt::format("; {} where it must pass the first step of Holm over {} comparisons",
                        neededText(power.neededCorrected), comparisons);
  }
  note += '.';
  if (rows.unable > 0) {
    note += fmt::format(" On {} row{} the runs of the base have so many ties that such a difference cannot occur.",
                        rows.unable, rows.unable == 1 ? "" : "s");
  }
  table.notes.push_back(std::move(note));
}

}  // namespace tandem::table_statistics
