// SPDX-License-Identifier: Apache-2.0
#include "store/shape.h"

#include <algorithm>
#include <limits>
#include <type_traits>

#include "store/columns.h"

namespace tandem::store {

Shape shapeOf(const ExperimentInfo& info, int problem, int algorithm) {
  const ProblemRecord& record = info.problems[problem];
  Shape shape;
  shape.repetitions = static_cast<std::size_t>(info.repetitions);
  shape.tasks = record.tasks.size();
  shape.checkpoints = static_cast<std::size_t>(info.checkpoints);
  shape.decisions = info.saveDecisions;
  shape.traces = info.algorithms[algorithm].traces;
  for (const TaskInfo& task : record.tasks) {
    shape.dims.push_back(static_cast<std::size_t>(task.dim));
    shape.objectives.push_back(static_cast<std::size_t>(task.objectives));
    shape.maxDim = std::max(shape.maxDim, shape.dims.back());
    shape.maxObjectives = std::max(shape.maxObjectives, shape.objectives.back());
  }
  shape.fronts = shape.maxObjectives > 1;
  return shape;
}

std::vector<std::size_t> extentOf(std::string_view axes, const Shape& shape) {
  std::vector<std::size_t> extent;
  while (!axes.empty()) {
    const bool parts = axes.front() == '(';
    const std::size_t end = std::min(axes.size(), parts ? axes.find(')') + 1 : axes.find(", "));
    const std::string_view axis = axes.substr(0, end);
    if (parts) extent.push_back(static_cast<std::size_t>(std::ranges::count(axis, ',')) + 1);
    if (axis == "task") extent.push_back(shape.tasks);
    if (axis == "checkpoint") extent.push_back(shape.checkpoints);
    axes.remove_prefix(std::min(axes.size(), end + 2));
  }
  return extent;
}

std::size_t valuesOf(std::string_view axes, const Shape& shape) {
  std::size_t values = 1;
  for (const std::size_t along : extentOf(axes, shape)) values *= along;
  return values;
}

namespace {

std::string wrong(const std::string& what, std::size_t size, std::size_t expected) {
  return "The record of a run has " + std::to_string(size) + " " + what + " instead of " + std::to_string(expected) +
         ".";
}

std::string checkFronts(const RunRecord& record, const Shape& shape) {
  if (record.fronts.size() != shape.cells()) return wrong("populations", record.fronts.size(), shape.cells());
  for (std::size_t i = 0; i < record.fronts.size(); ++i) {
    const FrontRecord& front = record.fronts[i];
    const std::size_t task = i / shape.checkpoints;
    const std::size_t rows = front.cv.size();
    if (static_cast<std::size_t>(front.objectives.rows()) != rows ||
        (rows > 0 && static_cast<std::size_t>(front.objectives.cols()) != shape.objectives[task])) {
      return "The record of a run has a population whose objectives do not fit task " + std::to_string(task + 1) + ".";
    }
    const std::size_t decisionRows = shape.decisions ? rows : 0;
    if (static_cast<std::size_t>(front.decisions.rows()) != decisionRows ||
        (decisionRows > 0 && static_cast<std::size_t>(front.decisions.cols()) != shape.dims[task])) {
      return "The record of a run has a population whose decisions do not fit task " + std::to_string(task + 1) + ".";
    }
  }
  return {};
}

/// Sorted by checkpoint, donor and receiver, no pair twice.
std::string checkTransfer(const RunRecord& record, const Shape& shape) {
  if (!record.transferReported && !record.transfer.empty())
    return wrong("transfer counters", record.transfer.size(), 0);
  const auto tasks = static_cast<std::int64_t>(shape.tasks);
  std::int64_t last = -1;
  for (const TransferRow& row : record.transfer) {
    const bool inside = row.checkpoint >= 0 && row.checkpoint < static_cast<std::int64_t>(shape.checkpoints) &&
                        row.donor >= 0 && row.donor < tasks && row.receiver >= 0 && row.receiver < tasks;
    const std::int64_t place = inside ? (row.checkpoint * tasks + row.donor) * tasks + row.receiver : -1;
    if (place <= last)
      return "The record of a run has transfer counters that are out of order or name tasks that do not exist.";
    last = place;
  }
  return {};
}

/// Files from before traces existed have none: they read as never reported.
std::string checkTraces(RunRecord& record, const Shape& shape) {
  if (record.traces.empty()) {
    for (const TraceInfo& trace : shape.traces) {
      record.traces.emplace_back(shape.traceValues(trace), std::numeric_limits<double>::quiet_NaN());
    }
  }
  if (shape.traces.empty()) record.traces.clear();
  if (record.traces.size() != shape.traces.size()) return wrong("traces", record.traces.size(), shape.traces.size());
  for (int i = 0; i < isize(shape.traces); ++i) {
    const std::size_t expected = shape.traceValues(shape.traces[i]);
    if (record.traces[i].size() != expected) {
      return wrong("values of the trace '" + shape.traces[i].name + "'", record.traces[i].size(), expected);
    }
  }
  if (!record.state.empty() && record.state.size() != shape.tasks) {
    return wrong("states of tasks", record.state.size(), shape.tasks);
  }
  return {};
}

std::string checkDecisions(const RunRecord& record, const Shape& shape) {
  const std::size_t expected = shape.decisions && !shape.fronts ? shape.cells() : 0;
  if (record.decisions.size() != expected) return wrong("best decisions", record.decisions.size(), expected);
  for (std::size_t i = 0; i < expected; ++i) {
    const std::size_t dim = shape.dims[i / shape.checkpoints];
    const std::size_t size = record.decisions[i].size();
    if (size != 0 && size != dim) return wrong("decision variables", size, dim);
  }
  return {};
}

}  // namespace

std::string prepareRecord(RunRecord& record, const ExperimentInfo& info) {
  const auto inside = [](int value, std::size_t count) {
    return value >= 0 && static_cast<std::size_t>(value) < count;
  };
  if (!inside(record.problem, info.problems.size()) || !inside(record.algorithm, info.algorithms.size()) ||
      !inside(record.repetition, static_cast<std::size_t>(info.repetitions))) {
    return "The record of a run does not belong to the experiment.";
  }
  if (record.status == RunStatus::Missing) return "The record of a run has no status.";
  if (record.status == RunStatus::Failed) {
    RunRecord bare;
    bare.problem = record.problem;
    bare.algorithm = record.algorithm;
    bare.repetition = record.repetition;
    bare.status = record.status;
    bare.message = std::move(record.message);
    bare.device = std::move(record.device);
    visitColumns([&](const ColumnInfo& column, auto member, auto) {
      if (column.ofFailed) bare.*member = std::move(record.*member);
    });
    record = std::move(bare);
    return {};
  }
  const Shape shape = shapeOf(info, record.problem, record.algorithm);
  const std::size_t tasks = shape.tasks;
  if (static_cast<std::size_t>(record.tasks) != tasks) {
    return wrong("tasks", static_cast<std::size_t>(record.tasks), tasks);
  }
  if (static_cast<std::size_t>(record.checkpoints) != shape.checkpoints) {
    return wrong("checkpoints", static_cast<std::size_t>(record.checkpoints), shape.checkpoints);
  }
  if (record.improvements.size() != tasks) return wrong("improvement logs", record.improvements.size(), tasks);
  std::string found;
  visitColumns([&](const ColumnInfo& column, auto member, auto) {
    if constexpr (isVector<std::decay_t<decltype(record.*member)>>) {
      const std::size_t expected = valuesOf(column.axes, shape);
      using T = typename std::decay_t<decltype(record.*member)>::value_type;
      // Files from before the column existed.
      if (column.optional && (record.*member).empty()) (record.*member).assign(expected, fillOf<T>());
      if (found.empty() && (record.*member).size() != expected) {
        found = wrong(column.plural, (record.*member).size(), expected);
      }
    }
  });
  if (!found.empty()) return found;
  for (std::string finding : {checkTransfer(record, shape), checkTraces(record, shape)}) {
    if (!finding.empty()) return finding;
  }
  if (shape.fronts) {
    std::string finding = checkFronts(record, shape);
    if (!finding.empty()) return finding;
  } else if (!record.fronts.empty()) {
    return wrong("populations", record.fronts.size(), 0);
  }
  return checkDecisions(record, shape);
}

CellData emptyCell(const Shape& shape) {
  CellData cell;
  const std::size_t reps = shape.repetitions;
  cell.repetitions = static_cast<int>(reps);
  cell.tasks = static_cast<int>(shape.tasks);
  cell.checkpoints = static_cast<int>(shape.checkpoints);
  cell.status.assign(reps, RunStatus::Missing);
  cell.message.resize(reps);
  cell.device.assign(reps, RunRecord().device);
  visitColumns([&](const ColumnInfo& column, auto member, auto inCell) {
    if constexpr (!std::is_null_pointer_v<decltype(inCell)>) {
      using Values = std::decay_t<decltype(RunRecord().*member)>;
      if constexpr (isVector<Values>) {
        (cell.*inCell).assign(reps * valuesOf(column.axes, shape), fillOf<typename Values::value_type>());
      } else {
        (cell.*inCell).assign(reps, Values{});
      }
    }
  });
  cell.improvements.resize(reps * shape.tasks);
  if (shape.fronts) cell.fronts.resize(reps * shape.cells());
  cell.traceInfo = shape.traces;
  for (const TraceInfo& trace : shape.traces) {
    cell.traces.emplace_back(reps * shape.traceValues(trace), fillOf<double>());
  }
  return cell;
}

void put(CellData& cell, const Shape& shape, std::size_t repetition, RunRecord record) {
  RunRecord& run = record;  // GCC 12 does not take the parameter itself in the lambda below
  const auto from = [repetition](std::size_t each) { return static_cast<std::ptrdiff_t>(repetition * each); };
  cell.status[repetition] = run.status;
  cell.message[repetition] = std::move(run.message);
  cell.device[repetition] = std::move(run.device);
  const bool finished = run.status == RunStatus::Finished;
  visitColumns([&](const ColumnInfo& column, auto member, auto inCell) {
    if constexpr (!std::is_null_pointer_v<decltype(inCell)>) {
      if constexpr (isVector<std::decay_t<decltype(run.*member)>>) {
        if (finished) std::ranges::copy(run.*member, (cell.*inCell).begin() + from(valuesOf(column.axes, shape)));
      } else if (finished || column.ofFailed) {
        (cell.*inCell)[repetition] = run.*member;
      }
    }
  });
  if (!finished) return;
  std::ranges::move(run.improvements, cell.improvements.begin() + from(shape.tasks));
  if (shape.fronts) std::ranges::move(run.fronts, cell.fronts.begin() + from(shape.cells()));
  if (run.transferReported) {
    cell.transferReported = true;
    cell.transfer.resize(shape.repetitions);
    cell.transfer[repetition] = std::move(run.transfer);
  }
  for (int i = 0; i < isize(run.traces); ++i) {
    std::ranges::copy(run.traces[i], cell.traces[i].begin() + from(shape.traceValues(shape.traces[i])));
  }
}

}  // namespace tandem::store
