// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <qcustomplot.h>

#include "gui/rendering/figure_look.h"
#include "tandem/figures/figure.h"

class QMenu;
class QRubberBand;

namespace tandem::gui {

/// Shows a figure and lets the user work with it: the value under the cursor; a drag or the wheel zooms (Ctrl or Shift
/// with the wheel: one axis), a drag with Shift or the middle button moves, Home resets; a click on a legend's entry
/// hides its series; a double click opens the figure in its own window. The context menu has the rest: scales, series,
/// settings, copying and export.
class FigureView : public QCustomPlot {
  Q_OBJECT
 public:
  explicit FigureView(QWidget* parent = nullptr);
  /// Shows another figure. Zooms are forgotten if the panels differ; hidden series stay hidden.
  void setFigure(figures::Figure figure);
  /// Text shown while there is no figure.
  void setEmptyText(const QString& text);
  [[nodiscard]] const figures::Figure& figure() const { return figure_; }
  [[nodiscard]] const figures::FigureLook& look() const { return look_; }
  void setLook(const figures::FigureLook& look);
  /// Of values from zero upward that span decades, "As it suits" is a symmetric logarithmic scale.
  void setSuitsZero(bool suits) { suitsZero_ = suits; }
  /// The current layout.
  [[nodiscard]] const figures::Plan& plan() const { return plan_; }
  void exportFigure();
  /// The numbers, as `tandem plot --data` writes them.
  void exportData();
  void copyPicture();
  void copyData();
  void resetView();
  void openWindow();
  void fillMenu(QMenu& menu);

 protected:
  void changeEvent(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  enum class Drag { None, Zoom, Move };
  void drawFigure();
  void redrawIfSeen();
  void settings();
  /// The look with the scale that "As it suits" stands for.
  [[nodiscard]] figures::FigureLook drawnLook() const;
  [[nodiscard]] figures::Theme theme() const;
  [[nodiscard]] figures::Theme styled(figures::Theme theme) const;
  figures::Figure figure_;
  figures::FigureLook look_, before_;  // before: when the drag began
  figures::Plan plan_, held_;          // held: likewise
  QString emptyText_;
  QRubberBand* band_;
  QPoint from_;
  int panel_ = -1;
  Drag drag_ = Drag::None;
  bool stale_ = true;  // changed while not visible
  bool suitsZero_ = false;
  int drawnHeight_ = 0;  // of the room that the drawing was made for
};

}  // namespace tandem::gui
