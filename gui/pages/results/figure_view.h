// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <qcustomplot.h>

#include "tandem/figures/figure.h"

namespace tandem::gui {

/// Shows a figure; "Export figure..." in its context menu writes it.
class FigureView : public QCustomPlot {
  Q_OBJECT
 public:
  explicit FigureView(QWidget* parent = nullptr);
  void setFigure(figures::Figure figure);
  /// What stands here while there is no figure.
  void setEmptyText(const QString& text);
  [[nodiscard]] const figures::Figure& figure() const { return figure_; }
  void exportFigure();

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void draw();
  void redrawIfSeen();
  figures::Figure figure_;
  QString emptyText_;
  bool stale_ = true;  // changed while it could not be seen
};

}  // namespace tandem::gui
