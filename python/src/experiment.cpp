// SPDX-License-Identifier: Apache-2.0
#include "tandem/engine/engine.h"

#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "arrays.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"

namespace tandem::py {

using namespace nb::literals;

void conduct(RunControl& control, const std::function<void()>& work, const nb::object& tick) {
  std::mutex mutex;
  std::condition_variable done;
  bool ended = false;
  std::exception_ptr failure;
  std::thread worker([&] {
    std::exception_ptr mine;
    try {
      work();
    } catch (...) {
      mine = std::current_exception();
    }
    const std::lock_guard lock(mutex);
    failure = mine;
    ended = true;
    done.notify_all();
  });
  std::exception_ptr trouble;
  for (;;) {
    {
      const nb::gil_scoped_release free;
      std::unique_lock lock(mutex);
      if (done.wait_for(lock, std::chrono::milliseconds(50), [&] { return ended; })) break;
    }
    if (trouble) continue;  // already stopping
    try {
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
      if (!tick.is_none()) tick();
    } catch (...) {
      trouble = std::current_exception();
      control.stop = true;
    }
  }
  worker.join();
  if (failure) std::rethrow_exception(failure);
  if (trouble) std::rethrow_exception(trouble);
}

namespace {

/// Counts what the engine reports; read from Python's thread.
class Tally final : public Observer {
 public:
  explicit Tally(const ExperimentInfo& info) : info_(info) {}
  void finished(const RunKey& key, RunStatus status, const std::string& message, double /*seconds*/) override {
    const std::lock_guard lock(mutex_);
    ++done_;
    if (status != RunStatus::Failed) return;
    ++failed_;
    if (failures_.size() < 20) {
      failures_.push_back(info_.algorithms[key.algorithm].alias + " on " + info_.problems[key.problem].name +
                          ", repetition " + std::to_string(key.repetition + 1) + ": " + message);
    }
  }
  void read(int& done, int& failed, std::vector<std::string>& failures) const {
    const std::lock_guard lock(mutex_);
    done = done_;
    failed = failed_;
    failures = failures_;
  }

 private:
  const ExperimentInfo& info_;
  mutable std::mutex mutex_;
  int done_ = 0;
  int failed_ = 0;
  std::vector<std::string> failures_;
};

EngineOptions optionsOf(const nb::dict& words) {
  EngineOptions options;
  options.threads = nb::cast<int>(item(words, "threads"));
  options.force = nb::cast<bool>(item(words, "force"));
  options.allowPrograms = nb::cast<bool>(item(words, "allow_programs"));
  const auto parallel = nb::cast<std::string>(item(words, "parallel"));
  if (parallel != "auto" && parallel != "runs" && parallel != "evaluations") {
    throw InputError("'" + parallel + "' is no way to share the threads; take auto, runs or evaluations.");
  }
  options.parallel = parallel == "runs"          ? Parallel::Runs
                     : parallel == "evaluations" ? Parallel::Evaluations
                                                 : Parallel::Auto;
  return options;
}

/// Runs `work` with progress and Ctrl-C. `tick(done, failed)` is called several times a second.
nb::dict watched(const ExperimentInfo& info, EngineOptions options, const nb::object& tick,
                 const std::function<EngineOutcome(const EngineOptions&)>& work) {
  RunControl control;
  Tally tally(info);
  options.control = &control;
  options.observer = &tally;
  EngineOutcome outcome;
  int done = 0;
  int failed = 0;
  std::vector<std::string> failures;
  nb::object beat = nb::none();
  if (!tick.is_none()) {
    beat = nb::cpp_function([&] {
      tally.read(done, failed, failures);
      tick(done, failed);
    });
  }
  conduct(
      control, [&] { outcome = work(options); }, beat);
  tally.read(done, failed, failures);
  if (!tick.is_none()) tick(done, failed);
  nb::dict out;
  out["finished"] = outcome.finished;
  out["failed"] = outcome.failed;
  out["skipped"] = outcome.skipped;
  out["failures"] = failures;
  return out;
}

}  // namespace

void bindExperiment(nb::module_& m) {
  nb::class_<PlannedExperiment>(m, "Plan", "An experiment resolved against the catalogue.")
      .def(nb::new_(&plannedExperiment), "words"_a, "problems"_a, "algorithms"_a)
      .def_prop_ro("toml", [](const PlannedExperiment& p) { return p.plan.info.specification; })
      .def_prop_ro("runs", [](const PlannedExperiment& p) { return p.plan.runs.size(); })
      .def_prop_ro("algorithms",
                   [](const PlannedExperiment& p) {
                     std::vector<std::string> names;
                     for (const AlgorithmRecord& a : p.plan.info.algorithms) names.push_back(a.alias);
                     return names;
                   })
      .def_prop_ro("problems",
                   [](const PlannedExperiment& p) {
                     std::vector<std::string> names;
                     for (const ProblemRecord& r : p.plan.info.problems) names.push_back(r.name);
                     return names;
                   })
      .def(
          "run",
          [](const PlannedExperiment& p, const std::string& path, const nb::dict& words, const nb::object& tick) {
            return watched(p.plan.info, optionsOf(words), tick,
                           [&](const EngineOptions& options) { return runExperiment(p.plan, path, options); });
          },
          "path"_a, "options"_a, "tick"_a.none());
  m.def(
      "resume",
      [](const std::string& path, const nb::dict& words, nb::handle problems, nb::handle algorithms,
         const std::string& dataDir, bool retryFailed, const nb::object& tick) {
        const std::shared_ptr<const Catalogue> catalogue = catalogueWith(ownUnits(problems, algorithms));
        const ExperimentInfo info = ResultFile(path).info();
        return watched(info, optionsOf(words), tick, [&](const EngineOptions& options) {
          return resumeExperiment(path, *catalogue, dataDir, options, retryFailed);
        });
      },
      "path"_a, "options"_a, "problems"_a, "algorithms"_a, "data_dir"_a, "retry_failed"_a, "tick"_a.none());
}

}  // namespace tandem::py
