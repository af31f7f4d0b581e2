// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "tandem/error.h"
#include "tandem/figures/dataset.h"
#include "tandem/store/result_file.h"
#include "tandem/tables/names.h"

namespace tandem::figures {
namespace {

bool anyMatch(const std::vector<std::string>& globs, const std::string& name) {
  return std::any_of(globs.begin(), globs.end(), [&name](const std::string& g) { return globMatch(g, name); });
}

bool anyProblem(const std::vector<std::string>& texts, const ProblemRecord& record) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return meansProblem(text, record.name, record.params); });
}

std::string stem(const std::string& file) {
  return std::filesystem::path(file).stem().string();
}

// Why runs of the two records cannot be drawn together; empty if they can.
std::string difference(const ProblemRecord& a, const ProblemRecord& b) {
  if (a.instance != b.instance || a.checksum != b.checksum) {
    return std::string("instance data (") + instanceName(a.instance) + " and " + instanceName(b.instance) + ")";
  }
  if (a.budget != b.budget) return "budget (" + std::to_string(a.budget) + " and " + std::to_string(b.budget) + ")";
  if (a.tasks.size() != b.tasks.size()) return "number of tasks";
  return {};
}

/// Looks of the algorithms of all files, selected or not. The same alias in a later file has the look of the first one,
/// unless both ran the same problem and stand side by side.
std::vector<std::vector<int>> looksOf(const std::vector<ExperimentInfo>& files) {
  const auto shareProblem = [](const ExperimentInfo& a, const ExperimentInfo& b) {
    return std::ranges::any_of(a.problems, [&b](const ProblemRecord& p) {
      return std::ranges::any_of(b.problems,
                                 [&p](const ProblemRecord& q) { return p.name == q.name && p.params == q.params; });
    });
  };
  std::vector<std::vector<int>> looks;
  int next = 0;
  for (std::size_t f = 0; f < files.size(); ++f) {
    looks.emplace_back();
    for (const AlgorithmRecord& algorithm : files[f].algorithms) {
      int look = -1;
      for (std::size_t g = 0; g < f && look < 0; ++g) {
        if (shareProblem(files[g], files[f])) continue;
        for (int a = 0; a < isize(files[g].algorithms); ++a) {
          if (files[g].algorithms[a].alias == algorithm.alias) look = looks[g][a];
        }
      }
      looks.back().push_back(look >= 0 ? look : next++);
    }
  }
  return looks;
}

}  // namespace

std::vector<ProblemRuns> loadRuns(const Selection& selection) {
  std::vector<ProblemRuns> all;
  std::vector<ProblemRecord> there;  // in the files, drawn or not
  if (selection.files.empty()) throw InputError("No result file is given; name at least one FILE.h5.");
  const auto picked = [&selection](const Selection::Pick& pick) {
    return selection.picks.empty() ||
           std::find(selection.picks.begin(), selection.picks.end(), pick) != selection.picks.end();
  };
  std::vector<ExperimentInfo> infos;
  for (const std::string& path : selection.files) infos.push_back(ResultFile(path).info());
  const std::vector<std::vector<int>> looks = looksOf(infos);
  for (int f = 0; f < isize(selection.files); ++f) {
    if (std::none_of(selection.picks.begin(), selection.picks.end(),
                     [f](const Selection::Pick& pick) { return pick.file == f; }) &&
        !selection.picks.empty()) {
      continue;
    }
    const std::string& path = selection.files[f];
    const ResultFile file(path);
    const ExperimentInfo& info = file.info();
    there.insert(there.end(), info.problems.begin(), info.problems.end());
    std::vector<std::string> problemsThere = problemNames(info.problems);
    std::vector<std::string> algorithmsThere;
    for (const ProblemRecord& p : info.problems) problemsThere.push_back(fullProblemName(p.name, p.params));
    for (const AlgorithmRecord& a : info.algorithms) algorithmsThere.push_back(a.alias);
    const std::vector<std::string> problems = namesAmong(selection.problems, problemsThere);
    const std::vector<std::string> algorithms = namesAmong(selection.algorithms, algorithmsThere);
    for (int p = 0; p < isize(info.problems); ++p) {
      const ProblemRecord& record = info.problems[p];
      if (!anyProblem(problems, record)) continue;
      auto place = std::find_if(all.begin(), all.end(), [&record](const ProblemRuns& r) {
        return r.problem.name == record.name && r.problem.params == record.params;
      });
      if (place == all.end()) {
        all.push_back({.problem = record, .algorithms = {}, .cells = {}});
        place = all.end() - 1;
      } else if (const std::string why = difference(place->problem, record); !why.empty()) {
        throw InputError("The files differ in the " + why + " of " + record.name + "; draw them apart.");
      }
      for (int a = 0; a < isize(info.algorithms); ++a) {
        const AlgorithmRecord& algorithm = info.algorithms[a];
        if (!anyMatch(algorithms, algorithm.alias) && !anyMatch(algorithms, algorithm.name)) continue;
        if (!picked({f, p, a})) continue;
        std::string alias = algorithm.alias;
        const auto taken = [&place](const std::string& name) {
          return std::find(place->algorithms.begin(), place->algorithms.end(), name) != place->algorithms.end();
        };
        if (taken(alias)) alias += " (" + stem(path) + ")";
        for (int n = 2; taken(alias); ++n) alias = algorithm.alias + " (" + stem(path) + ' ' + std::to_string(n) + ')';
        place->algorithms.push_back(alias);
        place->cells.push_back(file.cell(p, a));
        place->records.push_back(algorithm);
        place->styles.push_back(looks[f][a]);
      }
    }
  }
  std::erase_if(all, [](const ProblemRuns& r) { return r.cells.empty(); });
  if (all.empty()) {
    throw InputError("No run matches the selection; `tandem info FILE.h5` lists problems and algorithms of a file.");
  }
  // The same problem with other parameters is called as tables call it.
  std::vector<const ProblemRecord*> others;
  for (const ProblemRecord& p : there) others.push_back(&p);
  for (ProblemRuns& runs : all) runs.problem.name = problemNameAmong(runs.problem, others);
  return all;
}

}  // namespace tandem::figures
