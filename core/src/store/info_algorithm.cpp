// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include "store/info_parts.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

constexpr const char* kTypeNames[] = {"real", "integer", "boolean", "choice", "text"};
constexpr int kTypes = 5;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    found.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

}  // namespace

std::string joinedLines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "\n") + text;
  return all;
}

std::string pluginLine(const PluginRecord& plugin) {
  return plugin.hash + "  " + plugin.name;
}

void writePlugin(const Node& node, const PluginRecord& plugin) {
  if (!plugin.name.empty()) node.setText("plugin", pluginLine(plugin));
}

PluginRecord readPlugin(const Node& node) {
  constexpr std::size_t kHash = 40;
  if (!node.hasAttribute("plugin")) return {};
  const std::string line = node.text("plugin");
  if (line.size() < kHash + 3 || line.substr(kHash, 2) != "  ") node.damaged("a plug-in in it has no name");
  return {line.substr(kHash + 2), line.substr(0, kHash)};
}

void writeAlgorithm(const Node& node, const AlgorithmRecord& algorithm, bool lean) {
  node.setText("name", algorithm.name);
  node.setText("alias", algorithm.alias);
  node.setText("twin", algorithm.twin);
  if (algorithm.budget > 0) node.setInt("budget", algorithm.budget);
  if (algorithm.population > 0) node.setInt("population", algorithm.population);
  writePlugin(node, algorithm.plugin);
  TextTable params{algorithm.params.size(), 7, {}};
  for (const ParamInfo& p : algorithm.params) {
    for (const std::string& cell : {p.name, std::string(kTypeNames[static_cast<int>(p.type)]), p.value,
                                    formatReal(p.min), formatReal(p.max), joinedLines(p.options), p.doc}) {
      params.cells.push_back(cell);
    }
  }
  node.writeTable("parameters", params, "parameter, field",
                  "columns: name, type, value, minimum, maximum, options (a line each), meaning");
  if (lean) return;  // lean files have no traces, and there are many algorithms
  TextTable traces{algorithm.traces.size(), 5, {}};
  for (const TraceInfo& t : algorithm.traces) {
    for (const std::string& cell :
         {t.name, std::string(tracePerName(t.per)), formatReal(t.min), formatReal(t.max), t.doc}) {
      traces.cells.push_back(cell);
    }
  }
  node.writeTable("traces", traces, "trace, field", "columns: name, per (run, task, pair), minimum, maximum, meaning");
}

namespace {

double parseReal(const Node& node, const std::string& text) {
  // Not strtod: it reads "0,5" if the user's locale has a decimal comma (Qt programs adopt it).
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    node.damaged("the range of a parameter is not a number");
  }
  return value;
}

}  // namespace

AlgorithmRecord readAlgorithm(const Node& node) {
  AlgorithmRecord algorithm;
  algorithm.name = node.text("name");
  algorithm.alias = node.text("alias");
  algorithm.twin = node.text("twin");
  if (node.hasAttribute("budget")) algorithm.budget = node.integer("budget", 0, kMostCounted);
  if (node.hasAttribute("population")) {
    algorithm.population = static_cast<int>(node.integer("population", 0, std::numeric_limits<int>::max()));
  }
  algorithm.plugin = readPlugin(node);
  const TextTable params = node.readTable("parameters", 7);
  for (std::size_t i = 0; i < params.rows; ++i) {
    const std::string* cell = &params.cells[7 * i];
    ParamInfo p;
    p.name = cell[0];
    int type = 0;
    while (type < kTypes && cell[1] != kTypeNames[type]) ++type;
    if (type == kTypes) node.damaged("'" + cell[1] + "' is not a type of a parameter");
    p.type = static_cast<ParamType>(type);
    p.value = cell[2];
    p.min = parseReal(node, cell[3]);
    p.max = parseReal(node, cell[4]);
    p.options = lines(cell[5]);
    p.doc = cell[6];
    algorithm.params.push_back(std::move(p));
  }
  if (node.hasChild("traces")) {
    const TextTable traces = node.readTable("traces", 5);
    for (std::size_t i = 0; i < traces.rows; ++i) {
      const std::string* cell = &traces.cells[5 * i];
      TraceInfo t;
      t.name = cell[0];
      bool known = false;
      for (const TracePer per : {TracePer::Run, TracePer::Task, TracePer::Pair}) {
        if (cell[1] != tracePerName(per)) continue;
        t.per = per;
        known = true;
      }
      if (!known) node.damaged("'" + cell[1] + "' is not what a trace can be of");
      t.min = parseReal(node, cell[2]);
      t.max = parseReal(node, cell[3]);
      t.doc = cell[4];
      algorithm.traces.push_back(std::move(t));
    }
  }
  return algorithm;
}

}  // namespace tandem::store
