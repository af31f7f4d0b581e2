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
  /// Asks before replacing an unsaved form, which undoForm() restores. False if the user declines. Throws what the
  /// specification or the file system refuses.
  bool openSpec(const QString& path);
  void saveSpec(const QString& path);
  /// Asks for the file; false if none was chosen.
  bool askAndSave();
  /// An empty form; the previous one can be restored.
  void clearForm();
  void undoForm();
  [[nodiscard]] bool canUndoForm() const { return !past_.empty(); }
  /// Fills the menu with entries that load, save and delete presets; call it whenever the menu opens.
  void fillPresets(QMenu& menu);
  /// Restores the form from when the program ended, however it ended.
  void restoreForm();
  /// Saves it now, instead of a moment after the last change.
  void keepFormNow();
  /// Name of the specification in the form, and whether it differs from that file.
  [[nodiscard]] QString document() const;
  [[nodiscard]] bool edited() const { return edited_; }
  /// Shows the window's actions for this place in its bar.
  void showActions(const QList<QAction*>& actions);
  /// The command that runs the same without a window.
  [[nodiscard]] QString commandLine() const;
  /// Runs the experiment in the form, or the rest of the one in the results file that it names; asks before touching
  /// existing results.
  void start(bool resume = false);
  /// Pauses every run at its next generation, or continues them.
  void pause();
  /// Stops the experiment; finished runs are kept.
  void stop();
  /// Runs the rest of the experiment in this file; the form stays as it is, unless nothing was chosen yet.
  void resume(const QString& path, bool retryFailed = false);

 signals:
  void work(int done, int planned);
  void formUndoChanged(bool there);
  /// Another specification was loaded, or it was edited or saved.
  void documentChanged();
  /// Plug-ins should be reloaded.
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
  /// Replaces the form by another; the old one can be restored.
  void replaceForm(const KeptForm& form);
  [[nodiscard]] bool holdsNothing() const;
  [[nodiscard]] bool mayReplace();
  void choosePreset(const Preset& preset);
  void askPreset();
  void leaveOut();
  /// Asks what to do with existing results; false to do nothing.
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
  ExperimentSpec rest_;  // the parts of the specification without a field in the form
  QTimer keeper_;
  std::vector<KeptForm> past_;  // replaced forms
  std::string saved_;           // the specification last saved, as written by toToml
  QString document_;            // that file
  bool edited_ = false;
};

}  // namespace tandem::gui
