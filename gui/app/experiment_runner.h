// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "tandem/experiment/engine.h"

namespace tandem::gui {

/// One thing the engine reported.
struct RunEvent {
  RunKey key;
  bool finished = false;
  RunStatus status = RunStatus::Missing;
  QString message;
  double seconds = 0.0;
};

/// Runs an experiment off the GUI thread. The engine's reports go into a queue behind a lock that a timer drains 15
/// times a second, so that a thousand short runs a second cost the window nothing.
class ExperimentRunner : public QObject, private Observer {
  Q_OBJECT
 public:
  explicit ExperimentRunner(QObject* parent = nullptr);
  /// Stops and waits; finished runs are kept.
  ~ExperimentRunner() override;

  void start(Plan plan, const QString& file, int threads, bool force, bool resume,
             std::shared_ptr<const Catalogue> catalogue);
  void setPaused(bool paused);
  void stop();
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] bool paused() const { return control_.pause.load(); }
  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] const QString& file() const { return file_; }

 signals:
  void progressed(const std::vector<tandem::gui::RunEvent>& events);
  /// `error` is empty unless the engine refused or broke.
  void ended(const tandem::EngineOutcome& outcome, const QString& error);

 private:
  void started(const RunKey& key) override;
  void finished(const RunKey& key, RunStatus status, const std::string& message, double seconds) override;
  void push(RunEvent event);
  void drain();

  std::shared_ptr<const Plan> plan_;
  QString file_;
  RunControl control_;
  std::thread thread_;
  bool running_ = false;  // GUI thread only
  std::mutex mutex_;
  std::vector<RunEvent> queue_;  // guarded by mutex_
  bool over_ = false;            // guarded by mutex_
  EngineOutcome outcome_;        // guarded by mutex_
  QString error_;                // guarded by mutex_
  QTimer timer_;
};

}  // namespace tandem::gui
