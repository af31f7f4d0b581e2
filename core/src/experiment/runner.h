// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "tandem/experiment/engine.h"

namespace tandem {

/// Executes runs of a plan.
class Runner {
 public:
  using Live = std::function<void(const RunKey&, const LiveView&)>;
  Runner(const Plan& plan, RunControl& control, Live live) : plan_(plan), control_(control), live_(std::move(live)) {}

  /// Whatever happens in a run stays in its record; Cancelled passes through.
  RunRecord execute(const RunKey& key);

 private:
  [[nodiscard]] std::unique_ptr<Algorithm> makeAlgorithm(const RunKey& key) const;
  [[nodiscard]] RunRequest request(const RunKey& key);
  const Plan& plan_;
  RunControl& control_;
  Live live_;
};

/// The number of threads that an experiment gets: what is asked for, or all cores of the process.
int threadCount(const EngineOptions& options);
/// Calls `body` on so many threads at once (which may be more than there are cores) and waits.
void onThreads(int threads, const std::function<void()>& body);

}  // namespace tandem
