// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/app/experiment_runner.h"
#include "gui/app/session.h"
#include "gui/models/entry_model.h"
#include "gui/models/grid_model.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableView;
class QTableWidget;
class QTabWidget;

namespace tandem::gui {

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
  void start(bool resume = false);
  /// Takes the specification of an unfinished file and runs what is missing. Throws what the file refuses.
  void resume(const QString& path);

 signals:
  void work(int done, int planned);

 private:
  QWidget* catalogue(bool algorithms);
  QWidget* chosen(EntryModel& model, bool algorithms);
  void editParams(EntryModel& model, bool algorithms, int row);
  void estimate();
  void progressed(const std::vector<RunEvent>& events);
  void ended(const EngineOutcome& outcome, const QString& error);
  void refreshTable();
  void updateButtons();

  Session& session_;
  ExperimentRunner runner_;
  EntryModel algorithms_{true}, problems_{false};
  GridModel grid_;
  QSpinBox *repetitions_, *checkpoints_, *budget_, *population_, *threads_;
  QLineEdit *seed_, *output_;
  QCheckBox *decisions_, *overwrite_;
  QLabel *cost_, *state_;
  QPushButton *start_, *pause_, *stop_;
  QTabWidget* progress_;
  QTableWidget* table_;
  ExperimentSpec rest_;  // what the form does not show: instance, time limit
  double secondsDone_ = 0.0, evaluationsDone_ = 0.0;
  bool tableBusy_ = false;
  QTimer tableTimer_;
  bool stale_ = false;
};

}  // namespace tandem::gui
