// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMainWindow>

#include "gui/app/session.h"
#include "tandem/experiment/table.h"

class QComboBox;
class QLabel;
class QListWidget;
class QTableWidget;

namespace tandem::gui {

/// Fills a widget with a comparison: best in bold, sign beside the value, details as tooltip.
void showTable(QTableWidget& widget, const Table& table);

/// Open files, a table of comparisons, figures in panes beside it.
class ResultsPage : public QMainWindow {
  Q_OBJECT
 public:
  explicit ResultsPage(Session& session);
  /// Figure of the selected rows and columns (all, if none is selected).
  void drawFigure();
  void exportTable();

 private:
  void refresh();
  void openFiles();
  void provenance();
  [[nodiscard]] TableRequest request() const;

  Session& session_;
  QListWidget* files_;
  QComboBox *metric_, *show_, *test_, *base_, *correction_, *kind_;
  QTableWidget* table_;
  QLabel* caption_;
  Table shown_;
  int wanted_ = 0;  // number of the latest computation
};

}  // namespace tandem::gui
