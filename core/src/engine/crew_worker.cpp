// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/crew_messages.h"
#include "engine/in_flight.h"
#include "engine/runner.h"
#include "store/codec.h"
#include "store/info.h"
#include "tandem/engine/transport.h"
#include "tandem/error.h"

namespace tandem {

namespace {

using crew::Kind;

constexpr std::chrono::microseconds kPoll{500};
// Short runs are fetched ahead, as many as take about this long, so that threads do not wait for the leader.
constexpr double kSecondsAhead = 0.02;
constexpr int kMostAhead = 512;

struct Assignment {
  Plan plan;
  Journal journal;
  std::string journals;  // folder
};

/// One experiment on a worker: threads that execute, and one (the caller's) that talks to the leader. It also watches
/// the clock, as the leader does for its own: a run that does not come back is reported as failed and left alone, and
/// what its thread may still touch lives as long as the thread does, in a shared pointer.
class Shift : public std::enable_shared_from_this<Shift> {
 public:
  Shift(Transport& transport, Assignment given, const EngineOptions& options)
      : transport_(transport),
        options_(options),
        given_(std::move(given)),
        inFlight_("", options.nameCrashes),
        device_(openDevice(plan_, options)),
        runs_(runsAtOnce(options, device_.get())),
        allowed_(secondsAllowed(plan_, device_.get())),
        journals_(plan_, control_, given_.journal, given_.journals),
        runner_(plan_, control_, options_, device_.get(), journals_) {
    journals_.requireFolder();
  }

  WorkerOutcome work() {
    startWorkers(runs_);
    try {
      talk();
    } catch (...) {
      end(true);
      (void)letGo();
      throw;
    }
    const int abandoned = letGo();
    std::exception_ptr trouble = trouble_;
    if (!trouble) trouble = journals_.failure();
    if (trouble) std::rethrow_exception(trouble);
    sendRecords();
    transport_.send(0, crew::Writer(Kind::Done).bytes);
    return {toldToStop_, abandoned};
  }

 private:
  using Clock = std::chrono::steady_clock;

  /// A run that a worker is at.
  struct Seat {
    RunKey key;
    Clock::time_point start;
    bool abandoned = false;
  };

  /// `count` workers on a thread that waits for them.
  void startWorkers(int count) {
    const std::lock_guard lock(mutex_);
    threads_.emplace_back([self = shared_from_this(), count] {
      try {
        onThreads(threadCount(self->options_), count, [&] { self->workerLoop(); });
      } catch (...) {
        const std::lock_guard inner(self->mutex_);
        self->trouble_ = std::current_exception();
        self->control_.stop = true;
      }
      const std::lock_guard inner(self->mutex_);
      --self->groups_;
      self->news_.notify_all();
    });
    ++groups_;
  }

  void workerLoop() {
    Seat seat;
    while (take(seat)) {
      std::optional<RunRecord> record;
      try {
        const InFlight::Scope scope(inFlight_, seat.key, runName(plan_.info, seat.key));
        record = runner_.execute(seat.key);
      } catch (const Cancelled&) {
      }
      std::string bytes = record ? store::encodeRecord(*record) : std::string();
      const std::lock_guard lock(mutex_);
      news_.notify_all();
      if (seat.abandoned) {  // too late: somebody else sits here
        --stuck_;
        return;
      }
      std::erase(seats_, &seat);
      if (!record) return;
      records_.push_back(std::move(bytes));
      ++done_;
      seconds_ += record->seconds;
    }
  }

  bool take(Seat& seat) {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [&] { return !waiting_.empty() || noMore_ || control_.stop.load(); });
    if (waiting_.empty() || control_.stop.load()) return false;
    seat.key = waiting_.front();
    seat.start = Clock::now();
    waiting_.pop_front();
    seats_.push_back(&seat);
    return true;
  }

  /// Leaves alone the runs that are over their time, or that do not notice the stop; of the former a record says so.
  void watch() {
    const Clock::time_point now = Clock::now();
    const bool stopping = control_.stop.load();
    if (stopping && !stopped_) stopped_ = now;
    const bool graceOver = stopped_ && std::chrono::duration<double>(now - *stopped_).count() > options_.stopGrace;
    int gone = 0;
    {
      const std::lock_guard lock(mutex_);
      for (auto it = seats_.begin(); it != seats_.end();) {
        Seat& seat = **it;
        const double spent = std::chrono::duration<double>(now - seat.start).count();
        const bool over = !stopping && spent > allowed_;
        if (!over && !graceOver) {
          ++it;
          continue;
        }
        if (over) records_.push_back(store::encodeRecord(lateRecord(plan_, seat.key, spent)));
        seat.abandoned = true;
        it = seats_.erase(it);
        ++stuck_;
        ++gone;
      }
    }
    // One by one: TBB lends threads to all groups together, and those of the ones that are stuck are gone.
    for (int i = 0; i < gone && !stopping; ++i) startWorkers(1);
  }

  /// Waits for all workers but those that are left alone. Threads that have ended are joined, the others left behind;
  /// answers how many runs have one of these.
  int letGo() {
    end(control_.stop.load());
    for (;;) {
      watch();
      std::unique_lock lock(mutex_);
      if (groups_ == 0 || (seats_.empty() && stuck_ > 0)) break;
      news_.wait_for(lock, std::chrono::milliseconds(20));
    }
    std::vector<std::thread> threads;
    int stuck = 0;
    {
      const std::lock_guard lock(mutex_);
      threads.swap(threads_);
      stuck = stuck_;
    }
    for (std::thread& thread : threads) {
      if (stuck == 0) {
        thread.join();
      } else {
        thread.detach();
      }
    }
    if (stuck > 0) static_cast<void>(device_.release());  // they may use it
    return stuck;
  }

  void talk() {
    for (;;) {
      {
        const std::lock_guard lock(mutex_);
        if (control_.stop.load() || (noMore_ && waiting_.empty() && seats_.empty() && records_.empty())) return;
      }
      watch();
      if (options_.control != nullptr && options_.control->stop.load()) {
        toldToStop_ = true;
        transport_.send(0, crew::Writer(Kind::Quit).bytes);
        end(true);
        return;
      }
      sendRecords();
      askForRuns();
      if (std::optional<Transport::Message> message = transport_.receive()) {
        hear(*message);
      } else {
        std::unique_lock lock(mutex_);
        news_.wait_for(lock, kPoll, [&] { return !records_.empty(); });
      }
    }
  }

  void end(bool drop) {
    const std::lock_guard lock(mutex_);
    noMore_ = true;
    if (drop) control_.stop = true;
    work_.notify_all();
  }

  void sendRecords() {
    std::vector<std::string> records;
    {
      const std::lock_guard lock(mutex_);
      records.swap(records_);
    }
    if (records.empty()) return;
    crew::Writer message(Kind::Records);
    for (const std::string& record : records) message.putText(record);
    transport_.send(0, std::move(message.bytes));
  }

  void askForRuns() {
    int want = 0;
    {
      const std::lock_guard lock(mutex_);
      if (asked_ || noMore_) return;
      const auto known = isize(waiting_) + isize(seats_);
      int ahead = 0;
      if (done_ > 0) {
        const double each = std::max(seconds_ / done_, 1e-6);
        ahead = static_cast<int>(std::min<double>(kMostAhead, kSecondsAhead * runs_ / each));
      }
      if (known >= runs_ + (ahead + 1) / 2) return;
      want = runs_ + ahead - known;
      asked_ = true;
    }
    crew::Writer message(Kind::Want);
    message.put(static_cast<std::int32_t>(want));
    transport_.send(0, std::move(message.bytes));
  }

  void hear(const Transport::Message& message) {
    crew::Reader in(message.bytes);
    const Kind kind = in.kind();
    if (kind == Kind::Stop) {
      end(true);
    } else if (kind == Kind::Runs) {
      const std::lock_guard lock(mutex_);
      asked_ = false;
      noMore_ = in.empty();
      while (!in.empty()) waiting_.push_back(in.get<RunKey>());
      work_.notify_all();
    } else {
      throw Error("The leading process sent a message that is not understood.");
    }
  }

  Transport& transport_;  // the talking thread's
  const EngineOptions options_;
  const Assignment given_;
  const Plan& plan_ = given_.plan;
  InFlight inFlight_;
  std::unique_ptr<DeviceSession> device_;
  int runs_;
  double allowed_;  // seconds of a run
  RunControl control_;
  Journals journals_;
  Runner runner_;
  bool toldToStop_ = false;
  std::optional<Clock::time_point> stopped_;  // when it was noticed
  std::mutex mutex_;                          // of all below
  std::condition_variable work_, news_;
  std::vector<std::thread> threads_;  // of groups of workers
  std::exception_ptr trouble_;
  std::deque<RunKey> waiting_;
  std::vector<Seat*> seats_;
  std::vector<std::string> records_;
  int groups_ = 0;  // that have not ended
  int stuck_ = 0;   // workers that are left alone
  int done_ = 0;
  double seconds_ = 0.0;
  bool asked_ = false;
  bool noMore_ = false;
};

Assignment assignmentOf(crew::Reader& in, const Catalogue& catalogue, const std::string& dataDir) {
  const auto checksum = in.get<std::uint32_t>();
  const ExperimentSpec spec = parseSpec(std::string(in.text()), "specification of the leading process");
  const auto journal = in.get<Journal>();
  std::string journals(in.text());
  ExperimentInfo sent;
  for (const ProblemEntry& entry : spec.problems) {
    ProblemRecord& problem = sent.problems.emplace_back();
    problem.name = entry.name;
    problem.params = entry.params;
  }
  crew::takeStart(in, sent);
  Plan plan = makePlan(spec, catalogue, dataDir, &sent);
  if (store::infoChecksum(plan.info) != checksum) {
    throw InputError(
        "it would run another experiment than the leading process (another build of Tandem, or other instance data); "
        "install the same on all machines.");
  }
  return {std::move(plan), journal, std::move(journals)};
}

}  // namespace

WorkerOutcome workForLeader(Transport& transport, const Catalogue& catalogue, const std::string& dataDir,
                            const EngineOptions& options) {
  WorkerOutcome outcome;
  for (;;) {
    const std::optional<Transport::Message> message = transport.receive();
    if (!message) {
      if (!outcome.stopped && options.control != nullptr && options.control->stop.load()) {
        outcome.stopped = true;
        transport.send(0, crew::Writer(Kind::Quit).bytes);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    crew::Reader in(message->bytes);
    switch (in.kind()) {
      case Kind::Dismiss:
        return outcome;
      case Kind::Plan:
        try {
          const auto shift = std::make_shared<Shift>(transport, assignmentOf(in, catalogue, dataDir), options);
          const WorkerOutcome one = shift->work();
          outcome.stopped = outcome.stopped || one.stopped;
          outcome.abandoned += one.abandoned;
        } catch (const std::exception& e) {
          crew::Writer refusal(Kind::Refuse);
          refusal.putText(e.what());
          transport.send(0, std::move(refusal.bytes));
        }
        break;
      default:
        break;  // a Stop that came when all was done
    }
  }
}

}  // namespace tandem
