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
/// Of every action, button and shortcut of the window and its places, in the order of the menus.
[[nodiscard]] std::vector<KeyOf> keysOf(const QWidget& window);
/// Shows them, to be searched.
void showKeys(QWidget& window);

/// What a report of a fault should name: versions of the program and its libraries, the system, the plug-ins.
[[nodiscard]] QString versionReport(const Session& session);
/// Shows it, to be copied.
void showVersions(QWidget& window, const Session& session);

}  // namespace tandem::gui
