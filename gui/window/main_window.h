// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMainWindow>

#include "gui/look/appearance.h"
#include "gui/work/session.h"

class QButtonGroup;
class QMenu;
class QProgressBar;
class QStackedWidget;

namespace tandem::gui {

class ExperimentPage;
class ExplorePage;
class Notice;
class ResultsPage;

/// The window: a rail of places, menu, status bar with the running work.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  MainWindow();
  /// Opens a result file or specification, by its extension.
  void openFile(const QString& path);
  /// The same for several; results are read off the GUI thread. Errors are shown.
  void openAny(const QStringList& paths);
  [[nodiscard]] ExperimentPage& experiment() { return *experiment_; }
  [[nodiscard]] Session& session() { return session_; }
  void show(int place);
  using QMainWindow::show;
  [[nodiscard]] look::Appearance& appearance() { return appearance_; }
  /// What the user should see at the start: experiments cut off by a crash; at the first start, the welcome page.
  void greet();
  /// Whether it was closed in order to reopen in another language.
  [[nodiscard]] bool reopens() const { return reopens_; }

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void menus();
  void viewMenu();
  void languageMenu(QMenu& menu);
  void chooseLanguage(const QString& code);
  void updateTitle();
  /// Keyboard input is for the place shown.
  void focusPlace();
  void recentMenu(QMenu& menu);
  void offerResume();
  /// Asks whether what is running may be stopped because the window closes.
  [[nodiscard]] bool mayStop(const QString& running, const QString& consequence);
  void askToClose();
  look::Appearance appearance_;
  Session session_;
  QStackedWidget* places_;
  QButtonGroup* rail_;
  ExplorePage* explore_;
  ExperimentPage* experiment_;
  ResultsPage* results_;
  QProgressBar* bar_;
  Notice* notice_;
  int welcome_ = -1;      // index of the welcome page among the places
  bool noted_ = false;    // whether a running experiment has been noted
  bool closing_ = false;  // closes as soon as the experiment has stopped
  bool reopens_ = false;
};

}  // namespace tandem::gui
