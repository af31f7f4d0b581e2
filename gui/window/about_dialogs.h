// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <vector>

class QWidget;

namespace tandem::gui {

class Session;

/// A key of the window: where it works, what it does.
struct KeyOf {
  QString place, text, keys;
};
/// Keys of every action, button and shortcut of the window and its places, in the order of the menus.
[[nodiscard]] std::vector<KeyOf> keysOf(const QWidget& window);
/// Shows them in a searchable list.
void showKeys(QWidget& window);

/// What a bug report should include: versions of the program and its libraries, the system, the plug-ins.
[[nodiscard]] QString versionReport(const Session& session);
/// Shows it for copying.
void showVersions(QWidget& window, const Session& session);

}  // namespace tandem::gui
