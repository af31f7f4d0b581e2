// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/explore_runner.h"

#include <algorithm>
#include <chrono>

#include "gui/work/sentences.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

/// Fronts of all checkpoints may be large, and the views draw the populations instead.
RunRecord withoutFronts(const RunRecord& record) {
  RunRecord r;
  r.tasks = record.tasks;
  r.checkpoints = record.checkpoints;
  r.evaluations = record.evaluations;
  r.improvements = record.improvements;
  r.transferReported = record.transferReported;
  if (record.transferReported) r.transfer = record.transfer;
  r.nonFinite = record.nonFinite;
  r.traces = record.traces;
  return r;
}

}  // namespace

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
  setPaused(false);
}

void ExploreRunner::setPaused(bool paused) {
  const std::lock_guard lock(mutex_);
  hold_ = paused;
  if (!paused) control_.pause = false;
}

Moments ExploreRunner::moments() const {
  const std::lock_guard lock(mutex_);
  return history_.moments();
}

void ExploreRunner::start(std::unique_ptr<Algorithm> algorithm, const std::shared_ptr<const Problem>& problem,
                          RunRequest request, const std::shared_ptr<const LiveQuality>& quality) {
  if (running_) return;
  control_.stop = false;
  setPaused(false);
  over_ = false;
  latest_ = nullptr;
  history_.clear();
  running_ = true;
  request.control = &control_;
  request.problem = problem.get();
  using Clock = std::chrono::steady_clock;
  request.observer = [this, quality, next = Clock::time_point(),
                      curves = std::vector<QualityCurve>()](const LiveView& view) mutable {
    const auto begin = Clock::now();
    // The last generation is always shown, and the one at which the run is paused.
    const bool seen = begin >= next || view.evaluations >= view.budget || hold_;
    if (seen || history_.wants(view.generation)) {
      auto moment = history_.momentOf(view);
      const std::lock_guard lock(mutex_);
      history_.add(std::move(moment));
    }
    if (!seen) return;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->populations.assign(view.populations.begin(), view.populations.end());
    if (view.record != nullptr) snapshot->record = withoutFronts(*view.record);
    snapshot->evaluations = view.evaluations;
    snapshot->budget = view.budget;
    snapshot->generation = view.generation;
    if (quality != nullptr && !view.populations.empty()) {
      const std::vector<double> values = quality->of(view.populations);
      curves.resize(values.size());
      for (std::size_t t = 0; t < values.size(); ++t) {
        curves[t].evaluations.push_back(static_cast<double>(view.evaluations));
        curves[t].values.push_back(values[t]);
      }
      snapshot->quality = curves;
      snapshot->qualityName = quality->name();
    }
    const auto end = Clock::now();
    next = end + std::max<Clock::duration>(std::chrono::milliseconds(250), 4 * (end - begin));
    const std::lock_guard lock(mutex_);
    latest_ = std::move(snapshot);
    if (hold_) control_.pause = true;
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
      sentence = sentenceOf(e);
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
