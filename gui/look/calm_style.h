// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QProxyStyle>

namespace tandem::gui::look {

/// The platform's style with the dimensions of this program: a grid of 8 px, rows of 26 px, flat headers, hairlines.
class CalmStyle : public QProxyStyle {
  Q_OBJECT
 public:
  explicit CalmStyle(const QString& base) : QProxyStyle(base) {}
  using QProxyStyle::polish;
  void polish(QWidget* widget) override;
  [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
  int styleHint(StyleHint hint, const QStyleOption* option = nullptr, const QWidget* widget = nullptr,
                QStyleHintReturn* more = nullptr) const override;
  [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option,
                                     const QWidget* widget) const override;
  [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                       const QWidget* widget) const override;
  void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                   const QWidget* widget) const override;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override;

 private:
  /// Fusion makes outlines darker than the page, which a dark one swallows.
  void drawEdge(const QStyleOption& option, const QRect& around, QPainter& painter) const;
};

constexpr int kRow = 26;    ///< height of a row of a list or table
constexpr int kField = 28;  ///< height of a field or button

}  // namespace tandem::gui::look
