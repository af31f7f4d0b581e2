// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QWidget;

namespace tandem::gui {

/// Tells the desktop that long work is done: the window is marked in the task bar, and if the desktop shows
/// notifications (org.freedesktop.Notifications), one appears. Does nothing while the window is active.
void notifyDone(QWidget& window, const QString& title, const QString& text);

}  // namespace tandem::gui
