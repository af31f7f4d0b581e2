// SPDX-License-Identifier: Apache-2.0
#include "tandem/engine/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "engine/crew.h"
#include "engine/event_queue.h"
#include "engine/runner.h"
#include "engine/workers.h"
#include "store/info.h"
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

/// Longest expected first, so that no long run starts when the others are nearly done; or shuffled, for tests.
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

/// Executes pending runs of a plan: workers take them in order; one writer thread drains what they deliver, commits
/// everything waiting as one shard, then tells the observer. It also watches over the workers.
class Execution final : public Workers {
 public:
  Execution(const Plan& plan, ResultWriter& writer, const EngineOptions& options, std::vector<RunKey> pending,
            std::shared_ptr<DeviceSession> device, const std::string& file)
      : Workers(std::shared_ptr<const Plan>(std::shared_ptr<void>(), &plan), std::move(device), options,
                {store::Paths(file).inFlight, options.journal, store::Paths(file).journals}),
        writer_(&writer),
        pending_(std::move(pending)),
        queue_(static_cast<std::size_t>(2 * runs_ + 16)) {}

  EngineOutcome run() {
    order(pending_, *plan_, options_.shuffle);
    journals_.prepare(pending_);
    if (!pending_.empty()) {
      relayControl();  // an earlier stop or pause applies from the first run on
      std::thread writing([this] { write(); });
      std::exception_ptr failed;
      std::exception_ptr lost;
      std::thread leading;
      try {
        if (options_.transport != nullptr) leading = std::thread([this, &lost] { lead(lost); });
        start(static_cast<int>(std::min(static_cast<std::size_t>(runs_), pending_.size())));
      } catch (...) {
        failed = std::current_exception();
        control_.stop = true;
      }
      while (!await(std::chrono::seconds(1))) {
      }
      if (leading.joinable()) leading.join();
      if (!failed) failed = trouble();
      if (!failed) failed = lost;
      if (!failed) failed = journals_.failure();
      queue_.close();
      writing.join();
      if (!failure_) failure_ = failed;
      outcome_.abandoned = letGo();
    }
    if (failure_) std::rethrow_exception(failure_);
    outcome_.replayed = journals_.replayed();
    outcome_.notes = journals_.notes();
    outcome_.interrupted = static_cast<std::size_t>(outcome_.finished) < pending_.size();
    return outcome_;
  }

 private:
  std::optional<RunKey> take() override {
    const std::size_t i = next_.fetch_add(1);
    if (i >= pending_.size()) return std::nullopt;
    queue_.push(Event{pending_[i], {}});
    return pending_[i];
  }
  void deliver(const RunKey& key, std::unique_ptr<RunRecord> record) override {
    if (record != nullptr) queue_.push(Event{key, std::move(record)});
  }
  [[nodiscard]] bool allTaken() const override { return control_.stop.load() || next_.load() >= pending_.size(); }

  /// Shares the runs with the other processes.
  void lead(std::exception_ptr& trouble) {
    try {
      leadWorkers(
          *options_.transport, *plan_, journals_, control_, [this] { return take(); },
          [this](std::unique_ptr<RunRecord> record) {
            const RunKey key{record->problem, record->algorithm, record->repetition};
            queue_.push(Event{key, std::move(record)});
          });
    } catch (...) {
      trouble = std::current_exception();
      control_.stop = true;
    }
  }

  /// The writer thread. It also passes the user's stop and pause on to the runs.
  void write() {
    const auto meanwhile = [this] {
      relayControl();
      std::vector<Event> late;
      for (std::unique_ptr<RunRecord>& record : watch()) {
        const RunKey key{record->problem, record->algorithm, record->repetition};
        late.push_back(Event{key, std::move(record)});
      }
      if (!late.empty()) commit(std::move(late));
    };
    try {
      while (queue_.waitFor(std::chrono::milliseconds(20), meanwhile)) commit(queue_.takeAll());
    } catch (...) {
      failure_ = std::current_exception();
      control_.stop = true;  // nothing done from here on could be kept
      queue_.abandon();
      watchStop();
    }
  }

  /// After the writer has failed, nothing else watches over runs that do not return.
  void watchStop() {
    while (!idle()) {
      (void)watch();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
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
    writer_->commit(records);
    for (const RunRecord& r : records) {
      ++outcome_.finished;
      if (r.status == RunStatus::Failed) {
        ++outcome_.failed;  // its journal is kept: its evaluations are useful for a retry
      } else {
        journals_.discard({r.problem, r.algorithm, r.repetition});
      }
      if (options_.observer == nullptr) continue;
      options_.observer->finished({r.problem, r.algorithm, r.repetition}, r.status, r.message, r.seconds);
    }
  }

  ResultWriter* writer_;  // owned by the writer thread
  std::vector<RunKey> pending_;
  std::atomic<std::size_t> next_{0};
  EventQueue queue_;
  EngineOutcome outcome_;       // owned by the writer thread until it is joined
  std::exception_ptr failure_;  // likewise
};

/// The process may have been killed between storing a run and removing its journal.
void removeStaleJournals(const std::string& folder, const std::vector<RunKey>& finished) {
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return;
  for (const RunKey& key : finished) std::filesystem::remove(store::journalPath(folder, key), error);
}

EngineOutcome complete(const Plan& plan, const std::string& file, ResultWriter& writer, const EngineOptions& options,
                       std::vector<RunKey> pending, int skipped, std::shared_ptr<DeviceSession> device) {
  EngineOutcome outcome =
      std::make_shared<Execution>(plan, writer, options, std::move(pending), std::move(device), file)->run();
  outcome.skipped = skipped;
  if (!outcome.interrupted) writer.pack(utcNow());
  return outcome;
}

std::string signalText(int signal) {
  const char* text = strsignal(signal);
  return std::to_string(signal) + (text == nullptr ? "" : " (" + std::string(text) + ")");
}

/// Commits the runs that crashed an earlier session as failed and removes them from the pending ones.
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
    if (const std::string why = store::misfit(stored.info()); !why.empty()) {
      throw InputError(
          fmt::format("'{}' cannot be resumed: {}; resume the full file and trim it again.", stored.path(), why));
    }
    if (const std::string& precision = stored.info().precision; !precision.empty()) {
      throw InputError(
          fmt::format("'{}' cannot be resumed: it was trimmed (precision: {}); resume the full file and "
                      "trim it again.",
                      stored.path(), precision));
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
  if (outcome.abandoned > 0) static_cast<void>(planned.release());  // threads that never ended may still use it
  return outcome;
}

}  // namespace tandem
