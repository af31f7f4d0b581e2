// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <functional>

#include "gui/app/session.h"

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
  explicit TaskView(Session& session);
  /// `build` makes the problem with its parameters on another thread.
  void setProblem(const std::string& name, std::function<BuiltProblem()> build);
  /// Of what is shown.
  void exportFigure();

 private:
  enum Kind { Line, LineReal, Plane, PlaneReal, Surface3d, Feasible, Similarity, Fronts };
  void fillChoices(const BuiltProblem& built);
  void redraw();

  Session& session_;
  QComboBox *kind_, *task_;
  QSpinBox *samples_, *first_, *second_;
  QLabel *message_, *firstLabel_, *secondLabel_;
  QStackedWidget* stack_;
  FigureView* figure_;
  SurfaceView* surface_;
  std::string name_;
  BuiltProblem built_;
  int generation_ = 0;  // of the picture asked for last; older ones are dropped when they come
};

}  // namespace tandem::gui
