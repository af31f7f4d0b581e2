// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <qcustomplot.h>

#include "gui/plots/figure.h"

namespace tandem::gui {

/// Shows a figure; "Export figure..." in its context menu writes it.
class FigureView : public QCustomPlot {
  Q_OBJECT
 public:
  explicit FigureView(QWidget* parent = nullptr);
  void setFigure(figures::Figure figure);
  [[nodiscard]] const figures::Figure& figure() const { return figure_; }
  void exportFigure();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void draw();
  figures::Figure figure_;
};

}  // namespace tandem::gui
