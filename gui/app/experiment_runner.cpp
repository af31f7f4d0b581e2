// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/experiment_runner.h"

#include "gui/app/background.h"

namespace tandem::gui {

ExperimentRunner::ExperimentRunner(QObject* parent) : QObject(parent) {
  timer_.setInterval(66);
  connect(&timer_, &QTimer::timeout, this, &ExperimentRunner::drain);
}

ExperimentRunner::~ExperimentRunner() {
  stop();
  if (thread_.joinable()) thread_.join();
}

void ExperimentRunner::start(Plan plan, const QString& file, int threads, bool force, bool resume,
                             std::shared_ptr<const Catalogue> catalogue) {
  if (running_) return;
  plan_ = std::make_shared<const Plan>(std::move(plan));
  file_ = file;
  control_.stop = false;
  control_.pause = false;
  over_ = false;
  error_.clear();
  outcome_ = {};
  running_ = true;
  EngineOptions options;
  options.threads = threads;
  options.force = force;
  options.control = &control_;
  options.observer = this;
  thread_ = std::thread([this, options, resume, catalogue, path = file.toStdString(), shared = plan_] {
    stepBack(Background::Running);  // and the threads of the engine, which this one starts
    EngineOutcome outcome;
    QString error;
    try {
      outcome = resume ? resumeExperiment(path, *catalogue, "", options) : runExperiment(*shared, path, options);
    } catch (const std::exception& e) {
      error = QString::fromUtf8(e.what());
    }
    const std::lock_guard lock(mutex_);
    outcome_ = outcome;
    error_ = error;
    over_ = true;
  });
  timer_.start();
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
  bool over = false;
  {
    const std::lock_guard lock(mutex_);
    events.swap(queue_);
    over = over_;
  }
  if (!events.empty()) emit progressed(events);
  if (!over) return;
  timer_.stop();
  thread_.join();
  running_ = false;
  emit ended(outcome_, error_);
}

}  // namespace tandem::gui
