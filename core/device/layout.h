// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "tandem/device.h"

namespace tandem::opencl {

/// Offsets of the integers that describe a task and a part; the kernels get them as macros of the same names.
enum Layout {
  TASK_DIM,
  TASK_SHIFT,  // place in data
  TASK_SCALE,
  TASK_BIAS,
  TASK_FIRST_PART,  // place in plan
  TASK_PARTS,
  TASK_SIZE,

  PART_FUNCTION = 0,
  PART_DIM,
  PART_INPUTS,  // place in plan; -1: all coordinates in order
  PART_INPUT_COUNT,
  PART_ROTATION,  // place in data; -1: none
  PART_TABLE,
  PART_RATE,     // place in data of the rate, followed by the weight
  PART_SCRATCH,  // coordinates of the parts before it
  PART_SIZE,
};

/// Tasks of some problems as two arrays. Equal numbers are kept once: many suites share a rotation among their tasks.
class Plan {
 public:
  explicit Plan(const std::vector<std::shared_ptr<const DeviceForm>>& forms);
  [[nodiscard]] const std::vector<std::int32_t>& plan() const { return plan_; }
  [[nodiscard]] const std::vector<double>& data() const { return data_; }
  /// Place of a task in plan().
  [[nodiscard]] int task(int problem, int task) const { return tasks_[problem][task]; }
  /// Coordinates of all parts of the task together.
  [[nodiscard]] int scratch(int place) const { return scratch_.at(place); }
  [[nodiscard]] int at(int place) const { return plan_[place]; }

 private:
  int keep(const std::vector<double>& numbers);
  int addTask(const DeviceTask& task, std::size_t functions);

  std::vector<std::int32_t> plan_;
  std::vector<double> data_;
  std::vector<std::vector<int>> tasks_;
  std::map<int, int> scratch_;
  std::multimap<std::uint64_t, std::pair<int, std::size_t>> known_;  // hash -> place, count
};

}  // namespace tandem::opencl
