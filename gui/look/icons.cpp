// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include "gui/look/colours.h"
#include "tandem/error.h"

namespace tandem::gui::look {
namespace {

QColor colourOf(Ink ink) {
  const Colours& c = colours();
  switch (ink) {
    case Ink::OnAccent:
      return c.onAccent;
    case Ink::Accent:
      return c.accent;
    case Ink::Information:
      return c.information.text;
    case Ink::Success:
      return c.success.text;
    case Ink::Warning:
      return c.warning.text;
    case Ink::Error:
      return c.error.text;
    default:
      return c.text;
  }
}

class LineIcon final : public QIconEngine {
 public:
  LineIcon(QByteArray drawing, Ink ink) : drawing_(std::move(drawing)), ink_(ink) {}
  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const QColor ink = mode == QIcon::Disabled ? QApplication::palette().color(QPalette::Disabled, QPalette::ButtonText)
                                               : colourOf(state == QIcon::On && ink_ == Ink::Text ? Ink::Accent : ink_);
    QByteArray drawing = drawing_;
    drawing.replace("currentColor", ink.name().toLatin1());
    QSvgRenderer(drawing).render(painter, QRectF(rect));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap map(size);
    map.fill(Qt::transparent);
    QPainter painter(&map);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return map;
  }
  [[nodiscard]] QIconEngine* clone() const override { return new LineIcon(drawing_, ink_); }

 private:
  QByteArray drawing_;
  Ink ink_;
};

}  // namespace

QIcon icon(const QString& name, Ink ink) {
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) throw Error("There is no icon '" + name.toStdString() + "'.");
  QByteArray drawing = file.readAll();
  drawing.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");  // as heavy as the text beside it
  return QIcon(new LineIcon(std::move(drawing), ink));
}

}  // namespace tandem::gui::look
