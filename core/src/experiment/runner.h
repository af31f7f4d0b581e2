// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>

#include "tandem/experiment/engine.h"

namespace tandem {

/// Executes runs of a plan.
class Runner {
 public:
  using Live = std::function<void(const RunKey&, const LiveView&)>;
  /// `device` evaluates, or the CPU if it is null.
  Runner(const Plan& plan, RunControl& control, Live live, DeviceSession* device)
      : plan_(plan), control_(control), live_(std::move(live)), device_(device) {}

  /// Whatever happens in a run stays in its record; Cancelled passes through.
  RunRecord execute(const RunKey& key);

 private:
  /// On what the session says, or on the CPU because of `fallback`.
  RunRecord attempt(const RunKey& key, const std::string& fallback);
  [[nodiscard]] std::unique_ptr<Algorithm> makeAlgorithm(const RunKey& key) const;
  [[nodiscard]] RunRequest request(const RunKey& key);
  const Plan& plan_;
  RunControl& control_;
  Live live_;
  DeviceSession* device_;
};

/// The device that the options or the specification ask for, with the plan's problems on it; null for the CPU. Throws
/// DeviceError if it cannot be used and the CPU is not allowed.
std::unique_ptr<DeviceSession> openDevice(const Plan& plan, const EngineOptions& options);

/// The number of threads that an experiment gets: what is asked for, or all cores of the process; on a device, the runs
/// in flight, as most threads wait.
int threadCount(const EngineOptions& options, const DeviceSession* device);
/// Calls `body` on so many threads at once (which may be more than there are cores) and waits.
void onThreads(int threads, const std::function<void()>& body);

}  // namespace tandem
