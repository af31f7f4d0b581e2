// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/experiment/run.h"

namespace tandem::cli {

/// While it lives, the first SIGINT or SIGTERM asks the experiment to stop (finished runs are kept), the second ends
/// the program at once with status 130. One at a time.
class InterruptGuard {
 public:
  explicit InterruptGuard(RunControl& control);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
};

}  // namespace tandem::cli
