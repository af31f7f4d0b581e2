// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <functional>

#include "gui/work/session.h"
#include "tandem/specification/spec.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSettings;
class QSpinBox;
class QToolButton;

namespace tandem::gui {

class CatalogueFilter;
class CatalogueModel;
class LabelFilter;
class ParamForm;

/// The choices before a run of Explore: filters, algorithm, problem, their parameters, instance, seed and size.
class ExploreForm : public QWidget {
  Q_OBJECT
 public:
  explicit ExploreForm(Session& session);
  /// One repetition of one algorithm on one problem. Throws InputError for the first invalid value.
  [[nodiscard]] ExperimentSpec spec() const;
  /// Name of the problem whose parameters are shown.
  [[nodiscard]] const std::string& problem() const { return chosenProblem_; }
  /// Builds that problem on any thread, even after the window is gone. Empty while a parameter is invalid.
  [[nodiscard]] std::function<BuiltProblem()> builder() const;
  void saveState(QSettings& settings) const;
  void restoreState(const QSettings& settings);

 signals:
  void problemChanged();
  /// Emitted for anything that a run depends on.
  void changed();

 private:
  void takeCatalogue(CatalogueModel& model);
  static QComboBox* picker(CatalogueFilter& filter, const char* name);
  static QToolButton* addChoice(QFormLayout& form, const QString& title, QComboBox* box, ParamForm* params,
                                const char* resetName);
  static QLineEdit* addNumber(QFormLayout& form, const QString& title, const char* name, const QString& tip);
  void chooseAlgorithm();
  void chooseProblem();

  Session& session_;
  CatalogueFilter *algorithms_, *problems_;
  LabelFilter* labels_;
  ParamForm *algorithmForm_, *problemForm_;
  QComboBox *algorithm_, *problem_, *instance_;
  QLineEdit *seed_, *budget_, *population_;
  QSpinBox* checkpoints_;
  QToolButton *resetAlgorithm_, *resetProblem_;
  std::string chosenAlgorithm_, chosenProblem_;
};

}  // namespace tandem::gui
