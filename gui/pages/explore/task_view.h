// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <functional>

#include "tandem/catalogue.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QStackedWidget;

namespace tandem::gui {

class FigureView;
class SurfaceView;

/// Figures of the problem itself: slices in one and two variables, surface, feasible region, similarity, fronts.
class TaskView : public QWidget {
  Q_OBJECT
 public:
  TaskView();
  /// `build` builds the problem with its parameters on another thread.
  void setProblem(const std::string& name, std::function<BuiltProblem()> build);
  /// Exports the figure shown.
  void exportFigure();

 private:
  enum Kind { Line, Plane, Surface3d, Feasible, Similarity, Fronts };
  void fillChoices(const BuiltProblem& built);
  void redraw();

  QComboBox *kind_, *task_;
  QSpinBox *samples_, *first_, *second_;
  QLabel *message_, *samplesLabel_, *firstLabel_, *secondLabel_;
  QCheckBox* real_;
  QStackedWidget* stack_;
  FigureView* figure_;
  SurfaceView* surface_;
  std::string name_;
  BuiltProblem built_;
  int generation_ = 0;  // of the last picture requested; older ones are dropped on arrival
};

}  // namespace tandem::gui
