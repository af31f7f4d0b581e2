// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "tandem/engine/engine.h"
#include "tandem/specification/command_line.h"

namespace tandem::gui {

/// One thing the engine reported.
struct RunEvent {
  RunKey key;
  bool finished = false;
  RunStatus status = RunStatus::Missing;
  QString message;
  double seconds = 0.0;
};

/// The job: a new experiment, or the rest of the one in the file.
struct ExperimentJob {
  ExperimentSpec spec;  ///< a resumed file has its own; `extend` takes algorithms, problems, repetitions from it
  RunPlace place;       ///< force: replaces an existing file
  bool resume = false;
  bool retryFailed = false;  ///< resume: runs that failed are run again
  bool extend = false;       ///< resume: with what `spec` has beyond the file
};

/// Plans and runs an experiment off the GUI thread. The engine's reports go into a queue behind a lock that a timer
/// drains 15 times a second, so that a thousand short runs per second cost the window nothing.
class ExperimentRunner : public QObject, private Observer {
  Q_OBJECT
 public:
  explicit ExperimentRunner(QObject* parent = nullptr);
  /// Stops and waits; finished runs are kept.
  ~ExperimentRunner() override;

  void start(ExperimentJob job, std::shared_ptr<const Catalogue> catalogue);
  void setPaused(bool paused);
  void stop();
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] bool paused() const { return control_.pause.load(); }
  [[nodiscard]] const QString& file() const { return file_; }

 signals:
  /// What will be run; comes before the first progressed().
  void planned(const tandem::ExperimentInfo& info);
  /// When a file is resumed, its existing runs come first.
  void progressed(const std::vector<tandem::gui::RunEvent>& events);
  /// `error` is empty unless the engine refused or failed.
  void ended(const tandem::EngineOutcome& outcome, const QString& error);

 private:
  EngineOutcome work(const ExperimentJob& job, const Catalogue& catalogue);
  void started(const RunKey& key) override;
  void finished(const RunKey& key, RunStatus status, const std::string& message, double seconds) override;
  void push(RunEvent event);
  void drain();

  QString file_;
  RunControl control_;
  std::thread thread_;
  bool running_ = false;  // GUI thread only
  std::mutex mutex_;
  std::shared_ptr<const ExperimentInfo> info_;  // guarded by mutex_; taken by the GUI thread
  std::vector<RunEvent> queue_;                 // guarded by mutex_
  bool over_ = false;                           // guarded by mutex_
  EngineOutcome outcome_;                       // guarded by mutex_
  QString error_;                               // guarded by mutex_
  QTimer timer_;
};

}  // namespace tandem::gui
