// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace tandem::gui {

/// Makes columns wide enough for their cells as drawn (the best ones are bold), measured in the first rows, and for
/// their names, which are elided in the middle beyond a width. `growOnly` leaves wider columns alone.
void fitColumns(QTableView& view, bool growOnly);

}  // namespace tandem::gui
