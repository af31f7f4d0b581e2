// SPDX-License-Identifier: Apache-2.0
// In builds with ThreadSanitizer this file is not instrumented (core/CMakeLists.txt): TBB's headers are one piece with
// its library, which is not either. What crosses from thread to thread is handed over by hand.

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <algorithm>

#include "base/handover.h"
#include "engine/runner.h"

namespace tandem {

int threadCount(const EngineOptions& options) {
  return options.threads > 0 ? options.threads : oneapi::tbb::info::default_concurrency();
}

void onThreads(int threads, int workers, const std::function<void()>& body) {
  const auto limit = static_cast<std::size_t>(std::max({threads, workers, oneapi::tbb::info::default_concurrency()}));
  const oneapi::tbb::global_control control(oneapi::tbb::global_control::max_allowed_parallelism, limit);
  oneapi::tbb::task_arena arena(std::max(threads, workers));
  Handover out;
  Handover back;
  const auto task = [&] {
    struct Back {
      Handover& handover;
      ~Back() { handover.give(); }  // whether it returns or throws
    };
    out.take();
    const Back always{back};
    body();
  };
  arena.execute([&] {
    oneapi::tbb::task_group group;
    for (int i = 0; i < workers; ++i) {
      out.give();
      group.run(task);
    }
    try {
      group.wait();
    } catch (...) {
      back.take();
      throw;
    }
    back.take();
  });
}

}  // namespace tandem
