// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace tandem::gui {

/// Puts the selected cells on the clipboard, as a spreadsheet takes them: several with the names of their columns and,
/// where the view shows them, of their rows; a single one as it is.
void copyTable(const QTableView& view);

}  // namespace tandem::gui
