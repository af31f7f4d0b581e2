// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <qcustomplot.h>
#include <QColor>
#include <QList>
#include <QPen>

namespace tandem::figures {

/// Colours and fonts of a figure. Series colours are those of Okabe and Ito (safe for the common kinds of colour
/// blindness), ordered so that neighbours differ in lightness too, then hues by the golden angle in three lightnesses;
/// dash patterns and markers carry the same information in black and white.
struct Theme {
  QColor background{Qt::white};
  QColor ink{0x1a, 0x1a, 0x1a};
  QColor muted{0x5a, 0x5a, 0x5a};
  QColor grid{0xe2, 0xe2, 0xe2};
  bool dark = false;
  double baseSize = 9.0;                           ///< points: axis labels, names; titles are larger, notes smaller
  QString family = QStringLiteral("DejaVu Sans");  ///< letters it lacks come from another family
  static Theme light() { return {}; }
  static Theme darkTheme();

  [[nodiscard]] QColor series(int style) const;
  /// `look` determines the dash pattern; -1: `style` does.
  [[nodiscard]] QPen pen(int style, double width, bool solid, double opacity = 1.0, int look = -1) const;
  /// `filled`: with its own colour, else with the background's.
  [[nodiscard]] QCPScatterStyle marker(int style, double size, double opacity = 1.0, int look = -1,
                                       bool filled = false) const;
  /// Perceptually uniform, monotone in lightness, so that a grey print keeps the order.
  [[nodiscard]] static QCPColorGradient sequential();
  [[nodiscard]] static QCPColorGradient divergingGradient();
  [[nodiscard]] QFont font(double points, bool bold = false) const;
  [[nodiscard]] QFont titleFont() const { return font(baseSize + 2.0, true); }
  [[nodiscard]] QFont textFont() const { return font(baseSize); }
  [[nodiscard]] QFont tickFont() const { return font(baseSize - 1.0); }
  [[nodiscard]] QFont noteFont() const { return font(baseSize - 1.5); }
};

}  // namespace tandem::figures
