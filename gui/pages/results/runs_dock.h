// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDockWidget>

namespace tandem::gui {

class RunsPane;
class Session;
struct RunsOf;

/// The runs behind a cell, beside the table: they are there from when a cell is inspected until the dock is closed, and
/// no run is picked after that.
class RunsDock : public QDockWidget {
  Q_OBJECT
 public:
  explicit RunsDock(Session& session);
  void inspect(const RunsOf& runs);
  /// Picks a run (from 0) of those that are inspected.
  void pick(int repetition);

 signals:
  /// A run was picked (from 0), or none (-1).
  void picked(int repetition);

 private:
  RunsPane* runs_;
};

}  // namespace tandem::gui
