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
#include "engine/workers.h"
#include "store/codec.h"
#include "store/info.h"
#include "tandem/engine/transport.h"
#include "tandem/error.h"

namespace tandem {

namespace {

using crew::Kind;

constexpr std::chrono::microseconds kPoll{500};
// Short runs are fetched in advance, as many as take about this long, so that threads do not wait for the leader.
constexpr double kSecondsAhead = 0.02;
constexpr int kMostAhead = 512;

struct Assignment {
  std::shared_ptr<const Plan> plan;
  Journal journal;
  std::string journals;  // folder
};

/// One experiment on a worker: threads that execute runs, and one (the caller's) that talks to the leader and watches
/// over them, as the leader watches its own.
class Shift final : public Workers {
 public:
  Shift(Transport& transport, const Assignment& given, const EngineOptions& options)
      : Workers(given.plan, openDevice(*given.plan, options), options, {"", given.journal, given.journals}),
        transport_(transport) {
    journals_.requireFolder();
  }

  WorkerOutcome work() {
    start(runs_);
    try {
      talk();
    } catch (...) {
      end(true);
      (void)finish();
      throw;
    }
    const int abandoned = finish();
    std::exception_ptr failed = trouble();
    if (!failed) failed = journals_.failure();
    if (failed) std::rethrow_exception(failed);
    sendRecords();
    transport_.send(0, crew::Writer(Kind::Done).bytes);
    return {toldToStop_, abandoned};
  }

 private:
  std::optional<RunKey> take() override {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [&] { return !waiting_.empty() || noMore_ || control_.stop.load(); });
    if (waiting_.empty() || control_.stop.load()) return std::nullopt;
    const RunKey key = waiting_.front();
    waiting_.pop_front();
    ++open_;
    return key;
  }
  void deliver(const RunKey& /*key*/, std::unique_ptr<RunRecord> record) override {
    std::string bytes = record ? store::encodeRecord(*record) : std::string();
    const std::lock_guard lock(mutex_);
    --open_;
    if (record != nullptr) {
      records_.push_back(std::move(bytes));
      ++done_;
      seconds_ += record->seconds;
    }
    news_.notify_all();
  }
  [[nodiscard]] bool allTaken() const override {
    const std::lock_guard lock(mutex_);
    return control_.stop.load() || (noMore_ && waiting_.empty());
  }

  /// Runs that were given up are reported as failed.
  void watchOver() {
    for (const std::unique_ptr<RunRecord>& record : watch()) {
      std::string bytes = store::encodeRecord(*record);
      const std::lock_guard lock(mutex_);
      --open_;
      records_.push_back(std::move(bytes));
    }
  }

  /// Waits for all workers except abandoned ones; returns the number of these.
  int finish() {
    end(control_.stop.load());
    do {
      watchOver();
    } while (!await(std::chrono::milliseconds(20)));
    return letGo();
  }

  void talk() {
    for (;;) {
      {
        const std::lock_guard lock(mutex_);
        if (control_.stop.load() || (noMore_ && waiting_.empty() && open_ == 0 && records_.empty())) return;
      }
      watchOver();
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
      const auto known = isize(waiting_) + open_;
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

  Transport& transport_;  // of the talking thread
  bool toldToStop_ = false;
  mutable std::mutex mutex_;  // of all below
  std::condition_variable work_, news_;
  std::deque<RunKey> waiting_;
  std::vector<std::string> records_;
  int open_ = 0;  // runs taken but not delivered
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
  auto plan = std::make_shared<const Plan>(makePlan(spec, catalogue, dataDir, &sent));
  if (store::infoChecksum(plan->info) != checksum) {
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
        break;  // a Stop that came after everything was done
    }
  }
}

}  // namespace tandem
