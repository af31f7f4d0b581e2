// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <memory>

#include "tandem/engine/engine.h"

namespace tandem {

/// A problem whose batches are cut and evaluated by all threads of the TBB arena that have nothing better to do. The
/// rows of a batch do not depend on each other (contract of Problem::evaluate), so the values are those of `whole`,
/// bit for bit, however the batch is cut. `now`: seconds of a clock that tells whether that is worth it (for tests;
/// null: the steady one).
TANDEM_API std::shared_ptr<const Problem> splitProblem(std::shared_ptr<const Problem> whole, Parallel parallel,
                                                       double (*now)() = nullptr);

}  // namespace tandem
