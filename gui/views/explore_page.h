// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/app/explore_runner.h"
#include "gui/app/session.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tandem::gui {

class FigureView;
class ParamForm;

/// One algorithm on one problem, watched while it runs.
class ExplorePage : public QWidget {
  Q_OBJECT
 public:
  explicit ExplorePage(Session& session);
  void start();

 private:
  void chooseAlgorithm();
  void chooseProblem();
  void drawLandscape();
  void look(const Snapshot& snapshot);
  void drawRecord(const RunRecord& record);
  void updateButtons();
  [[nodiscard]] BuiltProblem build() const;

  Session& session_;
  ExploreRunner runner_;
  QComboBox *algorithm_, *problem_;
  ParamForm *algorithmForm_, *problemForm_;
  QLineEdit *seed_, *budget_;
  QPushButton *start_, *pause_, *stop_;
  FigureView *convergence_, *decisions_, *objectives_, *transfer_, *landscape_;
  QPlainTextEdit* log_;
  BuiltProblem built_;
};

}  // namespace tandem::gui
