// SPDX-License-Identifier: Apache-2.0
// In builds with ThreadSanitizer this file is not instrumented (core/CMakeLists.txt): TBB's headers belong with its
// library, which is not instrumented either. What passes between threads is handed over explicitly (Handover).

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "base/handover.h"
#include "engine/runner.h"

namespace tandem {

int threadCount(const EngineOptions& options) {
  return options.threads > 0 ? options.threads : oneapi::tbb::info::default_concurrency();
}

namespace {

/// An arena for as long as this lives, reused afterwards: TBB 2021.8 keeps some 7 KiB of every arena ever made, which a
/// process that runs thousands of experiments would notice. Never shared: in a shared arena, a thread waiting for its
/// own runs would begin another experiment's.
class BorrowedArena {
 public:
  explicit BorrowedArena(int slots) : slots_(slots) {
    const std::lock_guard lock(mutex());
    const auto found = idle().find(slots);
    if (found == idle().end()) {
      arena_ = std::make_unique<oneapi::tbb::task_arena>(slots);
    } else {
      arena_ = std::move(found->second);
      idle().erase(found);
    }
  }
  ~BorrowedArena() {
    const std::lock_guard lock(mutex());
    idle().emplace(slots_, std::move(arena_));
  }
  BorrowedArena(const BorrowedArena&) = delete;
  BorrowedArena& operator=(const BorrowedArena&) = delete;
  oneapi::tbb::task_arena& operator*() const { return *arena_; }

 private:
  using Idle = std::multimap<int, std::unique_ptr<oneapi::tbb::task_arena>>;
  // Never freed: the scheduler may be gone before static objects are.
  static Idle& idle() {
    static auto* arenas = new Idle;
    return *arenas;
  }
  static std::mutex& mutex() {
    static auto* guard = new std::mutex;
    return *guard;
  }
  int slots_;
  std::unique_ptr<oneapi::tbb::task_arena> arena_;
};

}  // namespace

void onThreads(int threads, int workers, const std::function<void()>& body) {
  const auto limit = static_cast<std::size_t>(std::max({threads, workers, oneapi::tbb::info::default_concurrency()}));
  const oneapi::tbb::global_control control(oneapi::tbb::global_control::max_allowed_parallelism, limit);
  const BorrowedArena arena(std::max(threads, workers));
  Handover out;
  Handover back;
  const auto task = [&] {
    struct Back {
      Handover& handover;
      ~Back() { handover.give(); }  // on return and on exceptions
    };
    out.take();
    const Back always{back};
    body();
  };
  (*arena).execute([&] {
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
