// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "tandem/problem.h"

namespace tandem {

/// A choice of tasks as users write it: numbers from 1 and ranges separated by '|', in the desired order.
class TaskSelection {
 public:
  /// True for "1|3" and "2-5", not for "3": what cannot be the value of a numeric parameter.
  static bool looksLike(const std::string& text);
  /// Throws an InputError that names `problem`.
  TaskSelection(const std::string& text, const std::string& problem);
  /// Numbers from 0.
  [[nodiscard]] const std::vector<int>& tasks() const { return tasks_; }
  /// The shortest text that reads back to it; with `marked` one that looksLike().
  [[nodiscard]] std::string text(bool marked) const;

 private:
  std::vector<int> tasks_;
};

/// The chosen tasks of a problem as a separate problem: renumbered, with their share of the budget, called `title`.
/// Throws InputError naming `name` if it has fewer tasks.
std::shared_ptr<const Problem> makeSubProblem(std::shared_ptr<const Problem> whole, const TaskSelection& selection,
                                              const std::string& name, const std::string& title);

}  // namespace tandem
