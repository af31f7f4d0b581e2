// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "run/problem_check.h"
#include "specification/start_points.h"
#include "tandem/error.h"
#include "tandem/rng.h"
#include "tandem/specification/options.h"
#include "tandem/specification/task_labels.h"
#include "tandem/unicode.h"
#include "tandem/version.h"

namespace tandem {

namespace {

void checkWhole(const Option& option, std::int64_t value) {
  const auto low = static_cast<std::int64_t>(option.low);
  const auto high = static_cast<std::int64_t>(option.high);
  if (value < low || value > high) {
    throw InputError(fmt::format("'{}' is {}, outside [{}, {}]; change it.", option.name, value, low, high));
  }
}

void checkNumbers(const ExperimentSpec& spec) {
  visitOptions(spec, [](const Option& option, const auto& value) {
    using T = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<T, int> || std::is_same_v<T, std::int64_t>) {
      checkWhole(option, value);
    } else if constexpr (std::is_same_v<T, double>) {
      if (!(value >= option.low) || value > option.high) {
        throw InputError(fmt::format("'{}' must be {}.", option.name, option.range));
      }
    }
  });
}

bool isGlob(const std::string& name) {
  return name.find_first_of("*?") != std::string::npos;
}

/// Entries of a registry that match a glob.
template <typename Info>
std::vector<const Info*> matches(const Registry<Info>& registry, const std::string& name, const char* what) {
  std::vector<const Info*> found = registry.match(name);
  if (found.empty())
    throw InputError(fmt::format("No {} matches '{}'; 'tandem list {}s' shows them.", what, name, what));
  return found;
}

std::vector<const AlgorithmInfo*> resolve(const Registry<AlgorithmInfo>& registry, const std::string& name) {
  if (!isGlob(name)) return {&registry.find(name)};
  return matches(registry, name, "algorithm");
}

/// The same for problems, each with any parameters that its name implies.
std::vector<ProblemChoice> resolve(const Catalogue& catalogue, const ProblemEntry& entry) {
  if (!isGlob(entry.name)) return {chooseProblem(catalogue, entry.name, entry.params)};
  std::vector<ProblemChoice> choices;
  for (const ProblemInfo* info : matches(catalogue.problems, entry.name, "problem")) {
    choices.push_back({info, entry.params});
  }
  return choices;
}

/// Values that differ from the defaults, in their canonical text.
ParamValues changedParams(const std::vector<ParamInfo>& now, const std::vector<ParamInfo>& defaults) {
  ParamValues changed;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i].value != defaults[i].value) changed[now[i].name] = now[i].value;
  }
  return changed;
}

std::string listed(const ParamValues& params) {
  std::string text;
  for (const auto& [name, value] : params) text += (text.empty() ? "" : ",") + name + "=" + value;
  return text;
}

std::string hostName() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

class Planner {
 public:
  Planner(const ExperimentSpec& spec, const Catalogue& catalogue, const std::string& dataDir,
          const ExperimentInfo* stored)
      : catalogue_(catalogue), dataDir_(dataDir), asked_(spec), stored_(stored) {
    plan_.spec = spec;
    plan_.spec.algorithms.clear();
    plan_.spec.problems.clear();
  }

  Plan make() {
    checkNumbers(asked_);
    if (asked_.algorithms.empty()) throw InputError("The experiment names no algorithm; name one with -a.");
    if (asked_.problems.empty()) throw InputError("The experiment names no problem; name one with -p.");
    requirePlugins();
    for (const AlgorithmEntry& entry : asked_.algorithms) {
      for (const AlgorithmInfo* info : resolve(catalogue_.algorithms, entry.name)) {
        addAlgorithm(*info, entry);
      }
    }
    fillAliases();
    for (const ProblemEntry& entry : asked_.problems) {
      for (const ProblemChoice& choice : resolve(catalogue_, entry)) addProblem(choice, entry);
    }
    checkPairs();
    addRuns();
    addInfo();
    addStart();
    return std::move(plan_);
  }

 private:
  /// A name that came from a plug-in is answered with the plug-in, not with the nearest names.
  void requirePlugins() const {
    if (stored_ == nullptr) return;
    const auto require = [](const char* kind, const std::string& name, const PluginRecord& plugin, bool there) {
      if (plugin.name.empty() || there) return;
      throw InputError(
          fmt::format("The {} '{}' came from the plug-in {}, which is not loaded; name its folder with --plugin-dir or "
                      "TANDEM_PLUGIN_PATH.",
                      kind, name, plugin.name));
    };
    for (const AlgorithmRecord& a : stored_->algorithms) {
      require("algorithm", a.name, a.plugin, catalogue_.algorithms.contains(a.name));
    }
    for (const ProblemRecord& p : stored_->problems) {
      require("problem", p.name, p.plugin, catalogue_.problems.contains(p.name));
    }
  }

  void addAlgorithm(const AlgorithmInfo& info, const AlgorithmEntry& entry) {
    const std::unique_ptr<Algorithm> object = info.make();
    const std::vector<ParamInfo> defaults = describeParams(*object);
    setParams(*object, entry.params, info.name);
    // Files from before names were checked can still be continued.
    if (!entry.alias.empty() && stored_ == nullptr) requireName(entry.alias, "an algorithm");
    AlgorithmRecord record;
    record.name = info.name;
    record.alias = entry.alias;
    record.twin = info.twin;
    record.plugin = pluginOf(info.name, &PluginInfo::algorithms);
    record.params = describeParams(*object);
    record.traces = describeTraces(*object);
    checkWhole(kBudgetOption, entry.budget);
    checkWhole(kPopulationOption, entry.population);
    record.budget = entry.budget;
    record.population = entry.population;
    const ParamValues changed = changedParams(record.params, defaults);
    const std::string identity = info.name + "{" + listed(changed) + "}" + ownNumbers(record) + " " + entry.alias;
    if (!identities_.insert(identity).second) return;  // globs overlap
    plan_.algorithms.push_back(&info);
    plan_.algorithmParams.push_back(changed);
    plan_.info.algorithms.push_back(std::move(record));
  }

  /// "budget=100,population=20" of an algorithm's entry; empty if it takes the problem's.
  static std::string ownNumbers(const AlgorithmRecord& record) {
    ParamValues own;
    if (record.budget > 0) own["budget"] = std::to_string(record.budget);
    if (record.population > 0) own["population"] = std::to_string(record.population);
    return listed(own);
  }

  /// An algorithm is called by its name or, if that occurs more than once, by its name and what differs between those
  /// entries: parameters (including defaults), own budget and population.
  void fillAliases() {
    std::map<std::string, int> uses;
    std::map<std::string, std::set<std::string>> varied;  // by name of the algorithm
    for (std::size_t i = 0; i < plan_.info.algorithms.size(); ++i) {
      const AlgorithmRecord& record = plan_.info.algorithms[i];
      if (!record.alias.empty()) continue;
      ++uses[record.name];
      for (const auto& [param, value] : plan_.algorithmParams[i]) varied[record.name].insert(param);
    }
    std::set<std::string> taken;
    for (std::size_t i = 0; i < plan_.info.algorithms.size(); ++i) {
      AlgorithmRecord& record = plan_.info.algorithms[i];
      const ParamValues& params = plan_.algorithmParams[i];
      if (record.alias.empty()) {
        record.alias = record.name;
        ParamValues shown;
        for (const ParamInfo& p : record.params) {
          if (varied[record.name].contains(p.name)) shown[p.name] = p.value;
        }
        std::string differing = listed(shown);
        if (const std::string own = ownNumbers(record); !own.empty()) differing += (differing.empty() ? "" : ",") + own;
        if (uses[record.name] > 1 && !differing.empty()) record.alias += " (" + differing + ")";
      }
      if (!taken.insert(normalName(record.alias)).second) {
        throw InputError(fmt::format("Two algorithms are called '{}'; give one another alias.", record.alias));
      }
      plan_.spec.algorithms.push_back({record.name, record.alias, params, record.budget, record.population});
    }
  }

  static Labels labelsOf(const std::vector<TaskInfo>& tasks) {
    const auto any = [&](auto&& property) { return std::ranges::any_of(tasks, property); };
    Labels labels = labelOfTasks(isize(tasks));
    labels |= any([](const TaskInfo& t) { return t.objectives > 1; }) ? MultiObjective : SingleObjective;
    return labels | (any([](const TaskInfo& t) { return t.constraints > 0; }) ? Constrained : Unconstrained);
  }

  void addProblem(const ProblemChoice& choice, const ProblemEntry& entry) {
    const ProblemInfo& info = *choice.info;
    const ConfiguredProblem configured = configureProblem(info, choice.params);
    ProblemRecord record;
    record.name = info.name;
    record.suite = info.suite;
    record.labels = info.labels;
    record.params = configured.params;
    std::string key = problemKey(info.name, record.params);
    checkWhole(kBudgetOption, entry.budget);
    checkWhole(kPopulationOption, entry.population);
    const std::pair own{entry.budget, entry.population};
    const auto [known, fresh] = problemNumbers_.emplace(key, own);
    if (!fresh && known->second != own) {
      throw InputError(
          fmt::format("'{}' appears twice in the experiment, with different budgets or population sizes; "
                      "make two experiments, or give the algorithms what differs.",
                      key));
    }
    if (!fresh) return;  // globs overlap
    BuiltProblem built = configured.builder->build({asked_.instance, dataDir_});
    const Problem& problem = *built.problem;
    checkTasks(problem, key);
    record.tasks = problem.tasks();
    // Only now are the tasks of a user's problem, or of a choice of tasks, known.
    if (info.explicitOnly || record.params.contains("tasks")) {
      record.labels = labelsOf(record.tasks) | (problem.taskCount() > 1 ? info.labels & Competitive : 0U);
    }
    for (int t = 0; t < problem.taskCount(); ++t) record.references.push_back(problem.reference(t));
    // The more specific wins: the entry, then the experiment's number for all, then the problem's own.
    record.budget = entry.budget > 0 ? entry.budget : asked_.budget > 0 ? asked_.budget : problem.defaultBudget();
    record.population = entry.population > 0    ? entry.population
                        : asked_.population > 0 ? asked_.population
                                                : problem.defaultPopulation();
    record.instance = built.instance;
    record.checksum = built.checksum;
    record.title = problem.title();
    record.plugin = pluginOf(info.name, &PluginInfo::problems);
    if (record.budget <= 0 || record.population <= 0) {
      throw InputError("'" + info.name + "' has no default budget or population size; give both (-e, -n).");
    }
    plan_.problems.push_back(std::move(built.problem));
    plan_.problemKeys.push_back(std::move(key));
    plan_.spec.problems.push_back({info.name, record.params, entry.budget, entry.population});
    plan_.info.problems.push_back(std::move(record));
  }

  void checkPairs() const {
    for (std::size_t p = 0; p < plan_.problems.size(); ++p) {
      const ProblemRecord& record = plan_.info.problems[p];
      for (std::size_t a = 0; a < plan_.algorithms.size(); ++a) {
        const AlgorithmInfo* algorithm = plan_.algorithms[a];
        const int population = populationOf(record, plan_.info.algorithms[a]);
        const std::string why = whyUnsuitable(*algorithm, *plan_.problems[p], population);
        if (!why.empty()) throw InputError("'" + algorithm->name + "' cannot be run on '" + record.name + "': " + why);
      }
    }
  }

  void addRuns() {
    const auto problems = static_cast<std::int64_t>(plan_.problems.size());
    const auto algorithms = static_cast<std::int64_t>(plan_.algorithms.size());
    if (problems * algorithms > kMostRuns / asked_.repetitions) {
      throw InputError(
          fmt::format("{} problems x {} algorithms x {} repetitions are more than {} runs; split the "
                      "experiment.",
                      problems, algorithms, asked_.repetitions, kMostRuns));
    }
    plan_.runs.reserve(problems * algorithms * asked_.repetitions);
    for (int p = 0; p < problems; ++p) {
      for (int a = 0; a < algorithms; ++a) {
        for (int r = 0; r < asked_.repetitions; ++r) plan_.runs.push_back({p, a, r});
      }
    }
  }

  void addInfo() {
    ExperimentInfo& info = plan_.info;
    info.version = versionText();
    info.revision = revisionText();
    info.compiler = compilerText();
    info.flags = flagsText();
    info.host = hostName();
    info.streams = kStreamVersion;
    info.seed = asked_.seed;
    info.repetitions = asked_.repetitions;
    info.checkpoints = asked_.checkpoints;
    info.saveDecisions = asked_.saveDecisions;
    info.specification = toToml(plan_.spec);
  }

  /// Where an entry comes from; `names` is the list of a plug-in to search.
  [[nodiscard]] PluginRecord pluginOf(const std::string& name, std::vector<std::string> PluginInfo::*names) const {
    for (const PluginInfo& plugin : catalogue_.plugins) {
      if (std::ranges::find(plugin.*names, name) != (plugin.*names).end()) return {plugin.name, plugin.hash};
    }
    return {};
  }

  void addStart() {
    if (asked_.start.empty()) return;
    if (stored_ != nullptr) {
      start::take(*stored_, plan_.info);
    } else {
      start::read(asked_.start, catalogue_, plan_.info);
    }
  }

  const Catalogue& catalogue_;
  const std::string& dataDir_;
  const ExperimentSpec& asked_;
  const ExperimentInfo* stored_;
  Plan plan_;
  std::set<std::string> identities_;
  std::map<std::string, std::pair<std::int64_t, int>> problemNumbers_;  // own budget and population, by key
};

}  // namespace

std::string problemKey(const std::string& name, const ParamValues& params) {
  return params.empty() ? name : name + "{" + listed(params) + "}";
}

Plan makePlan(const ExperimentSpec& spec, const Catalogue& catalogue, const std::string& dataDir,
              const ExperimentInfo* stored) {
  return Planner(spec, catalogue, dataDir, stored).make();
}

}  // namespace tandem
