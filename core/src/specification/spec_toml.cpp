// SPDX-License-Identifier: Apache-2.0
#include "specification/toml_parser.h"

// After the parser's configuration.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>

#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/specification/command_line.h"
#include "tandem/specification/options.h"

namespace tandem {

namespace {

/// Reads the tree; every error names the source, line and column.
class SpecReader {
 public:
  explicit SpecReader(std::string source) : source_(std::move(source)) {}

  ExperimentSpec read(const toml::table& root) {
    ExperimentSpec spec;
    std::vector<std::string> keys;
    visitOptions(spec, [&keys](const Option& option, const auto&) { keys.emplace_back(option.name); });
    keys.insert(keys.end(), {"algorithms", "problems"});
    allow(root, keys);
    visitOptions(spec, [&](const Option& option, auto& value) {
      if (const toml::node* node = root.get(option.name)) take(option, *node, value);
    });
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
      std::string sentence = "unknown key '" + name + "'; the nearest are ";
      const std::vector<std::string> nearest = nearestNames(name, keys, 2);
      for (std::size_t i = 0; i < nearest.size(); ++i) sentence += (i == 0 ? "'" : " and '") + nearest[i] + "'";
      fail(key.source(), sentence);
    }
  }

  void take(const Option& option, const toml::node& node, bool& value) const {
    if (!node.is_boolean()) fail(node, fmt::format("'{}' must be true or false", option.name));
    value = **node.as_boolean();
  }

  void take(const Option& option, const toml::node& node, std::int64_t& value) const {
    if (!node.is_integer()) fail(node, fmt::format("'{}' must be a whole number", option.name));
    value = **node.as_integer();
    const auto low = static_cast<std::int64_t>(option.low);
    const auto high = static_cast<std::int64_t>(option.high);
    if (value < low || value > high)
      fail(node, fmt::format("'{}' is {}, outside [{}, {}]", option.name, value, low, high));
  }
  void take(const Option& option, const toml::node& node, int& value) const {
    std::int64_t wide = 0;
    take(option, node, wide);
    value = static_cast<int>(wide);
  }

  /// Seeds beyond the signed range of TOML are written as texts.
  void take(const Option& option, const toml::node& node, std::uint64_t& value) const {
    if (node.is_integer() && **node.as_integer() >= 0) {
      value = static_cast<std::uint64_t>(**node.as_integer());
      return;
    }
    if (node.is_string()) {
      const std::string& text = **node.as_string();
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      if (error == std::errc{} && end == text.data() + text.size()) return;
    }
    fail(node, fmt::format("'{}' must be a whole number from 0 to 18446744073709551615", option.name));
  }

  void take(const Option& option, const toml::node& node, double& value) const {
    const auto given = node.value<double>();
    if (!given || !node.is_number() || !(*given >= option.low) || *given > option.high) {
      fail(node, fmt::format("'{}' must be {}", option.name, option.range));
    }
    value = *given;
  }

  template <typename Enum>
  std::enable_if_t<std::is_enum_v<Enum>> take(const Option& option, const toml::node& node, Enum& value) const {
    const auto known = node.is_string() ? valueNamed<Enum>(**node.as_string()) : std::nullopt;
    if (!known) fail(node, fmt::format("'{}' must be {}", option.name, choicesOf<Enum>(", ", " or ", "\"")));
    value = *known;
  }

  void take(const Option& option, const toml::node& node, DeviceChoice& value) const {
    if (node.is_string()) {
      try {
        value = parseDevice(**node.as_string(), option.name);
        return;
      } catch (const InputError&) {
      }
    }
    fail(node, fmt::format(R"('{}' must be "cpu" or "opencl[:INDEX][:single]")", option.name));
  }

  void take(const Option& option, const toml::node& node, std::string& value) const {
    if (!node.is_string()) fail(node, fmt::format("'{}' must be a text", option.name));
    value = **node.as_string();
  }

  /// For an entry of the lists; 0 if it has none. As on the command line, only omitting it means that; what holds for
  /// all may be written as 0, as in every specification that Tandem writes.
  std::int64_t own(const toml::table& table, const Option& option) const {
    std::int64_t value = 0;
    Option typed = option;
    typed.low = leastTyped(option);
    if (const toml::node* node = table.get(option.name)) take(typed, *node, value);
    return value;
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
    return {requiredName(table, "an algorithm"), text(table, "alias"), params(table), own(table, kBudgetOption),
            static_cast<int>(own(table, kPopulationOption))};
  }
  ProblemEntry problem(const toml::node& node) const {
    if (node.is_string() && !(**node.as_string()).empty()) return {**node.as_string(), {}};
    if (!node.is_table()) {
      fail(node, "a problem must be a name or a table with 'name', 'params', 'budget', 'population'");
    }
    const toml::table& table = *node.as_table();
    allow(table, {"name", "params", "budget", "population"});
    return {requiredName(table, "a problem"), params(table), own(table, kBudgetOption),
            static_cast<int>(own(table, kPopulationOption))};
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

/// Numbers and booleans are written bare if they read back as exactly the same text.
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

/// What a file that is no specification seems to be, and what it is for; empty: nothing that we know.
std::string otherKind(const std::string& content, const std::string& name) {
  if (content.starts_with("\x89HDF\r\n\x1a\n")) {
    return fmt::format(
        "is a result file, not a specification; 'tandem resume {0}' does what it lacks, 'tandem extend "
        "{0}' adds to it, and 'tandem info --spec {0}' prints its specification",
        shellQuoted(name));
  }
  if (content.starts_with("MATLAB ")) {
    return "is a MATLAB file, not a specification; 'tandem import' makes a result file of what MToP saved";
  }
  // A line of names or numbers between commas; TOML has a key, a table or nothing before the first comma.
  std::size_t at = content.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < content.size() && (content[at] == '#' || content[at] == '\n' || content[at] == '\r')) {
    at = std::min(content.find('\n', at), content.size() - 1) + 1;
  }
  const std::string line = content.substr(at, std::min(content.find('\n', at), content.size()) - at);
  if (line.find(',') != std::string::npos && line.find_first_of("=[{") == std::string::npos) {
    return "is a table, not a specification; 'tandem import' makes a result file of a table of results, and --start "
           "takes a table of points";
  }
  if (content.substr(0, 4096).find('\0') != std::string::npos) return "is not a text, hence no specification (TOML)";
  return {};
}

}  // namespace

ExperimentSpec parseSpec(const std::string& toml, const std::string& sourceName) {
  if (toml.size() > kMostSpecBytes) {
    if (const std::string other = otherKind(toml, sourceName); !other.empty()) {
      throw InputError("'" + sourceName + "' " + other + ".");
    }
    throw InputError("'" + sourceName + "' is larger than " + std::to_string(kMostSpecBytes >> 20) +
                     " MiB; that cannot be the specification of an experiment.");
  }
  try {
    return SpecReader(sourceName).read(toml::parse(toml, sourceName));
  } catch (const toml::parse_error& e) {
    if (const std::string other = otherKind(toml, sourceName); !other.empty()) {
      throw InputError("'" + sourceName + "' " + other + ".");
    }
    throw InputError(
        fmt::format("{}:{}:{}: {}.", sourceName, e.source().begin.line, e.source().begin.column, e.description()));
  }
}

std::string toToml(const ExperimentSpec& spec) {
  std::string text;
  visitOptions(spec, [&text](const Option& option, const auto& value) {
    if (!option.written) return;
    using T = std::decay_t<decltype(value)>;
    const std::string shown = optionText(value);
    bool bare = std::is_arithmetic_v<T>;
    // Whole numbers of TOML are signed.
    if constexpr (std::is_same_v<T, std::uint64_t>) bare = value >> 63U == 0;
    text += fmt::format("{} = {}\n", option.name, bare ? shown : quoted(shown));
  });
  text += "algorithms = [\n";
  for (const AlgorithmEntry& a : spec.algorithms) text += entryText(a, a.alias);
  text += "]\nproblems = [\n";
  for (const ProblemEntry& p : spec.problems) text += entryText(p, "");
  return text + "]\n";
}

}  // namespace tandem
