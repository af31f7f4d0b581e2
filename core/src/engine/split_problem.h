// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <memory>

#include "tandem/engine/engine.h"

namespace tandem {

/// A problem whose batches are split and evaluated by all idle threads of the TBB arena. The rows of a batch do not
/// depend on each other (contract of Problem::evaluate), so the values are those of `whole`, bit for bit, however the
/// batch is split. `now`: a clock in seconds for deciding whether that is worth it (for tests; null: the steady clock).
TANDEM_API std::shared_ptr<const Problem> splitProblem(std::shared_ptr<const Problem> whole, Parallel parallel,
                                                       double (*now)() = nullptr);

}  // namespace tandem
