// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

namespace tandem::cli {

struct IsolatedOutcome {
  int status = 0;  ///< what the body returned, or 1 if it threw
  int signal = 0;  ///< that killed the process; 0: it came to its end
};

/// Does `body` in a process of its own, so that a library that crashes on a damaged file takes only that process along;
/// what body prints appears as usual. Call it before any thread is started. Throws Error if there can be no process.
IsolatedOutcome isolated(const std::function<int()>& body);

}  // namespace tandem::cli
