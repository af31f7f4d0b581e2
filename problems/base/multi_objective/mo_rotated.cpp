// SPDX-License-Identifier: Apache-2.0
#include "problems/base/multi_objective/mo_rotated.h"

namespace tandem::prob::mo {
namespace {

std::string shiftName(int task) {
  return "shift_" + std::to_string(task);
}
std::string rotationName(int task) {
  return "rotation_" + std::to_string(task);
}
std::string fileOf(std::string pattern, int task) {
  return pattern.replace(pattern.find('@'), 1, std::to_string(task));
}

}  // namespace

Recipe rotatedRecipe(const RotatedSource& source, std::function<double(int task)> shiftRange) {
  Recipe r;
  r.tasks = source.tasks;
  r.data = {source.suite, source.set, {}};
  const int n = source.distances;
  for (int t = 1; t <= source.tasks; ++t) {
    r.data.items.push_back({shiftName(t), fileOf(source.shiftFile, t), 1, n, textNumbers()});
    r.data.items.push_back({rotationName(t), fileOf(source.rotationFile, t), n, n, textNumbers()});
  }
  r.synthetic = [source, shiftRange = std::move(shiftRange)](int tasks) {
    const Rng rng = instanceStream(source.suite, source.set);
    Arrays arrays;
    for (int t = 1; t <= tasks; ++t) {
      // One stream per task: the first tasks are the same however many are requested.
      Rng stream = rng.derive(static_cast<std::uint64_t>(t));
      const double range = shiftRange(t);
      arrays[shiftName(t)] = uniformRow(source.distances, -range, range, stream);
      arrays[rotationName(t)] = randomRotation(source.distances, stream);
    }
    return arrays;
  };
  return r;
}

void takeRotation(Task& task, int number, const InstanceArrays& data) {
  task.shift = data.vector(shiftName(number));
  task.rotation = data[rotationName(number)];
}

}  // namespace tandem::prob::mo
