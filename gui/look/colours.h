// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QPalette>
#include <QString>

/// How the program looks: colours by what they mean, for light and dark, and what follows from them.
namespace tandem::gui::look {

/// A text on a ground of its own, with the line around it.
struct Tone {
  QColor ground, line, text;
};

/// Every text has a contrast of at least 4.5 : 1 to each ground that it stands on (WCAG 2.1, 1.4.3 AA).
struct Colours {
  QColor page;       ///< behind the cards
  QColor card;       ///< what is worked with stands on cards, lists and fields
  QColor stripe;     ///< every other row
  QColor line;       ///< hairlines
  QColor text;       ///< on page, card, stripe and selection
  QColor secondary;  ///< less important text, on the same
  QColor accent;     ///< the primary action, the place at hand, links
  QColor onAccent;   ///< text on the accent
  QColor selection;  ///< selected rows
  QColor tip;        ///< ground of tooltips
  QColor wrong;      ///< what cannot stay as it is, on card and page
  Tone information, success, warning, error;
  Tone done, running, waiting, failed;  ///< runs of an experiment
};

[[nodiscard]] const Colours& colours(bool dark);
/// Those that the program has now.
[[nodiscard]] const Colours& colours();
[[nodiscard]] bool dark();

[[nodiscard]] QPalette paletteOf(const Colours& c);
/// What no palette can say: cards, the rail, the primary button, tabs.
[[nodiscard]] QString sheetOf(const Colours& c);

/// Of two colours, as WCAG 2.1 defines it: from 1 (alike) to 21 (black and white).
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

}  // namespace tandem::gui::look
