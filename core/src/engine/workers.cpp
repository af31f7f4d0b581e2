// SPDX-License-Identifier: Apache-2.0
#include "engine/workers.h"

#include <utility>

#include "tandem/error.h"

namespace tandem {

namespace {

double seconds(std::chrono::steady_clock::duration d) {
  return std::chrono::duration<double>(d).count();
}

}  // namespace

Workers::Workers(std::shared_ptr<const Plan> plan, std::shared_ptr<DeviceSession> device, EngineOptions options,
                 const Files& files)
    : plan_(std::move(plan)),
      device_(std::move(device)),
      options_(std::move(options)),
      runs_(runsAtOnce(options_, device_.get())),
      journals_(*plan_, control_, files.journal, files.journals),
      allowed_(secondsAllowed(*plan_, device_.get())),
      inFlight_(files.inFlight, options_.nameCrashes),
      runner_(*plan_, control_, options_, device_.get(), journals_) {}

Workers::~Workers() = default;

/// `count` workers on a thread that waits for them.
void Workers::start(int count) {
  const std::lock_guard lock(mutex_);
  threads_.emplace_back([self = shared_from_this(), count] {
    try {
      onThreads(threadCount(self->options_), count, [&] { self->work(); });
    } catch (...) {
      const std::lock_guard inner(self->mutex_);
      self->trouble_ = std::current_exception();
      self->control_.stop = true;
    }
    const std::lock_guard inner(self->mutex_);
    --self->groups_;
    self->changed_.notify_all();
  });
  ++groups_;
}

void Workers::work() {
  Seat seat;
  {
    const std::lock_guard lock(mutex_);
    ++working_;
    begun_ = true;
  }
  const auto rise = [&] {
    const std::lock_guard lock(mutex_);
    std::erase(seats_, &seat);  // it may have been thrown out of a run
    --(seat.abandoned ? stuck_ : working_);
    changed_.notify_all();
  };
  try {
    while (step(seat)) {
    }
  } catch (...) {
    rise();
    throw;
  }
  rise();
}

/// Does one run; false if there is no more to do here.
bool Workers::step(Seat& seat) {
  while (control_.pause.load() && !control_.stop.load()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  if (control_.stop.load()) return false;
  const std::optional<RunKey> key = take();
  if (!key) return false;
  {
    const std::lock_guard lock(mutex_);
    seat.key = *key;
    seat.start = Clock::now();
    seats_.push_back(&seat);
  }
  std::unique_ptr<RunRecord> record;
  try {
    const InFlight::Scope scope(inFlight_, *key, runName(plan_->info, *key));
    record = std::make_unique<RunRecord>(runner_.execute(*key));
  } catch (const Cancelled&) {
  }
  {
    const std::lock_guard lock(mutex_);
    std::erase(seats_, &seat);
    if (seat.abandoned) return false;  // too late: another worker has this seat
  }
  const bool cancelled = record == nullptr;
  deliver(*key, std::move(record));
  return !cancelled;
}

std::vector<std::unique_ptr<RunRecord>> Workers::watch() {
  const Clock::time_point now = Clock::now();
  const bool stopping = control_.stop.load();
  if (stopping && !stopped_) stopped_ = now;
  const bool graceOver = stopping && seconds(now - *stopped_) > options_.stopGrace;
  std::vector<std::unique_ptr<RunRecord>> late;
  int gone = 0;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(seats_, [&](Seat* seat) {
      const double spent = seconds(now - seat->start);
      const bool over = !stopping && !control_.pause.load() && spent > allowed_;
      if (!over && !graceOver) return false;
      if (over) late.push_back(std::make_unique<RunRecord>(lateRecord(*plan_, seat->key, spent)));
      seat->abandoned = true;
      --working_;
      ++stuck_;
      ++gone;
      return true;
    });
    changed_.notify_all();
  }
  // One by one: TBB shares its threads among all groups, and those of stuck workers are gone.
  for (int i = 0; i < gone && !allTaken(); ++i) start(1);
  return late;
}

bool Workers::await(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, most, [&] { return groups_ == 0 || (working_ == 0 && begun_ && allTaken()); });
}

bool Workers::idle() const {
  const std::lock_guard lock(mutex_);
  return working_ == 0;
}

int Workers::letGo() {
  std::vector<std::thread> threads;
  int stuck = 0;
  {
    const std::lock_guard lock(mutex_);
    stuck = stuck_;
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) {
    if (stuck == 0) {
      thread.join();
    } else {
      thread.detach();
    }
  }
  return stuck;
}

std::exception_ptr Workers::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

}  // namespace tandem
