// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/store/result_file.h"
#include "tandem/tables/names.h"

namespace tandem::cli::arrange {
namespace {

/// Indices of the named items, in the order of the names; a glob takes its matches in the order of the file. A name
/// not in the file may stand for registered names, those of its `records`.
template <typename Record, typename Matches, typename Registered>
std::vector<int> chosen(const std::vector<std::string>& names, const std::vector<std::string>& there, const char* kind,
                        const std::vector<Record>& records, const Matches& matches, const Registered& registered) {
  std::vector<int> numbers;
  const auto take = [&numbers](int i) {
    if (std::find(numbers.begin(), numbers.end(), i) == numbers.end()) numbers.push_back(i);
  };
  for (const std::string& name : names) {
    bool hit = false;
    for (int i = 0; i < isize(there); ++i) {
      if (!matches(name, i)) continue;
      hit = true;
      take(i);
    }
    const std::vector<std::string> others = hit ? std::vector<std::string>() : registered(name);
    for (int i = 0; i < isize(records); ++i) {
      if (std::find(others.begin(), others.end(), records[i].name) == others.end()) continue;
      hit = true;
      take(i);
    }
    if (!hit) {
      throw InputError(
          fmt::format("The file has no {} '{}'; nearest: {}.", kind, name, join(nearestNames(name, there), ", ")));
    }
  }
  return numbers;
}

Arrangement arrangementOf(const Arguments& args, const ExperimentInfo& info) {
  Arrangement a = tandem::arrangementOf(info);
  const std::vector<std::string> problems = problemNames(info.problems);
  std::vector<std::string> fullNames = problems;
  for (const ProblemRecord& p : info.problems) {
    fullNames.push_back(fullProblemName(p.name, p.params));
    if (!p.title.empty()) fullNames.push_back(fullProblemName(p.title, p.params));
  }
  if (args.has("problem")) {
    a.problems = chosen(
        namesAmong(args.list("problem"), fullNames), problems, "problem", info.problems,
        [&](const std::string& name, int i) {
          const ProblemRecord& p = info.problems[i];
          return meansProblem(name, p.name, p.params) || (!p.title.empty() && meansProblem(name, p.title, p.params));
        },
        [&](const std::string& name) { return registeredProblems(name, args.catalogue()); });
  }
  const std::vector<std::string> aliases = a.aliases;
  if (args.has("algorithm")) {
    a.algorithms = chosen(
        namesAmong(args.list("algorithm"), aliases), aliases, "algorithm", info.algorithms,
        [&](const std::string& name, int i) {
          const std::string& alias = aliases[i];
          return name == alias || globMatch(name, alias);
        },
        [&](const std::string& name) { return registeredAlgorithms(name, args.catalogue()); });
    a.aliases.clear();
    for (const int i : a.algorithms) a.aliases.push_back(aliases[i]);
  }
  const std::vector<std::string> before = a.aliases;
  for (const std::string& rename : args.list("rename")) {
    const std::size_t equals = rename.rfind('=');
    if (equals == std::string::npos) args.refuse("'" + rename + "' does not say OLD=NEW.");
    // An alias may itself contain '=' ("MFEA (rmp=0.5)"): take the longest one that fits.
    std::size_t hit = before.size();
    for (std::size_t i = 0; i < before.size(); ++i) {
      const bool fits = rename.size() > before[i].size() && rename.compare(0, before[i].size(), before[i]) == 0 &&
                        rename[before[i].size()] == '=';
      if (fits && (hit == before.size() || before[i].size() > before[hit].size())) hit = i;
    }
    const std::size_t length = hit == before.size() ? equals : before[hit].size();
    if (hit == before.size()) {
      const std::string old = rename.substr(0, equals);
      const std::vector<std::string> registered = registeredAlgorithms(old, args.catalogue());
      std::vector<std::size_t> meant;
      for (std::size_t i = 0; i < before.size(); ++i) {
        if (std::ranges::find(registered, info.algorithms[a.algorithms[i]].name) != registered.end())
          meant.push_back(i);
      }
      if (meant.size() == 1) hit = meant[0];
    }
    if (hit == before.size()) {
      const std::string old = rename.substr(0, equals);
      throw InputError(
          fmt::format("No algorithm is called '{}'; nearest: {}.", old, join(nearestNames(old, before), ", ")));
    }
    a.aliases[hit] = rename.substr(length + 1);
  }
  return a;
}

int run(const Arguments& args) {
  const std::string& file = args.text("FILE.h5");
  const std::string& output = args.text("output");
  if (!args.has("problem") && !args.has("algorithm") && !args.has("rename")) {
    args.refuse("Say what to arrange: --algorithm, --problem or --rename.");
  }
  arrangeResults(file, output, arrangementOf(args, ResultFile(file).info()));
  print(output + "\n");
  return 0;
}

}  // namespace

Command command() {
  return {.name = "arrange",
          .summary = "another order, other names, or part of a result file",
          .group = Group::Experiment,
          .rank = 65,
          .usage = {"tandem arrange FILE.h5 [-a ALGO]... [-p PROBLEM]... [--rename OLD=NEW]... -o OUT.h5"},
          .details =
              R"(Keeps the algorithms and problems that are named, in the order in which they are named (all, as they
are, if none is), and calls algorithms by new names. Runs stay what they are, since their random
streams depend on neither; OUT.h5 can be resumed. FILE.h5 stays as it is.)",
          .examples = {{"tandem arrange first.h5 -a GA -a MFEA -o ga-first.h5", "GA before MFEA, all problems"},
                       {"tandem arrange first.h5 --rename 'MFEA=MFEA (ours)' -o paper.h5", "a name for tables"}},
          .declare =
              [](Options& o) {
                o.positional("FILE.h5", "result file of an experiment");
                o.list("algorithm,a", "ALGO", "algorithms to keep, in order (names as in tables, globs)");
                o.list("problem,p", "PROBLEM", "problems to keep, in order (names as in tables, globs)");
                o.list("rename", "OLD=NEW", "what to call an algorithm");
                o.value("output,o", "OUT.h5", "the file to make");
              },
          .run = run};
}

}  // namespace tandem::cli::arrange
