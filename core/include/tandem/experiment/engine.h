// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "tandem/experiment/run.h"
#include "tandem/experiment/spec.h"

namespace tandem {

/// Told of everything that happens; called one at a time (serialised by the engine), from the writer thread. `finished`
/// comes only after the run is safe on disk.
class TANDEM_API Observer {
 public:
  virtual ~Observer();
  virtual void started(const RunKey& /*key*/) {}
  virtual void finished(const RunKey& /*key*/, RunStatus /*status*/, const std::string& /*message*/,
                        double /*seconds*/) {}
};

struct EngineOptions {
  int threads = 0;                ///< 0 = all cores
  int shard = 0, shards = 1;      ///< this process does every shards-th run of the plan, starting at shard (from 0)
  bool force = false;             ///< overwrite an existing output file
  std::uint64_t shuffle = 0;      ///< != 0: order of execution shuffled by this seed (tests of order independence)
  RunControl* control = nullptr;  ///< stop and pause
  Observer* observer = nullptr;
};

struct EngineOutcome {
  int finished = 0;  ///< runs done now, failed ones included
  int failed = 0;
  int skipped = 0;  ///< already there (resume)
  bool interrupted = false;
};

/// Runs the plan into `file` (packed at the end unless interrupted or sharded). Throws InputError if the file exists
/// and neither force nor resume applies, or if another process writes it.
TANDEM_API EngineOutcome runExperiment(const Plan& plan, const std::string& file, const EngineOptions& options);

/// Completes `file`: re-plans its stored specification with the catalogue, refuses with the difference if the plan does
/// not match what the file says, runs what is missing (and what failed, if retryFailed).
TANDEM_API EngineOutcome resumeExperiment(const std::string& file, const Catalogue& catalogue,
                                          const std::string& dataDir, const EngineOptions& options,
                                          bool retryFailed = false);

}  // namespace tandem
