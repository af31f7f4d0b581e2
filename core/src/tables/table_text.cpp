// SPDX-License-Identifier: Apache-2.0
#include "tables/table_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <utility>

#include "tandem/error.h"
#include "tandem/tables/options.h"

namespace tandem::table_text {

NumberFormat::NumberFormat(const std::string& pattern) : pattern_(pattern.empty() ? "%.4e" : pattern) {
  const auto refuse = [&] {
    throw InputError(
        fmt::format("'{}' is not a number format; give one printf conversion such as %.4e, %.3f or %g.", pattern));
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
  const auto textOf = [this](double v) {
    char text[512];
    (void)std::snprintf(text, sizeof text, pattern_.c_str(), v);
    return std::string(text);
  };
  // What rounds to zero has no sign: no "-0", no "-0.00".
  return value <= 0.0 && textOf(-value) == textOf(0.0) ? textOf(0.0) : textOf(value);
}

const char* testName(TableTest test) {
  return nameOf(test);
}

std::vector<Statistic> shownOf(const TableCell& cell, TableShow show) {
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
    case TableShow::MedianIqr:
      return {{"median", cell.median}, {"iqr", cell.q3 - cell.q1}};
  }
  return {};
}

std::vector<Statistic> statisticsOf(const TableCell& cell, const TableRequest& request) {
  std::vector<Statistic> all = shownOf(cell, request.show);
  if (request.show == TableShow::Runs) return all;
  const auto add = [&](const char* name, double value) { all.push_back({name, value}); };
  if (request.intervals) {
    add("low", cell.low);
    add("high", cell.high);
  }
  if (request.effect == TableEffect::A12) {
    add("a12", cell.effect);
    add("a12-low", cell.effectLow);
    add("a12-high", cell.effectHigh);
  } else if (request.effect == TableEffect::MedianDifference) {
    add("median-difference", cell.difference);
    add("median-difference-low", cell.differenceLow);
    add("median-difference-high", cell.differenceHigh);
  }
  return all;
}

std::string rowLabel(const TableRow& row) {
  return row.task > 0 && row.severalTasks ? fmt::format("{} T{}", row.problem, row.task) : row.problem;
}

std::string signText(char sign) {
  return sign == 0 ? std::string() : std::string(1, sign);
}

namespace {
std::string intervalText(const std::string& low, const std::string& high) {
  return fmt::format("[{}, {}]", low, high);
}
}  // namespace

std::string effectText(const TableCell& cell, const TableRequest& request, const NumberFormat& number) {
  if (request.effect == TableEffect::A12 && !std::isnan(cell.effectLow)) {
    return fmt::format("A12 {:.2f} {}", cell.effect,
                       intervalText(fmt::format("{:.2f}", cell.effectLow), fmt::format("{:.2f}", cell.effectHigh)));
  }
  if (request.effect == TableEffect::MedianDifference && !std::isnan(cell.difference)) {
    return fmt::format("Delta {} {}", number(cell.difference),
                       intervalText(number(cell.differenceLow), number(cell.differenceHigh)));
  }
  return "";
}

std::string cellText(const TableCell& cell, const TableRequest& request, const NumberFormat& number) {
  if (!cell.present) return "-";
  std::string text;
  if (request.show == TableShow::Runs) {
    for (const double v : cell.values) {
      if (!text.empty()) text += ' ';
      text += std::isnan(v) ? "n/a" : number(v);
    }
    return text;
  }
  const std::vector<Statistic> shown = shownOf(cell, request.show);
  text = std::isnan(shown[0].value) ? "n/a" : number(shown[0].value);
  if (shown.size() > 1 && !std::isnan(shown[1].value)) text += fmt::format(" ({})", number(shown[1].value));
  if (request.intervals && !std::isnan(cell.low))
    text.append(" ").append(intervalText(number(cell.low), number(cell.high)));
  if (cell.undefined > 0) {
    const auto all = isize(cell.values);
    text += fmt::format(" [{}/{}]", all - cell.undefined, all);
  }
  return text;
}

namespace {
// For a column that is not compared with another.
std::string baseWord(const Table& table) {
  return table.twins ? "" : "base";
}

// One row of numbers; text(overall) is empty if nothing is known.
template <typename Text>
Footer overallRow(const Table& table, const std::string& label, const Text& text) {
  Footer row{label, {}};
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    row.cells.push_back(table.bases[c] < 0 ? baseWord(table) : text(table.columns[c].overall));
  }
  return row;
}

void addOverall(const Table& table, std::vector<Footer>& rows) {
  const auto known = [](double v, const char* pattern) {
    return std::isnan(v) ? std::string("-") : fmt::format(fmt::runtime(pattern), v);
  };
  int problems = 0;
  int tasks = 0;
  for (const TableColumn& c : table.columns) {
    problems = std::max(problems, c.overall.problems);
    tasks = std::max(tasks, c.overall.tasks);
  }
  if (problems < 2) return;
  if (table.request.test == TableTest::Bayes) {
    const auto add = [&](const char* label, auto member) {
      rows.push_back(overallRow(table, label, [&](const TableOverall& o) { return known(o.*member, "{:.3f}"); }));
    };
    add("P(better)", &TableOverall::better);
    add("P(equivalent)", &TableOverall::equivalent);
    add("P(worse)", &TableOverall::worse);
  }
  if (!table.request.overall) return;
  rows.push_back(overallRow(table, fmt::format("A12, {} problems", problems), [&](const TableOverall& o) {
    return fmt::format("{}, p = {}", known(o.problemEffect, "{:.3f}"), known(o.problemP, "{:.3g}"));
  }));
  rows.push_back(overallRow(table, fmt::format("A12, {} tasks", tasks), [&](const TableOverall& o) {
    std::string text = known(o.taskEffect, "{:.3f}");
    if (!std::isnan(o.taskLow)) {
      text.append(" ").append(intervalText(known(o.taskLow, "{:.3f}"), known(o.taskHigh, "{:.3f}")));
    }
    return fmt::format("{}, p = {}", text, known(o.taskP, "{:.3g}"));
  }));
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
  if (test == TableTest::Bayes || table.request.overall) addOverall(table, rows);
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
