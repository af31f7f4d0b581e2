// SPDX-License-Identifier: Apache-2.0
#include "device/coalescer.h"

#include <utility>

namespace tandem::device {

namespace {

std::int64_t rowsOf(std::span<const Batch> batches) {
  std::int64_t rows = 0;
  for (const Batch& batch : batches) rows += batch.x.rows;
  return rows;
}

/// Beyond this, more rows make a launch longer, not more efficient.
constexpr std::int64_t kFullLaunch = 65536;

}  // namespace

void Coalescer::join() {
  const std::lock_guard lock(mutex_);
  ++members_;
}

void Coalescer::leave() {
  const std::lock_guard lock(mutex_);
  --members_;
  changed_.notify_all();  // the others need not wait for this member
}

DeviceSession::Counts Coalescer::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

bool Coalescer::ripe(Clock::time_point now) const {
  if (!options_.coalesce || isize(queue_) >= members_) return true;
  if (now - queue_.front()->asked >= std::chrono::duration<double>(options_.patience)) return true;
  std::int64_t rows = 0;
  for (const Request* request : queue_) rows += rowsOf(request->batches);
  return rows >= kFullLaunch;
}

void Coalescer::compute(std::span<const Batch> batches, double& waited) {
  Request own{.batches = batches, .asked = Clock::now()};
  std::unique_lock lock(mutex_);
  if (lost_) std::rethrow_exception(lost_);
  queue_.push_back(&own);
  const auto patience = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(options_.patience));
  while (!own.done) {
    if (!own.taken && !busy_ && ripe(Clock::now())) {
      launch(lock, own);
    } else if (own.taken || busy_) {
      changed_.wait(lock);
    } else {
      changed_.wait_until(lock, queue_.front()->asked + patience);
    }
  }
  lock.unlock();
  waited += std::chrono::duration<double>(own.begun - own.asked).count();
  if (own.error) std::rethrow_exception(own.error);
}

void Coalescer::launch(std::unique_lock<std::mutex>& lock, Request& own) {
  std::vector<Request*> taken;
  if (options_.coalesce) {
    taken = std::exchange(queue_, {});
  } else {
    taken = {&own};
    std::erase(queue_, &own);
  }
  const Clock::time_point begun = Clock::now();
  std::vector<Batch> batches;
  for (Request* request : taken) {
    request->taken = true;
    request->begun = begun;
    batches.insert(batches.end(), request->batches.begin(), request->batches.end());
  }
  std::exception_ptr error = lost_;
  busy_ = true;
  lock.unlock();
  if (!error) {
    try {
      program_.compute(batches);
    } catch (...) {
      error = std::current_exception();
    }
  }
  lock.lock();
  busy_ = false;
  if (error && !lost_) lost_ = error;
  ++counts_.launches;
  counts_.rows += rowsOf(batches);
  for (Request* request : taken) {
    request->error = error;
    request->done = true;
  }
  changed_.notify_all();
}

}  // namespace tandem::device
