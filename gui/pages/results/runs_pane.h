// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <memory>
#include <string>
#include <vector>

#include "gui/work/session.h"

class QLabel;
class QPlainTextEdit;
class QStandardItemModel;
class QTableView;

namespace tandem::gui {

/// The runs shown in the list: those behind one cell of the table.
struct RunsOf {
  std::shared_ptr<ResultFile> file;
  int problem = 0, algorithm = 0;
  int task = 0;   ///< from 1; 0: a metric of the whole problem
  QString title;  ///< "MFEA on CEC17-MTSO1 T2"
  QString metric;
  std::vector<double> values;  ///< of the metric, per repetition; may be fewer than the runs
};

/// The repetitions behind a cell, one per row, with everything recorded of the selected run.
class RunsPane : public QWidget {
  Q_OBJECT
 public:
  explicit RunsPane(Session& session);
  void show(const RunsOf& what);
  using QWidget::show;
  /// Selects a run (from 0) of those given to show(), as soon as they have been read.
  void pick(int repetition) { wish_ = repetition; }
  /// Clears the selection.
  void unpick();

 signals:
  /// A run was selected (from 0), or none (-1).
  void picked(int repetition);

 private:
  void fill();
  void details();
  Session& session_;
  RunsOf what_;
  std::vector<RunRecord> runs_;
  int wanted_ = 0;
  int wish_ = -1;  // run to select once they have been read
  QLabel* title_;
  QStandardItemModel* model_;
  QTableView* table_;
  QPlainTextEdit* details_;
};

}  // namespace tandem::gui
