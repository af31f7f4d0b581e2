// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <span>
#include <vector>

#include "device/driver.h"

namespace tandem::device {

/// Gathers requests of many threads into few launches. It has no thread: one of the waiting threads takes everything
/// queued to the device and wakes the others. A launch starts when the device is free and either every member waits, or
/// the first request has waited long enough, or there is enough for a full launch.
class TANDEM_API Coalescer {
 public:
  Coalescer(Program& program, const DeviceOptions& options) : program_(program), options_(options) {}

  void join();
  void leave();
  /// Returns when the values are computed; adds to `waited` the seconds until the launch began. Throws what the launch
  /// threw (each of its requests gets a copy), and DeviceError from then on, as the device is lost.
  void compute(std::span<const Batch> batches, double& waited);
  [[nodiscard]] DeviceSession::Counts counts() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Request {
    std::span<const Batch> batches;
    Clock::time_point asked;
    Clock::time_point begun = {};
    bool taken = false;
    bool done = false;
    std::exception_ptr error = nullptr;
  };
  [[nodiscard]] bool ripe(Clock::time_point now) const;
  void launch(std::unique_lock<std::mutex>& lock, Request& own);

  Program& program_;
  DeviceOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Request*> queue_;  // in order of arrival
  int members_ = 0;
  bool busy_ = false;
  std::exception_ptr lost_;  // what the first failed launch threw
  DeviceSession::Counts counts_;
};

}  // namespace tandem::device
