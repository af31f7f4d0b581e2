// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "editing/rewrite.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"
#include "tandem/unicode.h"

namespace tandem {

namespace {

void checkChoice(const std::vector<int>& chosen, std::size_t there, const char* kind) {
  if (chosen.empty()) throw InputError(fmt::format("No {} is left; keep at least one.", kind));
  std::set<int> seen;
  for (const int i : chosen) {
    if (i < 0 || static_cast<std::size_t>(i) >= there) {
      throw InputError(fmt::format("The file has {} {}s; there is no number {}.", there, kind, i + 1));
    }
    if (!seen.insert(i).second) throw InputError(fmt::format("The {} number {} is chosen twice.", kind, i + 1));
  }
}

void checkAliases(const Arrangement& arrangement) {
  if (arrangement.aliases.size() != arrangement.algorithms.size()) {
    throw InputError("Each algorithm that is kept needs a name.");
  }
  std::set<std::string> seen;
  for (const std::string& alias : arrangement.aliases) {
    requireName(alias, "an algorithm");
    if (!seen.insert(alias).second) {
      throw InputError(fmt::format("Two algorithms would be called '{}'; choose another name for one.", alias));
    }
  }
}

std::vector<int> firstNumbers(std::size_t count) {
  std::vector<int> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

}  // namespace

Arrangement arrangementOf(const ExperimentInfo& info) {
  Arrangement all;
  all.problems = firstNumbers(info.problems.size());
  all.algorithms = firstNumbers(info.algorithms.size());
  for (const AlgorithmRecord& a : info.algorithms) all.aliases.push_back(a.alias);
  return all;
}

void arrangeResults(const std::string& file, const std::string& output, const Arrangement& arrangement,
                    const Progress& progress) {
  edit::refuseExisting(output);
  const ResultFile input(file);
  checkChoice(arrangement.problems, input.info().problems.size(), "problem");
  checkChoice(arrangement.algorithms, input.info().algorithms.size(), "algorithm");
  checkAliases(arrangement);
  const ExperimentSpec whole = edit::specificationOf(input.info(), input.path());
  ExperimentInfo info = input.info();
  ExperimentSpec spec = whole;
  info.problems.clear();
  info.algorithms.clear();
  spec.problems.clear();
  spec.algorithms.clear();
  for (const int p : arrangement.problems) {
    info.problems.push_back(input.info().problems[p]);
    spec.problems.push_back(whole.problems[p]);
  }
  for (std::size_t i = 0; i < arrangement.algorithms.size(); ++i) {
    const auto a = static_cast<std::size_t>(arrangement.algorithms[i]);
    info.algorithms.push_back(input.info().algorithms[a]);
    spec.algorithms.push_back(whole.algorithms[a]);
    info.algorithms.back().alias = spec.algorithms.back().alias = arrangement.aliases[i];
  }
  info.specification = toToml(spec);
  const auto source = [&](int problem, int algorithm, int first, int count) {
    std::vector<RunRecord> runs =
        input.runs(arrangement.problems[problem], arrangement.algorithms[algorithm], first, count);
    for (RunRecord& r : runs) {
      r.problem = problem;
      r.algorithm = algorithm;
    }
    return runs;
  };
  edit::writeResults(output, info, source, progress);
}

}  // namespace tandem
