// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

#include "gui/work/session.h"
#include "tandem/engine/estimate.h"

namespace tandem::gui {

/// What the experiment in the form will cost: planned, and then timed by short runs, off the GUI thread and a moment
/// after the last change.
class CostWatch : public QObject {
  Q_OBJECT
 public:
  struct Cost {
    Effort effort;
    int synthetic = 0;                 ///< problems of suites with official data that run on generated ones
    std::optional<TimeEstimate> time;  ///< of one thread; unknown until it was measured
  };
  explicit CostWatch(Session& session);
  /// Stops what is being timed.
  ~CostWatch() override;
  /// The form has changed; nothing if it is not an experiment yet.
  void setSpec(std::optional<ExperimentSpec> spec);
  /// While an experiment runs, nothing is timed: it would be in its way, and the figures wrong.
  void setHeld(bool held);

 signals:
  void planned(const tandem::gui::CostWatch::Cost& cost);
  /// The experiment cannot be run as it is.
  void refused(const QString& sentence);

 private:
  void plan();
  void time(const std::shared_ptr<const Plan>& plan, const Cost& cost);
  void over();
  Session& session_;
  QTimer delay_;
  std::optional<ExperimentSpec> spec_;
  std::shared_ptr<RunControl> control_;  // of the job under way
  bool changed_ = false, held_ = false;
};

}  // namespace tandem::gui
