// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tandem/specification/spec.h"
#include "tandem/store/result_file.h"

/// Which runs are in flight, kept where it survives a crash of the process: in a small file beside the results, with a
/// line of fixed length for each running run. The system keeps what a dead process has written, so nothing is synced. A
/// handler of fatal signals adds the signal to the line of the run on whose thread it occurred.
namespace tandem {

/// A run as the handler of signals sees it.
struct FlyingRun {
  int file = -1;        ///< of the notes; -1: none
  long offset = 0;      ///< of the run's line
  char text[400] = {};  ///< what to say on stderr
};

class InFlight {
 public:
  /// `path`: file of the notes (recreated; runs that crashed the previous session stay noted until they begin again),
  /// or empty for none. If the file cannot be written, there are no notes: that must not keep an experiment from
  /// running. `handlers`: also catches fatal signals that nothing else handles.
  InFlight(const std::string& path, bool handlers);
  ~InFlight();
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

  /// A run on this thread, from begin to end.
  class Scope {
   public:
    Scope(InFlight& owner, const RunKey& key, const std::string& name);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    InFlight& owner_;
    FlyingRun run_;
    const FlyingRun* before_;
    int slot_;
  };

 private:
  int takeSlot(const RunKey& key);
  void freeSlot(int slot);
  void write(int slot, const std::string& line) const;

  int file_ = -1;
  bool handlers_;
  std::mutex mutex_;
  std::vector<int> free_;
  std::map<RunKey, int> crashed_;  // runs of the previous session and their slots
  int slots_ = 0;
};

/// "'MFEA' on 'Sphere', repetition 3".
std::string runName(const ExperimentInfo& info, const RunKey& key);

/// The run on this thread, for threads that help it; null: none.
const FlyingRun* flyingRun();
/// While one exists, this thread works for another thread's run.
class HelpsRun {
 public:
  explicit HelpsRun(const FlyingRun* run);
  ~HelpsRun();
  HelpsRun(const HelpsRun&) = delete;
  HelpsRun& operator=(const HelpsRun&) = delete;

 private:
  const FlyingRun* before_;
};

}  // namespace tandem
