// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tandem/engine/run.h"
#include "tandem/specification/spec.h"

namespace tandem {

class ResultFile;
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

/// What the threads share among them. The results do not depend on it.
enum class Parallel {
  Auto,        ///< runs; threads that find no run left help with the batches of costly problems (above 1 ms)
  Runs,        ///< runs only: one thread a run
  Evaluations  ///< one run after another; all threads evaluate its batches
};

/// Which evaluations are kept in a journal beside the results while their run is in flight, so that a run that was
/// killed goes on where it was (docs/results.md).
enum class Journal {
  Auto,  ///< those of problems that ask for it (Problem::journaled), and of runs that have a journal already
  On,
  Off
};

struct EngineOptions {
  int threads = 0;  ///< 0 = all cores; may exceed them
  Parallel parallel = Parallel::Auto;
  Journal journal = Journal::Auto;
  int shard = 0, shards = 1;  ///< this process does every shards-th run of the plan, starting at shard (from 0)
  /// run: overwrite an existing file; resume: continue what another build, or another build of a plug-in, began
  bool force = false;
  std::uint64_t shuffle = 0;      ///< != 0: order of execution shuffled by this seed (tests of order independence)
  bool allowPrograms = false;     ///< resume: the file may have other programs started (problem External)
  RunControl* control = nullptr;  ///< stop and pause
  Observer* observer = nullptr;
  /// Evaluates on this device instead of the one that the specification names; each run is recorded with its device.
  std::optional<DeviceChoice> device;
  bool deviceFallback = false;  ///< as in the specification, which may allow it too
  int inFlight = 0;             ///< runs at the same time when a device evaluates, most of them waiting; 0 = 32
  /// Other processes that take part (tandem/experiment/transport.h); this one leads and writes.
  Transport* transport = nullptr;
  /// Called at each generation boundary on the run's own thread; may be empty.
  std::function<void(const RunKey&, const LiveView&)> live;
  /// Without the lock that keeps a second process from the results (file systems that have none); the file says so.
  bool noLock = false;
  /// resume: runs that crashed a process (crashedRuns) become failed runs instead of being done again.
  bool skipCrashed = false;
  /// Installs handlers of SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT while runs are executed: they name the run on
  /// stderr, note it beside the results and end the process as it would have ended. For programs, not for libraries.
  bool nameCrashes = false;
  /// Seconds that a run in flight has to notice a stop; then it is left alone (EngineOutcome::abandoned).
  double stopGrace = 5.0;
};

struct EngineOutcome {
  int finished = 0;  ///< runs done now, failed ones included
  int failed = 0;    ///< failed runs, those of earlier sessions (resume) included
  int skipped = 0;   ///< already there (resume)
  bool interrupted = false;
  /// Runs that neither noticed their time limit nor the stop, as a loop does that never asks its context. They are
  /// recorded as failed (time limit) or as missing (stop); their threads go on, and use the plan, its catalogue and the
  /// control: the caller keeps these and ends the process (std::_Exit) when it has said its last words.
  int abandoned = 0;
  std::int64_t replayed = 0;       ///< evaluations that journals answered (of this process)
  std::vector<std::string> notes;  ///< what the user should know of journals that could not be used, a sentence each
};

/// Runs the plan, or this process's shard of it, into `file`; packed at the end unless interrupted. Throws InputError
/// if the results exist (without force), if another process writes them, or for bad options; Error if they cannot be
/// written (full disk). Finished runs are kept whatever happens. Runs that fail are records, not exceptions.
TANDEM_API EngineOutcome runExperiment(const Plan& plan, const std::string& file, const EngineOptions& options);

/// Of the runs given, those that the results lack, or hold as failed if these are to be tried again.
TANDEM_API std::vector<RunKey> pendingRuns(const ResultFile& results, const std::vector<RunKey>& runs,
                                           bool retryFailed);

/// Completes `file`: re-plans its stored specification with the catalogue, refuses with the difference if the plan does
/// not match what the file says, runs what is missing (and what failed, if retryFailed). Refuses, before anything is
/// started, a file whose problems are other programs unless options.allowPrograms: the file may be a stranger's.
TANDEM_API EngineOutcome resumeExperiment(const std::string& file, const Catalogue& catalogue,
                                          const std::string& dataDir, const EngineOptions& options,
                                          bool retryFailed = false);

}  // namespace tandem
