// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/labels.h"
#include "tandem/matrix.h"
#include "tandem/params.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem {

/// What an algorithm may know of a task. Objectives are minimised; a constraint g is satisfied when g <= 0.
struct TaskInfo {
  std::string name;
  int dim = 0;
  int objectives = 1;
  int constraints = 0;
  std::vector<double> lower;  ///< size dim
  std::vector<double> upper;  ///< size dim
  bool bounded = true;        ///< false: points outside the bounds are evaluated as they are
  /// Where distribution-based methods start, in the unified space, size dim; empty: their own choice.
  std::vector<double> startMean = {};
  /// Factor on the initial step size of distribution-based methods.
  double startScale = 1.0;
};

/// What only metrics and figures may know of a task. Never reachable from an algorithm.
struct Reference {
  bool hasOptimum = false;
  double optimum = 0.0;              ///< best known objective value (single-objective)
  std::vector<double> optimumPoint;  ///< in real units, size dim; empty if unknown
  Matrix front;                      ///< Pareto front sample, one point per row (multi-objective); empty if unknown
  std::vector<double> hvReference;   ///< reference point for HV-RefPoint, size objectives; empty if not defined
};

/// What a problem keeps during a run, such as running statistics of observations. It belongs to one run; the problem
/// itself stays immutable and shared. Batches of such a problem are evaluated whole and in order, unless it says that
/// they may be split (Problem::mayCutBatches).
class TANDEM_API ProblemState {
 public:
  virtual ~ProblemState();
  /// What is worth keeping at the end of the run, per task; the result file holds it (RunRecord::state).
  [[nodiscard]] virtual std::vector<double> save(int task) const = 0;
  /// A sentence for the reader of the run, about retries for instance; becomes part of its message. Empty: none.
  [[nodiscard]] virtual std::string remark() const;
  /// Restores for a task what save() returned in another run of the same kind; called for all tasks in order. False if
  /// that is impossible (the default): then no journal of the problem's evaluations is kept.
  virtual bool load(int task, std::span<const double> saved);
};

/// Told which rows of a batch have their values while others are still being evaluated.
class TANDEM_API BatchProgress {
 public:
  virtual ~BatchProgress();
  /// Rows [first, first + count) of the batch that evaluate() was called with are done. From any thread.
  virtual void evaluated(int first, int count) = 0;
};

/// What a batch evaluation gets besides the points: scratch memory and, for noisy tasks, randomness that depends only
/// on the run and the number of the evaluation, so that batches can be split anywhere.
struct EvalContext {
  Workspace& workspace;
  std::uint64_t noiseKey = 0;        ///< key of the run's noise
  std::int64_t firstEvaluation = 0;  ///< number (from 0) of the evaluation of row 0 within the run
  double waited = 0.0;               ///< seconds spent waiting for others; the problem adds to it (cost view)
  ProblemState* state = nullptr;     ///< of the run, made by Problem::makeState()
  /// Called by what evaluates a batch in pieces; others may ignore it. May be null.
  BatchProgress* progress = nullptr;

  /// Stream of row i of the batch.
  [[nodiscard]] Rng noise(int row) const {
    return Rng(mix64(noiseKey ^ mix64(static_cast<std::uint64_t>(firstEvaluation + row))));
  }
};

/// The points of one task when several tasks are evaluated in one call; fields as in Problem::evaluate().
struct TaskBatch {
  int task = 0;
  ConstMatView x;
  MatView objectives;
  MatView constraints;
};

struct DeviceForm;

/// T >= 1 tasks to be solved together. Immutable after construction and safe to evaluate from many threads.
class TANDEM_API Problem {
 public:
  virtual ~Problem();
  Problem(const Problem&) = delete;
  Problem& operator=(const Problem&) = delete;

  [[nodiscard]] const std::vector<TaskInfo>& tasks() const { return tasks_; }
  [[nodiscard]] int taskCount() const { return isize(tasks_); }
  /// Evaluates a batch of points of task `task` (from 0) given in real units.
  /// x: N x dim. objectives: N x M. constraints: N x C (C may be 0). Must not depend on the other rows of the batch.
  virtual void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const = 0;
  /// True if it pays to pass the batches of all tasks in one call (evaluateTogether).
  [[nodiscard]] virtual bool gathersTasks() const { return false; }
  /// Evaluates the batches of several tasks; ctx.firstEvaluation is that of the first row of the first batch, and each
  /// batch follows the one before. By default calls evaluate() for each. The values must not depend on what is
  /// evaluated together.
  virtual void evaluateTogether(std::span<const TaskBatch> batches, EvalContext& ctx) const;
  /// How an OpenCL device evaluates the tasks (tandem/device.h); null if only the CPU can.
  [[nodiscard]] virtual std::shared_ptr<const DeviceForm> deviceForm() const;
  /// Optimum, front and reference point where known; for metrics only.
  [[nodiscard]] virtual Reference reference(int task) const;

  [[nodiscard]] std::int64_t defaultBudget() const { return defaultBudget_; }  ///< evaluations of all tasks together
  [[nodiscard]] int defaultPopulation() const { return defaultPopulation_; }   ///< individuals per task
  [[nodiscard]] bool costly() const { return costly_; }  ///< worth evaluating a batch on several threads at once
  /// Evaluations are worth keeping in a journal while their run is in flight, unless the user says otherwise.
  [[nodiscard]] bool journaled() const { return journaled_; }
  [[nodiscard]] bool stochastic() const { return stochastic_; }  ///< evaluating a point again may give another value
  /// State of a new run; null if the problem has none.
  [[nodiscard]] virtual std::unique_ptr<ProblemState> makeState() const;
  /// True if the best of each task is evaluated anew with every batch of its task, and the new value counts (noisy
  /// single-objective problems). These evaluations count against the budget.
  [[nodiscard]] bool reevaluatesBest() const { return reevaluatesBest_; }
  /// False if a batch must stay whole because its values may depend on what is evaluated with it or before it.
  [[nodiscard]] bool mayCutBatches() const { return mayCutBatches_.value_or(makeState() == nullptr); }
  /// The problem's own title where only the built problem knows it (External); empty: its registry name.
  [[nodiscard]] const std::string& title() const { return title_; }

 protected:
  Problem() = default;
  std::vector<TaskInfo> tasks_;
  std::int64_t defaultBudget_ = 0;
  int defaultPopulation_ = 100;
  bool costly_ = false;
  bool journaled_ = false;
  bool stochastic_ = false;
  bool reevaluatesBest_ = false;
  std::optional<bool> mayCutBatches_;  ///< unset: true unless the problem has a state
  std::string title_;
};

/// Instance data behind a suite. Unknown: for imported results that do not say.
enum class Instance { Auto, Official, Synthetic, Unknown };
TANDEM_API const char* instanceName(Instance instance);

/// What a problem is built from. `Auto` uses official data if they are imported, else synthetic ones.
struct BuildRequest {
  Instance instance = Instance::Auto;
  std::string dataDir;  ///< root of the imported official data ("" = defaultDataDir())
};

/// A problem and where its data came from.
struct BuiltProblem {
  std::shared_ptr<const Problem> problem;
  Instance instance = Instance::Synthetic;  ///< Official or Synthetic; formula-only suites say Official
  std::string checksum;                     ///< hash over the instance data in use; empty for formula-only suites
  bool own = false;  ///< a program or a description of the user is all there is; `instance` says Official then
};

/// Configurable recipe for a problem: parameters first, then build().
class TANDEM_API ProblemBuilder : public Parameterised {
 public:
  ~ProblemBuilder() override;
  /// Throws InputError when parameters contradict each other or official data are requested but missing or damaged.
  [[nodiscard]] virtual BuiltProblem build(const BuildRequest& request) const = 0;
};

/// Entry of the problem registry. Cheap to hold: nothing is constructed until needed.
struct ProblemInfo {
  std::string name;  ///< as published, e.g. "CEC17-MTSO1-CI-HS"
  std::vector<std::string> aliases;
  std::string suite;  ///< e.g. "CEC17-MTSO"
  Labels labels = 0;
  Citation citation;
  std::string doc;            ///< one line
  bool needsData = false;     ///< has official data to import
  bool explicitOnly = false;  ///< must be named in full (needs parameters): patterns do not match it
  /// Extension of the files that describe such a problem (".toml"): the name of such a file stands for the entry with
  /// its parameter "file" set to it. Empty: no such files.
  std::string fileEnding = {};
  std::function<std::unique_ptr<ProblemBuilder>()> make;
};

/// $TANDEM_DATA_DIR, else $XDG_DATA_HOME/tandem, else ~/.local/share/tandem.
TANDEM_API std::string defaultDataDir();

struct Catalogue;

/// What the name of a problem stands for: an entry, and any parameters that the name implies.
struct ProblemChoice {
  const ProblemInfo* info = nullptr;
  ParamValues params;
};
/// The entry of that name or, for the name of a file that describes a problem ("mine.toml"), the entry that reads it.
/// Throws InputError with the nearest names.
TANDEM_API ProblemChoice chooseProblem(const Catalogue& catalogue, const std::string& name,
                                       const ParamValues& params = {});

/// A recipe with its parameters set, and the canonical text of those that differ from the defaults.
struct ConfiguredProblem {
  std::unique_ptr<ProblemBuilder> builder;
  ParamValues params;
};
/// Sets the parameters of an entry. For every problem, `tasks=1|3|7-9` selects these tasks, in that order, numbered
/// from 1; where a problem has a numeric parameter `tasks` itself, a plain number sets that, and a single task is
/// `3-3`. Throws InputError as setParams() does.
TANDEM_API ConfiguredProblem configureProblem(const ProblemInfo& info, const ParamValues& params);

/// Convenience: choose, configure and build in one call.
TANDEM_API BuiltProblem buildProblem(const Catalogue& catalogue, const std::string& name,
                                     const ParamValues& params = {}, const BuildRequest& request = {});

}  // namespace tandem
