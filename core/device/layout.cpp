// SPDX-License-Identifier: Apache-2.0
#include "layout.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "tandem/rng.h"

namespace tandem::opencl {

namespace {

/// Kernels count in 32 bits, and a block of 32 rows (kLanes) is added to what is already in a launch.
constexpr std::int64_t kMostScratch = (std::int64_t{1} << 30) / 32;

[[noreturn]] void tooLarge() {
  throw DeviceError("The tasks are too large for an OpenCL device; use fewer problems at a time, or --device cpu.");
}

std::int32_t place(std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) tooLarge();
  return static_cast<std::int32_t>(size);
}

}  // namespace

int Plan::keep(const std::vector<double>& numbers) {
  std::uint64_t hash = mix64(numbers.size());
  for (const double v : numbers) hash = mix64(hash ^ std::bit_cast<std::uint64_t>(v));
  const auto [first, last] = known_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    const auto [at, count] = it->second;
    if (count == numbers.size() && std::equal(numbers.begin(), numbers.end(), data_.begin() + at)) return at;
  }
  const int at = place(data_.size());
  data_.insert(data_.end(), numbers.begin(), numbers.end());
  known_.emplace(hash, std::pair{at, numbers.size()});
  return at;
}

int Plan::addTask(const DeviceTask& task, std::size_t functions) {
  const auto dim = static_cast<std::size_t>(task.dim);
  const auto orConstant = [&](const std::vector<double>& values, double constant) {
    return keep(values.empty() ? std::vector<double>(dim, constant) : values);
  };
  std::vector<std::int32_t> parts;
  std::int64_t scratch = 0;
  for (const DevicePart& part : task.parts) {
    const std::size_t inputs = part.inputs.empty() ? dim : part.inputs.size();
    const bool rotated = !part.rotation.empty();
    const auto outputs = static_cast<std::size_t>(part.dim);
    const bool fits = part.function >= 0 && static_cast<std::size_t>(part.function) < functions && part.dim > 0 &&
                      (rotated ? part.rotation.rows() == part.dim && part.rotation.cols() == static_cast<int>(inputs)
                               : inputs == outputs) &&
                      std::ranges::all_of(part.inputs, [&](int j) { return j >= 0 && j < task.dim; });
    if (!fits) throw Error("The OpenCL form of a task contradicts itself; this is a fault of the problem.");
    std::vector<std::int32_t> fields(PART_SIZE);
    fields[PART_FUNCTION] = part.function;
    fields[PART_DIM] = part.dim;
    fields[PART_INPUTS] = -1;
    if (!part.inputs.empty()) {
      fields[PART_INPUTS] = place(plan_.size());
      plan_.insert(plan_.end(), part.inputs.begin(), part.inputs.end());
    }
    fields[PART_INPUT_COUNT] = static_cast<std::int32_t>(inputs);
    fields[PART_ROTATION] = -1;
    if (rotated) {
      fields[PART_ROTATION] = keep({part.rotation.values().begin(), part.rotation.values().end()});
    }
    fields[PART_TABLE] = part.table.empty() ? 0 : keep(part.table);
    fields[PART_RATE] = keep({part.rate, part.weight});
    fields[PART_SCRATCH] = static_cast<std::int32_t>(scratch);
    scratch += part.dim;
    if (scratch > kMostScratch || task.dim > kMostScratch) tooLarge();
    parts.insert(parts.end(), fields.begin(), fields.end());
  }
  std::vector<std::int32_t> fields(TASK_SIZE);
  fields[TASK_DIM] = task.dim;
  fields[TASK_SHIFT] = orConstant(task.shift, 0.0);
  fields[TASK_SCALE] = orConstant(task.scale, 1.0);
  fields[TASK_BIAS] = keep({task.bias});
  fields[TASK_FIRST_PART] = place(plan_.size());
  fields[TASK_PARTS] = static_cast<std::int32_t>(task.parts.size());
  plan_.insert(plan_.end(), parts.begin(), parts.end());
  const int at = place(plan_.size());
  plan_.insert(plan_.end(), fields.begin(), fields.end());
  scratch_[at] = static_cast<int>(scratch);
  return at;
}

Plan::Plan(const std::vector<std::shared_ptr<const DeviceForm>>& forms) {
  for (const auto& form : forms) {
    std::vector<int>& list = tasks_.emplace_back();
    for (const DeviceTask& task : form->tasks) list.push_back(addTask(task, form->library->functions.size()));
  }
}

}  // namespace tandem::opencl
