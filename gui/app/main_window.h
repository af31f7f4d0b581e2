// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMainWindow>

#include "gui/app/session.h"

class QButtonGroup;
class QProgressBar;
class QStackedWidget;

namespace tandem::gui {

class ExperimentPage;
class ExplorePage;
class ResultsPage;

/// The window: a rail of places, menu, status bar with the running work.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  MainWindow();
  /// Result file or specification, by its ending.
  void openFile(const QString& path);
  [[nodiscard]] ExperimentPage& experiment() { return *experiment_; }
  [[nodiscard]] Session& session() { return session_; }
  void show(int place);
  using QMainWindow::show;
  void setDark(bool dark);

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void menus();
  Session session_;
  QStackedWidget* places_;
  QButtonGroup* rail_;
  ExplorePage* explore_;
  ExperimentPage* experiment_;
  ResultsPage* results_;
  QProgressBar* bar_;
};

}  // namespace tandem::gui
