// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>
#include <memory>
#include <mutex>
#include <thread>

#include "gui/work/live_quality.h"
#include "gui/work/run_history.h"
#include "tandem/engine/run.h"

namespace tandem::gui {

/// Quality of a task's population against the evaluations of all tasks.
struct QualityCurve {
  std::vector<double> evaluations, values;
};

/// What the live views draw: a copy made on the run's thread at most four times a second, and never so often that
/// copying takes more than a fifth of the run's time.
struct Snapshot {
  std::vector<Population> populations;
  RunRecord record;                   ///< what has been recorded so far, without fronts and decisions
  std::vector<QualityCurve> quality;  ///< one per task; several objectives only
  std::string qualityName;
  std::int64_t evaluations = 0, budget = 0, generation = 0;
};

/// One run of one algorithm on one problem, off the GUI thread.
class ExploreRunner : public QObject {
  Q_OBJECT
 public:
  explicit ExploreRunner(QObject* parent = nullptr);
  ~ExploreRunner() override;
  /// `quality` may be null (one objective).
  void start(std::unique_ptr<Algorithm> algorithm, const std::shared_ptr<const Problem>& problem, RunRequest request,
             const std::shared_ptr<const LiveQuality>& quality = nullptr);
  /// The run pauses at the end of a generation, which is then shown.
  void setPaused(bool paused);
  void stop();
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] bool paused() const { return hold_.load(); }
  /// The kept generations of the current run so far, or of the last one.
  [[nodiscard]] Moments moments() const;

 signals:
  void looked(const std::shared_ptr<const tandem::gui::Snapshot>& snapshot);
  /// `record` is the finished run; the sentence tells how it ended.
  void ended(const tandem::RunRecord& record, const QString& sentence);

 private:
  void drain();
  RunControl control_;
  std::thread thread_;
  bool running_ = false;  // GUI thread only
  std::atomic<bool> hold_{false};
  mutable std::mutex mutex_;
  RunHistory history_;                      // guarded by mutex_; only the run's thread adds to it
  std::shared_ptr<const Snapshot> latest_;  // guarded by mutex_
  bool over_ = false;                       // guarded by mutex_
  RunRecord result_;                        // guarded by mutex_
  QString sentence_;                        // guarded by mutex_
  QTimer timer_;
};

}  // namespace tandem::gui
