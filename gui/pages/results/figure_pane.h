// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>
#include <memory>
#include <string>
#include <vector>

#include "gui/work/open_results.h"
#include "gui/work/session.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/kinds.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace tandem::gui {

class FigureView;

/// What the user has selected in a table.
struct Choice {
  OpenFiles files;                            ///< behind the table: figures read what it was made from
  figures::Selection selection;               ///< the selected picks; they index the files above
  std::vector<figures::Selection::Pick> all;  ///< everything in the table: for figures that rank over problems
  std::string metric;
  std::string base;     ///< of the test; empty: none chosen
  int task = -1;        ///< from 0; -1: several
  int repetition = -1;  ///< run selected in the list of runs; -1: none
  int problems = 0, algorithms = 0;
};

/// A figure that follows the selection until it is pinned. If it cannot be drawn, the reason is shown in its place.
class FigurePane : public QWidget {
  Q_OBJECT
 public:
  FigurePane(Session& session, const QString& kind);
  void follow(const Choice& choice);
  [[nodiscard]] QString kind() const;
  [[nodiscard]] QString message() const;
  [[nodiscard]] FigureView& view() { return *view_; }

 signals:
  void titled(const QString& title);

 private:
  void draw();
  void say(const QString& sentence);
  Session& session_;
  QComboBox* kind_;
  QCheckBox* follows_;
  QPushButton* export_;
  QStackedWidget* stack_;
  FigureView* view_;
  QLabel* message_;
  QTimer timer_;
  Choice choice_;
  bool chosen_ = false, working_ = false, stale_ = false;
};

}  // namespace tandem::gui
