// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;
class QTreeWidget;

namespace tandem::gui {

/// Puts the selected cells on the clipboard, as a spreadsheet takes them: several with the names of their columns and,
/// where the view shows them, of their rows; a single one as it is.
void copyTable(const QTableView& view);
/// The selected entries of a tree in their order, a line each, below the names of the columns; a single one as it is.
void copyTree(QTreeWidget& tree);

/// Gives the view *Copy* and *Select all* by keys and in a context menu, after the actions that it has.
void makeCopyable(QTableView& view);
void makeCopyable(QTreeWidget& tree);

}  // namespace tandem::gui
