// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "editing/import_support.h"
#include "editing/mtop_data.h"
#include "editing/rewrite.h"
#include "tandem/editing/import.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/specification/spec.h"

namespace tandem {

namespace {

/// The name, or the name with a number if another entry has it.
std::string uniqueName(const std::string& name, std::set<std::string>& taken) {
  std::string unique = name;
  for (int k = 2; !taken.insert(normalName(unique)).second; ++k) unique = fmt::format("{} ({})", name, k);
  return unique;
}

/// Registry names, suites and twins where the catalogue knows them.
void recognise(mtop::Data& data, const Catalogue& catalogue) {
  std::set<std::string> taken;
  for (ProblemRecord& p : data.problems) {
    if (catalogue.problems.contains(p.name)) {
      const ProblemInfo& known = catalogue.problems.find(p.name);
      p.name = known.name;
      p.suite = known.suite;
      p.labels |= known.labels & Competitive;
    }
    p.name = uniqueName(p.name, taken);
  }
  taken.clear();
  for (AlgorithmRecord& a : data.algorithms) {
    if (catalogue.algorithms.contains(a.name)) {
      const AlgorithmInfo& known = catalogue.algorithms.find(a.name);
      a.name = known.name;
      a.twin = known.twin;
    }
    a.alias = uniqueName(a.alias, taken);
  }
}

}  // namespace

ImportOutcome importMtop(const std::string& matFile, const std::string& output, const Catalogue& catalogue) {
  edit::refuseExisting(output);
  // A gigabyte of numbers, and as many cells and fields as several hundred thousand runs have.
  const MatReading reading{.file = matFile,
                           .mostBytes = static_cast<std::size_t>(edit::kMostImported),
                           .mostElements = std::size_t{1} << 27U,
                           .mostParts = std::size_t{1} << 21U};
  const std::map<std::string, MatValue> variables = parseMatFile(edit::readImported(matFile), reading);
  const auto found = variables.find("MTOData");
  if (found == variables.end() || found->second.fields.empty()) {
    throw InputError("The file '" + matFile + "' has no struct MTOData; import what MToP's experiments save.");
  }
  mtop::Data data(found->second, matFile);
  recognise(data, catalogue);
  ImportOutcome outcome;
  if (data.resampled) {
    outcome.notes.push_back(fmt::format(
        "Runs have different numbers of records; all were brought to {} by share of the budget, each taking the record "
        "that was current.",
        data.checkpoints));
  }
  ExperimentInfo info;
  info.origin = "MToP";
  info.repetitions = static_cast<int>(data.repetitions);
  info.checkpoints = static_cast<int>(data.checkpoints);
  info.saveDecisions = data.decisions;
  info.problems = data.problems;
  info.algorithms = data.algorithms;
  edit::describeImported(info);
  edit::writeResults(output, info, [&](int problem, int algorithm, int first, int count) {
    std::vector<RunRecord> runs;
    for (int r = first; r < first + count; ++r) {
      runs.push_back(data.run(static_cast<std::size_t>(problem), static_cast<std::size_t>(algorithm),
                              static_cast<std::size_t>(r)));
      ++(runs.back().status == RunStatus::Missing ? outcome.missing : outcome.runs);
    }
    return runs;
  });
  return outcome;
}

}  // namespace tandem
