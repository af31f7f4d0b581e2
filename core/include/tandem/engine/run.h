// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "tandem/algorithm.h"
#include "tandem/population.h"
#include "tandem/problem.h"
#include "tandem/result.h"

namespace tandem {

/// Stop and pause of one or many runs; may be set from any thread (and from a signal handler: lock-free atomics).
/// Stopping discards the runs in flight: Cancelled is thrown out of running() or evaluate().
struct RunControl {
  std::atomic<bool> stop{false};
  std::atomic<bool> pause{false};
};

/// What a live view may read, at a generation boundary, on the run's own thread. Valid during the call only.
struct LiveView {
  std::span<const Population> populations;
  std::int64_t evaluations = 0;
  std::int64_t budget = 0;
  std::int64_t generation = 0;
  const RunRecord* record = nullptr;  ///< record so far
};

/// One run to execute.
struct RunRequest {
  const Problem* problem = nullptr;
  std::string algorithm;   ///< its name, for messages
  std::string problemKey;  ///< stable text that identifies the problem with its parameters (stream derivation)
  std::uint64_t seed = 1;
  int repetition = 0;
  std::int64_t budget = 0;
  int population = 0;
  int checkpoints = 50;
  bool saveDecisions = false;
  /// Initial individuals per task in real units (--start); empty, or one matrix per task, of any number of rows.
  std::vector<Matrix> start;
  double timeLimit = 0.0;
  RunControl* control = nullptr;
  std::function<void(const LiveView&)> observer;  ///< called at each generation boundary; may be empty
  /// Switched off to measure what they cost (bench/overhead_bench.cpp): without transfer telemetry the record reads
  /// "not reported", without the cost view RunRecord::cost is 0. Nothing else depends on them.
  bool telemetry = true;
  bool costView = true;
  /// Individuals of a batch beyond the budget are not evaluated: they count as worst (objectives and violation
  /// infinite, Population::born 0) and cost nothing.
  bool strictBudget = false;
};

/// Runs the algorithm to the end of its budget. Exceptions of the algorithm or problem become a record with status
/// Failed and the message; Cancelled and DeviceError pass through. The streams depend only on (seed, problemKey,
/// repetition).
TANDEM_API RunRecord executeRun(Algorithm& algorithm, const RunRequest& request);

}  // namespace tandem
