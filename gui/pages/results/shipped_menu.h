// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace tandem::gui {

class Session;

/// Makes it a menu of the results shipped with the program (`tandem baselines list`); choosing one opens it in addition
/// to the open files. Those specified but not computed are grey.
void makeShippedMenu(QMenu& menu, Session& session);

}  // namespace tandem::gui
