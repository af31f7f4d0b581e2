// SPDX-License-Identifier: Apache-2.0
#include "cli/selection.h"

#include "cli/output.h"
#include "tandem/error.h"

namespace tandem::cli {

namespace {

struct Item {
  std::string name;
  ParamValues params;
};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<Item> parseItems(const std::vector<std::string>& texts, const std::string& option,
                             const std::string& example) {
  const auto refuse = [&](const std::string& what) {
    throw InputError(option + " " + what + "; write for example " + option + " " + example + ".");
  };
  std::vector<Item> items;
  for (const std::string& text : texts) {
    const std::size_t firstOfText = items.size();
    const auto setParam = [&](const std::string& assignment) {
      const std::size_t equals = assignment.find('=');
      const std::string name = trimmed(assignment.substr(0, equals));
      const std::string value = equals == std::string::npos ? "" : trimmed(assignment.substr(equals + 1));
      if (name.empty() || value.empty()) refuse("'" + text + "': '" + assignment + "' is not param=value");
      if (!items.back().params.emplace(name, value).second) {
        refuse("'" + text + "': the parameter '" + name + "' is given twice");
      }
    };
    std::size_t begin = 0;
    for (std::size_t end = 0; end != std::string::npos; begin = end + 1) {
      end = text.find(',', begin);
      const std::string part = trimmed(text.substr(begin, end == std::string::npos ? end : end - begin));
      const std::size_t colon = part.find(':');
      const std::size_t equals = part.find('=');
      if (part.empty()) refuse("'" + text + "' has an empty item");
      if (equals != std::string::npos && equals < colon) {
        if (items.size() == firstOfText) refuse("'" + text + "': the parameter '" + part + "' stands before any name");
        setParam(part);
        continue;
      }
      const std::string name = trimmed(part.substr(0, colon));
      if (name.empty()) refuse("'" + text + "': there is no name before ':'");
      items.push_back({name, {}});
      if (colon != std::string::npos) setParam(part.substr(colon + 1));
    }
  }
  return items;
}

bool isPattern(const std::string& name) {
  return name.find_first_of("*?") != std::string::npos;
}

}  // namespace

std::vector<AlgorithmEntry> parseAlgorithms(const std::vector<std::string>& texts, const Catalogue& catalogue) {
  std::vector<AlgorithmEntry> entries;
  for (const Item& item : parseItems(texts, "-a", "MFEA:rmp=0.5,muC=3,GA")) {
    if (!isPattern(item.name)) {
      entries.push_back({item.name, "", item.params});
      continue;
    }
    const auto found = catalogue.algorithms.match(item.name);
    if (found.empty()) {
      throw InputError("No algorithm matches '" + item.name + "' (see 'tandem list algorithms').");
    }
    for (const AlgorithmInfo* info : found) entries.push_back({info->name, "", item.params});
  }
  return entries;
}

std::vector<ProblemEntry> parseProblems(const std::vector<std::string>& texts, const Catalogue& catalogue) {
  std::vector<ProblemEntry> entries;
  for (const Item& item : parseItems(texts, "-p", "'CEC17-MTSO*',Sphere:dim=30")) {
    bool suite = false;
    if (!isPattern(item.name) && !catalogue.problems.contains(item.name)) {
      for (const ProblemInfo& info : catalogue.problems.all()) {
        if (normalName(info.suite) != normalName(item.name)) continue;
        entries.push_back({info.name, item.params});
        suite = true;
      }
    }
    if (!suite) entries.push_back({item.name, item.params});
  }
  return entries;
}

}  // namespace tandem::cli
