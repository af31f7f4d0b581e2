// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "tandem/catalogue.h"
#include "tandem/engine/engine.h"
#include "tandem/export.h"

namespace tandem {

/// Messages between the processes that share one experiment, numbered from 0; process 0 leads and writes. Called by one
/// thread at a time, not always the same one.
class TANDEM_API Transport {
 public:
  struct Message {
    int from = 0;
    std::string bytes;
  };
  virtual ~Transport();
  [[nodiscard]] virtual int rank() const = 0;
  [[nodiscard]] virtual int size() const = 0;
  /// Returns before the message has arrived; messages between two processes keep their order. Throws Error if it cannot
  /// be sent.
  virtual void send(int to, std::string bytes) = 0;
  /// The next message that has arrived, if any; does not wait. Throws Error if the connection is lost.
  virtual std::optional<Message> receive() = 0;
};

/// Called by process 0 when there is no more work to share; ends workForLeader in all others.
TANDEM_API void dismissWorkers(Transport& transport);

/// How the work of a process that does not lead ended.
struct WorkerOutcome {
  bool stopped = false;  ///< by options.control; the whole experiment then stops
  /// Runs that did not notice their time limit or the stop; their threads are still running, and only the end of the
  /// process ends them (as EngineOutcome::abandoned).
  int abandoned = 0;
};

/// What all processes but the first do until they are dismissed: take runs of the experiments that process 0 executes
/// (EngineOptions::transport), execute them on options.threads threads (of the options, only threads, parallel,
/// stopGrace and control are used) and send the records back. The plan is made here from the leader's specification; a
/// plan that differs from the leader's (other instance data, another build) is refused, which ends the leader's
/// experiment with an Error.
TANDEM_API WorkerOutcome workForLeader(Transport& transport, const Catalogue& catalogue, const std::string& dataDir,
                                       const EngineOptions& options);

}  // namespace tandem
