// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/labels.h"
#include "tandem/matrix.h"
#include "tandem/params.h"
#include "tandem/problem.h"

namespace tandem {

enum class RunStatus : std::uint8_t { Missing = 0, Finished = 1, Failed = 2 };

/// Population of one task at one checkpoint of a multi-objective run.
struct FrontRecord {
  Matrix objectives;       ///< individuals x M
  std::vector<double> cv;  ///< one per individual
  Matrix decisions;        ///< individuals x D_t in real units; empty unless decisions are saved
};

/// Offspring counters between a donor and a receiver, cumulative since the start of the run.
struct TransferCounts {
  std::int64_t made = 0;
  std::int64_t survived = 0;  ///< found in a population at the next generation boundary
  std::int64_t improved = 0;  ///< became the best of the receiver's task
};

/// Counters of a pair of tasks since the previous checkpoint; pairs without offspring have no row.
struct TransferRow {
  std::int64_t checkpoint = 0;
  std::int64_t donor = 0;
  std::int64_t receiver = 0;  ///< equal to donor: native offspring
  TransferCounts counts;
};
/// Counters from the start of the run up to and including a checkpoint: [donor][receiver], tasks x tasks.
TANDEM_API std::vector<TransferCounts> transferMatrix(const std::vector<TransferRow>& rows, int tasks, int checkpoint);

/// Numbers of slots of a trace: 1, tasks, or tasks * tasks (receiver-major). Pairs of more than kMostTracedPairs tasks
/// are recorded as the mean over the donors of each receiver.
inline constexpr int kMostTracedPairs = 32;
constexpr int traceSlots(TracePer per, int tasks) {
  if (per == TracePer::Run) return 1;
  return per == TracePer::Pair && tasks <= kMostTracedPairs ? tasks * tasks : tasks;
}

/// One entry of the improvement log: best-so-far of a task after `evaluations` evaluations of all tasks.
struct Improvement {
  std::int64_t evaluations = 0;      ///< of all tasks together
  std::int64_t taskEvaluations = 0;  ///< of this task
  double objective = 0.0;
  double cv = 0.0;
};

/// Where the wall time of a run goes. Waiting is for other runs on a device or for the user (pause); Recording is what
/// checkpoints, telemetry and live views cost; Model is what algorithms spend on learning and applying transfer models
/// (RunContext::ModelTime). The order is that of the stored numbers: new parts come last.
enum class CostPart { Algorithm, Evaluation, Waiting, Recording, Model };
inline constexpr int kCostParts = 5;
inline constexpr int kFirstCostParts = 4;  ///< in files from before Model existed, whose time is in Algorithm there
TANDEM_API const char* costPartName(CostPart part);

/// Everything recorded of one run. Arrays over (task, checkpoint) are task-major: index t * checkpoints + k. The number
/// of checkpoints is that of the specification; the end of a run is always a record, and checkpoints that a run did not
/// reach repeat that record.
struct RunRecord {
  int problem = 0;     ///< index into ExperimentInfo::problems
  int algorithm = 0;   ///< index into ExperimentInfo::algorithms
  int repetition = 0;  ///< from 0
  RunStatus status = RunStatus::Missing;
  std::string message;  ///< why it failed, or warnings (non-finite objectives, ...)
  double seconds = 0.0;
  std::array<double, kCostParts> cost{};  ///< seconds by CostPart, summing to `seconds`; 0 where not measured
  std::string device = "cpu";             ///< what evaluated it: "cpu", or device, precision and driver in words

  int tasks = 0;
  int checkpoints = 0;
  std::vector<std::int64_t> evaluations;      ///< [checkpoint], all tasks together, actually spent
  std::vector<std::int64_t> taskEvaluations;  ///< [task][checkpoint]
  std::vector<double> objective;              ///< [task][checkpoint] best so far (single-objective; NaN otherwise)
  std::vector<double> cv;           ///< [task][checkpoint] CV of the best (single-objective), else the least CV
  std::vector<FrontRecord> fronts;  ///< [task][checkpoint], multi-objective runs only
  std::vector<std::vector<double>> decisions;  ///< [task][checkpoint] best decisions in real units; if requested
  std::vector<std::vector<Improvement>> improvements;  ///< [task]
  bool transferReported = false;
  std::vector<TransferRow> transfer;        ///< by checkpoint, donor, receiver; empty if not reported
  std::vector<std::vector<double>> traces;  ///< [trace of AlgorithmRecord::traces][slot * checkpoints + checkpoint]
  std::vector<std::vector<double>> state;   ///< [task] what the problem's state holds at the end; empty without state
  std::vector<std::int64_t> ledger;         ///< [task][purpose: initial, native, transfer, surrogate, restart]
  std::int64_t nonFinite = 0;               ///< objectives that were NaN or infinite
  std::int64_t generations = 0;
};
inline constexpr int kLedgerPurposes = 5;
/// Evaluation counts (and ledger entries) of imported results, which do not record them.
inline constexpr std::int64_t kUnknownCount = -1;

/// The plug-in that an algorithm or problem comes from; without a name, it is built in.
struct PluginRecord {
  std::string name;  ///< file name, without the folder
  std::string hash;  ///< SHA-1 of the file, 40 hexadecimal digits
  bool operator==(const PluginRecord&) const = default;
};

/// A problem as an experiment used it.
struct ProblemRecord {
  std::string name;
  std::string suite;
  Labels labels = 0;
  ParamValues params;  ///< those that differ from the defaults, as given
  std::vector<TaskInfo> tasks;
  std::vector<Reference> references;  ///< per task
  std::vector<Matrix> start;          ///< per task: initial individuals that the user gave, in real units; or empty
  std::int64_t budget = 0;
  int population = 0;
  Instance instance = Instance::Synthetic;
  std::string checksum;
  std::string title;  ///< the problem's own title (External); empty: `name` is its only name
  PluginRecord plugin;
  [[nodiscard]] bool multiObjective() const { return (labels & MultiObjective) != 0; }
  /// The name shown to readers.
  [[nodiscard]] const std::string& shownName() const { return title.empty() ? name : title; }
};

/// An algorithm entry as an experiment used it.
struct AlgorithmRecord {
  std::string name;               ///< registry name
  std::string alias;              ///< what tables call it: unique within the experiment
  std::string twin;               ///< registry name of the single-task twin, or empty
  std::vector<ParamInfo> params;  ///< all, with the values used
  std::vector<TraceInfo> traces;  ///< those its runs report
  std::int64_t budget = 0;        ///< of this entry on every problem; 0: the problem's
  int population = 0;             ///< likewise
  PluginRecord plugin;
};

/// Evaluations that a run of the algorithm on the problem may spend, and individuals per task: what the algorithm's
/// entry says, else the problem's.
inline std::int64_t budgetOf(const ProblemRecord& problem, const AlgorithmRecord& algorithm) {
  return algorithm.budget > 0 ? algorithm.budget : problem.budget;
}
inline int populationOf(const ProblemRecord& problem, const AlgorithmRecord& algorithm) {
  return algorithm.population > 0 ? algorithm.population : problem.population;
}

/// What is written once per experiment.
/// How the checkpoints of a trimmed file differ from those of runs made now with as many; empty: they do not.
struct Trimming {
  int recorded = 0;       ///< checkpoints before the first trimming; 0: no difference
  std::vector<int> kept;  ///< which of them (from 1)
  bool between = false;   ///< no run records at these; else only traces are unlike those of such a run
  bool operator==(const Trimming&) const = default;
};

struct ExperimentInfo {
  int schema = 1;
  std::string version, revision, compiler, flags, host;
  std::string continued;       ///< what was forced, one line each: other builds or plug-ins that took part, no lock
  std::string started, ended;  ///< ISO 8601 UTC; the only wall-clock data besides run seconds
  int streams = 1;  ///< version of the random streams (kStreamVersion): only equal ones can be continued or merged
  std::uint64_t seed = 1;
  int repetitions = 1;
  int checkpoints = 50;
  bool saveDecisions = false;
  std::string specification;  ///< TOML
  std::string start;          ///< file that the initial individuals were read from (--start); empty: none
  std::string startHash;      ///< of the content of that file, 16 hexadecimal digits
  /// Empty: run by Tandem. Else the source of imported results ("MToP"): then seed, versions, host, times of day and
  /// evaluation counts are unknown, and nothing can be resumed.
  std::string origin;
  /// Empty: numbers as computed. Else how trimming reduced them: "float", "6 digits".
  std::string precision;
  Trimming trimming;
  std::vector<ProblemRecord> problems;
  std::vector<AlgorithmRecord> algorithms;
  [[nodiscard]] bool imported() const { return !origin.empty(); }
};

/// All runs of one (problem, algorithm), stacked. Missing and failed repetitions hold NaN; `status` tells which they
/// are.
struct CellData {
  int repetitions = 0;
  int tasks = 0;
  int checkpoints = 0;
  std::vector<RunStatus> status;                       ///< [rep]
  std::vector<double> seconds;                         ///< [rep]
  std::vector<std::string> message;                    ///< [rep]
  std::vector<std::array<double, kCostParts>> cost;    ///< [rep]
  std::vector<std::string> device;                     ///< [rep]
  std::vector<std::int64_t> evaluations;               ///< [rep][checkpoint]
  std::vector<std::int64_t> taskEvaluations;           ///< [rep][task][checkpoint]
  std::vector<double> objective, cv;                   ///< [rep][task][checkpoint]
  std::vector<FrontRecord> fronts;                     ///< [rep][task][checkpoint]; empty for single-objective problems
  std::vector<std::vector<Improvement>> improvements;  ///< [rep][task]
  bool transferReported = false;
  std::vector<std::vector<TransferRow>> transfer;  ///< [rep]; empty if not reported
  std::vector<TraceInfo> traceInfo;                ///< as AlgorithmRecord::traces
  std::vector<std::vector<double>> traces;         ///< [trace][rep][slot][checkpoint]
  std::vector<std::int64_t> ledger;                ///< [rep][task][purpose]; empty in cells made by hand

  [[nodiscard]] std::size_t at(int rep, int task, int checkpoint) const {
    return (static_cast<std::size_t>(rep) * static_cast<std::size_t>(tasks) + static_cast<std::size_t>(task)) *
               static_cast<std::size_t>(checkpoints) +
           static_cast<std::size_t>(checkpoint);
  }
};

}  // namespace tandem
