// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "tandem/result.h"
#include "tandem/specification/spec.h"

namespace tandem {

/// A run was started (no record) or is done.
struct Event {
  RunKey key;
  std::unique_ptr<RunRecord> record;
};

/// From the workers to the writer. Workers wait while `capacity` events are queued, so that a slow disk does not fill
/// the memory.
class EventQueue {
 public:
  explicit EventQueue(std::size_t capacity) : capacity_(capacity) {}

  void push(Event event) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return events_.size() < capacity_ || abandoned_; });
    if (abandoned_) return;
    events_.push_back(std::move(event));
    filled_.notify_one();
  }
  /// No more events will come.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    filled_.notify_one();
  }
  /// When the writer gives up: everything queued now or later is dropped.
  void abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    events_.clear();
    room_.notify_all();
  }
  /// Waits for events, calling `idle` at least every `period`; false when the queue is closed and empty.
  template <typename Idle>
  bool waitFor(std::chrono::milliseconds period, const Idle& idle) {
    std::unique_lock lock(mutex_);
    for (;;) {
      lock.unlock();
      idle();
      lock.lock();
      if (filled_.wait_for(lock, period, [&] { return !events_.empty() || closed_; })) return !events_.empty();
    }
  }
  std::vector<Event> takeAll() {
    const std::lock_guard lock(mutex_);
    room_.notify_all();
    return std::exchange(events_, {});
  }

 private:
  std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable filled_, room_;
  std::vector<Event> events_;
  bool closed_ = false;
  bool abandoned_ = false;
};

}  // namespace tandem
