// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>

#include "gui/pages/results/choice.h"
#include "gui/work/session.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace tandem::gui {

class FigureView;

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
