// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;
class QTreeWidget;

namespace tandem::gui {

/// Copies the selected cells to the clipboard in a form that spreadsheets accept: several with the names of their
/// columns and, if the view shows them, of their rows; a single one as is.
void copyTable(const QTableView& view);
/// The selected entries of a tree in order, one per line, below the names of the columns; a single one as is.
void copyTree(QTreeWidget& tree);

/// Gives the view *Copy* and *Select all* by keys and in a context menu, after its existing actions.
void makeCopyable(QTableView& view);
void makeCopyable(QTreeWidget& tree);

}  // namespace tandem::gui
