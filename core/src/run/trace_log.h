// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "tandem/result.h"

namespace tandem {

/// What an algorithm reports between two checkpoints through its traces: sums and counts per slot.
class TraceLog {
 public:
  TraceLog(std::vector<TraceInfo> declared, int tasks, int checkpoints);

  /// A value of the named trace; task and donor are -1 if the call names none. Throws Error if the trace is not
  /// declared so.
  void add(const char* name, TracePer per, double value, int task, int donor);
  /// Records means since the previous checkpoint, or the last known value if there were none (NaN: never reported). The
  /// same checkpoint may be recorded again: then over all values since the previous one.
  void record(int checkpoint);
  /// Means up to the checkpoint recorded last; NaN after it.
  [[nodiscard]] const std::vector<std::vector<double>>& values() const { return values_; }
  std::vector<std::vector<double>> take() { return std::move(values_); }

 private:
  struct Trace {
    TraceInfo info;
    int slots = 1;
    std::vector<double> sum, closedSum, known;  // since the last record; of the checkpoint recorded last
    std::vector<std::int64_t> count, closedCount;
  };
  [[nodiscard]] Trace& find(const char* name, TracePer per);

  int last_ = -1;  // checkpoint recorded last
  int tasks_;
  int checkpoints_;
  std::vector<Trace> traces_;
  std::vector<std::vector<double>> values_;  // [trace][slot * checkpoints + checkpoint]
};

}  // namespace tandem
