// SPDX-License-Identifier: Apache-2.0
#include "editing/import_problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/specification/command_line.h"

namespace tandem::edit {

namespace {

constexpr double kMostLookedUp = 1e4;  // product of the whole numbers among the parameters: variables, tasks, sensors

std::optional<std::int64_t> wholeOf(const std::string& text) {
  std::int64_t value = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  return error == std::errc{} && end == last ? std::optional(value) : std::nullopt;
}

double sizeOf(const ParamValues& params) {
  double size = 1.0;
  for (const auto& [name, text] : params) {
    if (const auto value = wholeOf(text); value && *value > 1) size *= static_cast<double>(*value);
  }
  return size;
}

/// Whether `tasks=3` says how many tasks the problem has, not which one of them is meant.
bool countsTasks(const ProblemInfo& info) {
  const std::vector<ParamInfo> params = describeParams(*info.make());
  return std::ranges::any_of(params, [](const ParamInfo& p) { return p.name == "tasks"; });
}

[[noreturn]] void refuseTasks(const ProblemInfo& info, int tasks, std::int64_t has, const std::string& file) {
  throw InputError(
      fmt::format("'{}' has values of {} {} of '{}', which has {}; say which, as in {}:tasks={}{}, or call it "
                  "something else.",
                  file, tasks, tasks == 1 ? "task" : "tasks", info.name, has, info.name,
                  tasks == 1 || countsTasks(info) ? "" : "1-", tasks));
}

BuiltProblem buildNamed(const NamedProblem& named, const std::string& file) {
  try {
    return configureProblem(*named.known, named.params).builder->build({Instance::Auto, ""});
  } catch (const InputError& e) {
    throw InputError(fmt::format("'{}': {}", file, e.what()));
  }
}

}  // namespace

NamedProblem problemNamed(const std::string& name, const Catalogue& catalogue) {
  NamedProblem named;
  const auto known = [&](const std::string& entry) -> const ProblemInfo* {
    if (!catalogue.problems.contains(entry)) return nullptr;
    const ProblemInfo& info = catalogue.problems.find(entry);
    return info.explicitOnly ? nullptr : &info;
  };
  if ((named.known = known(name)) != nullptr) {
    named.assumed = !describeParams(*named.known->make()).empty();
    return named;
  }
  std::string base = name.substr(0, name.find(':'));
  std::string text = name;
  // In our tables the parentheses hold all parameters, the tasks of "Sphere:tasks=1 (dim=4, tasks=1)" among them.
  if (const std::size_t open = name.find(" ("); open != std::string::npos && name.ends_with(')')) {
    base = name.substr(0, std::min(open, name.find(':')));
    const std::string inside = name.substr(open + 2, name.size() - open - 3);
    text = inside == "defaults" ? base : base + ":" + inside;
  }
  const ProblemInfo* info = known(base);
  if (info == nullptr) return named;
  std::vector<ProblemEntry> entries;
  try {
    entries = parseProblems({text}, catalogue);
  } catch (const InputError&) {
    return named;  // "Sphere (shifted)"
  }
  if (entries.size() != 1 || entries[0].budget != 0 || entries[0].population != 0) {
    named.why = "Only parameters of the problem may follow its name.";
    return named;
  }
  try {
    named.params = configureProblem(*info, entries[0].params).params;
    named.known = info;
  } catch (const InputError& e) {
    named.why = e.what();
  }
  return named;
}

bool takeProblem(ProblemRecord& record, const NamedProblem& named, int tasks, const std::string& file) {
  const ProblemInfo& info = *named.known;
  record.name = info.name;
  record.suite = info.suite;
  record.params = named.params;
  record.labels |= info.labels & Competitive;
  const auto chosen = named.params.find("tasks");
  if (chosen != named.params.end()) {
    const auto has = countsTasks(info) ? wholeOf(chosen->second) : std::nullopt;
    if (has && *has != tasks) refuseTasks(info, tasks, *has, file);
    if (!has) record.title = info.name + ":tasks=" + chosen->second;
  }
  if (sizeOf(named.params) > kMostLookedUp) return false;
  const BuiltProblem built = buildNamed(named, file);
  if (built.problem->taskCount() != tasks) refuseTasks(info, tasks, built.problem->taskCount(), file);
  record.title = built.problem->title();
  for (int t = 0; t < tasks; ++t) {
    const int dim = built.problem->tasks()[t].dim;
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    record.tasks[t].dim = dim;
    record.tasks[t].lower.assign(static_cast<std::size_t>(dim), kUnknown);
    record.tasks[t].upper.assign(static_cast<std::size_t>(dim), kUnknown);
  }
  return true;
}

}  // namespace tandem::edit
