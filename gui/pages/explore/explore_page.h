// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/work/explore_runner.h"
#include "gui/work/session.h"
#include "tandem/figures/figure.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSettings;
class QSplitter;
class QTabWidget;
class QToolButton;

namespace tandem::gui {

class ExploreForm;
class FigureView;
class ReplayBar;
class TaskView;
class TransferView;

/// One algorithm on one problem, watched while it runs.
class ExplorePage : public QWidget {
  Q_OBJECT
 public:
  explicit ExplorePage(Session& session);
  void start();
  void pause();
  [[nodiscard]] ExploreRunner& runner() { return runner_; }
  /// The same run on the command line: `tandem run ... -r 1`.
  [[nodiscard]] QString commandLine() const;
  void saveState(QSettings& settings) const;
  void restoreState(const QSettings& settings);

 private:
  QWidget* controls();
  QWidget* views();
  QToolButton* exporter(const char* name, std::function<void()> action);
  void startPlanned(const Plan& plan);
  void showTasks();
  void look(const Snapshot& snapshot);
  void ended(const RunRecord& record, const QString& sentence);
  void showQuality(const RunRecord& record);
  void showCurves(figures::Figure figure);
  void showTraces(const RunRecord& record);
  /// Shows the generation of the replay, or the current state of the run.
  void showMoment();
  void drawPopulations();
  void updateButtons();
  void complain(const QString& sentence);

  Session& session_;
  ExploreRunner runner_;
  ExploreForm* form_;
  QPushButton *start_, *pause_, *stop_;
  QLabel *wrong_, *progressText_;
  QProgressBar* progress_;
  FigureView *convergence_, *traces_, *decisions_, *objectives_;
  QComboBox* shownTask_;
  TransferView* transfer_;
  ReplayBar* replay_;
  TaskView* tasks_;
  QPlainTextEdit* log_;
  QTabWidget *curve_, *upper_, *lower_;
  QSplitter *top_, *right_;
  std::shared_ptr<const Problem> running_;  // of the populations shown
  std::shared_ptr<const LiveQuality> quality_;
  std::vector<Population> populations_;      // newest
  figures::Figure curves_, recordedTraces_;  // likewise, without the replay's marker
  std::vector<TraceInfo> declared_;          // by the algorithm that runs
  QString where_;                            // progress of the run
};

}  // namespace tandem::gui
