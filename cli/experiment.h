// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/crew.h"
#include "tandem/experiment/engine.h"

/// What run and resume have in common: threads, progress, interruption, last words, exit status.
namespace tandem::cli {

/// --threads, --quiet.
void declareExecution(Options& options);

/// Calls `execute` with threads, control, observer and the crew (may be null) set (what else is in `options` is kept),
/// reports to stderr and returns the exit status: 0, 1 (some failed) or 130.
int conduct(const Arguments& args, EngineOptions options, Crew* crew, const ExperimentInfo& info,
            const std::vector<RunKey>& todo, const std::string& file,
            const std::function<EngineOutcome(const EngineOptions&)>& execute);

}  // namespace tandem::cli
