// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

#include "gui/work/session.h"
#include "tandem/engine/estimate.h"

namespace tandem::gui {

/// What the experiment in the form will cost: it is planned, then timed by short runs, off the GUI thread and a moment
/// after the last change.
class CostWatch : public QObject {
  Q_OBJECT
 public:
  struct Cost {
    Effort effort;
    int synthetic = 0;                 ///< problems of suites with official data that run on generated ones
    std::optional<TimeEstimate> time;  ///< on one thread; unknown until measured
  };
  explicit CostWatch(Session& session);
  /// Stops the timing.
  ~CostWatch() override;
  /// Call when the form has changed; nullopt if it is not an experiment yet.
  void setSpec(std::optional<ExperimentSpec> spec);
  /// While an experiment runs, nothing is timed: it would disturb the run, and the times would be wrong.
  void setHeld(bool held);

 signals:
  void planned(const tandem::gui::CostWatch::Cost& cost);
  /// The experiment cannot be run as is.
  void refused(const QString& sentence);

 private:
  void plan();
  void time(const std::shared_ptr<const Plan>& plan, const Cost& cost);
  void over();
  Session& session_;
  QTimer delay_;
  std::optional<ExperimentSpec> spec_;
  std::shared_ptr<RunControl> control_;  // of the job in progress
  bool changed_ = false, held_ = false;
};

}  // namespace tandem::gui
