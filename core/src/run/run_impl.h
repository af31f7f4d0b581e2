// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "run/cost_clock.h"
#include "run/trace_log.h"
#include "run/transfer_log.h"
#include "tandem/engine/run.h"
#include "tandem/run_context.h"

namespace tandem {

/// Host side of a run: the budget, the streams, best-so-far, and the record. Serial: one thread per run.
class RunContext::Impl {
 public:
  Impl(const RunRequest& request, std::vector<TraceInfo> traces);

  void evaluate(Population& pop, std::span<const int> rows, Purpose purpose);
  bool running(std::span<const Population> pops);
  /// Fills what is known only at the end: unreached checkpoints, the ledger, warnings.
  RunRecord finish();
  void trace(const char* name, TracePer per, double value, int task, int donor) {
    if (request.telemetry) traces_.add(name, per, value, task, donor);
  }

  const RunRequest& request;
  const std::vector<TaskInfo>& tasks;
  int maxDim = 0;
  int maxObjectives = 1;
  Rng rng;
  Workspace workspace;
  std::int64_t evaluations = 0;
  std::vector<std::int64_t> taskEvaluations;
  std::int64_t generation = 0;

  struct Best {
    bool known = false;
    double objective = 0.0;
    double cv = 0.0;
    std::vector<double> x;
  };
  std::vector<Best> best;
  std::vector<Matrix> startPoints;  // [task] given by the user, in the unified space
  CostClock clock;

 private:
  /// Batch of the rows, which are all of one task, in real units; the best so far comes last if it is re-evaluated.
  TaskBatch decode(const Population& pop, std::span<const int> rows, int task, Workspace::Frame& frame);
  /// Copies the values into the population and counts.
  std::span<const int> withinBudget(Population& pop, std::span<const int> rows);
  void absorb(Population& pop, std::span<const int> rows, const TaskBatch& batch, Purpose purpose);
  EvalContext evalContext() { return {workspace, noiseKey_, evaluations, 0.0, state_.get()}; }
  [[nodiscard]] bool renewsBest(int task) const { return renewsBest_ && best[task].known; }
  void renewBest(const TaskBatch& batch, Purpose purpose);
  void offer(const Population& pop, int row, int task, int donor);
  void countSurvivors(const Population& pop);
  void recordCheckpoints(bool last);
  void record(int k);
  void unifyStart();
  void keepFronts(std::span<const Population> pops);
  void checkControl();
  [[nodiscard]] std::string beatenOptima() const;

  RunRecord record_;
  std::uint64_t noiseKey_ = 0;
  std::int64_t boundary_ = 0;  // evaluations at the last generation boundary
  int idle_ = 0;               // consecutive generations without any
  int unpaid_ = 0;             // calls of evaluate() in this iteration that a strict budget had no room for
  std::int64_t nanConstraints_ = 0;
  std::vector<std::uint8_t> counted_;  // per evaluation since then: already counted as a survivor
  TransferLog transfer_;
  TraceLog traces_;
  std::vector<FrontRecord> fronts_;  // [task] populations at the last generation boundary (multi-objective)
  std::vector<int> frontRows_;       // [task] scratch
  std::unique_ptr<ProblemState> state_;
  bool renewsBest_ = false;
  std::vector<char> recorded_;  // checkpoint k has been taken
  std::chrono::steady_clock::time_point start_;
};

}  // namespace tandem
