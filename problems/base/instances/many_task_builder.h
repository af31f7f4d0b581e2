// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "problems/base/functions/function_problem.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/catalogue.h"

namespace tandem::prob {

/// Recipe of a many-task problem: published data for a fixed number of tasks of which the first `tasks` are used; the
/// synthetic instance makes any number.
struct ManyTaskRecipe {
  DataSet data;
  int published = 50;              ///< number of tasks the data are published for
  std::int64_t budgetPerTask = 0;  ///< evaluations
  std::function<Arrays(int tasks)> synthetic;
  std::function<FunctionTask(int task, const InstanceArrays& data)> task;  ///< task from 1
};

class ManyTaskBuilder final : public ProblemBuilder, public DataUser {
 public:
  explicit ManyTaskBuilder(ManyTaskRecipe recipe) : recipe_(std::move(recipe)), tasks_(recipe_.published) {}
  void params(ParamVisitor& visitor) override;
  [[nodiscard]] std::vector<DataSet> dataSets() const override { return {recipe_.data}; }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override;

 private:
  ManyTaskRecipe recipe_;
  int tasks_;
};

}  // namespace tandem::prob
