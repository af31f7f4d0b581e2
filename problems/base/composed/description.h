// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "problems/base/composed/composed_problem.h"
#include "problems/base/functions/function_problem.h"
#include "tandem/rng.h"
#include "tandem/specification/document.h"

/// The content of a problem description (docs/composer.md), before tasks are related to one another.
namespace tandem::prob {

/// A function by the name that descriptions use.
struct KnownFunction {
  const char* name;
  Base base;
  double bound;        // of the box if the description gives none
  bool fixed = false;  // its minimum is one only within its box
};
/// A task as it is read, on its way to a ComposedTask.
struct TaskDraft {
  const Document* node = nullptr;
  ComposedTask task;
  const KnownFunction* known = nullptr;  // null: formulas
  FunctionTask function;
  bool place = false;  // by [relation]
  std::optional<double> similarity;
  const Document* similarityNode = nullptr;
};

/// [relation]
struct Relation {
  bool given = false;
  double overlap = 1.0;
  double spread = 0.25;
  double margin = 0.1;
  std::optional<double> similarity;
  const Document* similarityNode = nullptr;
};

struct Description {
  ComposedDefaults defaults;
  Rng stream{1};  // for everything that is drawn
  Relation relation;
  std::deque<TaskDraft> tasks;
};

/// Points into `root`. Throws InputError with the position of the error.
Description readDescription(const Document& root);

/// Puts the minimiser of the task there.
void moveTo(FunctionTask& task, const std::vector<double>& place);

}  // namespace tandem::prob
