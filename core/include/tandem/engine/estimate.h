// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>

#include "tandem/engine/run.h"
#include "tandem/export.h"
#include "tandem/specification/spec.h"

/// What an experiment will cost, before it is started.
namespace tandem {

struct Effort {
  std::int64_t runs = 0;
  std::int64_t evaluations = 0;  ///< budgets of all runs together
};
TANDEM_API Effort effortOf(const Plan& plan);

struct TimeEstimate {
  double seconds = 0.0;  ///< on one thread, for all runs of the plan
  int measured = 0;      ///< pairs of algorithm and problem that were timed
  int pairs = 0;         ///< all of them
};

/// Times a short run of every pair of algorithm and problem (ten generations or the budget, whichever is less) on the
/// calling thread and scales it to the budgets. Ends after about `limit` seconds; pairs not reached by then are
/// estimated from others of their problem, so the order covers all problems first. A run that does not end within 5 s
/// or `limit` is extrapolated from what it did until then. Pairs that fail count as zero. Stopping the control throws
/// Cancelled. `progress` is called after each pair with the number done and the total.
TANDEM_API TimeEstimate estimateTime(const Plan& plan, double limit, RunControl* control = nullptr,
                                     const std::function<void(int done, int pairs)>& progress = {});

}  // namespace tandem
