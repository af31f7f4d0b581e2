// SPDX-License-Identifier: Apache-2.0
#include "tandem/engine/engine.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/crew.h"
#include "engine/event_queue.h"
#include "engine/in_flight.h"
#include "engine/runner.h"
#include "store/paths.h"
#include "tandem/error.h"
#include "tandem/rng.h"
#include "tandem/store/result_file.h"

namespace tandem {

Observer::~Observer() = default;

std::string utcNow() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

void refusePrograms(const ExperimentSpec& spec, const Catalogue& catalogue, const std::string& file) {
  for (const ProblemEntry& entry : spec.problems) {
    const auto command = entry.params.find("command");
    if (command == entry.params.end()) continue;
    for (const ProblemInfo* problem : catalogue.problems.match(entry.name)) {
      if (!problem->explicitOnly) continue;
      throw InputError("'" + file + "' asks for a program to be started: " + command->second.substr(0, 500) +
                       "; if you trust the file, say so with --allow-programs.");
    }
  }
}

namespace {

void checkOptions(const EngineOptions& options) {
  if (options.threads < 0 || options.threads > 4096) {
    throw InputError("The number of threads must be between 1 and 4096, or 0 for all cores.");
  }
  if (options.inFlight < 0 || options.inFlight > 4096) {
    throw InputError("The number of runs in flight must be between 1 and 4096, or 0 for the default.");
  }
  if (options.shards < 1 || options.shard < 0 || options.shard >= options.shards) {
    throw InputError("A shard must be I/N with 1 <= I <= N.");
  }
}

/// The part of the plan that this process is to do.
std::vector<RunKey> ownRuns(const Plan& plan, const EngineOptions& options) {
  std::vector<RunKey> runs;
  for (auto i = static_cast<std::size_t>(options.shard); i < plan.runs.size();
       i += static_cast<std::size_t>(options.shards)) {
    runs.push_back(plan.runs[i]);
  }
  return runs;
}

/// Longest expected first, so that no long run starts when the others are done; or shuffled, for tests.
void order(std::vector<RunKey>& runs, const Plan& plan, std::uint64_t shuffle) {
  if (shuffle != 0) {
    std::vector<int> places(runs.size());
    Rng(shuffle).permutation(places);
    std::vector<RunKey> shuffled;
    shuffled.reserve(runs.size());
    for (const int place : places) shuffled.push_back(runs[place]);
    runs = std::move(shuffled);
    return;
  }
  std::vector<int> dims;
  for (const ProblemRecord& problem : plan.info.problems) {
    int& dim = dims.emplace_back(1);
    for (const TaskInfo& task : problem.tasks) dim = std::max(dim, task.dim);
  }
  const auto cost = [&](const RunKey& key) {
    return static_cast<double>(budgetOf(plan.info.problems[key.problem], plan.info.algorithms[key.algorithm])) *
           dims[key.problem];
  };
  std::stable_sort(runs.begin(), runs.end(), [&](const RunKey& a, const RunKey& b) { return cost(a) > cost(b); });
}

/// Executes pending runs of a plan: workers in a TBB arena take them in order; one writer thread drains what they
/// deliver, commits everything that waits in one shard, then tells the observer. The writer also watches the clock: a
/// run that does not come back (a loop that never asks its context) is left alone, and another thread takes its
/// worker's place. Such a thread cannot be ended, so all that it may touch lives as long as it does: in a shared
/// pointer.
class Execution : public std::enable_shared_from_this<Execution> {
 public:
  Execution(const Plan& plan, ResultWriter& writer, const EngineOptions& options, std::vector<RunKey> pending,
            DeviceSession* device, const std::string& file)
      : plan_(plan),
        writer_(&writer),
        options_(options),
        pending_(std::move(pending)),
        runs_(runsAtOnce(options, device)),
        allowed_(secondsAllowed(plan, device)),
        inFlight_(store::Paths(file).inFlight, options.nameCrashes),
        journals_(plan, control_, options.journal, store::Paths(file).journals),
        runner_(plan, control_, options_, device, journals_),
        queue_(static_cast<std::size_t>(2 * runs_ + 16)) {}

  EngineOutcome run() {
    order(pending_, plan_, options_.shuffle);
    journals_.prepare(pending_);
    if (!pending_.empty()) {
      relayControl();  // a stop or pause that is there already holds from the first run on
      std::thread writing([this] { write(); });
      std::exception_ptr trouble;
      std::exception_ptr lost;
      std::thread leading;
      try {
        if (options_.transport != nullptr) leading = std::thread([this, &lost] { lead(lost); });
        startWorkers(static_cast<int>(std::min(static_cast<std::size_t>(runs_), pending_.size())));
      } catch (...) {
        trouble = std::current_exception();
        control_.stop = true;
      }
      awaitWorkers();
      if (leading.joinable()) leading.join();
      if (!trouble) trouble = trouble_;
      if (!trouble) trouble = lost;
      if (!trouble) trouble = journals_.failure();
      queue_.close();
      writing.join();
      if (!failure_) failure_ = trouble;
      letGo();
    }
    if (failure_) std::rethrow_exception(failure_);
    outcome_.replayed = journals_.replayed();
    outcome_.notes = journals_.notes();
    outcome_.interrupted = static_cast<std::size_t>(outcome_.finished) < pending_.size();
    return outcome_;
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
      self->changed_.notify_all();
    });
    ++groups_;
  }

  /// Until every group of workers has ended, but for workers that were left alone.
  void awaitWorkers() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return groups_ == 0 || (working_ == 0 && begun_ && taken()); });
  }
  /// No worker will take another run.
  [[nodiscard]] bool taken() const { return control_.stop.load() || next_.load() >= pending_.size(); }

  /// Threads that have ended are joined, the others left behind.
  void letGo() {
    std::vector<std::thread> threads;
    {
      const std::lock_guard lock(mutex_);
      outcome_.abandoned = stuck_;
      threads.swap(threads_);
    }
    for (std::thread& thread : threads) {
      if (outcome_.abandoned == 0) {
        thread.join();
      } else {
        thread.detach();
      }
    }
  }

  /// Shares the runs with the other processes.
  void lead(std::exception_ptr& trouble) {
    try {
      leadWorkers(
          *options_.transport, plan_, journals_, control_, [this] { return take(); },
          [this](std::unique_ptr<RunRecord> record) {
            const RunKey key{record->problem, record->algorithm, record->repetition};
            queue_.push(Event{key, std::move(record)});
          });
    } catch (...) {
      trouble = std::current_exception();
      control_.stop = true;
    }
  }

  std::optional<RunKey> take() {
    const std::size_t i = next_.fetch_add(1);
    if (i >= pending_.size()) return std::nullopt;
    queue_.push(Event{pending_[i], {}});
    return pending_[i];
  }

  void workerLoop() {
    Seat seat;
    sit();
    try {
      while (step(seat)) {
      }
    } catch (...) {
      rise(seat);
      throw;
    }
    rise(seat);
  }

  void sit() {
    const std::lock_guard lock(mutex_);
    ++working_;
    begun_ = true;
  }
  void rise(const Seat& seat) {
    const std::lock_guard lock(mutex_);
    --(seat.abandoned ? stuck_ : working_);
    changed_.notify_all();
  }

  /// One run; false if there is no more to do here.
  bool step(Seat& seat) {
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
      const InFlight::Scope scope(inFlight_, *key, runName(plan_.info, *key));
      record = std::make_unique<RunRecord>(runner_.execute(*key));
    } catch (const Cancelled&) {
    }
    {
      const std::lock_guard lock(mutex_);
      std::erase(seats_, &seat);
      if (seat.abandoned) return false;  // too late: somebody else sits here
    }
    if (record == nullptr) return false;
    queue_.push(Event{*key, std::move(record)});
    return true;
  }

  /// The writer thread. It also hands the user's stop and pause on to the runs.
  void write() {
    const auto idle = [this] {
      relayControl();
      std::vector<Event> late = watch();
      if (!late.empty()) commit(std::move(late));
    };
    try {
      while (queue_.waitFor(std::chrono::milliseconds(20), idle)) commit(queue_.takeAll());
    } catch (...) {
      failure_ = std::current_exception();
      control_.stop = true;  // nothing that is done from here on could be kept
      queue_.abandon();
      watchStop();
    }
  }

  /// After a failure of the writer nobody else looks after runs that do not come back.
  void watchStop() {
    for (;;) {
      {
        const std::lock_guard lock(mutex_);
        if (working_ == 0) return;
      }
      (void)watch();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  void relayControl() {
    if (options_.control == nullptr) return;
    if (options_.control->stop.load()) control_.stop = true;
    control_.pause = options_.control->pause.load();
  }

  /// Leaves alone the runs that are over their time, or that do not notice the stop. Answers the records of the former.
  std::vector<Event> watch() {
    const Clock::time_point now = Clock::now();
    const bool stopping = control_.stop.load();
    if (stopping && !stopped_) stopped_ = now;
    const double sinceStop = stopped_ ? std::chrono::duration<double>(now - *stopped_).count() : 0.0;
    std::vector<Event> late;
    int gone = 0;
    std::unique_lock lock(mutex_);
    for (auto it = seats_.begin(); it != seats_.end();) {
      Seat& seat = **it;
      const double spent = std::chrono::duration<double>(now - seat.start).count();
      const bool over = !stopping && !control_.pause.load() && spent > allowed_;
      if (!over && !(stopping && sinceStop > options_.stopGrace)) {
        ++it;
        continue;
      }
      if (over) late.push_back(Event{seat.key, std::make_unique<RunRecord>(lateRecord(plan_, seat.key, spent))});
      seat.abandoned = true;
      it = seats_.erase(it);
      --working_;
      ++stuck_;
      ++gone;
    }
    changed_.notify_all();
    lock.unlock();
    // One by one: TBB lends threads to all groups together, and those of the ones that are stuck are gone.
    for (int i = 0; i < gone && !taken(); ++i) startWorkers(1);
    return late;
  }

  void commit(std::vector<Event> events) {
    std::vector<RunRecord> records;
    for (Event& event : events) {
      if (event.record) {
        records.push_back(std::move(*event.record));
      } else if (options_.observer != nullptr) {
        options_.observer->started(event.key);
      }
    }
    writer_->commit(records);
    for (const RunRecord& r : records) {
      ++outcome_.finished;
      if (r.status == RunStatus::Failed) {
        ++outcome_.failed;  // its journal is kept: what it has paid for is of use when it is tried again
      } else {
        journals_.discard({r.problem, r.algorithm, r.repetition});
      }
      if (options_.observer == nullptr) continue;
      options_.observer->finished({r.problem, r.algorithm, r.repetition}, r.status, r.message, r.seconds);
    }
  }

  const Plan& plan_;
  ResultWriter* writer_;  // the writer thread's
  const EngineOptions options_;
  std::vector<RunKey> pending_;
  int runs_;
  double allowed_;  // seconds of a run
  RunControl control_;
  InFlight inFlight_;
  Journals journals_;
  Runner runner_;
  std::atomic<std::size_t> next_{0};
  EventQueue queue_;
  EngineOutcome outcome_;                     // the writer thread's until it is joined
  std::exception_ptr failure_;                // likewise
  std::optional<Clock::time_point> stopped_;  // likewise

  std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::vector<std::thread> threads_;  // of groups of workers
  std::vector<Seat*> seats_;
  int groups_ = 0;   // that have not ended
  int working_ = 0;  // workers that are not left alone
  int stuck_ = 0;    // workers that are
  bool begun_ = false;
  std::exception_ptr trouble_;
};

/// Between the storing of a run and the end of its journal the process may have been killed.
void removeStaleJournals(const std::string& folder, const std::vector<RunKey>& finished) {
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return;
  for (const RunKey& key : finished) std::filesystem::remove(store::journalPath(folder, key), error);
}

EngineOutcome complete(const Plan& plan, const std::string& file, ResultWriter& writer, const EngineOptions& options,
                       std::vector<RunKey> pending, int skipped, std::unique_ptr<DeviceSession> device) {
  EngineOutcome outcome =
      std::make_shared<Execution>(plan, writer, options, std::move(pending), device.get(), file)->run();
  outcome.skipped = skipped;
  if (!outcome.interrupted) writer.pack(utcNow());
  if (outcome.abandoned > 0) static_cast<void>(device.release());  // threads that never ended may use it
  return outcome;
}

std::string signalText(int signal) {
  const char* text = strsignal(signal);
  return std::to_string(signal) + (text == nullptr ? "" : " (" + std::string(text) + ")");
}

/// Commits the runs that crashed an earlier session as failed, and takes them out of those to be done.
int skipCrashed(const std::vector<CrashedRun>& crashed, std::vector<RunKey>& pending, ResultWriter& writer) {
  std::vector<RunRecord> records;
  for (const CrashedRun& run : crashed) {
    if (run.signal == 0 || std::erase(pending, run.key) == 0) continue;
    RunRecord& record = records.emplace_back();
    record.problem = run.key.problem;
    record.algorithm = run.key.algorithm;
    record.repetition = run.key.repetition;
    record.status = RunStatus::Failed;
    record.message =
        "The run crashed the process with signal " + signalText(run.signal) + "; it was left out (--skip-crashed).";
  }
  writer.commit(records);
  return isize(records);
}

}  // namespace

EngineOutcome runExperiment(const Plan& plan, const std::string& file, const EngineOptions& options) {
  checkOptions(options);
  std::unique_ptr<DeviceSession> device = openDevice(plan, options);  // before anything is written
  if (options.force) removeResults(file, options.noLock);
  ExperimentInfo info = plan.info;
  info.started = utcNow();
  ResultWriter writer(file, info, false, false, options.noLock);
  return complete(plan, file, writer, options, ownRuns(plan, options), 0, std::move(device));
}

std::vector<RunKey> pendingRuns(const ResultFile& results, const std::vector<RunKey>& runs, bool retryFailed) {
  std::vector<RunKey> pending;
  for (const RunKey& key : runs) {
    const RunStatus status = results.status(key);
    if (status == RunStatus::Missing || (retryFailed && status == RunStatus::Failed)) pending.push_back(key);
  }
  return pending;
}

EngineOutcome resumeExperiment(const std::string& file, const Catalogue& catalogue, const std::string& dataDir,
                               const EngineOptions& options, bool retryFailed) {
  checkOptions(options);
  ExperimentInfo described;
  {
    const ResultFile stored(file);
    if (stored.info().imported()) {
      throw InputError("'" + stored.path() + "' was imported from " + stored.info().origin +
                       ", so there is nothing to resume: how its runs were made is not known.");
    }
    described = stored.info();
  }
  const ExperimentSpec spec = parseSpec(described.specification, file + " (specification)");
  if (!options.allowPrograms) refusePrograms(spec, catalogue, file);
  auto planned = std::make_unique<const Plan>(makePlan(spec, catalogue, dataDir, &described));
  const Plan& plan = *planned;
  ResultWriter writer(file, plan.info, true, options.force, options.noLock);
  std::vector<RunKey> pending;
  std::vector<RunKey> finished;
  int skipped = 0;
  int failed = 0;
  bool packed = false;
  {
    const ResultFile stored(file);  // after the lock is held
    packed = stored.packed();
    const std::vector<RunKey> own = ownRuns(plan, options);
    pending = pendingRuns(stored, own, retryFailed);
    skipped = isize(own) - isize(pending);
    for (const RunKey& key : own) {
      const RunStatus status = stored.status(key);
      if (status == RunStatus::Finished) finished.push_back(key);
      if (status == RunStatus::Failed && !retryFailed) ++failed;
    }
  }
  removeStaleJournals(store::Paths(file).journals, finished);
  if (options.skipCrashed) failed += skipCrashed(crashedRuns(file), pending, writer);
  EngineOutcome outcome;
  if (pending.empty() && packed) {
    outcome.skipped = skipped;
  } else {
    std::unique_ptr<DeviceSession> device = pending.empty() ? nullptr : openDevice(plan, options);
    outcome = complete(plan, file, writer, options, std::move(pending), skipped, std::move(device));
  }
  outcome.failed += failed;
  if (outcome.abandoned > 0) static_cast<void>(planned.release());  // threads that never ended may use it
  return outcome;
}

}  // namespace tandem
