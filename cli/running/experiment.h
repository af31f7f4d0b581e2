// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/running/crew.h"
#include "tandem/engine/engine.h"

/// What run and resume have in common: threads, progress, interruption, closing messages, exit status.
namespace tandem::cli {

/// --device, --device-fallback.
void declareDevice(Options& options);
/// Reads --device, --device-fallback and --in-flight.
void setDevice(const Arguments& args, EngineOptions& options);

/// --threads, --parallel, --device and related options, --journal, --quiet.
void declareExecution(Options& options);
/// The part of an experiment for one process; --shard I/N.
struct Shard {
  int index = 0;  ///< from 0
  int count = 1;
  [[nodiscard]] std::vector<RunKey> part(const std::vector<RunKey>& runs) const;
};
void declareShard(Options& options);
Shard shardOf(const Arguments& args);
/// The value of --parallel.
Parallel parallelOf(const Arguments& args);
/// The value of --journal and --no-journal.
Journal journalOf(const Arguments& args);

/// The command that goes on with the file, with the options that it needs: shard, data, plug-ins, locking, programs.
std::string resumeCommand(const Arguments& args, const ExperimentInfo& info, const std::string& file);

/// Calls `execute` with threads, control, observer and the crew (may be null) set (the rest of `options` is kept),
/// reports to stderr and returns the exit status: 0, 1 (some failed) or 130.
int conduct(const Arguments& args, EngineOptions options, Crew* crew, const ExperimentInfo& info,
            const std::vector<RunKey>& todo, const std::string& file,
            const std::function<EngineOutcome(const EngineOptions&)>& execute);

}  // namespace tandem::cli
