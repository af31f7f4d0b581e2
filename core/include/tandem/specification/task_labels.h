// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/labels.h"

namespace tandem {

/// From this number on, the field speaks of many-task problems.
inline constexpr int kManyTasks = 5;

/// SingleTask, MultiTask or ManyTask.
inline Labels labelOfTasks(int tasks) {
  if (tasks == 1) return SingleTask;
  return tasks < kManyTasks ? MultiTask : ManyTask;
}

}  // namespace tandem
