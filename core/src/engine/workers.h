// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/in_flight.h"
#include "engine/journals.h"
#include "engine/runner.h"
#include "tandem/engine/engine.h"

namespace tandem {

/// Threads that execute runs of a plan, and the watch over them: a run that does not return (a loop that never asks its
/// context) is abandoned, and another thread takes its worker's place. Such a thread cannot be ended, so everything it
/// may touch lives as long as it does, through a shared pointer to the whole object.
class Workers : public std::enable_shared_from_this<Workers> {
 public:
  virtual ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

 protected:
  struct Files {
    std::string inFlight;  ///< notes of the runs in flight; empty: none
    Journal journal = Journal::Auto;
    std::string journals;  ///< folder
  };
  /// `device` evaluates, or the CPU if it is null.
  Workers(std::shared_ptr<const Plan> plan, std::shared_ptr<DeviceSession> device, EngineOptions options,
          const Files& files);

  // What hosts implement; workers call it on their threads.
  /// The next run (may wait for one); none if there is no more to do.
  virtual std::optional<RunKey> take() = 0;
  /// The outcome of a run that was taken; null: it was cancelled. Not called for an abandoned run.
  virtual void deliver(const RunKey& key, std::unique_ptr<RunRecord> record) = 0;
  /// True if no worker will get another run.
  [[nodiscard]] virtual bool allTaken() const = 0;

  // What hosts call.
  void start(int count);
  /// Abandons runs that exceed their time or do not notice the stop, and replaces their workers. Returns records of the
  /// former. Call it often, on one thread at a time.
  std::vector<std::unique_ptr<RunRecord>> watch();
  /// Waits until all workers except abandoned ones have ended; false if that takes longer.
  bool await(std::chrono::milliseconds most);
  /// True if only abandoned workers are in a run.
  [[nodiscard]] bool idle() const;
  /// After await(): joins the threads that have ended and leaves the others behind. Returns how many workers are on
  /// these.
  int letGo();
  /// The exception that ended a worker, if any; control_.stop is then set.
  [[nodiscard]] std::exception_ptr trouble() const;

  const std::shared_ptr<const Plan> plan_;
  const std::shared_ptr<DeviceSession> device_;
  const EngineOptions options_;
  const int runs_;  ///< executed at the same time
  RunControl control_;
  Journals journals_;

 private:
  using Clock = std::chrono::steady_clock;
  /// A worker's place, and its current run.
  struct Seat {
    RunKey key;
    Clock::time_point start;
    bool abandoned = false;
  };

  void work();
  bool step(Seat& seat);

  const double allowed_;  // seconds of a run
  InFlight inFlight_;
  Runner runner_;
  std::optional<Clock::time_point> stopped_;  // when watch() noticed it

  mutable std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::vector<std::thread> threads_;  // of groups of workers
  std::vector<Seat*> seats_;          // of the watched runs
  int groups_ = 0;                    // groups that have not ended
  int working_ = 0;                   // workers that are not abandoned
  int stuck_ = 0;                     // abandoned workers
  bool begun_ = false;
  std::exception_ptr trouble_;
};

}  // namespace tandem
