// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

/// Which experiments the windows are running, kept in the settings: an entry whose process is gone was cut off by a
/// crash, and the next start offers to resume it.
namespace tandem::gui::running {

/// This process is running an experiment into `file`.
void begin(const QString& file);
/// It no longer is (finished or stopped on purpose).
void end();
/// Unfinished files of processes that are gone; forgets entries whose file is finished or was removed.
[[nodiscard]] QStringList cutOff();
/// Do not offer `file` again.
void forget(const QString& file);

}  // namespace tandem::gui::running
