// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tandem/experiment/run.h"
#include "tandem/experiment/spec.h"

namespace tandem {

class Transport;

/// Told of everything that happens; called one at a time (serialised by the engine), from the writer thread. `finished`
/// comes only after the run is safe on disk. An exception ends the experiment (what is finished is kept).
class TANDEM_API Observer {
 public:
  virtual ~Observer();
  virtual void started(const RunKey& /*key*/) {}
  virtual void finished(const RunKey& /*key*/, RunStatus /*status*/, const std::string& /*message*/,
                        double /*seconds*/) {}
};

struct EngineOptions {
  int threads = 0;                ///< 0 = all cores; may exceed them
  int shard = 0, shards = 1;      ///< this process does every shards-th run of the plan, starting at shard (from 0)
  bool force = false;             ///< overwrite an existing output file
  std::uint64_t shuffle = 0;      ///< != 0: order of execution shuffled by this seed (tests of order independence)
  RunControl* control = nullptr;  ///< stop and pause
  Observer* observer = nullptr;
  /// Other processes that take part (tandem/experiment/transport.h); this one leads and writes.
  Transport* transport = nullptr;
  /// Called at each generation boundary on the run's own thread; may be empty.
  std::function<void(const RunKey&, const LiveView&)> live;
};

struct EngineOutcome {
  int finished = 0;  ///< runs done now, failed ones included
  int failed = 0;    ///< failed runs, those of earlier sessions (resume) included
  int skipped = 0;   ///< already there (resume)
  bool interrupted = false;
};

/// Runs the plan, or this process's shard of it, into `file`; packed at the end unless interrupted. Throws InputError
/// if the results exist (without force), if another process writes them, or for bad options; Error if they cannot be
/// written (full disk). Finished runs are kept whatever happens. Runs that fail are records, not exceptions.
TANDEM_API EngineOutcome runExperiment(const Plan& plan, const std::string& file, const EngineOptions& options);

/// Completes `file`: re-plans its stored specification with the catalogue, refuses with the difference if the plan does
/// not match what the file says, runs what is missing (and what failed, if retryFailed).
TANDEM_API EngineOutcome resumeExperiment(const std::string& file, const Catalogue& catalogue,
                                          const std::string& dataDir, const EngineOptions& options,
                                          bool retryFailed = false);

}  // namespace tandem
