// SPDX-License-Identifier: Apache-2.0
#include "tandem/tables/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tandem/catalogue.h"
#include "tandem/registry.h"
#include "tandem/rng.h"
#include "tandem/specification/spec.h"

namespace tandem {

namespace {

std::string quotedValue(const std::string& value) {
  const bool plain = !value.empty() && value.find_first_of(",\"()") == std::string::npos && value.front() != ' ' &&
                     value.back() != ' ';
  if (plain) return value;
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string fullProblemName(const std::string& name, const ParamValues& params) {
  std::string text;
  for (const auto& [key, value] : params) {
    text += text.empty() ? "" : ", ";
    if (value.find('\n') != std::string::npos) {  // for a description, only its hash fits into a row
      text += fmt::format("{} {:08x}", key, hashText(value) >> 32U);
    } else {
      text.append(key).append(1, '=').append(quotedValue(value));
    }
  }
  return name + " (" + (text.empty() ? "defaults" : text) + ")";
}

std::string problemNameAmong(const ProblemRecord& problem, const std::vector<const ProblemRecord*>& others) {
  const bool shared = std::any_of(others.begin(), others.end(), [&](const ProblemRecord* other) {
    return other->shownName() == problem.shownName() && other->params != problem.params;
  });
  return shared ? fullProblemName(problem.shownName(), problem.params) : problem.shownName();
}

std::vector<std::string> problemNames(const std::vector<ProblemRecord>& problems) {
  std::vector<const ProblemRecord*> all;
  for (const ProblemRecord& p : problems) all.push_back(&p);
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const ProblemRecord& p : problems) {
    const std::string stem = problemNameAmong(p, all);
    std::string name = stem;
    for (int k = 2; !taken.insert(name).second; ++k) name = stem + " #" + std::to_string(k);
    names.push_back(name);
  }
  return names;
}

const char* instanceOf(const ProblemRecord& problem) {
  const bool own =
      problem.instance == Instance::Official && (problem.suite == "External" || problem.suite == "Composed");
  return own ? "own" : instanceName(problem.instance);
}

const char* instanceOf(const BuiltProblem& problem) {
  return problem.own ? "own" : instanceName(problem.instance);
}

bool meansProblem(const std::string& text, const std::string& name, const ParamValues& params) {
  const std::string full = fullProblemName(name, params);
  return globMatch(text, name) || globMatch(text, full) || normalName(text) == normalName(full) ||
         normalName(text) == normalName(problemKey(name, params));
}

namespace {

template <typename Info>
std::vector<std::string> registeredNames(const Registry<Info>& registry, const std::string& text) {
  if (registry.contains(text)) return {registry.find(text).name};
  std::vector<std::string> names;
  for (const Info* info : registry.match(text)) names.push_back(info->name);
  return names;
}

}  // namespace

std::vector<std::string> registeredProblems(const std::string& text, const Catalogue& catalogue) {
  std::vector<std::string> names = registeredNames(catalogue.problems, text);
  if (!names.empty()) return names;
  for (const ProblemInfo& info : catalogue.problems.all()) {
    if (normalName(info.suite) == normalName(text)) names.push_back(info.name);
  }
  return names;
}

std::vector<std::string> registeredAlgorithms(const std::string& text, const Catalogue& catalogue) {
  return registeredNames(catalogue.algorithms, text);
}

std::vector<std::string> namesAmong(const std::vector<std::string>& texts, const std::vector<std::string>& known) {
  std::vector<std::string> names;
  for (const std::string& text : texts) {
    const std::string wanted = normalName(text);
    const bool whole =
        std::any_of(known.begin(), known.end(), [&](const std::string& k) { return normalName(k) == wanted; });
    if (whole) {
      names.push_back(text);
    } else {
      const std::vector<std::string> parts = namesIn({text});
      names.insert(names.end(), parts.begin(), parts.end());
    }
  }
  return names;
}

}  // namespace tandem
