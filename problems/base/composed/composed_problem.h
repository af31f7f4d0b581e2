// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "problems/base/composed/formula.h"
#include "problems/base/functions/function_problem.h"
#include "tandem/problem.h"

/// The problem made from a description (description.h).
namespace tandem::prob {

/// One task as it will be evaluated.
struct ComposedTask {
  TaskInfo info;
  int base = -1;  // task of the function problem; -1: formulas
  std::vector<Formula> objectives;
  std::vector<double> shift, scale;  // of formulas; empty: none
  Matrix rotation;
  std::vector<Formula> constraints;
  double noise = 0.0;
  Reference known;
};

/// What is common to all tasks.
struct ComposedDefaults {
  std::string title;
  std::int64_t budget = 0;  // evaluations of all tasks together
  int population = 100;
};

/// `functions` holds the tasks that are not formulas.
std::shared_ptr<const Problem> makeComposedProblem(std::vector<ComposedTask> tasks,
                                                   std::shared_ptr<const FunctionProblem> functions,
                                                   const ComposedDefaults& defaults);

}  // namespace tandem::prob
