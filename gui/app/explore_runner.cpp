// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/explore_runner.h"

#include <chrono>

#include "tandem/error.h"

namespace tandem::gui {

ExploreRunner::ExploreRunner(QObject* parent) : QObject(parent) {
  timer_.setInterval(66);
  connect(&timer_, &QTimer::timeout, this, &ExploreRunner::drain);
}

ExploreRunner::~ExploreRunner() {
  stop();
  if (thread_.joinable()) thread_.join();
}

void ExploreRunner::stop() {
  control_.stop = true;
  control_.pause = false;
}

void ExploreRunner::start(std::unique_ptr<Algorithm> algorithm, std::shared_ptr<const Problem> problem,
                          RunRequest request) {
  if (running_) return;
  control_.stop = false;
  control_.pause = false;
  over_ = false;
  latest_ = nullptr;
  running_ = true;
  request.control = &control_;
  request.problem = problem.get();
  request.observer = [this, last = std::chrono::steady_clock::time_point()](const LiveView& view) mutable {
    const auto now = std::chrono::steady_clock::now();
    // The last generation is always seen.
    if (now - last < std::chrono::milliseconds(200) && view.evaluations < view.budget) return;
    last = now;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->populations.assign(view.populations.begin(), view.populations.end());
    if (view.record != nullptr) snapshot->record = *view.record;
    snapshot->evaluations = view.evaluations;
    snapshot->budget = view.budget;
    snapshot->generation = view.generation;
    const std::lock_guard lock(mutex_);
    latest_ = std::move(snapshot);
  };
  thread_ = std::thread([this, algorithm = std::move(algorithm), problem, request]() mutable {
    RunRecord record;
    QString sentence;
    try {
      record = executeRun(*algorithm, request);
      sentence = record.status == RunStatus::Finished ? tr("Finished in %1 s.").arg(record.seconds, 0, 'g', 3)
                                                      : tr("Failed: %1").arg(QString::fromStdString(record.message));
    } catch (const Cancelled&) {
      sentence = tr("Stopped.");
    } catch (const std::exception& e) {
      sentence = QString::fromUtf8(e.what());
    }
    const std::lock_guard lock(mutex_);
    result_ = std::move(record);
    sentence_ = sentence;
    over_ = true;
  });
  timer_.start();
}

void ExploreRunner::drain() {
  std::shared_ptr<const Snapshot> snapshot;
  bool over = false;
  {
    const std::lock_guard lock(mutex_);
    snapshot.swap(latest_);
    over = over_;
  }
  if (snapshot) emit looked(snapshot);
  if (!over) return;
  timer_.stop();
  thread_.join();
  running_ = false;
  emit ended(result_, sentence_);
}

}  // namespace tandem::gui
