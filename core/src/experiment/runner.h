// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "tandem/experiment/engine.h"

namespace tandem {

/// Executes runs of a plan.
class Runner {
 public:
  Runner(const Plan& plan, RunControl& control, const EngineOptions& options);

  /// Whatever happens in a run stays in its record; Cancelled passes through.
  RunRecord execute(const RunKey& key);

 private:
  [[nodiscard]] std::unique_ptr<Algorithm> makeAlgorithm(const RunKey& key) const;
  [[nodiscard]] RunRequest request(const RunKey& key);
  const Plan& plan_;
  RunControl& control_;
  std::function<void(const RunKey&, const LiveView&)> live_;
  std::vector<std::shared_ptr<const Problem>> problems_;  // of the plan, made ready for several threads where wanted
};

/// The number of threads that an experiment gets: what is asked for, or all cores of the process.
int threadCount(const EngineOptions& options);
/// How many runs are executed at the same time.
int runsAtOnce(const EngineOptions& options);
/// Calls `body` on `workers` threads of an arena that has `threads` (which may be more than there are cores), and
/// waits.
void onThreads(int threads, int workers, const std::function<void()>& body);

}  // namespace tandem
