// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/work/session.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tandem::gui {

class JobStrip;
class Notice;

/// The page of the first start, later reachable from the Help menu: where to begin, and which suites have their
/// official data and which are synthetic until a checkout of MToP is imported.
class WelcomePage : public QWidget {
  Q_OBJECT
 public:
  explicit WelcomePage(Session& session);

 signals:
  /// A place was chosen (0 Explore, 1 Experiment, 2 Results, 3 Data).
  void chosen(int place);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* places();
  void refresh();
  Session& session_;
  Notice* notice_;
  QLabel* state_;
  QTreeWidget* suites_;
  QPushButton* import_;
  JobStrip* jobs_;
  int wanted_ = 0;
};

}  // namespace tandem::gui
