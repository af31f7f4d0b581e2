// SPDX-License-Identifier: Apache-2.0
#include "run/trace_log.h"

#include <cmath>
#include <limits>

#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem {

namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
}  // namespace

TraceLog::TraceLog(std::vector<TraceInfo> declared, int tasks, int checkpoints)
    : tasks_(tasks), checkpoints_(checkpoints) {
  for (TraceInfo& info : declared) {
    Trace trace;
    trace.slots = traceSlots(info.per, tasks);
    trace.info = std::move(info);
    trace.sum.assign(trace.slots, 0.0);
    trace.count.assign(trace.slots, 0);
    trace.closedSum = trace.sum;
    trace.closedCount = trace.count;
    trace.known.assign(trace.slots, kNaN);
    values_.emplace_back(static_cast<std::size_t>(trace.slots) * static_cast<std::size_t>(checkpoints), kNaN);
    traces_.push_back(std::move(trace));
  }
}

TraceLog::Trace& TraceLog::find(const char* name, TracePer per) {
  for (Trace& trace : traces_) {
    if (trace.info.name != name) continue;
    if (trace.info.per != per) {
      throw Error("The trace '" + trace.info.name + "' is declared per " + tracePerName(trace.info.per) +
                  " but reported per " + tracePerName(per) + "; this is a fault of the algorithm.");
    }
    return trace;
  }
  throw Error("The trace '" + std::string(name) +
              "' is not declared in the algorithm's params(); this is a fault of the algorithm.");
}

void TraceLog::add(const char* name, TracePer per, double value, int task, int donor) {
  Trace& trace = find(name, per);
  if (std::isnan(value)) return;
  int slot = 0;
  if (per != TracePer::Run) slot = task;
  if (per == TracePer::Pair && tasks_ <= kMostTracedPairs) slot = task * tasks_ + donor;
  if (slot < 0 || slot >= trace.slots || donor >= tasks_) {
    throw Error("The trace '" + trace.info.name +
                "' is reported for a task that does not exist; this is a fault of the "
                "algorithm.");
  }
  trace.sum[slot] += value;
  ++trace.count[slot];
}

void TraceLog::record(int checkpoint) {
  const bool again = checkpoint == last_;
  last_ = checkpoint;
  for (int i = 0; i < isize(traces_); ++i) {
    Trace& trace = traces_[i];
    for (int slot = 0; slot < trace.slots; ++slot) {
      trace.closedSum[slot] = (again ? trace.closedSum[slot] : 0.0) + trace.sum[slot];
      trace.closedCount[slot] = (again ? trace.closedCount[slot] : 0) + trace.count[slot];
      trace.sum[slot] = 0.0;
      trace.count[slot] = 0;
      if (trace.closedCount[slot] > 0) {
        trace.known[slot] = trace.closedSum[slot] / static_cast<double>(trace.closedCount[slot]);
      }
      values_[i][slot * static_cast<std::size_t>(checkpoints_) + checkpoint] = trace.known[slot];
    }
  }
}

}  // namespace tandem
