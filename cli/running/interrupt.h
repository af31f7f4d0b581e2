// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/engine/run.h"

namespace tandem::cli {

/// While it lives, the first SIGINT, SIGTERM or SIGUSR1 (which mpirun passes on, and batch systems send as a warning)
/// asks the experiment to stop (finished runs are kept), the second ends the program at once with status 130. One at a
/// time.
class InterruptGuard {
 public:
  enum Voice { Speaking, Quiet };
  explicit InterruptGuard(RunControl& control, Voice voice = Speaking);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
};

}  // namespace tandem::cli
