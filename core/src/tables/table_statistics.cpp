// SPDX-License-Identifier: Apache-2.0
#include "tables/table_statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "stats/exact_tails.h"
#include "tandem/error.h"
#include "tandem/stats.h"

namespace tandem::table_statistics {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

// Undefined runs as the worst value there is.
std::vector<double> ranked(const std::vector<double>& values, bool larger) {
  std::vector<double> out = values;
  for (double& v : out) v = std::isnan(v) ? (larger ? -kInf : kInf) : v;
  return out;
}

// Fewer undefined runs first, then the statistic; smaller is better for both.
std::pair<double, double> standing(const TableCell& cell, TableShow show, bool larger) {
  double value = cell.mean;
  if (show == TableShow::Median || show == TableShow::MedianIqr) value = cell.median;
  if (show == TableShow::Best) value = cell.best;
  if (show == TableShow::Worst) value = cell.worst;
  const double share = cell.values.empty() ? 1.0 : cell.undefined / static_cast<double>(cell.values.size());
  if (std::isnan(value)) return {share, kInf};
  return {share, larger ? -value : value};
}

}  // namespace

}  // namespace tandem::table_statistics

namespace tandem {

const char* ranksName(TableRanks by) {
  return by == TableRanks::Mean ? "mean" : "median";
}

std::vector<double> rankRuns(const std::vector<std::vector<double>>& runs, TableRanks by, bool larger) {
  std::vector<std::pair<double, double>> standings;
  for (const std::vector<double>& values : runs) {
    TableCell cell;
    cell.values = values;
    table_statistics::summarise(cell, larger);
    if (by == TableRanks::Mean) {
      standings.push_back(table_statistics::standing(cell, TableShow::Mean, larger));
    } else {
      standings.emplace_back(0.0, std::isnan(cell.median) ? table_statistics::kInf
                                  : larger                ? -cell.median
                                                          : cell.median);
    }
  }
  std::vector<std::pair<double, double>> order = standings;
  std::sort(order.begin(), order.end());
  std::vector<double> positions;
  for (const auto& s : standings) {
    positions.push_back(static_cast<double>(std::lower_bound(order.begin(), order.end(), s) - order.begin()));
  }
  return stats::midRanks(positions);
}

}  // namespace tandem

namespace tandem::table_statistics {

void summarise(TableCell& cell, bool larger) {
  std::vector<double> defined;
  for (const double v : cell.values) {
    if (!std::isnan(v)) defined.push_back(v);
  }
  cell.undefined = static_cast<int>(cell.values.size() - defined.size());
  if (defined.empty()) return;
  cell.mean = stats::mean(defined);
  if (defined.size() > 1) cell.sd = stats::standardDeviation(defined);  // undefined for a single run
  const auto [least, largest] = std::minmax_element(defined.begin(), defined.end());
  cell.best = larger ? *largest : *least;
  if (cell.undefined == 0) cell.worst = larger ? *least : *largest;
  std::vector<double> all = ranked(cell.values, larger);
  const double median = stats::median(all);
  if (std::isfinite(median)) cell.median = median;
  const double q1 = stats::quantile(all, 0.25);
  const double q3 = stats::quantile(all, 0.75);
  if (std::isfinite(q1)) cell.q1 = q1;
  if (std::isfinite(q3)) cell.q3 = q3;
}

void markExtremes(TableRow& row, TableShow show, bool larger) {
  std::vector<std::pair<double, double>> standings;
  for (const TableCell& c : row.cells) {
    if (c.present && c.undefined < isize(c.values)) standings.push_back(standing(c, show, larger));
  }
  if (standings.size() < 2) return;
  const auto [first, last] = std::minmax_element(standings.begin(), standings.end());
  if (*first == *last) return;
  for (TableCell& c : row.cells) {
    if (!c.present || c.undefined == isize(c.values)) continue;
    c.isBest = standing(c, show, larger) == *first;
    c.isWorst = standing(c, show, larger) == *last;
  }
}

namespace {

// Bootstrap intervals of the requested effect; the same for the same row and columns, whatever else is in the table.
void addEffect(const Table& table, TableRow& row, std::size_t column, const std::vector<double>& a,
               const std::vector<double>& b) {
  constexpr int kResamples = 2000;
  if (table.request.effect == TableEffect::None) return;
  TableCell& cell = row.cells[column];
  const auto base = static_cast<std::size_t>(table.bases[column]);
  Rng rng(hashText(fmt::format("{}/{}/{}/{}/{}", table.metric, row.problem, row.task, table.columns[column].label,
                               table.columns[base].label)));
  const double level = 1.0 - table.request.alpha;
  if (table.request.effect == TableEffect::A12) {
    const stats::Interval i = table.larger ? stats::varghaDelaneyInterval(a, b, level, kResamples, rng)
                                           : stats::varghaDelaneyInterval(b, a, level, kResamples, rng);
    cell.effectLow = i.low;
    cell.effectHigh = i.high;
  } else if (cell.undefined == 0 && row.cells[base].undefined == 0) {
    const stats::Interval i = stats::medianDifference(a, b, level, kResamples, rng);
    cell.difference = i.estimate;
    cell.differenceLow = i.low;
    cell.differenceHigh = i.high;
  }
}

}  // namespace

void addIntervals(TableCell& cell, TableShow show, bool larger, double level, std::uint64_t key) {
  constexpr int kResamples = 2000;
  if (cell.values.size() < 2) return;
  Rng rng(key);
  if (show == TableShow::Median || show == TableShow::MedianIqr) {
    const stats::Interval i = stats::medianInterval(ranked(cell.values, larger), level, kResamples, rng);
    if (std::isfinite(i.low) && std::isfinite(i.high)) {
      cell.low = i.low;
      cell.high = i.high;
    }
    return;
  }
  std::vector<double> defined;
  for (const double v : cell.values) {
    if (!std::isnan(v)) defined.push_back(v);
  }
  if (defined.size() < 2) return;
  const std::vector<double> ones(defined.size(), 1.0);
  const stats::Interval i = stats::ratioInterval(defined, ones, level, kResamples, rng);
  cell.low = i.low;
  cell.high = i.high;
}

PairTests testPairs(Table& table) {
  PairTests outcome;
  std::vector<double> p;
  std::vector<TableCell*> tested;
  stats::ExactTails tails;
  for (TableRow& row : table.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      TableCell& cell = row.cells[c];
      if (table.bases[c] < 0) continue;
      const auto base = static_cast<std::size_t>(table.bases[c]);
      const TableCell& reference = row.cells[base];
      if (!cell.present || !reference.present) continue;
      const std::vector<double> b = ranked(reference.values, table.larger);
      if (cell.values.size() < 2 || b.size() < 2) {
        outcome.tooFew = true;
        continue;
      }
      const std::vector<double> a = ranked(cell.values, table.larger);
      if (table.request.test == TableTest::SignedRank && a.size() != b.size()) {
        throw InputError(
            fmt::format("{} has {} repetitions and {} has {} on problem '{}', so they are no pairs; use "
                        "--test rank-sum.",
                        table.columns[c].label, a.size(), table.columns[base].label, b.size(), row.problem));
      }
      stats::TestResult result;
      double above = 0.0;
      if (table.request.test == TableTest::RankSum) {
        result = stats::rankSum(a, b, tails);
        above = result.statistic / (static_cast<double>(a.size()) * static_cast<double>(b.size()));  // U also gives A12
      } else {
        above = stats::varghaDelaney(a, b);
      }
      cell.effect = table.larger ? above : 1.0 - above;
      addEffect(table, row, c, a, b);
      if (table.request.test == TableTest::Bayes) continue;
      bool better = cell.effect > 0.5;
      if (table.request.test == TableTest::SignedRank) {
        result = stats::signedRank(a, b, tails);
        // The statistic of the other direction, to see which is larger: pairs won by size or pairs lost.
        const double lost = stats::signedRank(b, a, tails).statistic;
        better = table.larger ? result.statistic > lost : result.statistic < lost;
      }
      cell.sign = better ? '+' : '-';  // kept only if significant, see below
      p.push_back(result.p);
      tested.push_back(&cell);
    }
  }
  if (table.request.correction == TableCorrection::Holm) p = stats::holm(p);
  outcome.comparisons = isize(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    tested[i]->p = p[i];
    if (!(p[i] < table.request.alpha)) tested[i]->sign = '=';
  }
  for (const TableRow& row : table.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      table.columns[c].wins += row.cells[c].sign == '+' ? 1 : 0;
      table.columns[c].ties += row.cells[c].sign == '=' ? 1 : 0;
      table.columns[c].losses += row.cells[c].sign == '-' ? 1 : 0;
    }
  }
  return outcome;
}

int testFriedman(Table& table, int base) {
  std::vector<std::vector<double>> blocks;
  std::string open;  // the problem whose block is being filled
  for (const TableRow& row : table.rows) {
    if (std::any_of(row.cells.begin(), row.cells.end(), [](const TableCell& c) { return !c.present; })) {
      throw InputError(
          fmt::format("Friedman's test needs every algorithm on every problem; '{}' lacks one. Select "
                      "others or use --test rank-sum.",
                      row.problem));
    }
    std::vector<std::vector<double>> runs;
    for (const TableCell& c : row.cells) runs.push_back(c.values);
    const std::vector<double> ranks = rankRuns(runs, table.request.ranks, table.larger);
    const bool sameBlock = table.request.blocks == TableBlocks::Problem && row.task > 1 && open == row.problem;
    open = row.problem;
    if (!sameBlock) {
      blocks.push_back(ranks);
      continue;
    }
    for (std::size_t c = 0; c < ranks.size(); ++c) blocks.back()[c] += ranks[c];
  }
  Matrix values(isize(blocks), isize(table.columns));
  for (int r = 0; r < values.rows(); ++r) {
    for (int c = 0; c < values.cols(); ++c) {
      values(r, c) = blocks[r][c];
    }
  }
  const stats::FriedmanResult result = stats::friedman(values);
  table.blocks = values.rows();
  table.chiSquare = result.chiSquare;
  table.chiSquareP = result.p;
  table.imanDavenportF = result.imanDavenportF;
  table.imanDavenportP = result.imanDavenportP;
  table.criticalDifference = stats::nemenyiCriticalDifference(isize(table.columns), table.blocks, table.request.alpha);
  std::vector<double> p = stats::friedmanPostHoc(result, table.blocks, base);
  p.erase(p.begin() + base);
  if (table.request.correction == TableCorrection::Holm) p = stats::holm(p);
  const auto comparisons = isize(p);
  p.insert(p.begin() + base, std::numeric_limits<double>::quiet_NaN());
  const double baseRank = result.meanRanks[base];
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    TableColumn& column = table.columns[c];
    column.meanRank = result.meanRanks[c];
    column.p = p[c];
    if (static_cast<int>(c) == base) continue;
    column.sign = p[c] < table.request.alpha ? (column.meanRank < baseRank ? '+' : '-') : '=';
  }
  return comparisons;
}

}  // namespace tandem::table_statistics
