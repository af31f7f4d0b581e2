// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/models/transfer_model.h"

class QCheckBox;
class QLabel;
class QSlider;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace tandem::gui {

class FigureView;

/// Which task gave to which in one run: the matrix at a checkpoint chosen by a slider, and the list of transfers.
class TransferView : public QWidget {
  Q_OBJECT
 public:
  TransferView();
  /// Follows the run while the slider is at its end.
  void setRecord(const RunRecord& record);
  /// Shows the checkpoint that the run had reached after that many evaluations; -1: its last one.
  void showAt(std::int64_t evaluations);
  void clear();
  void exportFigure();

 private:
  void draw();

  QSlider* slider_;
  QLabel *where_, *empty_;
  QCheckBox* since_;
  QStackedWidget* stack_;
  FigureView* matrix_;
  QTableView* table_;
  TransferModel model_;
  QSortFilterProxyModel* sorted_;
  RunRecord record_;
  int reached_ = 0;
};

}  // namespace tandem::gui
