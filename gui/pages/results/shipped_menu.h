// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace tandem::gui {

class Session;

/// Makes it a menu of the results that come with the program (`tandem baselines list`); choosing one opens it beside
/// what is open. Those that were specified but not made are grey.
void makeShippedMenu(QMenu& menu, Session& session);

}  // namespace tandem::gui
