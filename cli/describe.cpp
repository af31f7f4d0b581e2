// SPDX-License-Identifier: Apache-2.0
#include "cli/describe.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "cli/output.h"
#include "tandem/editing/edit.h"
#include "tandem/tables/names.h"

namespace tandem::cli {

using Json = nlohmann::ordered_json;

namespace {
Json numberOrNull(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Limits of integers beyond what anybody would type mean "none".
bool limited(double limit) {
  return std::isfinite(limit) && std::fabs(limit) < 2e9;
}

Json wholeOrReal(const ParamInfo& param, double value) {
  if (!limited(value)) return nullptr;
  if (param.type == ParamType::Integer) return static_cast<std::int64_t>(value);
  return value;
}
}  // namespace

std::string citationText(const Citation& citation) {
  std::vector<std::string> parts;
  if (!citation.authors.empty()) parts.push_back(citation.authors);
  if (!citation.title.empty()) parts.push_back(citation.title);
  std::string where = citation.venue;
  if (citation.year != 0) where += (where.empty() ? "" : ", ") + std::to_string(citation.year);
  if (!where.empty()) parts.push_back(where);
  if (!citation.doi.empty()) parts.push_back("https://doi.org/" + citation.doi);
  return join(parts, ". ");
}

Json citationRecord(const Citation& citation) {
  return {{"authors", citation.authors},
          {"title", citation.title},
          {"venue", citation.venue},
          {"year", citation.year == 0 ? Json(nullptr) : Json(citation.year)},
          {"doi", citation.doi}};
}

std::string rangeText(const ParamInfo& param) {
  switch (param.type) {
    case ParamType::Boolean:
      return "true or false";
    case ParamType::Choice:
      return join(param.options, ", ");
    case ParamType::Text:
      return "any text";
    case ParamType::Integer:
    case ParamType::Real:
      break;
  }
  const std::string low = limited(param.min) ? formatReal(param.min) : "";
  const std::string high = limited(param.max) ? formatReal(param.max) : "";
  if (!low.empty() && !high.empty()) return "[" + low + ", " + high + "]";
  if (!low.empty()) return ">= " + low;
  if (!high.empty()) return "<= " + high;
  return param.type == ParamType::Integer ? "any whole number" : "any number";
}

Json paramValue(const ParamInfo& param) {
  switch (param.type) {
    case ParamType::Boolean:
      return param.value == "true";
    case ParamType::Choice:
    case ParamType::Text:
      return param.value;
    case ParamType::Integer:
    case ParamType::Real:
      break;
  }
  const Json number = Json::parse(param.value, nullptr, false);
  return number.is_number() ? number : Json(param.value);
}

Json paramRecords(const std::vector<ParamInfo>& params, const std::string& valueKey) {
  static constexpr const char* kTypes[] = {"real", "integer", "boolean", "choice", "text"};
  Json records = Json::array();
  for (const ParamInfo& p : params) {
    Json record = {{"name", p.name}, {"type", kTypes[static_cast<int>(p.type)]}, {valueKey, paramValue(p)}};
    if (p.type == ParamType::Real || p.type == ParamType::Integer) {
      record["min"] = wholeOrReal(p, p.min);
      record["max"] = wholeOrReal(p, p.max);
    } else if (p.type != ParamType::Text) {
      record["options"] = p.options;
    }
    record["meaning"] = p.doc;
    records.push_back(std::move(record));
  }
  return records;
}

std::string paramText(const std::vector<ParamInfo>& params) {
  std::vector<std::string> texts;
  for (const ParamInfo& p : params) texts.push_back(p.name + "=" + p.value);
  return join(texts, ", ");
}

std::string paramText(const ParamValues& params) {
  std::vector<std::string> texts;
  for (const auto& [name, value] : params) {
    // A text of several lines is a description; the file has it in full.
    texts.push_back(name + "=" + (value.find('\n') == std::string::npos ? value : "(kept in the file)"));
  }
  return join(texts, ", ");
}

std::string boundsText(const TaskInfo& task) {
  if (task.lower.empty()) return "";
  const auto [lowest, highestLower] = std::minmax_element(task.lower.begin(), task.lower.end());
  const auto [lowestUpper, highest] = std::minmax_element(task.upper.begin(), task.upper.end());
  const bool same = *lowest == *highestLower && *lowestUpper == *highest;
  const std::string box = "[" + formatReal(*lowest) + ", " + formatReal(*highest) + "]";
  return (same ? box : "within " + box) + (task.bounded ? "" : " (not enforced)");
}

Json taskRecord(const TaskInfo& task) {
  Json lower = Json::array();
  Json upper = Json::array();
  for (const double v : task.lower) lower.push_back(numberOrNull(v));
  for (const double v : task.upper) upper.push_back(numberOrNull(v));
  return {{"name", task.name},
          {"dimension", task.dim},
          {"objectives", task.objectives},
          {"constraints", task.constraints},
          {"bounded", task.bounded},
          {"lower", std::move(lower)},
          {"upper", std::move(upper)}};
}

std::int64_t startPoints(const ExperimentInfo& info) {
  std::int64_t points = 0;
  for (const ProblemRecord& problem : info.problems) {
    for (const Matrix& given : problem.start) points += given.rows();
  }
  return points;
}

Json experimentRecord(const ExperimentInfo& info) {
  Json record = {{"schema", info.schema},
                 {"version", info.version},
                 {"revision", info.revision},
                 {"compiler", info.compiler},
                 {"flags", info.flags},
                 {"streams", info.imported() ? Json(nullptr) : Json(info.streams)},
                 {"host", info.host},
                 {"started", info.started},
                 {"ended", info.ended},
                 {"continued", info.continued},
                 {"trimmed", misfitOf(info)},
                 {"origin", info.imported() ? Json("imported from " + info.origin) : Json("tandem")},
                 {"precision", info.precision.empty() ? Json("full") : Json(info.precision)},
                 {"seed", info.imported() ? Json(nullptr) : Json(info.seed)},
                 {"repetitions", info.repetitions},
                 {"checkpoints", info.checkpoints},
                 {"saveDecisions", info.saveDecisions},
                 {"specification", info.specification}};
  if (!info.start.empty()) {
    record["start"] = {{"source", info.start}, {"hash", info.startHash}, {"points", startPoints(info)}};
  }
  Json algorithms = Json::array();
  for (const AlgorithmRecord& a : info.algorithms) {
    algorithms.push_back(
        {{"name", a.name}, {"alias", a.alias}, {"twin", a.twin}, {"parameters", paramRecords(a.params, "value")}});
    Json& made = algorithms.back();
    if (a.budget > 0) made["budget"] = a.budget;
    if (a.population > 0) made["population"] = a.population;
    if (!a.plugin.name.empty()) made["plugin"] = {{"name", a.plugin.name}, {"sha1", a.plugin.hash}};
  }
  record["algorithms"] = std::move(algorithms);
  Json problems = Json::array();
  const std::vector<std::string> titles = problemNames(info.problems);
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const ProblemRecord& p = info.problems[i];
    Json tasks = Json::array();
    for (std::size_t t = 0; t < p.tasks.size(); ++t) {
      Json task = taskRecord(p.tasks[t]);
      if (t < p.references.size()) {
        task["optimum"] = p.references[t].hasOptimum ? Json(p.references[t].optimum) : Json(nullptr);
      }
      tasks.push_back(std::move(task));
    }
    problems.push_back({{"name", p.name},
                        {"title", titles[i]},
                        {"suite", p.suite},
                        {"labels", labelNames(p.labels)},
                        {"parameters", p.params},
                        {"budget", p.budget},
                        {"population", p.population},
                        {"instance", instanceOf(p)},
                        {"checksum", p.checksum},
                        {"tasks", std::move(tasks)}});
    if (!p.title.empty()) problems.back()["title"] = p.title;
    if (!p.plugin.name.empty()) problems.back()["plugin"] = {{"name", p.plugin.name}, {"sha1", p.plugin.hash}};
  }
  record["problems"] = std::move(problems);
  return record;
}

std::string labelled(const std::string& label, const std::string& text) {
  if (text.empty()) return "";
  constexpr std::size_t kIndent = 14;
  constexpr std::size_t kWidth = 100;
  std::string out = "  " + label;
  out.append(out.size() < kIndent ? kIndent - out.size() : 1, ' ');
  std::size_t column = out.size();
  bool first = true;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find(' ', begin);
    if (end == std::string::npos) end = text.size();
    const std::size_t length = end - begin;
    if (!first && column + 1 + length > kWidth) {
      out += '\n';
      out.append(kIndent, ' ');
      column = kIndent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out.append(text, begin, length);
    column += length;
    first = false;
    begin = end + 1;
  }
  return out + '\n';
}

}  // namespace tandem::cli
