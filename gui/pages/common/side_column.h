// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace tandem::gui {

/// A column for the side of a page, with these choices at its top: as wide as they need, and scrolled where they are
/// higher than the page.
[[nodiscard]] QWidget* sideColumn(QWidget& choices);

}  // namespace tandem::gui
