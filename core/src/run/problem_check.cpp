// SPDX-License-Identifier: Apache-2.0
#include "run/problem_check.h"

#include <fmt/format.h>

#include <cmath>

#include "tandem/error.h"
#include "tandem/params.h"

namespace tandem {

void checkTasks(const Problem& problem, const std::string& name) {
  const std::string& called = problem.title().empty() ? name : problem.title();
  const auto& tasks = problem.tasks();
  for (int t = 0; t < isize(tasks); ++t) {
    const TaskInfo& task = tasks[t];
    const auto refuse = [&](const std::string& what) {
      throw InputError(fmt::format("'{}' cannot be run: task {} has {}", called, t + 1, what));
    };
    if (task.dim < 1) refuse("no variable; give it one.");
    if (isize(task.lower) != task.dim || isize(task.upper) != task.dim) {
      refuse(fmt::format("{} variables, but {} lower and {} upper bounds; give one of both for each variable.",
                         task.dim, task.lower.size(), task.upper.size()));
    }
    for (int j = 0; j < task.dim; ++j) {
      const double low = task.lower[j];
      const double high = task.upper[j];
      if (low <= high && std::isfinite(high - low)) continue;
      refuse(fmt::format("bounds {} and {} of variable {}; {}.", formatReal(low), formatReal(high), j + 1,
                         low > high ? "the lower one must not be above the upper one"
                                    : "both must be finite, and so must be their difference"));
    }
  }
}

}  // namespace tandem
