// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tandem/engine/engine.h"

namespace tandem::cli {

/// Progress of an experiment on stderr: a bar with runs done and time left on a terminal, else an occasional line.
/// Failures are reported as they happen. Quiet: failures only.
class Progress final : public Observer {
 public:
  /// `todo`: the runs this process will do.
  Progress(const ExperimentInfo& info, const std::vector<RunKey>& todo, bool quiet);
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void finished(const RunKey& key, RunStatus status, const std::string& message, double seconds) override;
  /// Removes the bar; call before the closing messages.
  void close();
  [[nodiscard]] double elapsed() const;
  /// Warnings of finished runs (NaN occurred, ended early, an external program restarted); empty: none. After close().
  [[nodiscard]] std::string warnings() const;

 private:
  void draw();
  void say(const std::string& line);
  [[nodiscard]] std::string state() const;
  [[nodiscard]] double workOf(const RunKey& key) const;

  const ExperimentInfo& info_;
  const std::size_t total_;
  const bool quiet_;
  const bool terminal_;
  const std::chrono::steady_clock::time_point start_;
  std::mutex mutex_;  // of all below
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  std::size_t warned_ = 0;
  std::string warning_;    // the first
  double workDone_ = 0.0;  // in evaluations, a better basis for the time left than runs
  double workTotal_ = 0.0;
  double nextLine_ = 0.0;  // seconds since the start
  bool drawn_ = false;
  std::jthread ticker_;  // last: stops before its data go away
};

/// Progress of long work on a file, on stderr: "tandem: 1,200 of 5,000 cells". Silent for the first second, then one
/// line per second (on a terminal, a single changing line). The desktop program reads these lines.
class WorkProgress {
 public:
  WorkProgress(std::size_t total, std::string unit);
  ~WorkProgress();
  WorkProgress(const WorkProgress&) = delete;
  WorkProgress& operator=(const WorkProgress&) = delete;
  void step();

 private:
  const std::size_t total_;
  const std::string unit_;
  const bool terminal_;
  std::size_t done_ = 0;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace tandem::cli
