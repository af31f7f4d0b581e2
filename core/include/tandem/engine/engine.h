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

/// Told of everything that happens; one call at a time (serialised by the engine), from the writer thread. `finished`
/// comes only after the run is safe on disk. An exception ends the experiment (what is finished is kept).
class TANDEM_API Observer {
 public:
  virtual ~Observer();
  virtual void started(const RunKey& /*key*/) {}
  virtual void finished(const RunKey& /*key*/, RunStatus /*status*/, const std::string& /*message*/,
                        double /*seconds*/) {}
};

/// How work is divided among the threads. The results do not depend on it.
enum class Parallel {
  Auto,        ///< by runs; threads with no run left help with the batches of costly problems (above 1 ms)
  Runs,        ///< by runs only: one thread per run
  Evaluations  ///< one run at a time; all threads evaluate its batches
};

/// Which evaluations are kept in a journal beside the results while their run is in flight, so that a killed run
/// continues where it left off (docs/results.md).
enum class Journal {
  Auto,  ///< for problems that ask for it (Problem::journaled), and for runs that already have a journal
  On,
  Off
};

struct EngineOptions {
  int threads = 0;  ///< 0 = all cores; may exceed their number
  Parallel parallel = Parallel::Auto;
  Journal journal = Journal::Auto;
  int shard = 0, shards = 1;  ///< this process does every shards-th run of the plan, starting with run `shard` (from 0)
  /// run: overwrite an existing file; resume: continue what another build, or another build of a plug-in, began
  bool force = false;
  std::uint64_t shuffle = 0;      ///< != 0: order of execution shuffled by this seed (tests of order independence)
  bool allowPrograms = false;     ///< resume: the file may start other programs (problem External)
  RunControl* control = nullptr;  ///< stop and pause
  Observer* observer = nullptr;
  /// Evaluates on this device instead of the one in the specification; each run records its device.
  std::optional<DeviceChoice> device;
  bool deviceFallback = false;  ///< as in the specification; either may allow it
  int inFlight = 0;             ///< concurrent runs when a device evaluates, most of them waiting; 0 = 32
  /// Other processes that take part (tandem/engine/transport.h); this one leads and writes.
  Transport* transport = nullptr;
  /// Called at each generation boundary on the run's own thread; may be empty.
  std::function<void(const RunKey&, const LiveView&)> live;
  /// Skips the lock that keeps a second process from writing the results (for file systems without locks); the file
  /// says so.
  bool noLock = false;
  /// resume: runs that crashed a process (crashedRuns) become failed runs instead of being repeated.
  bool skipCrashed = false;
  /// Installs handlers for SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT while runs are executed: they name the run on
  /// stderr, note it beside the results and let the process end as it would have. For programs, not for libraries.
  bool nameCrashes = false;
  /// Seconds that a run in flight has to notice a stop; after that it is abandoned (EngineOutcome::abandoned).
  double stopGrace = 5.0;
};

struct EngineOutcome {
  int finished = 0;  ///< runs done in this session, failed ones included
  int failed = 0;    ///< failed runs, those of earlier sessions (resume) included
  int skipped = 0;   ///< already stored (resume)
  bool interrupted = false;
  /// Runs that noticed neither their time limit nor the stop, such as a loop that never asks its context. They are
  /// recorded as failed (time limit) or left missing (stop); their threads go on using the plan, its catalogue and the
  /// control, so the caller must keep these alive and end the process with std::_Exit after its last output.
  int abandoned = 0;
  std::int64_t replayed = 0;       ///< evaluations answered from journals (in this process)
  std::vector<std::string> notes;  ///< for the user: journals that could not be used, one sentence each
};

/// Runs the plan, or this process's shard of it, into `file`, which is packed at the end unless interrupted. Throws
/// InputError if the results exist (without force), if another process writes them, or for bad options; Error if they
/// cannot be written (full disk). Finished runs are kept whatever happens. Failed runs are records, not exceptions.
TANDEM_API EngineOutcome runExperiment(const Plan& plan, const std::string& file, const EngineOptions& options);

/// The given runs that the results lack or, if failed ones are to be retried, hold as failed.
TANDEM_API std::vector<RunKey> pendingRuns(const ResultFile& results, const std::vector<RunKey>& runs,
                                           bool retryFailed);

/// Completes `file`: plans its stored specification again with the catalogue, refuses with the difference if the plan
/// does not match the file, runs what is missing (and what failed, if retryFailed). Unless options.allowPrograms is
/// set, refuses a file whose problems are other programs before anything starts: the file may come from a stranger.
TANDEM_API EngineOutcome resumeExperiment(const std::string& file, const Catalogue& catalogue,
                                          const std::string& dataDir, const EngineOptions& options,
                                          bool retryFailed = false);

}  // namespace tandem
