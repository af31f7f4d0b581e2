// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/rendering/surface.h"

namespace tandem::gui {

/// Shows a surface; dragging or arrow keys turn it, the wheel or plus and minus zoom, a double click or Home resets it.
class SurfaceView : public QWidget {
  Q_OBJECT
 public:
  explicit SurfaceView(QWidget* parent = nullptr);
  void setSurface(figures::Surface surface);
  [[nodiscard]] const figures::Camera& camera() const { return camera_; }
  void exportFigure();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void turn(double azimuth, double elevation);
  void zoom(double factor);
  figures::Surface surface_;
  figures::Camera camera_;
  QPointF last_;
  bool dragging_ = false;
};

}  // namespace tandem::gui
