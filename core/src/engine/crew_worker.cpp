// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

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

/// One experiment on a worker: threads that execute, and one (the caller's) that talks to the leader.
class Shift {
 public:
  Shift(Transport& transport, const Plan& plan, const EngineOptions& options, Journal journal,
        const std::string& journals)
      : transport_(transport),
        options_(options),
        plan_(plan),
        inFlight_("", options.nameCrashes),
        device_(openDevice(plan, options)),
        runs_(runsAtOnce(options, device_.get())),
        journals_(plan, control_, journal, journals),
        runner_(plan, control_, options, device_.get(), journals_) {
    journals_.requireFolder();
  }

  /// False if options.control says stop.
  bool work() {
    std::exception_ptr trouble;
    std::thread working([&] {
      try {
        onThreads(threadCount(options_), runs_, [this] { workerLoop(); });
      } catch (...) {
        trouble = std::current_exception();
        const std::lock_guard lock(mutex_);
        control_.stop = true;
      }
    });
    try {
      talk();
    } catch (...) {
      end(true);
      working.join();
      throw;
    }
    working.join();
    if (!trouble) trouble = journals_.failure();
    if (trouble) std::rethrow_exception(trouble);
    sendRecords();
    transport_.send(0, crew::Writer(Kind::Done).bytes);
    return !toldToStop_;
  }

 private:
  void workerLoop() {
    while (const std::optional<RunKey> key = take()) {
      RunRecord record;
      try {
        const InFlight::Scope scope(inFlight_, *key, runName(plan_.info, *key));
        record = runner_.execute(*key);
      } catch (const Cancelled&) {
        return;
      }
      std::string bytes = store::encodeRecord(record);
      const std::lock_guard lock(mutex_);
      records_.push_back(std::move(bytes));
      --active_;
      ++done_;
      seconds_ += record.seconds;
      news_.notify_all();
    }
  }

  std::optional<RunKey> take() {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [&] { return !waiting_.empty() || noMore_ || control_.stop.load(); });
    if (waiting_.empty() || control_.stop.load()) return std::nullopt;
    const RunKey key = waiting_.front();
    waiting_.pop_front();
    ++active_;
    return key;
  }

  void talk() {
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        if (control_.stop.load() || (noMore_ && waiting_.empty() && active_ == 0)) return;
      }
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
      const auto known = isize(waiting_) + active_;
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

  Transport& transport_;
  const EngineOptions& options_;
  const Plan& plan_;
  InFlight inFlight_;
  std::unique_ptr<DeviceSession> device_;
  int runs_;
  RunControl control_;
  Journals journals_;
  Runner runner_;
  bool toldToStop_ = false;
  std::mutex mutex_;  // of all below
  std::condition_variable work_, news_;
  std::deque<RunKey> waiting_;
  std::vector<std::string> records_;
  int active_ = 0;
  int done_ = 0;
  double seconds_ = 0.0;
  bool asked_ = false;
  bool noMore_ = false;
};

struct Assignment {
  Plan plan;
  Journal journal;
  std::string journals;  // folder
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

bool workForLeader(Transport& transport, const Catalogue& catalogue, const std::string& dataDir,
                   const EngineOptions& options) {
  bool good = true;
  for (;;) {
    const std::optional<Transport::Message> message = transport.receive();
    if (!message) {
      if (good && options.control != nullptr && options.control->stop.load()) {
        good = false;
        transport.send(0, crew::Writer(Kind::Quit).bytes);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    crew::Reader in(message->bytes);
    switch (in.kind()) {
      case Kind::Dismiss:
        return good;
      case Kind::Plan:
        try {
          const Assignment given = assignmentOf(in, catalogue, dataDir);
          good = Shift(transport, given.plan, options, given.journal, given.journals).work() && good;
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
