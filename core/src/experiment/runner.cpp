// SPDX-License-Identifier: Apache-2.0
#include "experiment/runner.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <algorithm>
#include <chrono>

#include "tandem/error.h"

namespace tandem {

RunRecord Runner::execute(const RunKey& key) {
  RunRecord record;
  const auto start = std::chrono::steady_clock::now();
  try {
    record = executeRun(*makeAlgorithm(key), request(key));
  } catch (const Cancelled&) {
    throw;
  } catch (const std::exception& e) {
    record.message = e.what();
    record.status = RunStatus::Failed;
  } catch (...) {
    record.message = "The run threw something that is not an exception.";
    record.status = RunStatus::Failed;
  }
  if (record.status == RunStatus::Failed && record.seconds == 0.0) {
    record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  record.problem = key.problem;
  record.algorithm = key.algorithm;
  record.repetition = key.repetition;
  return record;
}

std::unique_ptr<Algorithm> Runner::makeAlgorithm(const RunKey& key) const {
  const auto a = static_cast<std::size_t>(key.algorithm);
  std::unique_ptr<Algorithm> algorithm = plan_.algorithms[a]->make();
  setParams(*algorithm, plan_.algorithmParams[a], plan_.algorithms[a]->name);
  return algorithm;
}

RunRequest Runner::request(const RunKey& key) {
  const auto p = static_cast<std::size_t>(key.problem);
  RunRequest request;
  request.problem = plan_.problems[p].get();
  request.problemKey = plan_.problemKeys[p];
  request.seed = plan_.info.seed;
  request.repetition = key.repetition;
  request.budget = plan_.info.problems[p].budget;
  request.population = plan_.info.problems[p].population;
  request.checkpoints = plan_.info.checkpoints;
  request.saveDecisions = plan_.info.saveDecisions;
  request.timeLimit = plan_.spec.timeLimit;
  request.control = &control_;
  if (live_) {
    request.observer = [this, key](const LiveView& view) { live_(key, view); };
  }
  return request;
}

int threadCount(const EngineOptions& options) {
  return options.threads > 0 ? options.threads : oneapi::tbb::info::default_concurrency();
}

void onThreads(int threads, const std::function<void()>& body) {
  const auto limit = static_cast<std::size_t>(std::max(threads, oneapi::tbb::info::default_concurrency()));
  const oneapi::tbb::global_control control(oneapi::tbb::global_control::max_allowed_parallelism, limit);
  oneapi::tbb::task_arena arena(threads);
  arena.execute([&] {
    oneapi::tbb::task_group group;
    for (int i = 0; i < threads; ++i) group.run(body);
    group.wait();
  });
}

}  // namespace tandem
