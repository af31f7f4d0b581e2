// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tables/table_grid.h"
#include "tables/table_text.h"
#include "tandem/error.h"
#include "tandem/tables/table.h"

namespace tandem {

namespace {

using namespace table_text;
using nlohmann::ordered_json;

// Wraps words at a width; continuation lines are indented by two.
std::string wrapped(const std::string& text, std::size_t width) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::size_t length = end - begin;
    if (column > 0 && column + 1 + length > width) {
      out += "\n  ";
      column = 2;
    } else if (column > 0) {
      out += ' ';
      ++column;
    }
    out.append(text, begin, length);
    column += length;
    begin = end + 1;
  }
  return out + "\n";
}

std::string asText(const Table& table, const TableStyle& style) {
  const Grid grid = gridOf(table, style);
  std::vector<std::vector<std::string>> lines{grid.header};
  for (const auto* part : {&grid.body, &grid.foot}) {
    for (const auto& row : *part) {
      std::vector<std::string>& line = lines.emplace_back();
      for (const Marked& m : row) {
        line.push_back(m.text);
        if (m.best) line.back() += " *";
        if (m.worst) line.back() += " !";
      }
    }
  }
  std::vector<std::size_t> widths(grid.header.size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::size_t total = 0;
  for (const std::size_t w : widths) total += w + 2;
  std::string out = wrapped(table.caption, 118) + "\n";
  for (std::size_t l = 0; l < lines.size(); ++l) {
    std::string line;
    for (std::size_t i = 0; i < lines[l].size(); ++i) {
      line += lines[l][i];
      if (i + 1 < lines[l].size()) line.append(widths[i] - lines[l][i].size() + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
    if (l == 0 || (l == grid.body.size() && !grid.foot.empty())) out += std::string(total - 2, '-') + "\n";
  }
  const auto anyOf = [&](auto member) {
    return std::any_of(grid.body.begin(), grid.body.end(), [&](const auto& row) {
      return std::any_of(row.begin(), row.end(), [&](const Marked& m) { return m.*member; });
    });
  };
  std::string legend;
  if (anyOf(&Marked::best)) legend += "* best of the row. ";
  if (anyOf(&Marked::worst)) legend += "! worst of the row. ";
  if (!legend.empty() || !table.notes.empty()) out += "\n";
  if (!legend.empty()) out += legend.substr(0, legend.size() - 1) + "\n";
  for (const std::string& note : table.notes) out += wrapped(fmt::format("Note: {}", note), 118);
  return out;
}

std::string markdownEscaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::string("|*_\\`<>").find(c) != std::string::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string asMarkdown(const Table& table, const TableStyle& style) {
  const Grid grid = gridOf(table, style);
  std::string out = markdownEscaped(table.caption) + "\n\n|";
  for (const std::string& h : grid.header) out += fmt::format(" {} |", markdownEscaped(h));
  out += "\n|:---|";
  for (std::size_t i = 1; i < grid.header.size(); ++i) out += "---:|";
  out += "\n";
  for (const auto* part : {&grid.body, &grid.foot}) {
    for (const auto& row : *part) {
      out += '|';
      for (const Marked& m : row) {
        const std::string text = markdownEscaped(m.text);
        out += m.best    ? fmt::format(" **{}** |", text)
               : m.worst ? fmt::format(" _{}_ |", text)
                         : fmt::format(" {} |", text);
      }
      out += "\n";
    }
  }
  if (!table.notes.empty()) out += "\n";
  for (const std::string& note : table.notes) out += fmt::format("- {}\n", markdownEscaped(note));
  return out;
}

// One record per statistic of a cell, or per run, and one per mean rank: CSV and JSON are the same records.
struct Record {
  std::string problem;
  int task = 0;  // 0: none
  std::string algorithm;
  std::string statistic;  // or empty with --show runs
  int repetition = 0;     // from 1
  double value = 0.0;
  double p = std::numeric_limits<double>::quiet_NaN();
  char sign = 0;
  const TableRow* row = nullptr;
  const TableCell* cell = nullptr;
};

// A column over all rows, under the problem "all".
void addOverall(const Table& table, std::vector<Record>& records) {
  for (const TableColumn& column : table.columns) {
    const TableOverall& o = column.overall;
    if (o.problems < 2) continue;
    const auto add = [&](const char* statistic, double value, double p) {
      Record record;
      record.problem = "all";
      record.algorithm = column.label;
      record.statistic = statistic;
      record.value = value;
      record.p = p;
      records.push_back(record);
    };
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    if (table.request.test == TableTest::Bayes) {
      add("p-better", o.better, kNone);
      add("p-equivalent", o.equivalent, kNone);
      add("p-worse", o.worse, kNone);
    }
    if (!table.request.overall) continue;
    add("a12-problems", o.problemEffect, o.problemP);
    add("a12-tasks", o.taskEffect, o.taskP);
    add("a12-tasks-low", o.taskLow, kNone);
    add("a12-tasks-high", o.taskHigh, kNone);
  }
}

std::vector<Record> recordsOf(const Table& table) {
  std::vector<Record> records;
  for (const TableRow& row : table.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const TableCell& cell = row.cells[c];
      if (!cell.present) continue;
      Record record;
      record.problem = row.problem;
      record.task = row.task;
      record.algorithm = table.columns[c].label;
      record.p = cell.p;
      record.sign = cell.sign;
      record.row = &row;
      record.cell = &cell;
      for (const Statistic& s : statisticsOf(cell, table.request)) {
        record.statistic = s.name;
        record.value = s.value;
        records.push_back(record);
      }
      if (table.request.show != TableShow::Runs) continue;
      for (std::size_t r = 0; r < cell.values.size(); ++r) {
        record.repetition = static_cast<int>(r) + 1;
        record.value = cell.values[r];
        records.push_back(record);
      }
    }
  }
  if (table.request.show != TableShow::Runs) addOverall(table, records);
  if (table.request.test == TableTest::Friedman && table.request.show != TableShow::Runs) {
    for (const TableColumn& column : table.columns) {
      Record record;
      record.problem = "all";
      record.algorithm = column.label;
      record.statistic = "mean-rank";
      record.value = column.meanRank;
      record.p = column.p;
      record.sign = column.sign;
      records.push_back(record);
    }
  }
  return records;
}

std::string csvField(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string csvNumber(double v) {
  if (std::isinf(v)) return v > 0.0 ? "Inf" : "-Inf";
  return std::isnan(v) ? "NaN" : fmt::format("{:.17g}", v);
}

std::string asCsv(const Table& table) {
  const bool runs = table.request.show == TableShow::Runs;
  std::string out = runs ? "problem,task,algorithm,metric,repetition,value\n"
                         : "problem,task,algorithm,metric,statistic,value,test,p_value,sign\n";
  for (const Record& r : recordsOf(table)) {
    out += fmt::format("{},{},{},{},", csvField(r.problem), r.task > 0 ? std::to_string(r.task) : "",
                       csvField(r.algorithm), csvField(table.metric));
    if (runs) {
      out += fmt::format("{},{}\n", r.repetition, csvNumber(r.value));
    } else {
      out += fmt::format("{},{},{},{},{}\n", r.statistic, csvNumber(r.value), testName(table.request.test),
                         std::isnan(r.p) ? "" : csvNumber(r.p), signText(r.sign));
    }
  }
  return out;
}

ordered_json jsonNumber(double v) {
  return std::isfinite(v) ? ordered_json(v) : ordered_json(nullptr);
}

std::string asJson(const Table& table) {
  ordered_json all = ordered_json::array();
  for (const Record& r : recordsOf(table)) {
    ordered_json j;
    j["problem"] = r.problem;
    j["task"] = r.task > 0 ? ordered_json(r.task) : ordered_json(nullptr);
    j["algorithm"] = r.algorithm;
    j["metric"] = table.metric;
    if (table.request.show == TableShow::Runs) {
      j["repetition"] = r.repetition;
      j["value"] = jsonNumber(r.value);
    } else {
      j["statistic"] = r.statistic;
      j["value"] = jsonNumber(r.value);
      j["test"] = testName(table.request.test);
      j["p_value"] = jsonNumber(r.p);
      j["sign"] = signText(r.sign);
    }
    if (r.cell != nullptr && r.repetition == 0) {
      j["runs"] = r.cell->values.size();
      j["undefined"] = r.cell->undefined;
      j["failed"] = r.cell->failed;
      j["missing"] = r.cell->missing;
      j["effect_a12"] = jsonNumber(r.cell->effect);
      j["instance"] = r.row->instance;
    }
    all.push_back(std::move(j));
  }
  return all.dump(2) + "\n";
}

}  // namespace

std::string formatTable(const Table& table, TableFormat format, const TableStyle& style) {
  switch (format) {
    case TableFormat::Text:
      return asText(table, style);
    case TableFormat::Csv:
      return asCsv(table);
    case TableFormat::Latex:
      return table_text::latexTable(table, style);
    case TableFormat::Markdown:
      return asMarkdown(table, style);
    case TableFormat::Json:
      return asJson(table);
    case TableFormat::Xlsx:
      break;
  }
  throw InputError("An XLSX table is a binary file; write it to one (-o TABLE.xlsx).");
}

}  // namespace tandem
