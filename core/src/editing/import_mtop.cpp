// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "editing/mtop_data.h"
#include "editing/rewrite.h"
#include "tandem/editing/import.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/specification/spec.h"

namespace tandem {

namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{1} << 30U;

std::string readAll(const std::string& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error || !std::filesystem::is_regular_file(file)) throw InputError("'" + file + "' cannot be read.");
  if (size > kMostBytes) {
    throw InputError(
        fmt::format("'{}' is larger than {} MiB, the most that is imported at once; save its problems in "
                    "several files and merge them here.",
                    file, kMostBytes >> 20U));
  }
  std::string content(static_cast<std::size_t>(size), '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(content.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(in.gcount()) != size) throw InputError("'" + file + "' cannot be read to its end.");
  return content;
}

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

ExperimentInfo infoOf(const mtop::Data& data) {
  ExperimentInfo info;
  info.origin = "MToP";
  for (std::string* text :
       {&info.version, &info.revision, &info.compiler, &info.flags, &info.host, &info.started, &info.ended}) {
    *text = "unknown";
  }
  info.seed = 0;
  info.repetitions = static_cast<int>(data.repetitions);
  info.checkpoints = static_cast<int>(data.checkpoints);
  info.saveDecisions = data.decisions;
  info.problems = data.problems;
  info.algorithms = data.algorithms;
  ExperimentSpec spec;  // what splitting and merging go by; not to be run again
  spec.seed = 0;
  spec.repetitions = info.repetitions;
  spec.checkpoints = info.checkpoints;
  spec.saveDecisions = info.saveDecisions;
  for (const AlgorithmRecord& a : info.algorithms) spec.algorithms.push_back({a.name, a.alias, {}});
  for (const ProblemRecord& p : info.problems) spec.problems.push_back({p.name, {}});
  info.specification = toToml(spec);
  return info;
}

}  // namespace

ImportOutcome importMtop(const std::string& matFile, const std::string& output, const Catalogue& catalogue) {
  edit::refuseExisting(output);
  // A gigabyte of numbers, and as many cells and fields as some hundred thousand runs have.
  const MatReading reading{.file = matFile,
                           .mostBytes = static_cast<std::size_t>(kMostBytes),
                           .mostElements = std::size_t{1} << 27U,
                           .mostParts = std::size_t{1} << 21U};
  const std::map<std::string, MatValue> variables = parseMatFile(readAll(matFile), reading);
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
  edit::writeResults(output, infoOf(data), [&](int problem, int algorithm, int first, int count) {
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
