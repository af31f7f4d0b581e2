// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "tandem/result.h"

namespace tandem::store {

/// Sizes of everything recorded for the runs of one problem and algorithm.
struct Shape {
  std::size_t repetitions = 0;
  std::size_t tasks = 0;
  std::size_t checkpoints = 0;
  std::size_t maxDim = 0;
  std::size_t maxObjectives = 0;
  bool fronts = false;                  ///< populations at the checkpoints (multi-objective)
  bool decisions = false;               ///< decisions are saved, with the fronts or for the best
  std::vector<TraceInfo> traces;        ///< of the algorithm
  std::vector<std::size_t> dims;        ///< per task
  std::vector<std::size_t> objectives;  ///< per task

  [[nodiscard]] std::size_t cells() const { return tasks * checkpoints; }
  /// Values of a trace in one run.
  [[nodiscard]] std::size_t traceValues(const TraceInfo& trace) const {
    return static_cast<std::size_t>(traceSlots(trace.per, static_cast<int>(tasks))) * checkpoints;
  }
};

Shape shapeOf(const ExperimentInfo& info, int problem, int algorithm);

/// Prepares a record for storing: a failed run keeps its message and time only, because what it had recorded up to the
/// failure may depend on the clock. Returns what is wrong with it, or an empty text.
std::string prepareRecord(RunRecord& record, const ExperimentInfo& info);

/// A cell whose runs are all missing: NaN and zeros.
CellData emptyCell(const Shape& shape);
/// Puts a run in its place; for a failed one, only its message and time. Moves what it can from the record.
void put(CellData& cell, const Shape& shape, std::size_t repetition, RunRecord record);

}  // namespace tandem::store
