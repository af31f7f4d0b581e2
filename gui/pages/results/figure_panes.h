// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <vector>

#include "gui/pages/results/choice.h"

class QDockWidget;
class QMainWindow;
class QMenu;
class QSettings;

namespace tandem::gui {

class Session;

/// The figures below a page, each in a pane that can be moved, laid over others, and closed.
class FigurePanes {
 public:
  FigurePanes(QMainWindow& page, Session& session) : page_(page), session_(session) {}
  /// Another pane with a figure of this kind; the name is that of a pane of an earlier session.
  void add(const QString& kind, const QString& name = {});
  /// Gives the menu an entry for each kind, which adds a pane.
  void fillMenu(QMenu& menu);
  /// Existing panes, and those that will be added.
  void follow(const Choice& choice);
  /// Figures belong to the cells of the table: while all runs are shown instead, they get the room.
  void stepAside(bool aside);
  /// Gives the figures their share of the page once it is shown at its real size, unless restore() did.
  void layOut();
  /// What the panes show, and where all panes of the page are and how wide.
  void keep(QSettings& settings) const;
  /// False if nothing was kept.
  bool restore(const QSettings& settings);

 private:
  [[nodiscard]] std::vector<QDockWidget*> docks() const;
  QMainWindow& page_;
  Session& session_;
  Choice choice_;
  int made_ = 0;          // panes so far, including closed ones
  bool laidOut_ = false;  // they have their heights
};

}  // namespace tandem::gui
