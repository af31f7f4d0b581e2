// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

namespace tandem::cli {

struct IsolatedOutcome {
  int status = 0;  ///< what the body returned, or 1 if it threw
  int signal = 0;  ///< that killed the process; 0: it ended normally
};

/// Runs `body` in a separate process, so that a library that crashes on a damaged file takes only that process with it;
/// what body prints appears as usual. Call it before any thread is started. Throws Error if no process can be started.
IsolatedOutcome isolated(const std::function<int()>& body);

}  // namespace tandem::cli
