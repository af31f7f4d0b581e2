// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "store/shape.h"
#include "tandem/result.h"

/// The recorded quantities with a fixed number of values per run, described once. A row of the table below drives the
/// packed file (writing, reading, checking), the shards, the stacked cells, trimming, the comparison of repeated runs,
/// and a test that docs/results.md documents it: a new quantity is a row here (optional, since earlier files lack it),
/// a member of RunRecord, and the code that counts it. Those whose length varies (messages, improvements, transfers,
/// populations, states) and the algorithms' traces have separate code.
namespace tandem::store {

/// Where a shard holds a column. The order differs from the table's for historical reasons; new columns come last.
enum class ShardPlace { AfterMessage, AfterSizes, BeforeTransfer, AfterTransfer, AfterDevice, Last };

struct ColumnInfo {
  const char* name;     ///< of the dataset
  const char* axes;     ///< of the dataset, "repetition" first: "task", "checkpoint", or the parts in parentheses
  const char* meaning;  ///< of the dataset
  const char* plural;   ///< in errors: "The record of a run has 3 <plural> instead of 4."
  ShardPlace place = ShardPlace::Last;
  bool ofValues = false;    ///< read with CellDetail::Values too
  bool ofFailed = false;    ///< kept for failed runs as well
  bool times = false;       ///< wall-clock data, under /times
  bool optional = false;    ///< files from before this column existed lack it; it then reads as the type's default
  std::size_t earlier = 0;  ///< number of parts in earlier files; 0: the same
};

/// Calls visit(ColumnInfo, member of RunRecord, member of CellData); the latter is nullptr for columns that cells do
/// not hold. Members are std::vector<std::int64_t>, std::vector<double>, std::int64_t, double, bool or
/// std::array<double, N>.
template <typename Visit>
void visitColumns(Visit&& visit) {
  visit(ColumnInfo{.name = "evaluations",
                   .axes = "repetition, checkpoint",
                   .meaning = "evaluations of all tasks spent so far",
                   .plural = "evaluation counts",
                   .place = ShardPlace::AfterSizes,
                   .ofValues = true},
        &RunRecord::evaluations, &CellData::evaluations);
  visit(ColumnInfo{.name = "task_evaluations",
                   .axes = "repetition, task, checkpoint",
                   .meaning = "evaluations spent so far per task",
                   .plural = "evaluation counts of tasks",
                   .place = ShardPlace::AfterSizes,
                   .ofValues = true},
        &RunRecord::taskEvaluations, &CellData::taskEvaluations);
  visit(ColumnInfo{.name = "objective",
                   .axes = "repetition, task, checkpoint",
                   .meaning = "best objective so far; NaN for multi-objective and unfinished runs",
                   .plural = "objectives",
                   .place = ShardPlace::AfterSizes,
                   .ofValues = true},
        &RunRecord::objective, &CellData::objective);
  visit(ColumnInfo{.name = "cv",
                   .axes = "repetition, task, checkpoint",
                   .meaning = "constraint violation of the best (multi-objective: the least), 0 = feasible",
                   .plural = "constraint violations",
                   .place = ShardPlace::AfterSizes,
                   .ofValues = true},
        &RunRecord::cv, &CellData::cv);
  visit(ColumnInfo{.name = "ledger",
                   .axes = "repetition, task, (initial, native, transfer, surrogate, restart)",
                   .meaning = "what the evaluations were spent on",
                   .plural = "ledger entries",
                   .place = ShardPlace::AfterTransfer},
        &RunRecord::ledger, &CellData::ledger);
  visit(ColumnInfo{.name = "non_finite",
                   .axes = "repetition",
                   .meaning = "objectives that were NaN or infinite",
                   .plural = "",
                   .place = ShardPlace::AfterTransfer},
        &RunRecord::nonFinite, nullptr);
  visit(ColumnInfo{.name = "generations",
                   .axes = "repetition",
                   .meaning = "turns of the generation loop",
                   .plural = "",
                   .place = ShardPlace::AfterTransfer},
        &RunRecord::generations, nullptr);
  visit(ColumnInfo{.name = "transfer_reported",
                   .axes = "repetition",
                   .meaning = "1: the algorithm tags transferred individuals",
                   .plural = "",
                   .place = ShardPlace::BeforeTransfer},
        &RunRecord::transferReported, nullptr);
  visit(ColumnInfo{.name = "seconds",
                   .axes = "repetition",
                   .meaning = "wall-clock time of the run",
                   .plural = "",
                   .place = ShardPlace::AfterMessage,
                   .ofFailed = true,
                   .times = true},
        &RunRecord::seconds, &CellData::seconds);
  visit(ColumnInfo{.name = "cost",
                   .axes = "repetition, (algorithm, evaluation, waiting, recording, model)",
                   .meaning = "seconds of the run by what they were spent on",
                   .plural = "",
                   .place = ShardPlace::AfterDevice,
                   .ofFailed = true,
                   .times = true,
                   .optional = true,
                   .earlier = kFirstCostParts},
        &RunRecord::cost, &CellData::cost);
}

template <typename T>
inline constexpr bool isVector = false;
template <typename T>
inline constexpr bool isVector<std::vector<T>> = true;

/// The value that stands in for those of a run that is not finished.
template <typename T>
constexpr T fillOf() {
  if constexpr (std::is_floating_point_v<T>) {
    return std::numeric_limits<T>::quiet_NaN();
  } else {
    return T{};
  }
}

/// Numbers along the axes of a run: {tasks, checkpoints} of "repetition, task, checkpoint".
std::vector<std::size_t> extentOf(std::string_view axes, const Shape& shape);
/// Values in one run.
std::size_t valuesOf(std::string_view axes, const Shape& shape);
/// True if values are per checkpoint (the last axis).
inline bool byCheckpoint(std::string_view axes) {
  return axes.ends_with(", checkpoint");
}

}  // namespace tandem::store
