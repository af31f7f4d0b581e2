// SPDX-License-Identifier: Apache-2.0
#include "cli/beside.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/output.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/store/baselines.h"
#include "tandem/tables/names.h"

namespace tandem::cli {
namespace {

/// Why runs of the two cannot be compared; empty: they can. `mine` names the user's file.
std::string mismatch(const ProblemRecord& own, const ProblemRecord& other, const ExperimentInfo& info,
                     const std::string& mine) {
  if (own.params != other.params) {
    return fmt::format("its parameters differ: '{}' in {}, '{}' in the baseline", fullProblemName(own.name, own.params),
                       mine, fullProblemName(other.name, other.params));
  }
  if (own.instance != other.instance) {
    return fmt::format("{} has {} data, the baseline {}{}", mine, instanceName(own.instance),
                       instanceName(other.instance),
                       other.instance == Instance::Official ? "; import them ('tandem help data') and run again" : "");
  }
  if (own.checksum != other.checksum) {
    return fmt::format("its data differ: checksum {} in {}, {} in the baseline", own.checksum, mine, other.checksum);
  }
  for (const AlgorithmRecord& algorithm : info.algorithms) {
    const std::int64_t budget = budgetOf(own, algorithm);
    if (budget == other.budget) continue;
    return fmt::format("'{}' had {} evaluations in {}, the baseline {}; run it with -e {}", algorithm.alias,
                       grouped(budget), mine, grouped(other.budget), other.budget);
  }
  return {};
}

/// Whether a method of the user's file would give the same runs as one of the baseline, except for seed and number.
bool sameMethod(const AlgorithmRecord& own, const ProblemRecord& ownProblem, const AlgorithmRecord& other,
                const ProblemRecord& problem) {
  const auto values = [](const AlgorithmRecord& algorithm) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const ParamInfo& p : algorithm.params) all.emplace_back(p.name, p.value);
    return all;
  };
  return normalName(own.name) == normalName(other.name) && own.plugin == other.plugin && values(own) == values(other) &&
         populationOf(ownProblem, own) == populationOf(problem, other);
}

std::vector<std::string> madeBaselines() {
  std::vector<std::string> names;
  for (const BaselineEntry& entry : baselineEntries()) {
    if (!entry.results.empty()) names.push_back(entry.name);
  }
  if (!names.empty()) return names;
  const std::string folder = baselineFolder();
  throw InputError(fmt::format(
      "There are no baselines{} to compare with; set TANDEM_BASELINES_DIR to the folder that has them, or make them: "
      "tandem help baselines",
      folder.empty() ? "" : " in '" + folder + "'"));
}

/// Which problem of the baseline matches each of the user's (-1: none), and why others of that name do not.
struct Match {
  std::vector<std::pair<int, int>> pairs;  ///< of the user's file, of the baseline
  std::vector<std::string> reasons;
};

Match match(const ExperimentInfo& mine, const std::string& name, const Beside& beside,
            const std::vector<bool>& matched) {
  Match found;
  std::vector<std::pair<std::string, std::string>> reasons;  // each once, with the problems it applies to
  const std::vector<ProblemRecord>& others = beside.file.info().problems;
  for (int p = 0; p < isize(mine.problems); ++p) {
    if (matched[p]) continue;
    const ProblemRecord& own = mine.problems[p];
    std::string why;
    bool there = false;
    for (int q = 0; q < isize(others) && !there; ++q) {
      if (normalName(others[q].name) != normalName(own.name)) continue;
      why = mismatch(own, others[q], mine, name);
      there = why.empty();
      if (there) found.pairs.emplace_back(p, q);
    }
    if (there || why.empty()) continue;
    const auto same = std::ranges::find(reasons, why, &std::pair<std::string, std::string>::first);
    if (same == reasons.end()) {
      reasons.emplace_back(why, own.name);
    } else {
      same->second += ", " + own.name;
    }
  }
  for (const auto& [why, names] : reasons) {
    found.reasons.push_back(fmt::format("{} of baseline {}: {}", names, beside.name, why));
  }
  return found;
}

/// Why the records of a checkpoint cannot be compared; empty: they can.
std::string checkpointMismatch(const ExperimentInfo& mine, const std::string& name, const Beside& beside,
                               int checkpoint) {
  const ExperimentInfo& other = beside.file.info();
  if (other.checkpoints != mine.checkpoints) {
    return fmt::format("--checkpoint: {} has {} checkpoints, baseline {} {}; run it with -k {}", name, mine.checkpoints,
                       beside.name, other.checkpoints, other.checkpoints);
  }
  const bool fronts = std::ranges::any_of(beside.problems, [&](int p) { return other.problems[p].multiObjective(); });
  const bool lean = !other.precision.empty() && parsePrecision(other.precision).lean;
  if (!fronts || !lean || checkpoint == other.checkpoints) return {};
  return fmt::format("--checkpoint: baseline {} keeps the populations of the last checkpoint only", beside.name);
}

}  // namespace

std::deque<Beside> findBeside(const ExperimentInfo& mine, const std::string& name,
                              const std::vector<std::string>& asked, int checkpoint) {
  const std::vector<std::string> names = asked.empty() ? madeBaselines() : asked;
  std::deque<Beside> found;
  std::vector<bool> matched(mine.problems.size(), false);
  std::vector<std::string> reasons;
  for (const std::string& baseline : names) {
    Beside beside{baseline, ResultFile("baseline:" + baseline), {}, {}};
    const ExperimentInfo& other = beside.file.info();
    Match match = tandem::cli::match(mine, name, beside, matched);
    for (std::string& reason : match.reasons) reasons.push_back(std::move(reason));
    if (match.pairs.empty()) continue;
    for (const auto& [own, theirs] : match.pairs) {
      matched[own] = true;
      beside.problems.push_back(theirs);
    }
    for (int a = 0; a < isize(other.algorithms); ++a) {
      const bool doubled = std::ranges::any_of(mine.algorithms, [&](const AlgorithmRecord& own) {
        return std::ranges::all_of(match.pairs, [&](const auto& pair) {
          return sameMethod(own, mine.problems[pair.first], other.algorithms[a], other.problems[pair.second]);
        });
      });
      if (doubled) beside.doubled.push_back(a);
    }
    if (checkpoint > 0) {
      const std::string why = checkpointMismatch(mine, name, beside, checkpoint);
      if (!why.empty()) reasons.push_back(why);
    }
    found.push_back(std::move(beside));
  }
  if (!reasons.empty()) {
    throw InputError("This cannot be compared with the baselines:\n  " + join(reasons, "\n  "));
  }
  std::vector<std::string> alone;
  for (std::size_t p = 0; p < matched.size(); ++p) {
    const ProblemRecord& own = mine.problems[p];
    if (matched[p]) continue;
    alone.push_back(own.params.empty() ? own.shownName() : fullProblemName(own.name, own.params));
  }
  if (found.empty()) {
    throw InputError(
        fmt::format("No baseline has {}; there are {} (tandem baselines list).", join(alone, ", "), join(names, ", ")));
  }
  if (!alone.empty()) note("tandem: no baseline has " + join(alone, ", ") + ": left out");
  return found;
}

}  // namespace tandem::cli
