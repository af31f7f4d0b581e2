// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/experiment_runner.h"

#include "gui/work/background.h"
#include "gui/work/sentences.h"
#include "tandem/editing/extend.h"
#include "tandem/store/result_file.h"

namespace tandem::gui {
namespace {

/// The runs that a resumed file already has.
std::vector<RunEvent> doneIn(const ResultFile& file, bool retryFailed) {
  std::vector<RunEvent> there;
  const ExperimentInfo& info = file.info();
  for (int p = 0; p < isize(info.problems); ++p) {
    for (int a = 0; a < isize(info.algorithms); ++a) {
      for (int r = 0; r < info.repetitions; ++r) {
        const RunKey key{p, a, r};
        const RunStatus status = file.status(key);
        if (status == RunStatus::Finished) there.push_back({.key = key, .finished = true, .status = status});
        if (status == RunStatus::Failed && !retryFailed) {
          there.push_back({.key = key,
                           .finished = true,
                           .status = status,
                           .message = QString::fromStdString(file.run(key).message)});
        }
      }
    }
  }
  return there;
}

}  // namespace

ExperimentRunner::ExperimentRunner(QObject* parent) : QObject(parent) {
  timer_.setInterval(66);
  connect(&timer_, &QTimer::timeout, this, &ExperimentRunner::drain);
}

ExperimentRunner::~ExperimentRunner() {
  stop();
  if (thread_.joinable()) thread_.join();
}

void ExperimentRunner::start(ExperimentJob job, std::shared_ptr<const Catalogue> catalogue) {
  if (running_) return;
  file_ = QString::fromStdString(job.place.output);
  control_.stop = false;
  control_.pause = false;
  over_ = false;
  info_.reset();
  error_.clear();
  outcome_ = {};
  running_ = true;
  thread_ = std::thread([this, job = std::move(job), catalogue = std::move(catalogue)] {
    stepBack(Background::Running);  // also applies to the engine's threads, which this one starts
    EngineOutcome outcome;
    QString error;
    try {
      outcome = work(job, *catalogue);
    } catch (const std::exception& e) {
      error = sentenceOf(e);
    } catch (...) {
      error = tr("Something other than an error of Tandem was thrown; finished runs are kept.");
    }
    const std::lock_guard lock(mutex_);
    outcome_ = outcome;
    error_ = error;
    over_ = true;
  });
  timer_.start();
}

namespace {

/// Makes room in the results for what the specification has and they lack.
void extend(const ExperimentJob& job, const Catalogue& catalogue) {
  Extension extension{.algorithms = job.spec.algorithms, .problems = job.spec.problems};
  if (ResultFile(job.place.output).info().repetitions < job.spec.repetitions) {
    extension.repetitions = job.spec.repetitions;
  }
  extendResults(job.place.output, extension, catalogue);
}

}  // namespace

EngineOutcome ExperimentRunner::work(const ExperimentJob& job, const Catalogue& catalogue) {
  EngineOptions options;
  options.threads = job.place.threads;
  options.parallel = job.place.parallel;
  options.inFlight = job.place.inFlight;
  options.control = &control_;
  options.observer = this;
  const auto announce = [this](const ExperimentInfo& info, std::vector<RunEvent> there) {
    const std::lock_guard lock(mutex_);
    info_ = std::make_shared<const ExperimentInfo>(info);
    queue_ = std::move(there);
  };
  if (job.resume) {
    if (job.extend) extend(job, catalogue);
    {
      // Read and closed before the engine writes.
      const ResultFile file(job.place.output);
      announce(file.info(), doneIn(file, job.retryFailed));
    }
    return resumeExperiment(job.place.output, catalogue, "", options, job.retryFailed);
  }
  options.force = job.place.force;
  const Plan plan = makePlan(job.spec, catalogue);
  announce(plan.info, {});
  return runExperiment(plan, job.place.output, options);
}

void ExperimentRunner::setPaused(bool paused) {
  control_.pause = paused;
}

void ExperimentRunner::stop() {
  control_.stop = true;
  control_.pause = false;
}

void ExperimentRunner::started(const RunKey& key) {
  push({.key = key});
}

void ExperimentRunner::finished(const RunKey& key, RunStatus status, const std::string& message, double seconds) {
  push(
      {.key = key, .finished = true, .status = status, .message = QString::fromStdString(message), .seconds = seconds});
}

void ExperimentRunner::push(RunEvent event) {
  const std::lock_guard lock(mutex_);
  queue_.push_back(std::move(event));
}

void ExperimentRunner::drain() {
  std::vector<RunEvent> events;
  std::shared_ptr<const ExperimentInfo> info;
  bool over = false;
  {
    const std::lock_guard lock(mutex_);
    events.swap(queue_);
    info.swap(info_);
    over = over_;
  }
  if (info) emit planned(*info);
  if (!events.empty()) emit progressed(events);
  if (!over) return;
  timer_.stop();
  thread_.join();
  running_ = false;
  emit ended(outcome_, error_);
}

}  // namespace tandem::gui
