// SPDX-License-Identifier: Apache-2.0
#include "specification/toml_parser.h"

// Behind the parser's configuration.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>

#include "specification/spec_limits.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/specification/spec.h"

namespace tandem {

namespace {

/// Reads the tree; every complaint names the source, line and column.
class SpecReader {
 public:
  explicit SpecReader(std::string source) : source_(std::move(source)) {}

  ExperimentSpec read(const toml::table& root) {
    allow(root, {"seed", "repetitions", "budget", "population", "checkpoints", "save_decisions", "instance",
                 "time_limit", "strict_budget", "device", "device_fallback", "start", "algorithms", "problems"});
    ExperimentSpec spec;
    if (const toml::node* node = root.get("seed")) spec.seed = seed(*node);
    spec.repetitions = static_cast<int>(integer(root, spec::kRepetitions, spec.repetitions));
    spec.budget = integer(root, spec::kBudget, spec.budget);
    spec.population = static_cast<int>(integer(root, spec::kPopulation, spec.population));
    spec.checkpoints = static_cast<int>(integer(root, spec::kCheckpoints, spec.checkpoints));
    if (const toml::node* node = root.get("save_decisions")) {
      if (!node->is_boolean()) fail(*node, "'save_decisions' must be true or false");
      spec.saveDecisions = **node->as_boolean();
    }
    if (const toml::node* node = root.get("instance")) spec.instance = instance(*node);
    if (const toml::node* node = root.get("time_limit")) spec.timeLimit = seconds(*node);
    if (const toml::node* node = root.get("strict_budget")) {
      if (!node->is_boolean()) fail(*node, "'strict_budget' must be true or false");
      spec.strictBudget = **node->as_boolean();
    }
    if (const toml::node* node = root.get("device")) spec.device = device(*node);
    if (const toml::node* node = root.get("device_fallback")) {
      if (!node->is_boolean()) fail(*node, "'device_fallback' must be true or false");
      spec.deviceFallback = **node->as_boolean();
    }
    spec.start = text(root, "start");
    eachEntry(root, "algorithms", [&](const toml::node& node) { spec.algorithms.push_back(algorithm(node)); });
    eachEntry(root, "problems", [&](const toml::node& node) { spec.problems.push_back(problem(node)); });
    return spec;
  }

 private:
  [[noreturn]] void fail(const toml::node& node, const std::string& sentence) const { fail(node.source(), sentence); }
  [[noreturn]] void fail(const toml::source_region& where, const std::string& sentence) const {
    throw InputError(fmt::format("{}:{}:{}: {}.", source_, where.begin.line, where.begin.column, sentence));
  }

  void allow(const toml::table& table, const std::vector<std::string>& keys) const {
    for (const auto& [key, value] : table) {
      const std::string name(key.str());
      if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
      std::string sentence = "unknown key '" + name + "'; did you mean ";
      const std::vector<std::string> nearest = nearestNames(name, keys, 2);
      for (std::size_t i = 0; i < nearest.size(); ++i) sentence += (i == 0 ? "'" : " or '") + nearest[i] + "'";
      fail(key.source(), sentence + "?");
    }
  }

  std::int64_t integer(const toml::table& table, const spec::Limit& limit, std::int64_t fallback) const {
    const toml::node* node = table.get(limit.key);
    if (node == nullptr) return fallback;
    if (!node->is_integer()) fail(*node, fmt::format("'{}' must be a whole number", limit.key));
    const std::int64_t value = **node->as_integer();
    if (value < limit.low || value > limit.high) {
      fail(*node, fmt::format("'{}' is {}, outside [{}, {}]", limit.key, value, limit.low, limit.high));
    }
    return value;
  }

  /// Seeds beyond the signed range of TOML are written as texts.
  [[nodiscard]] std::uint64_t seed(const toml::node& node) const {
    if (node.is_integer() && **node.as_integer() >= 0) return static_cast<std::uint64_t>(**node.as_integer());
    if (node.is_string()) {
      const std::string& text = **node.as_string();
      std::uint64_t value = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      if (error == std::errc{} && end == text.data() + text.size()) return value;
    }
    fail(node, "'seed' must be a whole number from 0 to 18446744073709551615");
  }

  [[nodiscard]] Instance instance(const toml::node& node) const {
    if (node.is_string()) {
      for (const Instance i : {Instance::Auto, Instance::Official, Instance::Synthetic}) {
        if (**node.as_string() == instanceName(i)) return i;
      }
    }
    fail(node, "'instance' must be \"auto\", \"official\" or \"synthetic\"");
  }

  [[nodiscard]] double seconds(const toml::node& node) const {
    const auto value = node.value<double>();
    if (!value || !node.is_number() || !(*value >= 0.0) || *value > spec::kMostSeconds) {
      fail(node, "'time_limit' must be a number of seconds, 0 for none");
    }
    return *value;
  }

  [[nodiscard]] DeviceChoice device(const toml::node& node) const {
    if (node.is_string()) {
      try {
        return parseDevice(**node.as_string(), "device");
      } catch (const InputError&) {
      }
    }
    fail(node, "'device' must be \"cpu\" or \"opencl[:INDEX][:single]\"");
  }

  template <typename Take>
  void eachEntry(const toml::table& root, const char* key, const Take& take) const {
    const toml::node* node = root.get(key);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr) fail(*node, fmt::format("'{}' must be a list of names or tables", key));
    for (const toml::node& element : *array) take(element);
  }

  std::string text(const toml::table& table, const char* key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return {};
    if (!node->is_string()) fail(*node, fmt::format("'{}' must be a text", key));
    return **node->as_string();
  }
  std::string requiredName(const toml::table& table, const char* what) const {
    std::string name = text(table, "name");
    if (name.empty()) fail(table, fmt::format("{} needs a 'name'", what));
    return name;
  }

  ParamValues params(const toml::table& table) const {
    ParamValues values;
    const toml::node* node = table.get("params");
    if (node == nullptr) return values;
    if (!node->is_table()) fail(*node, "'params' must be a table of name = value");
    for (const auto& [key, value] : *node->as_table()) values[std::string(key.str())] = paramText(key, value);
    return values;
  }
  std::string paramText(const toml::key& key, const toml::node& value) const {
    if (value.is_string()) return **value.as_string();
    if (value.is_boolean()) return **value.as_boolean() ? "true" : "false";
    if (value.is_integer()) return std::to_string(**value.as_integer());
    if (value.is_floating_point()) return formatReal(**value.as_floating_point());
    fail(value, fmt::format("parameter '{}' must be a number, a text, true or false", key.str()));
  }

  AlgorithmEntry algorithm(const toml::node& node) const {
    if (node.is_string() && !(**node.as_string()).empty()) return {**node.as_string(), "", {}};
    if (!node.is_table()) {
      fail(node, "an algorithm must be a name or a table with 'name', 'alias', 'params', 'budget', 'population'");
    }
    const toml::table& table = *node.as_table();
    allow(table, {"name", "alias", "params", "budget", "population"});
    return {requiredName(table, "an algorithm"), text(table, "alias"), params(table), integer(table, spec::kBudget, 0),
            static_cast<int>(integer(table, spec::kPopulation, 0))};
  }
  ProblemEntry problem(const toml::node& node) const {
    if (node.is_string() && !(**node.as_string()).empty()) return {**node.as_string(), {}};
    if (!node.is_table()) {
      fail(node, "a problem must be a name or a table with 'name', 'params', 'budget', 'population'");
    }
    const toml::table& table = *node.as_table();
    allow(table, {"name", "params", "budget", "population"});
    return {requiredName(table, "a problem"), params(table), integer(table, spec::kBudget, 0),
            static_cast<int>(integer(table, spec::kPopulation, 0))};
  }

  std::string source_;
};

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += std::string("\\") + c;
    } else if (u < 0x20 || u == 0x7f) {
      out += fmt::format("\\u{:04X}", u);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string keyText(const std::string& name) {
  const bool bare = !name.empty() && name.find_first_not_of(
                                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789_-") == std::string::npos;
  return bare ? name : quoted(name);
}

/// Numbers and truth values stand bare where that reads back as the very same text.
std::string valueText(const std::string& value) {
  if (value == "true" || value == "false") return value;
  std::int64_t whole = 0;
  const char* begin = value.data();
  const char* end = begin + value.size();
  if (const auto r = std::from_chars(begin, end, whole); r.ec == std::errc{} && r.ptr == end) {
    if (std::to_string(whole) == value) return value;
  }
  double real = 0.0;
  if (const auto r = std::from_chars(begin, end, real); r.ec == std::errc{} && r.ptr == end && std::isfinite(real)) {
    // TOML needs a point or an exponent to tell a real from a whole number.
    if (formatReal(real) == value && value.find_first_of(".e") != std::string::npos) return value;
  }
  return quoted(value);
}

template <typename Entry>
std::string entryText(const Entry& entry, const std::string& alias) {
  const ParamValues& params = entry.params;
  std::string line = "  { name = " + quoted(entry.name);
  if (!alias.empty()) line += ", alias = " + quoted(alias);
  if (entry.budget > 0) line += fmt::format(", budget = {}", entry.budget);
  if (entry.population > 0) line += fmt::format(", population = {}", entry.population);
  if (!params.empty()) {
    line += ", params = { ";
    bool first = true;
    for (const auto& [key, value] : params) {
      line += (first ? "" : ", ") + keyText(key) + " = " + valueText(value);
      first = false;
    }
    line += " }";
  }
  return line + " },\n";
}

}  // namespace

ExperimentSpec parseSpec(const std::string& toml, const std::string& sourceName) {
  if (toml.size() > spec::kMostBytes) {
    throw InputError("'" + sourceName + "' is larger than " + std::to_string(spec::kMostBytes >> 20) +
                     " MiB; that is no specification of an experiment.");
  }
  try {
    return SpecReader(sourceName).read(toml::parse(toml, sourceName));
  } catch (const toml::parse_error& e) {
    throw InputError(
        fmt::format("{}:{}:{}: {}.", sourceName, e.source().begin.line, e.source().begin.column, e.description()));
  }
}

std::string toToml(const ExperimentSpec& spec) {
  const bool large = spec.seed > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const std::string seconds = formatReal(spec.timeLimit);
  std::string text;
  text += fmt::format("seed = {}\n", large ? quoted(std::to_string(spec.seed)) : std::to_string(spec.seed));
  text += fmt::format("repetitions = {}\n", spec.repetitions);
  text += fmt::format("budget = {}\n", spec.budget);
  text += fmt::format("population = {}\n", spec.population);
  text += fmt::format("checkpoints = {}\n", spec.checkpoints);
  text += fmt::format("save_decisions = {}\n", spec.saveDecisions);
  text += fmt::format("instance = {}\n", quoted(instanceName(spec.instance)));
  text += fmt::format("time_limit = {}\n", seconds);
  if (spec.strictBudget) text += "strict_budget = true\n";
  // Only where it is not the CPU: the text of a specification without a device stays what it was.
  if (spec.device.opencl) {
    text += fmt::format("device = {}\n", quoted(deviceText(spec.device)));
    text += fmt::format("device_fallback = {}\n", spec.deviceFallback);
  }
  if (!spec.start.empty()) text += fmt::format("start = {}\n", quoted(spec.start));
  text += "algorithms = [\n";
  for (const AlgorithmEntry& a : spec.algorithms) text += entryText(a, a.alias);
  text += "]\nproblems = [\n";
  for (const ProblemEntry& p : spec.problems) text += entryText(p, "");
  return text + "]\n";
}

}  // namespace tandem
