// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/journals.h"
#include "tandem/engine/engine.h"

namespace tandem {

/// Executes runs of a plan.
class Runner {
 public:
  /// `device` evaluates, or the CPU if it is null.
  Runner(const Plan& plan, RunControl& control, const EngineOptions& options, DeviceSession* device,
         Journals& journals);

  /// Whatever happens in a run stays in its record; Cancelled passes through.
  RunRecord execute(const RunKey& key);

 private:
  /// On the session's device, or on the CPU because of `fallback`.
  RunRecord attempt(const RunKey& key, const std::string& fallback);
  [[nodiscard]] std::unique_ptr<Algorithm> makeAlgorithm(const RunKey& key) const;
  [[nodiscard]] RunRequest request(const RunKey& key);
  const Plan& plan_;
  RunControl& control_;
  std::function<void(const RunKey&, const LiveView&)> live_;
  std::vector<std::shared_ptr<const Problem>> problems_;  // of the plan, prepared for several threads where wanted
  DeviceSession* device_;
  Journals& journals_;
};

/// The device requested by the options or the specification, with the plan's problems on it; null for the CPU. Throws
/// DeviceError if it cannot be used and the CPU is not allowed.
std::unique_ptr<DeviceSession> openDevice(const Plan& plan, const EngineOptions& options);

/// A result file is data: nothing in it is executed unless the user declares trust in it. Throws InputError if the
/// specification names problems that are other programs.
void refusePrograms(const ExperimentSpec& spec, const Catalogue& catalogue, const std::string& file);
/// The current time as written in result files (ISO 8601).
std::string utcNow();

/// Seconds after which a run that did not notice its time limit is given up; infinite without a limit.
double secondsAllowed(const Plan& plan, const DeviceSession* device);
/// The record of a run that was given up after `spent` seconds.
RunRecord lateRecord(const Plan& plan, const RunKey& key, double spent);

/// The number of threads for an experiment: as requested, or all cores of the process.
int threadCount(const EngineOptions& options);
/// How many runs are executed at the same time; with a device, more than there are threads, as most of them wait.
int runsAtOnce(const EngineOptions& options, const DeviceSession* device);
/// Calls `body` on `workers` threads of an arena of max(threads, workers) threads (possibly more than there are cores),
/// and waits.
void onThreads(int threads, int workers, const std::function<void()>& body);

}  // namespace tandem
