// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace tandem::gui {

/// Columns wide enough for their cells as they are drawn (the best ones are bold), measured in the first rows, and for
/// their names up to a width at which they are elided in the middle. `growOnly` leaves columns that are wider.
void fitColumns(QTableView& view, bool growOnly);

}  // namespace tandem::gui
