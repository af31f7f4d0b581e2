// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QWidget>

#include "gui/work/cost_watch.h"
#include "gui/work/experiment_runner.h"
#include "gui/work/session.h"

class QLabel;
class QPushButton;
class QTabWidget;

namespace tandem::gui {

class CatalogueList;
class Notice;
class RunProgress;
class RunSettings;
class SelectionList;

/// Design, run and watch an experiment.
class ExperimentPage : public QWidget {
  Q_OBJECT
 public:
  explicit ExperimentPage(Session& session);
  [[nodiscard]] ExperimentRunner& runner() { return runner_; }
  [[nodiscard]] ExperimentSpec spec() const;
  void setSpec(const ExperimentSpec& spec);
  /// Throw what the specification or the file system refuses.
  void openSpec(const QString& path);
  void saveSpec(const QString& path) const;
  /// What to type to run the same without a window.
  [[nodiscard]] QString commandLine() const;
  /// Runs what the form says, or the rest of the experiment in the results file that it names; asks before it touches
  /// results that are there.
  void start(bool resume = false);
  /// Runs the rest of the experiment in this file; the form stays as it is, unless nothing was chosen yet.
  void resume(const QString& path, bool retryFailed = false);

 signals:
  void work(int done, int planned);

 private:
  QWidget* sideColumn();
  void begin(ExperimentJob job);
  void complain(const QString& sentence);
  /// What is to be done with results that are there: false if nothing.
  bool askAboutExisting(ExperimentJob& job);
  void lookAtCost();
  void showCost(const CostWatch::Cost& cost);
  void progressed(const std::vector<RunEvent>& events);
  void ended(const EngineOutcome& outcome, const QString& error);
  void updateButtons();

  Session& session_;
  ExperimentRunner runner_;
  CostWatch costs_;
  QTabWidget* lists_;
  CatalogueList *catalogueAlgorithms_, *catalogueProblems_;
  SelectionList *algorithms_, *problems_;
  RunSettings* settings_;
  Notice* notice_;
  QLabel *cost_, *state_;
  QPushButton *start_, *pause_, *stop_;
  RunProgress* progress_;
  QElapsedTimer clock_;
  int doneBefore_ = 0;  // runs that a resumed file had
};

}  // namespace tandem::gui
