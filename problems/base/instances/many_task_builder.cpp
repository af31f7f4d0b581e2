// SPDX-License-Identifier: Apache-2.0
#include "problems/base/instances/many_task_builder.h"

#include "tandem/error.h"

namespace tandem::prob {

void ManyTaskBuilder::params(ParamVisitor& visitor) {
  visitor.integer("tasks", tasks_, {.min = 1, .max = 10000, .doc = "number of tasks, the first ones of the suite"});
}

BuiltProblem ManyTaskBuilder::build(const BuildRequest& request) const {
  const InstanceArrays data = obtainInstance(request, dataSets(), [this] { return recipe_.synthetic(tasks_); });
  if (data.instance == Instance::Official && tasks_ > recipe_.published) {
    throw InputError("The official data of " + recipe_.data.suite + " end at " + std::to_string(recipe_.published) +
                     " tasks; ask for fewer than " + std::to_string(tasks_) + " or for the synthetic instance.");
  }
  std::vector<FunctionTask> tasks;
  for (int t = 1; t <= tasks_; ++t) tasks.push_back(recipe_.task(t, data));
  const std::int64_t budget = recipe_.budgetPerTask * tasks_;
  return {std::make_shared<FunctionProblem>(std::move(tasks), budget), data.instance, data.checksum};
}

}  // namespace tandem::prob
