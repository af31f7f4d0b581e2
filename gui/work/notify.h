// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QWidget;

namespace tandem::gui {

/// Tells the desktop that long work is done: the window is marked in the task bar, and where the desktop shows
/// notifications (org.freedesktop.Notifications) one appears. Nothing while the window is being worked in.
void notifyDone(QWidget& window, const QString& title, const QString& text);

}  // namespace tandem::gui
