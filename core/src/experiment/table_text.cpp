// SPDX-License-Identifier: Apache-2.0
#include "experiment/table_text.h"

#include <fmt/format.h>

#include <cctype>
#include <cmath>
#include <cstdio>

#include "tandem/error.h"

namespace tandem::table_text {

NumberFormat::NumberFormat(const std::string& pattern) : pattern_(pattern.empty() ? "%.4e" : pattern) {
  const auto refuse = [&] {
    throw InputError(
        fmt::format("'{}' is no number format; give one printf conversion such as %.4e, %.3f or %g.", pattern));
  };
  std::size_t i = pattern_.find('%');
  if (i == std::string::npos || pattern_.size() > 40) refuse();
  const auto digits = [&] {
    int value = 0;
    for (; i < pattern_.size() && std::isdigit(static_cast<unsigned char>(pattern_[i])) != 0; ++i) {
      value = std::min(1000, value * 10 + (pattern_[i] - '0'));
    }
    return value;
  };
  for (++i; i < pattern_.size() && std::string("-+ #0").find(pattern_[i]) != std::string::npos;) ++i;
  if (digits() > 60) refuse();
  if (i < pattern_.size() && pattern_[i] == '.') {
    ++i;
    if (digits() > 40) refuse();
  }
  if (i >= pattern_.size() || std::string("eEfFgG").find(pattern_[i]) == std::string::npos) refuse();
  if (pattern_.find('%', i) != std::string::npos) refuse();
}

std::string NumberFormat::operator()(double value) const {
  char text[512];
  (void)std::snprintf(text, sizeof text, pattern_.c_str(), value);
  return text;
}

const char* showName(TableShow show) {
  switch (show) {
    case TableShow::Mean:
      return "mean";
    case TableShow::MeanStd:
      return "mean-std";
    case TableShow::Std:
      return "std";
    case TableShow::Median:
      return "median";
    case TableShow::Best:
      return "best";
    case TableShow::Worst:
      return "worst";
    case TableShow::Runs:
      return "runs";
  }
  return "";
}

const char* testName(TableTest test) {
  switch (test) {
    case TableTest::None:
      return "none";
    case TableTest::RankSum:
      return "rank-sum";
    case TableTest::SignedRank:
      return "signed-rank";
    case TableTest::Friedman:
      return "friedman";
  }
  return "";
}

std::vector<Statistic> statisticsOf(const TableCell& cell, TableShow show) {
  switch (show) {
    case TableShow::Mean:
      return {{"mean", cell.mean}};
    case TableShow::MeanStd:
      return {{"mean", cell.mean}, {"std", cell.sd}};
    case TableShow::Std:
      return {{"std", cell.sd}};
    case TableShow::Median:
      return {{"median", cell.median}};
    case TableShow::Best:
      return {{"best", cell.best}};
    case TableShow::Worst:
      return {{"worst", cell.worst}};
    case TableShow::Runs:
      return {};
  }
  return {};
}

std::string rowLabel(const TableRow& row) {
  return row.task > 0 && row.severalTasks ? fmt::format("{} T{}", row.problem, row.task) : row.problem;
}

std::string signText(char sign) {
  return sign == 0 ? std::string() : std::string(1, sign);
}

std::string cellText(const TableCell& cell, TableShow show, const NumberFormat& number) {
  if (!cell.present) return "-";
  std::string text;
  if (show == TableShow::Runs) {
    for (const double v : cell.values) {
      if (!text.empty()) text += ' ';
      text += std::isnan(v) ? "n/a" : number(v);
    }
    return text;
  }
  const std::vector<Statistic> shown = statisticsOf(cell, show);
  text = std::isnan(shown[0].value) ? "n/a" : number(shown[0].value);
  if (shown.size() > 1 && !std::isnan(shown[1].value)) text += fmt::format(" ({})", number(shown[1].value));
  if (cell.undefined > 0) {
    const auto all = static_cast<int>(cell.values.size());
    text += fmt::format(" [{}/{}]", all - cell.undefined, all);
  }
  return text;
}

namespace {
// Of a column that is not compared with another.
std::string baseWord(const Table& table) {
  return table.twins ? "" : "base";
}
}  // namespace

std::vector<Footer> footers(const Table& table) {
  std::vector<Footer> rows;
  const TableTest test = table.request.test;
  if (test == TableTest::RankSum || test == TableTest::SignedRank) {
    Footer& counts = rows.emplace_back();
    counts.label = "+ / = / -";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const TableColumn& column = table.columns[c];
      counts.cells.push_back(table.bases[c] < 0 ? baseWord(table)
                                                : fmt::format("{} / {} / {}", column.wins, column.ties, column.losses));
    }
  }
  if (test == TableTest::Friedman) {
    Footer ranks{"mean rank", {}};
    Footer p{"p against base", {}};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const TableColumn& column = table.columns[c];
      ranks.cells.push_back(fmt::format("{:.3f}", column.meanRank));
      p.cells.push_back(table.bases[c] < 0 ? baseWord(table)
                                           : fmt::format("{:.3g} {}", column.p, signText(column.sign)));
    }
    rows.push_back(std::move(ranks));
    rows.push_back(std::move(p));
  }
  return rows;
}

}  // namespace tandem::table_text
