// SPDX-License-Identifier: Apache-2.0
#include "tandem/editing/reproduce.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/content_hash.h"
#include "editing/precision.h"
#include "editing/rewrite.h"
#include "engine/runner.h"
#include "store/codec.h"
#include "store/info.h"
#include "store/paths.h"
#include "store/shape.h"
#include "tandem/editing/edit.h"
#include "tandem/error.h"
#include "tandem/rng.h"
#include "tandem/tables/names.h"

namespace tandem {

namespace {

std::string processorName() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    const std::size_t colon = line.find(':');
    if (line.starts_with("model name") && colon != std::string::npos && colon + 2 <= line.size()) {
      return line.substr(colon + 2);
    }
  }
  return "unknown";
}

std::string buildText(const ExperimentInfo& info) {
  return fmt::format("Tandem {} ({}), {}, {}", info.version, info.revision, info.compiler, info.flags);
}

/// Without wall-clock times.
std::string recordHash(RunRecord record) {
  record.seconds = 0.0;
  record.cost = {};
  return textHash(store::encodeRecord(record));
}

/// The plan of the stored specification; refuses any change except of the build.
Plan planAgain(const ResultFile& results, const Catalogue& catalogue, const std::string& dataDir, bool allowPrograms) {
  const ExperimentInfo& stored = results.info();
  const std::string& file = results.path();
  if (stored.imported()) {
    throw InputError(
        fmt::format("'{}' was imported from {}: how its runs were made is not known, so they cannot be "
                    "done again.",
                    file, stored.origin));
  }
  if (const std::string why = misfitOf(stored); !why.empty()) {
    throw InputError(fmt::format("'{}' cannot be reproduced: {}; reproduce the full file.", file, why));
  }
  const ExperimentSpec spec = edit::specificationOf(stored, file);
  if (!allowPrograms) refusePrograms(spec, catalogue, file);
  Plan plan = makePlan(spec, catalogue, dataDir, &stored);
  ExperimentInfo now = plan.info;
  now.schema = stored.schema;
  now.precision = stored.precision;
  store::takeBuild(now, stored);
  if (!stored.precision.empty() && parsePrecision(stored.precision).lean) {  // these files have no traces
    for (AlgorithmRecord& algorithm : now.algorithms) algorithm.traces.clear();
  }
  const std::string difference = differenceOf(stored, "'" + file + "'", now, "the experiment now");
  if (!difference.empty()) {
    throw InputError(fmt::format("'{}' cannot be reproduced: {}; use what it was made with.", file, difference));
  }
  plan.spec.timeLimit = 0.0;  // this machine may be slower
  return plan;
}

/// Repeats the runs on several threads; reading and reporting are behind one lock.
class Reproducer {
 public:
  Reproducer(const ResultFile& results, const Plan& plan, const std::vector<RunKey>& runs,
             const ReproduceOptions& options, const EngineOptions& engine, DeviceSession* device)
      : results_(results),
        plan_(plan),
        runs_(runs),
        control_(options.control != nullptr ? *options.control : own_),
        observer_(options.observer),
        names_(problemNames(results.info().problems)),
        journals_(plan, control_, Journal::Off, ""),
        runner_(plan, control_, engine, device, journals_) {
    if (!results.info().precision.empty()) precision_ = parsePrecision(results.info().precision);
  }

  /// One worker's share.
  void work() {
    for (std::size_t i = next_++; i < runs_.size() && !control_.stop.load(); i = next_++) {
      try {
        doAgain(runs_[i]);
      } catch (const Cancelled&) {
        return;
      } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!trouble_) trouble_ = std::current_exception();
        next_ = runs_.size();
        return;
      }
    }
  }

  std::vector<ReproducedRun> done() {
    if (trouble_) std::rethrow_exception(trouble_);
    std::vector<ReproducedRun> ordered;
    for (auto& [key, run] : done_) ordered.push_back(std::move(run));
    return ordered;
  }

 private:
  void doAgain(const RunKey& key) {
    ReproducedRun run{key, names_[key.problem], plan_.info.algorithms[key.algorithm].alias, "", {}};
    {
      const std::lock_guard lock(mutex_);
      if (observer_ != nullptr) observer_->started(key);
    }
    RunRecord computed = runner_.execute(key);
    const double seconds = computed.seconds;
    const std::string unfit = store::prepareRecord(computed, plan_.info);
    edit::reduce(computed, precision_);
    const std::lock_guard lock(mutex_);
    try {
      const RunRecord stored = results_.run(key);
      run.hash = recordHash(stored);
      run.difference = firstDifference(stored, computed);
      // Messages of other programs may contain anything.
      if (run.difference && run.difference->variable == "message" &&
          plan_.info.problems[key.problem].params.contains("command")) {
        run.difference.reset();
      }
    } catch (const InputError& damage) {
      run.difference = RunDifference{key, -1, -1, "record", damage.what(), "a finished run"};
    }
    if (!unfit.empty()) run.difference = RunDifference{key, -1, -1, "record", "a finished run", unfit};
    const std::string text = run.difference ? differenceText(*run.difference) : "";
    done_.emplace(key, std::move(run));
    if (observer_ != nullptr) {
      observer_->finished(key, text.empty() ? RunStatus::Finished : RunStatus::Failed, text, seconds);
    }
  }

  const ResultFile& results_;
  const Plan& plan_;
  const std::vector<RunKey>& runs_;
  RunControl own_;
  RunControl& control_;
  Observer* observer_;
  std::vector<std::string> names_;
  Precision precision_;
  Journals journals_;
  Runner runner_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;  // of all below, of the file and of the observer
  std::map<RunKey, ReproducedRun> done_;
  std::exception_ptr trouble_;
};

}  // namespace

std::vector<RunKey> sampleRuns(const ResultFile& results, double share, std::uint64_t seed) {
  if (!(share > 0.0 && share <= 1.0)) {
    throw InputError("The share of the runs to be sampled must be above 0 and at most 1 (100%).");
  }
  const ExperimentInfo& info = results.info();
  Rng rng(seed);
  std::vector<std::vector<RunKey>> cells;
  int finished = 0;
  for (int p = 0; p < isize(info.problems); ++p) {
    for (int a = 0; a < isize(info.algorithms); ++a) {
      std::vector<RunKey> cell;
      for (int r = 0; r < info.repetitions; ++r) {
        if (results.status({p, a, r}) == RunStatus::Finished) cell.push_back({p, a, r});
      }
      finished += isize(cell);
      if (cell.empty()) continue;
      std::vector<int> places(cell.size());
      rng.permutation(places);
      std::vector<RunKey>& shuffled = cells.emplace_back();
      for (const int place : places) shuffled.push_back(cell[place]);
    }
  }
  std::vector<RunKey> sample;
  // Slightly less, so that 10% of 30 is 3 however 0.1 is rounded.
  const int wanted = std::max(1, roundUp(share * finished - 1e-9));
  std::vector<int> order(cells.size());
  if (!cells.empty()) rng.permutation(order);
  for (int round = 0; isize(sample) < std::min(wanted, finished); ++round) {
    for (const int c : order) {
      if (isize(sample) < wanted && round < isize(cells[c])) sample.push_back(cells[c][round]);
    }
  }
  std::ranges::sort(sample);
  return sample;
}

int Reproduction::different() const {
  return static_cast<int>(std::ranges::count_if(runs, [](const ReproducedRun& r) { return r.difference.has_value(); }));
}

Reproduction reproduceRuns(const std::string& file, const std::vector<RunKey>& runs, const Catalogue& catalogue,
                           const std::string& dataDir, const ReproduceOptions& options) {
  EngineOptions engine;
  engine.threads = options.threads;
  if (options.threads < 0 || options.threads > 4096) {
    throw InputError("The number of threads must be between 1 and 4096, or 0 for all cores.");
  }
  const ResultFile results(file);
  const ExperimentInfo& stored = results.info();
  const Plan plan = planAgain(results, catalogue, dataDir, options.allowPrograms);
  const auto inside = [](int value, int count) { return value >= 0 && value < count; };
  for (const RunKey& key : runs) {
    if (inside(key.problem, isize(stored.problems)) && inside(key.algorithm, isize(stored.algorithms)) &&
        inside(key.repetition, stored.repetitions) && results.status(key) == RunStatus::Finished) {
      continue;
    }
    throw InputError(fmt::format("'{}' has no finished run of problem {}, algorithm {}, repetition {}.", results.path(),
                                 key.problem + 1, key.algorithm + 1, key.repetition + 1));
  }
  Reproduction outcome;
  outcome.file = file;
  outcome.started = utcNow();
  outcome.fileHash = resultHash(file);
  outcome.storedBuild = buildText(stored);
  outcome.build = buildText(plan.info);
  outcome.continued = stored.continued;
  outcome.precision = stored.precision;
  outcome.seed = stored.seed;
  outcome.host = plan.info.host;
  outcome.processor = processorName();
  outcome.threads = threadCount(engine);
  for (const RunKey& key : plan.runs) outcome.finished += results.status(key) == RunStatus::Finished ? 1 : 0;
  outcome.damages = results.verify();
  const std::unique_ptr<DeviceSession> device = openDevice(plan, engine);
  Reproducer reproducer(results, plan, runs, options, engine, device.get());
  const int workers = std::min(runsAtOnce(engine, device.get()), isize(runs));
  if (workers > 0) onThreads(outcome.threads, workers, [&] { reproducer.work(); });
  outcome.runs = reproducer.done();
  outcome.interrupted = outcome.runs.size() < runs.size();
  outcome.ended = utcNow();
  return outcome;
}

std::string resultHash(const std::string& file) {
  const ResultFile results(file);
  return results.packed() ? contentHash(store::Paths(results.path()).file) : std::string();
}

std::string certificateText(const Reproduction& r) {
  using Json = nlohmann::ordered_json;
  const auto orNull = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json runs = Json::array();
  for (const ReproducedRun& run : r.runs) {
    Json one{{"problem", run.problem},
             {"algorithm", run.algorithm},
             {"repetition", run.key.repetition + 1},
             {"record_sha1", orNull(run.hash)},
             {"equal", !run.difference.has_value()}};
    if (run.difference) {
      const RunDifference& d = *run.difference;
      one["difference"] = {{"checkpoint", d.checkpoint < 0 ? Json() : Json(d.checkpoint + 1)},
                           {"task", d.task < 0 ? Json() : Json(d.task + 1)},
                           {"variable", d.variable},
                           {"stored", d.stored},
                           {"computed", d.computed}};
    }
    runs.push_back(std::move(one));
  }
  const Json certificate{{"certificate", "tandem reproduce"},
                         {"version", 1},
                         {"file", r.file},
                         {"file_sha1", orNull(r.fileHash)},
                         {"made_with", r.storedBuild},
                         {"continued", orNull(r.continued)},
                         {"precision", r.precision.empty() ? "full" : r.precision},
                         {"seed", r.seed},
                         {"reproduced_with", r.build},
                         {"host", r.host},
                         {"processor", r.processor},
                         {"threads", r.threads},
                         {"started", r.started},
                         {"ended", r.ended},
                         {"finished_runs", r.finished},
                         {"reproduced_runs", r.runs.size()},
                         {"different_runs", r.different()},
                         {"damages", r.damages},
                         {"complete", !r.interrupted},
                         {"equal", r.equal()},
                         {"runs", std::move(runs)}};
  // Names may contain bytes that are not UTF-8.
  return certificate.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tandem
