// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QWidget;

namespace tandem::gui {

/// Asks where something is exported to, in the folder of the last export. Empty if it was cancelled.
[[nodiscard]] QString askExport(QWidget* parent, const QString& title, const QString& name, const QString& filter);

}  // namespace tandem::gui
