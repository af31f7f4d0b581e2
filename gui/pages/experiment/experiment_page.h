// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "gui/work/cost_watch.h"
#include "gui/work/experiment_runner.h"
#include "gui/work/kept_form.h"
#include "gui/work/session.h"

class QAction;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QHBoxLayout;

namespace tandem::gui {

class CatalogueList;
class Notice;
class RunProgress;
class RunSettings;
class SelectionList;
struct Preset;

/// Design, run and watch an experiment.
class ExperimentPage : public QWidget {
  Q_OBJECT
 public:
  explicit ExperimentPage(Session& session);
  [[nodiscard]] ExperimentRunner& runner() { return runner_; }
  [[nodiscard]] ExperimentSpec spec() const;
  void setSpec(const ExperimentSpec& spec);
  /// Asks before it replaces a form that no file holds, which undoForm() brings back. False if it was not to be. Throws
  /// what the specification or the file system refuses.
  bool openSpec(const QString& path);
  void saveSpec(const QString& path);
  /// Asks for the file; false if none was chosen.
  bool askAndSave();
  /// An empty form; the one before can be brought back.
  void clearForm();
  void undoForm();
  [[nodiscard]] bool canUndoForm() const { return !past_.empty(); }
  /// Entries that put a preset into the form, save one and delete one; to be filled whenever the menu opens.
  void fillPresets(QMenu& menu);
  /// The form as it was when the program ended, however it ended.
  void restoreForm();
  /// Now, instead of a moment after the last change.
  void keepFormNow();
  /// Name of the specification in the form; whether it differs from the file of that name.
  [[nodiscard]] QString document() const;
  [[nodiscard]] bool edited() const { return edited_; }
  /// Actions of the window that belong to this place, in its bar.
  void showActions(const QList<QAction*>& actions);
  /// What to type to run the same without a window.
  [[nodiscard]] QString commandLine() const;
  /// Runs what the form says, or the rest of the experiment in the results file that it names; asks before it touches
  /// results that are there.
  void start(bool resume = false);
  /// Holds every run at its next generation, or lets them go on.
  void pause();
  /// Ends it; finished runs are kept.
  void stop();
  /// Runs the rest of the experiment in this file; the form stays as it is, unless nothing was chosen yet.
  void resume(const QString& path, bool retryFailed = false);

 signals:
  void work(int done, int planned);
  void formUndoChanged(bool there);
  /// Another specification, or it is edited or saved.
  void documentChanged();
  /// Plug-ins are to be loaded anew.
  void reloadWanted();

 private:
  QWidget* pageBar();
  QWidget* sideColumn();
  void updateDocument();
  void begin(ExperimentJob job);
  void complain(const QString& sentence);
  void fillEntries(ExperimentSpec& spec) const;
  [[nodiscard]] KeptForm form() const;
  void setForm(const KeptForm& form);
  /// Puts another form in place of this one, which can be brought back.
  void replaceForm(const KeptForm& form);
  [[nodiscard]] bool holdsNothing() const;
  [[nodiscard]] bool mayReplace();
  void choosePreset(const Preset& preset);
  void askPreset();
  void leaveOut();
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
  QLabel *name_, *edits_, *cost_, *state_;
  QHBoxLayout* actions_;
  QProgressBar* bar_;
  QPushButton *start_, *pause_, *stop_, *leaveOut_;
  RunProgress* progress_;
  QElapsedTimer clock_, total_;
  int doneBefore_ = 0;   // runs that a resumed file had
  ExperimentSpec rest_;  // what the form has no field for stays as the specification had it
  QTimer keeper_;
  std::vector<KeptForm> past_;  // forms that were replaced
  std::string saved_;           // the specification that a file holds, as toToml writes it
  QString document_;            // that file
  bool edited_ = false;
};

}  // namespace tandem::gui
