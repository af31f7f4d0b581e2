// SPDX-License-Identifier: Apache-2.0
#include "tandem/editing/extend.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "editing/rewrite.h"
#include "engine/runner.h"
#include "store/durable.h"
#include "store/info.h"
#include "store/paths.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"

namespace tandem {

namespace {

void refuseUnfit(const ResultFile& input) {
  const ExperimentInfo& info = input.info();
  const auto refuse = [&](const std::string& why) {
    throw InputError(fmt::format("'{}' cannot be extended: {}.", input.path(), why));
  };
  if (info.imported()) {
    refuse("it was imported from " + info.origin + ", and how its runs were made is not known");
  }
  if (!info.precision.empty()) refuse("it is " + reductionText(info.precision) + "; extend the full file");
  if (const std::string why = misfitOf(info); !why.empty()) refuse(why + "; extend the full file");
  if (!input.packed()) refuse("it is still in parts; complete it first with 'tandem resume'");
}

/// Refuses unless the experiment can still be planned as it was.
void refuseChanged(const ResultFile& input, const ExperimentSpec& spec, const Extension& extension,
                   const Catalogue& catalogue, const std::string& dataDir) {
  const ExperimentInfo& stored = input.info();
  ExperimentInfo now = makePlan(spec, catalogue, dataDir, &stored).info;
  now.schema = stored.schema;
  const auto difference = [&] { return differenceOf(stored, "'" + input.path() + "'", now, "the experiment now"); };
  const std::string any = difference();
  store::takeBuild(now, stored);
  const std::string lasting = difference();  // with --force, too
  const std::string& said = lasting.empty() && !extension.force ? any : lasting;
  if (!said.empty()) {
    throw InputError(fmt::format("'{}' cannot be extended: {}; use what it was made with{}.", input.path(), said,
                                 lasting.empty() ? " (--force accepts another build of Tandem)" : ""));
  }
}

/// The requested algorithms that the experiment lacks. One that it has under the same name, with the same
/// parameters and budgets, is not added again.
std::vector<AlgorithmEntry> lacking(const ExperimentInfo& stored, ExperimentSpec spec,
                                    const std::vector<AlgorithmEntry>& asked, const Catalogue& catalogue,
                                    const std::string& dataDir) {
  if (asked.empty()) return {};
  spec.algorithms = asked;
  const Plan plan = makePlan(spec, catalogue, dataDir, &stored);
  const auto same = [](const AlgorithmRecord& a, const AlgorithmRecord& b) {
    const auto equal = [](const ParamInfo& x, const ParamInfo& y) { return x.name == y.name && x.value == y.value; };
    return a.name == b.name && a.alias == b.alias && a.budget == b.budget && a.population == b.population &&
           std::ranges::equal(a.params, b.params, equal);
  };
  std::vector<AlgorithmEntry> entries;
  for (int i = 0; i < isize(plan.info.algorithms); ++i) {
    const auto there = [&](const AlgorithmRecord& known) { return same(known, plan.info.algorithms[i]); };
    if (std::ranges::none_of(stored.algorithms, there)) entries.push_back(plan.spec.algorithms[i]);
  }
  return entries;
}

}  // namespace

void extendResults(const std::string& file, const Extension& extension, const Catalogue& catalogue,
                   const std::string& dataDir, const Progress& progress) {
  const ResultFile input(file);
  refuseUnfit(input);
  const ExperimentInfo& stored = input.info();
  ExperimentSpec spec = edit::specificationOf(stored, input.path());
  if (!extension.allowPrograms) refusePrograms(spec, catalogue, input.path());
  refuseChanged(input, spec, extension, catalogue, dataDir);
  if (extension.repetitions != 0 && extension.repetitions < stored.repetitions) {
    throw InputError(
        fmt::format("'{}' has {} repetitions, which cannot become {}; 'tandem split --by repetition' makes "
                    "smaller files.",
                    input.path(), stored.repetitions, extension.repetitions));
  }
  if (extension.repetitions != 0) spec.repetitions = extension.repetitions;
  std::ranges::move(lacking(stored, spec, extension.algorithms, catalogue, dataDir),
                    std::back_inserter(spec.algorithms));
  spec.problems.insert(spec.problems.end(), extension.problems.begin(), extension.problems.end());
  const Plan plan = makePlan(spec, catalogue, dataDir, &stored);
  const int problems = isize(stored.problems);
  const int algorithms = isize(stored.algorithms);
  if (isize(plan.info.problems) == problems && isize(plan.info.algorithms) == algorithms &&
      plan.info.repetitions == stored.repetitions) {
    throw InputError(
        fmt::format("'{}' has all of that already; say what to add: more repetitions (-r), an "
                    "algorithm (-a), a problem (-p).",
                    input.path()));
  }
  // Existing entries keep their description, new ones follow.
  ExperimentInfo info = stored;
  info.repetitions = plan.info.repetitions;
  info.specification = plan.info.specification;
  info.problems.insert(info.problems.end(), plan.info.problems.begin() + problems, plan.info.problems.end());
  info.algorithms.insert(info.algorithms.end(), plan.info.algorithms.begin() + algorithms, plan.info.algorithms.end());
  const store::Paths paths(file);
  const std::string wider = paths.file + ".extended";
  std::error_code ignored;
  std::filesystem::remove(wider, ignored);  // left by a killed attempt
  edit::writeResults(
      wider, info,
      [&](int problem, int algorithm, int first, int count) {
        std::vector<RunRecord> runs(static_cast<std::size_t>(count));
        const int known = std::min(count, stored.repetitions - first);
        if (problem >= problems || algorithm >= algorithms || known <= 0) return runs;
        std::vector<RunRecord> old = input.runs(problem, algorithm, first, known);
        std::ranges::move(old, runs.begin());
        return runs;
      },
      progress);
  if (!ResultFile(file).packed() || ResultFile(file).stamp() != input.stamp()) {
    std::filesystem::remove(wider, ignored);
    throw InputError(fmt::format("'{}' was changed by another process meanwhile; try again when it is done.", file));
  }
  store::renameDurably(wider, paths.file);
}

}  // namespace tandem
