// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/app/explore_runner.h"
#include "gui/app/session.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSettings;
class QSpinBox;
class QSplitter;
class QTabWidget;

namespace tandem::gui {

class CatalogueFilter;
class FigureView;
class LabelFilter;
class ParamForm;
class TaskView;
class TransferView;

/// One algorithm on one problem, watched while it runs.
class ExplorePage : public QWidget {
  Q_OBJECT
 public:
  explicit ExplorePage(Session& session);
  void start();
  [[nodiscard]] ExploreRunner& runner() { return runner_; }
  /// The same run on the command line: `tandem run ... -r 1`.
  [[nodiscard]] QString commandLine() const;
  void saveState(QSettings& settings) const;
  void restoreState(const QSettings& settings);

 private:
  QWidget* controls();
  QWidget* views();
  QComboBox* picker(CatalogueFilter& filter, const char* name);
  void chooseAlgorithm();
  void chooseProblem();
  void showTasks();
  void look(const Snapshot& snapshot);
  void ended(const RunRecord& record, const QString& sentence);
  void drawPopulations();
  void updateButtons();
  void complain(const QString& sentence);
  [[nodiscard]] ExperimentSpec spec() const;

  Session& session_;
  ExploreRunner runner_;
  CatalogueFilter *algorithms_, *problems_;
  LabelFilter* labels_;
  QComboBox *algorithm_, *problem_, *instance_, *shownTask_;
  ParamForm *algorithmForm_, *problemForm_;
  QLineEdit *seed_, *budget_;
  QSpinBox* checkpoints_;
  QPushButton *start_, *pause_, *stop_;
  QLabel *wrong_, *progressText_;
  QProgressBar* progress_;
  FigureView *convergence_, *decisions_, *objectives_;
  TransferView* transfer_;
  TaskView* tasks_;
  QPlainTextEdit* log_;
  QTabWidget *upper_, *lower_;
  QSplitter *top_, *right_;
  std::shared_ptr<const Problem> running_;  // of the populations shown
  std::shared_ptr<const LiveQuality> quality_;
  std::vector<Population> populations_;
  std::string chosenAlgorithm_, chosenProblem_;
};

}  // namespace tandem::gui
