// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tandem/catalogue.h"
#include "tandem/device.h"
#include "tandem/result.h"

namespace tandem {

/// One algorithm of an experiment; the same algorithm may occur twice with different parameters.
struct AlgorithmEntry {
  std::string name;
  std::string alias;  ///< empty: the name, made unique with its parameters where needed
  ParamValues params;
  std::int64_t budget = 0;  ///< for its runs on every problem; 0: the problem's
  int population = 0;       ///< likewise
};
struct ProblemEntry {
  std::string name;  ///< name or glob
  ParamValues params;
  std::int64_t budget =
      0;               ///< for all runs on it, except algorithms with their own; 0: the experiment's, or its default
  int population = 0;  ///< likewise
};

/// What the user asked for. Serialises to TOML and back without loss.
struct ExperimentSpec {
  std::vector<AlgorithmEntry> algorithms;
  std::vector<ProblemEntry> problems;
  int repetitions = 30;
  std::uint64_t seed = 1;
  std::int64_t budget = 0;  ///< 0: each problem's default
  int population = 0;       ///< 0: each problem's default
  int checkpoints = 50;
  bool saveDecisions = false;
  Instance instance = Instance::Auto;
  double timeLimit = 0.0;       ///< seconds per run; 0 = none; a run that takes longer is recorded as failed
  DeviceChoice device;          ///< where points are evaluated
  bool deviceFallback = false;  ///< the CPU may take over if the device cannot be used; the runs say so
  bool strictBudget = false;    ///< individuals beyond the budget are not evaluated (RunRequest::strictBudget)
  /// Initial individuals: a result file with decisions, or a table of points (docs/results.md). Empty: random ones
  /// only.
  std::string start;
};

/// Throws InputError with source name, line and column for malformed TOML, unknown keys, wrong types.
TANDEM_API ExperimentSpec parseSpec(const std::string& toml, const std::string& sourceName);
/// Canonical TOML: same specification, same text.
TANDEM_API std::string toToml(const ExperimentSpec& spec);

/// Identity of a run within an experiment.
struct RunKey {
  int problem = 0;
  int algorithm = 0;
  int repetition = 0;
  auto operator<=>(const RunKey&) const = default;  // NOLINT(modernize-use-nullptr): a mistake of clang-tidy 14
};

/// Stable text that identifies a problem with its parameters: "NAME", or "NAME{a=1,b=2}" with what differs from the
/// defaults. Random streams are derived from it, so they do not depend on budget, instance or position in the list.
TANDEM_API std::string problemKey(const std::string& name, const ParamValues& params);

/// A specification resolved against a catalogue: globs expanded, parameters checked, problems built, unsuitable pairs
/// refused. Immutable; shared by the threads of the engine.
struct Plan {
  ExperimentSpec spec;  ///< with globs expanded, duplicates removed and aliases filled in
  ExperimentInfo info;  ///< problems and algorithms as they will be recorded
  std::vector<std::shared_ptr<const Problem>> problems;
  std::vector<std::string> problemKeys;  ///< for RunRequest::problemKey, one per problem
  std::vector<const AlgorithmInfo*> algorithms;
  std::vector<ParamValues> algorithmParams;
  std::vector<RunKey> runs;  ///< all of them, problem-major, then algorithm, then repetition
};

/// Throws InputError naming the culprit: unknown names (nearest ones), bad parameters, empty selection, unsuitable
/// pairs, initial individuals that do not fit. With `stored`, the description of this experiment in a result file, the
/// initial individuals are those kept there, whatever has happened to the file they came from.
TANDEM_API Plan makePlan(const ExperimentSpec& spec, const Catalogue& catalogue, const std::string& dataDir = "",
                         const ExperimentInfo* stored = nullptr);

}  // namespace tandem
