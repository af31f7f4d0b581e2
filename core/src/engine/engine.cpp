// SPDX-License-Identifier: Apache-2.0
#include "tandem/engine/engine.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>
#include <thread>

#include "engine/crew.h"
#include "engine/event_queue.h"
#include "engine/runner.h"
#include "tandem/error.h"
#include "tandem/rng.h"
#include "tandem/store/result_file.h"

namespace tandem {

Observer::~Observer() = default;

namespace {

std::string utcNow() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

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
  std::vector<double> cost;
  for (const ProblemRecord& problem : plan.info.problems) {
    int dim = 1;
    for (const TaskInfo& task : problem.tasks) dim = std::max(dim, task.dim);
    cost.push_back(static_cast<double>(problem.budget) * dim);
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [&](const RunKey& a, const RunKey& b) { return cost[a.problem] > cost[b.problem]; });
}

/// Executes pending runs of a plan: workers in a TBB arena take them in order; one writer thread drains what they
/// deliver, commits everything that waits in one shard, then tells the observer.
class Execution {
 public:
  Execution(const Plan& plan, ResultWriter& writer, const EngineOptions& options, std::vector<RunKey> pending,
            DeviceSession* device)
      : plan_(plan),
        writer_(writer),
        options_(options),
        pending_(std::move(pending)),
        runs_(runsAtOnce(options, device)),
        runner_(plan, control_, options, device),
        queue_(static_cast<std::size_t>(2 * runs_ + 16)) {}

  EngineOutcome run() {
    order(pending_, plan_, options_.shuffle);
    if (!pending_.empty()) {
      relayControl();  // a stop or pause that is there already holds from the first run on
      std::thread writing([this] { write(); });
      std::exception_ptr trouble;
      std::exception_ptr lost;
      std::thread leading;
      try {
        if (options_.transport != nullptr) leading = std::thread([this, &lost] { lead(lost); });
        work();
      } catch (...) {
        trouble = std::current_exception();
      }
      if (leading.joinable()) leading.join();
      if (!trouble) trouble = lost;
      queue_.close();
      writing.join();
      if (!failure_) failure_ = trouble;
    }
    if (failure_) std::rethrow_exception(failure_);
    outcome_.interrupted = static_cast<std::size_t>(outcome_.finished) < pending_.size();
    return outcome_;
  }

 private:
  void work() {
    const auto workers = std::min(static_cast<std::size_t>(runs_), pending_.size());
    onThreads(threadCount(options_), static_cast<int>(workers), [this] { workerLoop(); });
  }

  /// Shares the runs with the other processes.
  void lead(std::exception_ptr& trouble) {
    try {
      leadWorkers(
          *options_.transport, plan_, control_, [this] { return take(); },
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
    for (;;) {
      while (control_.pause.load() && !control_.stop.load()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
      if (control_.stop.load()) return;
      const std::optional<RunKey> key = take();
      if (!key) return;
      try {
        queue_.push(Event{*key, std::make_unique<RunRecord>(runner_.execute(*key))});
      } catch (const Cancelled&) {
        return;
      }
    }
  }

  /// The writer thread. It also hands the user's stop and pause on to the runs.
  void write() {
    try {
      while (queue_.waitFor(std::chrono::milliseconds(20), [this] { relayControl(); })) commit(queue_.takeAll());
    } catch (...) {
      failure_ = std::current_exception();
      control_.stop = true;  // nothing that is done from here on could be kept
      queue_.abandon();
    }
  }

  void relayControl() {
    if (options_.control == nullptr) return;
    if (options_.control->stop.load()) control_.stop = true;
    control_.pause = options_.control->pause.load();
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
    writer_.commit(records);
    for (const RunRecord& r : records) {
      ++outcome_.finished;
      if (r.status == RunStatus::Failed) ++outcome_.failed;
      if (options_.observer == nullptr) continue;
      options_.observer->finished({r.problem, r.algorithm, r.repetition}, r.status, r.message, r.seconds);
    }
  }

  const Plan& plan_;
  ResultWriter& writer_;
  const EngineOptions& options_;
  std::vector<RunKey> pending_;
  int runs_;
  RunControl control_;
  Runner runner_;
  std::atomic<std::size_t> next_{0};
  EventQueue queue_;
  EngineOutcome outcome_;       // the writer thread's until it is joined
  std::exception_ptr failure_;  // likewise
};

/// A result file is data: nothing in it is executed unless the user says that he trusts it.
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

EngineOutcome complete(const Plan& plan, ResultWriter& writer, const EngineOptions& options,
                       std::vector<RunKey> pending, int skipped, DeviceSession* device) {
  EngineOutcome outcome = Execution(plan, writer, options, std::move(pending), device).run();
  outcome.skipped = skipped;
  if (!outcome.interrupted) writer.pack(utcNow());
  return outcome;
}

}  // namespace

EngineOutcome runExperiment(const Plan& plan, const std::string& file, const EngineOptions& options) {
  checkOptions(options);
  const std::unique_ptr<DeviceSession> device = openDevice(plan, options);  // before anything is written
  if (options.force) removeResults(file);
  ExperimentInfo info = plan.info;
  info.started = utcNow();
  ResultWriter writer(file, info, false);
  return complete(plan, writer, options, ownRuns(plan, options), 0, device.get());
}

EngineOutcome resumeExperiment(const std::string& file, const Catalogue& catalogue, const std::string& dataDir,
                               const EngineOptions& options, bool retryFailed) {
  checkOptions(options);
  std::string specification;
  {
    const ResultFile stored(file);
    if (stored.info().imported()) {
      throw InputError("'" + stored.path() + "' was imported from " + stored.info().origin +
                       ", so there is nothing to resume: how its runs were made is not known.");
    }
    specification = stored.info().specification;
  }
  const ExperimentSpec spec = parseSpec(specification, file + " (specification)");
  if (!options.allowPrograms) refusePrograms(spec, catalogue, file);
  const Plan plan = makePlan(spec, catalogue, dataDir);
  ResultWriter writer(file, plan.info, true, options.force);
  std::vector<RunKey> pending;
  int skipped = 0;
  int failed = 0;
  bool packed = false;
  {
    const ResultFile stored(file);  // after the lock is held
    packed = stored.packed();
    for (const RunKey& key : ownRuns(plan, options)) {
      const RunStatus status = stored.status(key);
      if (status == RunStatus::Missing || (retryFailed && status == RunStatus::Failed)) {
        pending.push_back(key);
      } else {
        ++skipped;
        if (status == RunStatus::Failed) ++failed;
      }
    }
  }
  EngineOutcome outcome;
  if (pending.empty() && packed) {
    outcome.skipped = skipped;
  } else {
    const std::unique_ptr<DeviceSession> device = pending.empty() ? nullptr : openDevice(plan, options);
    outcome = complete(plan, writer, options, std::move(pending), skipped, device.get());
  }
  outcome.failed += failed;
  return outcome;
}

}  // namespace tandem
