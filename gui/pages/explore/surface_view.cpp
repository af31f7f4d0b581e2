// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/explore/surface_view.h"

#include <QAction>
#include <QMessageBox>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include "gui/work/export_folder.h"
#include "gui/work/sentences.h"

namespace tandem::gui {

SurfaceView::SurfaceView(QWidget* parent) : QWidget(parent) {
  setMinimumSize(260, 180);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::OpenHandCursor);
  setAccessibleName(tr("Surface of the tasks"));
  setToolTip(tr("Drag or arrow keys: turn; wheel, + and -: zoom; double click or Home: back"));
  auto* action = new QAction(tr("Export figure..."), this);
  connect(action, &QAction::triggered, this, &SurfaceView::exportFigure);
  addAction(action);
  setContextMenuPolicy(Qt::ActionsContextMenu);
}

void SurfaceView::setSurface(figures::Surface surface) {
  surface_ = std::move(surface);
  update();
}

void SurfaceView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const bool dark = palette().color(QPalette::Window).lightness() < 128;
  figures::paintSurface(painter, rect(), surface_, camera_,
                        dark ? figures::Theme::darkTheme() : figures::Theme::light(), dragging_);
}

void SurfaceView::turn(double azimuth, double elevation) {
  camera_.azimuth = std::remainder(camera_.azimuth + azimuth, 360.0);
  camera_.elevation = std::clamp(camera_.elevation + elevation, -5.0, 90.0);
  update();
}

void SurfaceView::zoom(double factor) {
  camera_.zoom = std::clamp(camera_.zoom * factor, 0.4, 6.0);
  update();
}

void SurfaceView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  last_ = event->position();
  dragging_ = true;
  setCursor(Qt::ClosedHandCursor);
}

void SurfaceView::mouseMoveEvent(QMouseEvent* event) {
  if (!dragging_) return;
  const QPointF by = event->position() - last_;
  last_ = event->position();
  turn(-0.5 * by.x(), 0.5 * by.y());
}

void SurfaceView::mouseReleaseEvent(QMouseEvent*) {
  dragging_ = false;
  setCursor(Qt::OpenHandCursor);
  update();
}

void SurfaceView::mouseDoubleClickEvent(QMouseEvent*) {
  camera_ = {};
  update();
}

void SurfaceView::wheelEvent(QWheelEvent* event) {
  zoom(std::pow(1.1, event->angleDelta().y() / 120.0));
  event->accept();
}

void SurfaceView::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      turn(5.0, 0.0);
      break;
    case Qt::Key_Right:
      turn(-5.0, 0.0);
      break;
    case Qt::Key_Up:
      turn(0.0, -5.0);
      break;
    case Qt::Key_Down:
      turn(0.0, 5.0);
      break;
    case Qt::Key_Plus:
      zoom(1.1);
      break;
    case Qt::Key_Minus:
      zoom(1.0 / 1.1);
      break;
    case Qt::Key_Home:
      camera_ = {};
      update();
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

void SurfaceView::exportFigure() {
  const QString path =
      askExport(this, tr("Export figure"), QStringLiteral("surface.pdf"), tr("Figures (*.pdf *.svg *.png)"));
  if (path.isEmpty()) return;
  try {
    figures::save(surface_, camera_, path);
  } catch (const std::exception& e) {
    QMessageBox::warning(this, tr("Export figure"), sentenceOf(e));
  }
}

}  // namespace tandem::gui
