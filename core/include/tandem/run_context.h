// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/population.h"
#include "tandem/problem.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem {

/// What an evaluation is spent on; the ledger counts per task and purpose. The donor tag distinguishes native from
/// transfer. Surrogate: to validate or feed a model; Restart: the first sample after a restart.
enum class Purpose { Initial, Offspring, Surrogate, Restart };

/// Best solution of a task so far (single-objective).
struct BestSoFar {
  bool known = false;
  double objective = 0.0;
  double cv = 0.0;
  std::span<const double> x;  ///< unified space, size maxDim()
};

/// Everything an algorithm sees of its run: tasks, budget, randomness, evaluation. Recording, stop and pause, telemetry
/// and live views all work through running() and evaluate(); no algorithm mentions them.
class TANDEM_API RunContext {
 public:
  class Impl;  // host side: core/src/run
  explicit RunContext(Impl& impl);
  RunContext(const RunContext&) = delete;
  RunContext& operator=(const RunContext&) = delete;

  [[nodiscard]] int taskCount() const;
  [[nodiscard]] const TaskInfo& task(int t) const;
  /// Largest dimension of any task: the width of the unified space.
  [[nodiscard]] int maxDim() const;
  /// Largest number of objectives of any task.
  [[nodiscard]] int maxObjectives() const;
  /// Individuals per task requested by the user or the problem.
  [[nodiscard]] int populationSize() const;
  /// Evaluations that may be spent on all tasks together.
  [[nodiscard]] std::int64_t budget() const;
  [[nodiscard]] std::int64_t evaluations() const;
  [[nodiscard]] std::int64_t evaluations(int task) const;
  /// evaluations / budget, may exceed 1 in the last generation.
  [[nodiscard]] double progress() const;
  /// Number of the generation in progress: 0 before the first running(), 1 in the first iteration of the loop.
  [[nodiscard]] int generation() const;

  Rng& rng();
  Workspace& workspace();

  /// n individuals of width maxDim() with maxObjectives() objectives, task 0, not reported.
  [[nodiscard]] Population makePopulation(int n, int task = 0) const;

  /// Evaluates all individuals, each on its own task(i): decodes, clips to the bounds (the population keeps its
  /// values), fills objectives, CV and born, updates best-so-far in index order, counts. Non-finite objectives count as
  /// worst: they become +infinity and are reported. Unused objectives of tasks with fewer than maxObjectives() are 0. A
  /// batch may exceed the budget; only with a strict budget (--strict-budget) are its last individuals not evaluated
  /// and count as worst.
  void evaluate(Population& pop, Purpose purpose = Purpose::Offspring);
  /// Same for the named rows only.
  void evaluate(Population& pop, std::span<const int> rows, Purpose purpose = Purpose::Offspring);
  void evaluate(Population& pop, int row, Purpose purpose = Purpose::Offspring) {
    evaluate(pop, std::span<const int>(&row, 1), purpose);
  }

  /// Generation boundary: records checkpoints and telemetry from the given populations and returns whether budget is
  /// left. Call once per iteration, as the condition of the loop, with all current populations. Throws Cancelled when
  /// stopped.
  bool running(const Population& pop);
  bool running(std::span<const Population> pops);
  /// For algorithms without a population.
  bool running();

  [[nodiscard]] BestSoFar best(int task) const;

  /// Reports a quantity that the algorithm declared beside its parameters (ParamVisitor::trace), for the run, a task,
  /// or a pair of tasks. The record holds, for each checkpoint, the mean of the values reported since the previous one,
  /// or the last known value if there were none. Costs a few nanoseconds and allocates nothing; a NaN counts as not
  /// reported. Throws if the name was not declared or the number of tasks does not fit the declaration.
  void trace(const char* name, double value);
  void trace(const char* name, double value, int task);
  void trace(const char* name, double value, int receiver, int donor);

  /// Initial individuals given by the user (--start) for task t, in the unified space; may be fewer or more than a
  /// population. The initialisation operators put them first; methods that sample a distribution ignore them.
  [[nodiscard]] ConstMatView startPoints(int task) const;

  /// While one exists, the run's time is charged to transfer models ('tandem info --cost'): used where a model of
  /// another task (its distribution, a mapping to it, its similarity) is learned or applied. An evaluation inside
  /// counts as evaluation. It affects nothing but the recorded times. Costs about 20 ns.
  class TANDEM_API ModelTime {
   public:
    explicit ModelTime(RunContext& ctx);
    ~ModelTime();
    ModelTime(const ModelTime&) = delete;
    ModelTime& operator=(const ModelTime&) = delete;

   private:
    Impl& impl_;
    int before_;
  };

 private:
  Impl& impl_;
};

}  // namespace tandem
