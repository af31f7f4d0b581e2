// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QPalette>
#include <QString>

/// How the program looks: colours by meaning, for light and dark, and what is derived from them.
namespace tandem::gui::look {

/// A text on its own background, with a border.
struct Tone {
  QColor ground, line, text;
};

/// Every text has a contrast of at least 4.5 : 1 to each background it is used on (WCAG 2.1, 1.4.3 AA).
struct Colours {
  QColor page;       ///< behind the cards
  QColor card;       ///< background of cards, lists and fields
  QColor stripe;     ///< every other row
  QColor line;       ///< hairlines
  QColor edge;       ///< around fields and boxes: at least 3 : 1 to what they lie on where the style's own is not seen
  QColor text;       ///< on page, card, stripe and selection
  QColor secondary;  ///< less important text, on the same
  QColor accent;     ///< the primary action, the current place, links
  QColor onAccent;   ///< text on the accent
  QColor selection;  ///< selected rows
  QColor tip;        ///< background of tooltips
  QColor wrong;      ///< errors, on card and page
  Tone information, success, warning, error;
  Tone done, running, waiting, failed;  ///< runs of an experiment
};

[[nodiscard]] const Colours& colours(bool dark);
/// The current ones.
[[nodiscard]] const Colours& colours();
[[nodiscard]] bool dark();

[[nodiscard]] QPalette paletteOf(const Colours& c);
/// What a palette cannot express: cards, the rail, the primary button, tabs.
[[nodiscard]] QString sheetOf(const Colours& c);

/// Contrast of two colours as defined by WCAG 2.1: from 1 (equal) to 21 (black and white).
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

}  // namespace tandem::gui::look
