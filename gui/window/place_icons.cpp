// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/place_icons.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace tandem::gui {
namespace {

/// On a field of 24 x 24 units.
QPainterPath outline(int place) {
  QPainterPath path;
  switch (place) {
    case 0:  // a lens over a descending curve
      path.addEllipse(QPointF(10, 10), 7, 7);
      path.moveTo(15.2, 15.2);
      path.lineTo(21, 21);
      path.moveTo(6, 7.5);
      path.cubicTo(8.5, 7.5, 8.5, 12.5, 14, 12.5);
      break;
    case 1:  // a grid of runs
      for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
          if (row + column < 4) path.addRoundedRect(QRectF(3 + 6.5 * column, 3 + 6.5 * row, 5, 5), 1, 1);
        }
      }
      break;
    case 2:  // bars
      path.moveTo(3, 21);
      path.lineTo(21, 21);
      path.addRect(QRectF(5, 12, 3.4, 9));
      path.addRect(QRectF(10.5, 5, 3.4, 16));
      path.addRect(QRectF(16, 9, 3.4, 12));
      break;
    default:  // a stack of disks
      path.addEllipse(QRectF(4, 3, 16, 5));
      for (const double y : {5.5, 11.0, 16.5}) {
        path.moveTo(4, y);
        path.lineTo(4, y + (y > 16 ? 1.5 : 5.5));
        path.moveTo(20, y);
        path.lineTo(20, y + (y > 16 ? 1.5 : 5.5));
        if (y > 6) {
          path.moveTo(4, y);
          path.cubicTo(4, y + 3.4, 20, y + 3.4, 20, y);
        }
      }
      path.moveTo(4, 18);
      path.cubicTo(4, 21.4, 20, 21.4, 20, 18);
  }
  return path;
}

class PlaceIcon final : public QIconEngine {
 public:
  explicit PlaceIcon(int place) : place_(place) {}
  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override {
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double side = std::min(rect.width(), rect.height());
    painter->translate(rect.center() - QPointF(side, side) / 2 + QPointF(0.5, 0.5));
    painter->scale(side / 24, side / 24);
    painter->setPen(QPen(QApplication::palette().color(group, QPalette::ButtonText), 1.6, Qt::SolidLine, Qt::RoundCap,
                         Qt::RoundJoin));
    painter->drawPath(outline(place_));
    painter->restore();
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap map(size);
    map.fill(Qt::transparent);
    QPainter painter(&map);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return map;
  }
  [[nodiscard]] QIconEngine* clone() const override { return new PlaceIcon(place_); }

 private:
  int place_;
};

}  // namespace

QIcon placeIcon(int place) {
  return QIcon(new PlaceIcon(place));
}

}  // namespace tandem::gui
