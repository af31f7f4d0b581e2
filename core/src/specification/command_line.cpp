// SPDX-License-Identifier: Apache-2.0
#include "tandem/specification/command_line.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "tandem/error.h"
#include "tandem/specification/options.h"

namespace tandem {

namespace {

struct Item {
  std::string name;
  std::string alias;
  ParamValues params;
  std::int64_t budget = 0;
  int population = 0;
  bool afterComma = false;  // another entry precedes it in the same text
};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Reads the values of one option. Separate from what it reads, because every error names option and text.
class ItemReader {
 public:
  ItemReader(std::string option, std::string example, bool aliases)
      : option_(std::move(option)), example_(std::move(example)), aliases_(aliases) {}

  std::vector<Item> read(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) readText(text);
    return std::move(items_);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw InputError(option_ + " '" + text_ + "'" + what + "; write for example " + option_ + " " + example_ + ".");
  }

  void readText(const std::string& text) {
    text_ = text;
    const std::size_t firstOfText = items_.size();
    for (const std::string& part : split(text)) {
      const std::size_t colon = part.find(':');
      const std::size_t equals = part.find('=');
      if (part.empty()) refuse(" has an empty item");
      if (equals != std::string::npos && equals < colon) {
        if (items_.size() == firstOfText) refuse(": the parameter '" + part + "' stands before any name");
        setParam(part);
        continue;
      }
      const std::string name = trimmed(part.substr(0, colon));
      if (name.empty()) refuse(": there is no name before ':'");
      items_.push_back({.name = name, .afterComma = items_.size() > firstOfText});
      if (colon != std::string::npos) setParam(part.substr(colon + 1));
    }
  }

  /// Splits at the commas outside of quoted values; a value is quoted if its first character is a quote.
  [[nodiscard]] std::vector<std::string> split(const std::string& text) const {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::string& part = parts.back();
      const char c = text[i];
      if (quoted && c == '\\' && i + 1 < text.size()) {
        part += c;
        part += text[++i];
        continue;
      }
      if (c == '"' && (quoted || trimmed(part).ends_with('='))) quoted = !quoted;
      if (c == ',' && !quoted) {
        parts.emplace_back();
      } else {
        part += c;
      }
    }
    if (quoted) refuse(": a double quote is not closed");
    for (std::string& part : parts) part = trimmed(part);
    return parts;
  }

  void setParam(const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    const std::string name = trimmed(assignment.substr(0, equals));
    const std::string given = equals == std::string::npos ? "" : trimmed(assignment.substr(equals + 1));
    if (name.empty() || given.empty() || name.find_first_of(":\"") != std::string::npos)
      refuse(": '" + assignment + "' is not param=value");
    const std::string value = unquoted(given);
    Item& item = items_.back();
    if (aliases_ && name == "alias") {
      if (!item.alias.empty()) refuse(": the alias is given twice");
      if (value.empty()) refuse(": the alias is empty");
      item.alias = value;
    } else if (name == "budget") {
      item.budget = number(kBudgetOption, name, value, item.budget);
    } else if (name == "population") {
      item.population = static_cast<int>(number(kPopulationOption, name, value, item.population));
    } else if (!item.params.emplace(name, value).second) {
      refuse(": the parameter '" + name + "' is given twice");
    }
  }

  [[nodiscard]] std::int64_t number(const Option& option, const std::string& name, const std::string& value,
                                    std::int64_t known) const {
    std::int64_t n = 0;
    const auto high = static_cast<std::int64_t>(option.high);
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (known != 0) refuse(": the " + name + " is given twice");
    if (error != std::errc{} || end != value.data() + value.size() || n < 1 || n > high) {
      refuse(": the " + name + " '" + value + "' is not a whole number from 1 to " + std::to_string(high));
    }
    return n;
  }

  [[nodiscard]] std::string unquoted(const std::string& text) const {
    if (text.front() != '"') return text;
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (text[i] == '"') {
        if (i + 1 != text.size()) refuse(": there is something behind the closing quote of " + text);
        return out;
      }
      if (text[i] == '\\') ++i;
      out += text[i];
    }
    refuse(": a double quote is not closed");
  }

  std::string option_, example_, text_;
  bool aliases_;
  std::vector<Item> items_;
};

bool isPattern(const std::string& name) {
  return name.find_first_of("*?") != std::string::npos;
}

std::string valueText(const std::string& value) {
  if (!value.empty() && value.find_first_of(",\"") == std::string::npos && trimmed(value) == value) return value;
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

template <typename Entry>
std::string entryText(const Entry& entry, const std::string& alias) {
  std::string text = entry.name;
  char separator = ':';
  const auto add = [&](const std::string& key, const std::string& value) {
    text += separator;
    text.append(key).append(1, '=').append(valueText(value));
    separator = ',';
  };
  if (!alias.empty()) add("alias", alias);
  if (entry.budget > 0) add("budget", std::to_string(entry.budget));
  if (entry.population > 0) add("population", std::to_string(entry.population));
  for (const auto& [key, value] : entry.params) add(key, value);
  return text;
}

struct Said {
  int rank;
  std::string flag, value;
  bool hasValue;
};

/// What must be written: everything that differs from the defaults, and the numbers that every experiment has.
std::vector<Said> saidOf(const ExperimentSpec& spec) {
  std::vector<std::string> usual;
  visitOptions(ExperimentSpec(), [&usual](const Option&, const auto& value) { usual.push_back(optionText(value)); });
  std::vector<Said> all;
  auto next = usual.begin();
  visitOptions(spec, [&](const Option& option, const auto& value) {
    using T = std::decay_t<decltype(value)>;
    const std::string text = optionText(value);
    const bool number = std::is_integral_v<T> && !std::is_same_v<T, bool> && *option.otherwise == 0;
    if (number || text != *next) {
      all.push_back({option.rank, commandFlag(option), text, !std::is_same_v<T, bool>});
    }
    ++next;
  });
  std::ranges::stable_sort(all, {}, &Said::rank);
  return all;
}

}  // namespace

std::vector<AlgorithmEntry> parseAlgorithms(const std::vector<std::string>& texts, const Catalogue& catalogue) {
  std::vector<AlgorithmEntry> entries;
  for (const Item& item : ItemReader("-a", "MFEA:rmp=0.5,muC=3,GA", true).read(texts)) {
    if (!isPattern(item.name)) {
      entries.push_back({item.name, item.alias, item.params, item.budget, item.population});
      continue;
    }
    const auto found = catalogue.algorithms.match(item.name);
    if (found.empty()) {
      throw InputError("No algorithm matches '" + item.name + "' (see 'tandem list algorithms').");
    }
    if (found.size() > 1 && !item.alias.empty()) {
      throw InputError("-a: '" + item.name + "' stands for " + std::to_string(found.size()) +
                       " algorithms, which cannot all be called '" + item.alias + "'; name them one by one.");
    }
    for (const AlgorithmInfo* info : found) {
      entries.push_back({info->name, item.alias, item.params, item.budget, item.population});
    }
  }
  return entries;
}

std::vector<ProblemEntry> parseProblems(const std::vector<std::string>& texts, const Catalogue& catalogue) {
  std::vector<ProblemEntry> entries;
  const Item* before = nullptr;
  const std::vector<Item> items = ItemReader("-p", "'CEC17-MTSO*',Sphere:dim=30", false).read(texts);
  for (const Item& item : items) {
    bool suite = false;
    if (!isPattern(item.name) && !catalogue.problems.contains(item.name)) {
      for (const ProblemInfo& info : catalogue.problems.all()) {
        if (normalName(info.suite) != normalName(item.name)) continue;
        entries.push_back({info.name, item.params, item.budget, item.population});
        suite = true;
      }
    }
    const bool unknown = !suite && !isPattern(item.name) && !catalogue.problems.contains(item.name);
    if (unknown && item.afterComma && before->params.contains("command")) {
      throw InputError("-p: '" + item.name +
                       "' after the comma is not a problem; a command that holds commas goes in " +
                       "double quotes: -p '" + before->name + ":command=\"" + before->params.at("command") + "," +
                       item.name + "\"'.");
    }
    if (!suite) entries.push_back({item.name, item.params, item.budget, item.population});
    before = &item;
  }
  return entries;
}

std::string algorithmText(const AlgorithmEntry& entry) {
  return entryText(entry, entry.alias);
}
std::string problemText(const ProblemEntry& entry) {
  return entryText(entry, "");
}

std::vector<std::string> runCommand(const ExperimentSpec& spec, const RunPlace& place) {
  std::vector<std::string> words = {"tandem", "run"};
  const auto add = [&words](const char* option, const std::string& value) {
    words.emplace_back(option);
    words.push_back(value);
  };
  for (const AlgorithmEntry& a : spec.algorithms) add("-a", algorithmText(a));
  for (const ProblemEntry& p : spec.problems) add("-p", problemText(p));
  for (const Said& said : saidOf(spec)) {
    words.push_back(said.flag);
    if (said.hasValue) words.push_back(said.value);
  }
  if (place.threads > 0) add("-j", std::to_string(place.threads));
  if (place.parallel != Parallel::Auto) {
    add("--parallel", place.parallel == Parallel::Runs ? "runs" : "evaluations");
  }
  if (place.inFlight > 0) add("--in-flight", std::to_string(place.inFlight));
  if (place.journal != Journal::Auto) {
    words.emplace_back(place.journal == Journal::On ? "--journal" : "--no-journal");
  }
  if (place.force) words.emplace_back("--force");
  add("-o", place.output);
  return words;
}

std::string shellQuoted(const std::string& word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-/+=:,@%").find(c) != std::string_view::npos;
  };
  bool quote = word.empty();
  for (const char c : word) quote = quote || !plain(c);
  if (!quote) return word;
  std::string quoted(1, '\'');
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  quoted += '\'';
  return quoted;
}

std::string shellLine(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += shellQuoted(word);
  }
  return line;
}

}  // namespace tandem
