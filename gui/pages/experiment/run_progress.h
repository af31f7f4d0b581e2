// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHeaderView>
#include <QTabWidget>
#include <QTimer>

#include "gui/models/grid_model.h"
#include "gui/models/results_model.h"
#include "gui/work/session.h"

class QPlainTextEdit;
class QTableView;

namespace tandem::gui {

/// Writes the names of columns that are too narrow for them upwards.
class UprightHeader : public QHeaderView {
  Q_OBJECT
 public:
  UprightHeader() : QHeaderView(Qt::Horizontal) {}
  void setUpright(bool upright);

 protected:
  void paintSection(QPainter* painter, const QRect& rect, int section) const override;
  [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

 private:
  bool upright_ = false;
};

/// An experiment in progress: the grid of runs with failures, and the table of results so far.
class RunProgress : public QTabWidget {
  Q_OBJECT
 public:
  explicit RunProgress(Session& session);
  /// Starts a new experiment; nothing of the previous one remains.
  void begin(const QString& file);
  void setInfo(const ExperimentInfo& info);
  void take(const std::vector<RunEvent>& events);
  void finish();
  [[nodiscard]] const GridModel& grid() const { return grid_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* gridPage();
  void arrange();
  void showMessages();
  void refreshTable();

  Session& session_;
  QString file_;
  GridModel grid_;
  ResultsModel results_;
  QTableView* view_;
  UprightHeader* header_;
  QPlainTextEdit* messages_;
  QTableView* table_;
  QTimer timer_;
  bool stale_ = false, busy_ = false;
};

}  // namespace tandem::gui
